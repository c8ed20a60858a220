import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.migrating import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_invitation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("events", "0001_squashed_0030_speakers_and_private_calendars"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Criterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="並び順"),
                        ),
                        (
                            "label_ja",
                            models.CharField(max_length=80, verbose_name="基準（日本語）"),
                        ),
                        (
                            "label_en",
                            models.CharField(
                                blank=True, max_length=80, verbose_name="基準（英語）"
                            ),
                        ),
                        (
                            "description",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="見るところ"
                            ),
                        ),
                        (
                            "weight",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000),
                                ],
                                verbose_name="配点",
                            ),
                        ),
                        (
                            "scale_max",
                            models.PositiveSmallIntegerField(
                                default=5,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="最高点",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "選考基準",
                        "verbose_name_plural": "選考基準",
                        "ordering": ("position", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("scale_max__gte", 1), ("weight__gte", 1)),
                                name="criterion_weighs_something",
                                violation_error_message="配点と最高点は1以上にしてください。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draw",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "code",
                            models.SlugField(max_length=100, unique=True, verbose_name="コード"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("committed", "乱数の種を確定済み"),
                                    ("drawn", "抽選済み"),
                                    ("applied", "結果を反映済み"),
                                ],
                                default="committed",
                                max_length=10,
                                verbose_name="状態",
                            ),
                        ),
                        ("seed", models.CharField(editable=False, max_length=64)),
                        (
                            "commitment",
                            models.CharField(
                                editable=False, max_length=64, verbose_name="確約の値"
                            ),
                        ),
                        ("rules", models.JSONField(default=dict, verbose_name="重みの決まり")),
                        (
                            "reserve_limit",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="空欄なら、外れた社はすべて補欠です。",
                                null=True,
                                verbose_name="補欠の数",
                            ),
                        ),
                        ("committed_at", models.DateTimeField(verbose_name="確約の日時")),
                        (
                            "places",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="枠の数"
                            ),
                        ),
                        ("entries_digest", models.CharField(blank=True, max_length=64)),
                        (
                            "drawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="抽選の日時"),
                        ),
                        (
                            "applied_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="反映の日時"),
                        ),
                        (
                            "applied_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "committed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "drawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "participation_type",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draw",
                                to="events.participationtype",
                                verbose_name="参加区分",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "抽選",
                        "verbose_name_plural": "抽選",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "committed"),
                                    models.Q(
                                        ("drawn_at__isnull", False), ("places__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="draw_result_has_its_moment",
                                violation_error_message="抽選の日時と枠の数がありません。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DrawEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.CharField(max_length=14, verbose_name="抽選番号")),
                        ("weight", models.PositiveSmallIntegerField(verbose_name="くじの数")),
                        ("places", models.PositiveSmallIntegerField(verbose_name="枠の数")),
                        ("position", models.PositiveIntegerField(verbose_name="抽選の順")),
                        ("lot", models.CharField(max_length=64)),
                        ("wins", models.BooleanField(verbose_name="当選")),
                        (
                            "reserve",
                            models.PositiveIntegerField(default=0, verbose_name="補欠の順位"),
                        ),
                        (
                            "draw",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entries",
                                to="selection.draw",
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="events.registration",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "抽選の参加者",
                        "verbose_name_plural": "抽選の参加者",
                        "ordering": ("draw", "position"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("draw", "number"), name="draw_entry_number_once"
                            ),
                            models.UniqueConstraint(
                                fields=("draw", "registration"),
                                name="draw_entry_registration_once",
                            ),
                            models.UniqueConstraint(
                                fields=("draw", "position"), name="draw_entry_position_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reserve", 0), ("wins", True)),
                                    models.Q(("reserve__gte", 1), ("wins", False)),
                                    _connector="OR",
                                ),
                                name="draw_entry_wins_or_waits",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterBatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="控えの名前")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "作成中"), ("sent", "送信を開始済み")],
                                default="draft",
                                max_length=5,
                                verbose_name="状態",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "sent_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="送信を始めた日時"
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letter_batches",
                                to="events.session",
                                verbose_name="回",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "一括のお知らせ",
                        "verbose_name_plural": "一括のお知らせ",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"), ("sent_at__isnull", False), _connector="OR"
                                ),
                                name="letter_batch_sent_at_a_moment",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    ("confirmed", "参加確定"),
                                    ("fell_back", "代わりの区分で参加確定"),
                                    ("reserve", "補欠"),
                                    ("declined", "見送り"),
                                    ("other", "お知らせ"),
                                ],
                                max_length=10,
                                verbose_name="結果",
                            ),
                        ),
                        (
                            "personal",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="この社だけへの文"
                            ),
                        ),
                        (
                            "skipped_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="送らなかった日時"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="bulk_letters",
                                to="events.registration",
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="letters",
                                to="selection.letterbatch",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "お知らせ",
                        "verbose_name_plural": "お知らせ",
                        "ordering": ("batch", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("batch", "registration"), name="letter_once_per_company"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    ("confirmed", "参加確定"),
                                    ("fell_back", "代わりの区分で参加確定"),
                                    ("reserve", "補欠"),
                                    ("declined", "見送り"),
                                    ("other", "お知らせ"),
                                ],
                                max_length=10,
                                verbose_name="結果",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("ja", "日本語"), ("en", "English")],
                                max_length=5,
                                verbose_name="言語",
                            ),
                        ),
                        ("subject", models.CharField(max_length=200, verbose_name="件名")),
                        ("body", models.TextField(max_length=5000, verbose_name="本文")),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="selection.letterbatch",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "お知らせの文面",
                        "verbose_name_plural": "お知らせの文面",
                        "ordering": ("batch", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("batch", "group", "language"),
                                name="letter_text_once_per_group",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "承認待ち"),
                                    ("approved", "承認・反映済み"),
                                    ("returned", "差戻し"),
                                    ("withdrawn", "取下げ"),
                                ],
                                default="proposed",
                                max_length=10,
                                verbose_name="状態",
                            ),
                        ),
                        (
                            "proposed_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="提案日時"),
                        ),
                        ("reason", models.TextField(max_length=2000, verbose_name="提案の理由")),
                        (
                            "decided_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="承認・差戻しの日時"
                            ),
                        ),
                        (
                            "decision_reason",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="承認・差戻しの理由"
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="承認・差戻しをした人",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提案した人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "選考案",
                        "verbose_name_plural": "選考案",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "approved"), _negated=True),
                                    models.Q(
                                        ("decided_by__isnull", False),
                                        models.Q(
                                            ("decided_by", models.F("proposed_by")), _negated=True
                                        ),
                                        models.Q(("decision_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="proposal_approved_by_another",
                                violation_error_message="提案した人とは別の人が、理由を添えて承認してください。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="proposal_has_a_reason",
                                violation_error_message="提案の理由を書いてください。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProposalLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("select", "採択"),
                                    ("reserve", "補欠"),
                                    ("decline", "見送り"),
                                ],
                                max_length=8,
                                verbose_name="結果",
                            ),
                        ),
                        (
                            "rank",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="補欠の順位"
                            ),
                        ),
                        (
                            "points",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=6,
                                null=True,
                                verbose_name="点数",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=500, verbose_name="理由"),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="selection.proposal",
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="events.registration",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "選考案の行",
                        "verbose_name_plural": "選考案の行",
                        "ordering": ("proposal", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "registration"),
                                name="proposal_line_once_per_company",
                            ),
                            models.UniqueConstraint(
                                fields=("proposal", "rank"), name="proposal_line_rank_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", "reserve"), ("rank__gte", 1)),
                                    models.Q(
                                        models.Q(("outcome", "reserve"), _negated=True),
                                        ("rank__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="proposal_line_rank_for_reserve",
                                violation_error_message="順位は補欠だけにつけます。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "abstains",
                            models.BooleanField(
                                default=False,
                                help_text="取引先、出資先、親族の会社などのときに選びます。",
                                verbose_name="利害関係があるため採点しない",
                            ),
                        ),
                        (
                            "comment",
                            models.TextField(blank=True, max_length=2000, verbose_name="コメント"),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="selection_reviews",
                                to="events.registration",
                            ),
                        ),
                        (
                            "selector",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "採点",
                        "verbose_name_plural": "採点",
                        "ordering": ("registration", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Score",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("value", models.PositiveSmallIntegerField(verbose_name="点")),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scores",
                                to="selection.criterion",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scores",
                                to="selection.review",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "点",
                        "verbose_name_plural": "点",
                        "ordering": ("criterion__position", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("review", "criterion"), name="score_once_per_criterion"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sheet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "required_reviews",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(20),
                                ],
                                verbose_name="1社に必要な採点の人数",
                            ),
                        ),
                        (
                            "tie_rule",
                            models.CharField(
                                choices=[
                                    ("earlier", "先に申し込んだ社を上位にする"),
                                    ("criterion", "配点の最も大きい基準の点、次に申込順で比べる"),
                                ],
                                default="earlier",
                                max_length=10,
                                verbose_name="同点のとき",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "participation_type",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sheet",
                                to="events.participationtype",
                                verbose_name="参加区分",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "採点表",
                        "verbose_name_plural": "採点表",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("required_reviews__gte", 1)),
                                name="sheet_needs_a_review",
                                violation_error_message="採点の人数は1人以上にしてください。",
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.AddField(
            model_name="review",
            name="sheet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reviews",
                to="selection.sheet",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="sheet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="selection.sheet",
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="sheet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="criteria",
                to="selection.sheet",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                fields=("registration", "selector", "sheet"),
                name="review_once_per_selector",
                violation_error_message="この社はすでに採点しています。",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("sheet",),
                name="proposal_one_at_a_time",
                violation_error_message="承認を待つ選考案がすでにあります。",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.UniqueConstraint(
                fields=("sheet", "label_ja"),
                name="criterion_once_per_sheet",
                violation_error_message="同じ名前の基準があります。",
            ),
        ),
    ]
