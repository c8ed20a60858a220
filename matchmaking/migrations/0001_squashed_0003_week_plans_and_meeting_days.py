import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.migrating import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("matchmaking", "0001_initial"),
        ("matchmaking", "0002_seed_reading"),
        ("matchmaking", "0003_week_plans_and_meeting_days"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0002_invitation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("taxonomy", "0002_load_terms"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Introduction",
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
                                    ("proposed", "コーディネーターが確認中"),
                                    ("reviewed", "双方の同意待ち"),
                                    ("partly_agreed", "片方が同意"),
                                    ("disclosed", "連絡先を開示済み"),
                                    ("closed", "完了"),
                                    ("declined", "辞退"),
                                    ("withdrawn", "同意の撤回"),
                                ],
                                default="proposed",
                                max_length=14,
                                verbose_name="状態",
                            ),
                        ),
                        (
                            "message",
                            models.TextField(
                                blank=True,
                                max_length=1000,
                                verbose_name="コーディネーターからのひとこと",
                            ),
                        ),
                        (
                            "reviewed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="確認日時"),
                        ),
                        (
                            "company_agreed_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="会社の同意日時"
                            ),
                        ),
                        (
                            "provider_agreed_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="支援側の同意日時"
                            ),
                        ),
                        (
                            "disclosed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="開示日時"),
                        ),
                        (
                            "ended_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="終了日時"),
                        ),
                        (
                            "ended_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("company", "相談する会社"),
                                    ("provider", "支援する側"),
                                    ("coordinator", "コーディネーター"),
                                ],
                                max_length=12,
                                verbose_name="終えた側",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="作成日時"),
                        ),
                        (
                            "updated_at",
                            models.DateTimeField(auto_now=True, verbose_name="更新日時"),
                        ),
                        (
                            "company_agreed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "provider_agreed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "紹介",
                        "verbose_name_plural": "紹介",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["disclosed", "closed"]), _negated=True
                                    ),
                                    models.Q(
                                        ("company_agreed_at__isnull", False),
                                        ("disclosed_at__isnull", False),
                                        ("provider_agreed_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="introduction_disclosed_by_both_consents",
                                violation_error_message="連絡先は、双方が同意してからでないと開示できません。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "proposed"),
                                    ("reviewed_at__isnull", False),
                                    ("state__in", ["declined", "withdrawn"]),
                                    _connector="OR",
                                ),
                                name="introduction_reviewed_before_consents",
                                violation_error_message="コーディネーターの確認がまだ済んでいません。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingDay",
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
                        ("title", models.CharField(max_length=80, verbose_name="名前")),
                        ("on", models.DateField(verbose_name="日付")),
                        ("place", models.CharField(max_length=120, verbose_name="会場")),
                        (
                            "tables",
                            models.PositiveSmallIntegerField(
                                default=4,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(99),
                                ],
                                verbose_name="テーブルの数",
                            ),
                        ),
                        (
                            "note",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="参加者へのお知らせ"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planning", "準備中"),
                                    ("published", "時間割を公開"),
                                    ("cancelled", "中止"),
                                ],
                                default="planning",
                                max_length=10,
                                verbose_name="状態",
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        (
                            "solved_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="計算した日時"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "個別相談会",
                        "verbose_name_plural": "個別相談会",
                        "ordering": ("-on", "-id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("tables__gte", 1)),
                                name="meeting_day_has_a_table",
                                violation_error_message="テーブルは1つ以上必要です。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingSlot",
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
                        ("begins_at", models.DateTimeField(verbose_name="始まり")),
                        ("ends_at", models.DateTimeField(verbose_name="終わり")),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="slots",
                                to="matchmaking.meetingday",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "時間帯",
                        "verbose_name_plural": "時間帯",
                        "ordering": ("begins_at", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("day", "begins_at"),
                                name="meeting_slot_once",
                                violation_error_message="同じ時刻に始まる時間帯が、もうあります。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("begins_at"))),
                                name="meeting_slot_ends_after_it_begins",
                                violation_error_message="終わりは、始まりより後にしてください。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingParticipant",
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
                            "side",
                            models.CharField(
                                choices=[("company", "相談する会社"), ("provider", "支援する側")],
                                max_length=12,
                                verbose_name="側",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("invited", "お返事待ち"),
                                    ("joining", "参加"),
                                    ("gone", "不参加"),
                                ],
                                default="invited",
                                max_length=10,
                                verbose_name="状態",
                            ),
                        ),
                        (
                            "agreed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="同意日時"),
                        ),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participants",
                                to="matchmaking.meetingday",
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="accounts.organization",
                                verbose_name="事業者",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="参加する人",
                            ),
                        ),
                        (
                            "wishes",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to="matchmaking.meetingparticipant",
                                verbose_name="会いたい相手",
                            ),
                        ),
                        (
                            "absent",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to="matchmaking.meetingslot",
                                verbose_name="いない時間帯",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "個別相談会の参加者",
                        "verbose_name_plural": "個別相談会の参加者",
                        "ordering": ("side", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("day", "organization"),
                                name="meeting_participant_once",
                                violation_error_message="この事業者は、もう招待されています。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "joining"), _negated=True),
                                    ("agreed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="meeting_participant_joins_by_consent",
                                violation_error_message="参加には、名前を伝えることへの同意が必要です。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
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
                        ("table", models.PositiveSmallIntegerField(verbose_name="テーブル")),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meetings",
                                to="matchmaking.meetingday",
                            ),
                        ),
                        (
                            "company",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="as_company",
                                to="matchmaking.meetingparticipant",
                            ),
                        ),
                        (
                            "expert",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="as_expert",
                                to="matchmaking.meetingparticipant",
                            ),
                        ),
                        (
                            "slot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meetings",
                                to="matchmaking.meetingslot",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "面談",
                        "verbose_name_plural": "面談",
                        "ordering": ("slot__begins_at", "table", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("slot", "company"), name="meeting_company_once"
                            ),
                            models.UniqueConstraint(
                                fields=("slot", "expert"), name="meeting_expert_once"
                            ),
                            models.UniqueConstraint(
                                fields=("slot", "table"), name="meeting_table_once"
                            ),
                            models.UniqueConstraint(
                                fields=("company", "expert"), name="meeting_pair_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Need",
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
                            "title",
                            models.CharField(blank=True, max_length=80, verbose_name="見出し"),
                        ),
                        (
                            "body",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="困っていること"
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                choices=[
                                    ("now", "いますぐ（被害が出ている、期限が迫っている）"),
                                    ("quarter", "3か月以内に"),
                                    ("year", "1年以内に"),
                                ],
                                default="quarter",
                                max_length=10,
                                verbose_name="いつまでに",
                            ),
                        ),
                        (
                            "budget_band",
                            models.CharField(
                                choices=[
                                    ("free", "無料"),
                                    ("low", "10万円まで、または月1万円まで"),
                                    ("mid", "100万円まで、または月10万円まで"),
                                    ("high", "それ以上"),
                                ],
                                default="low",
                                max_length=10,
                                verbose_name="予算",
                            ),
                        ),
                        (
                            "wanted_forms",
                            models.JSONField(
                                blank=True, default=list, verbose_name="希望する支援の形"
                            ),
                        ),
                        (
                            "visibility",
                            models.CharField(
                                choices=[
                                    ("public_anonymous", "会社名を伏せて、どなたでも読める"),
                                    ("members", "会社名を伏せて、会員だけが読める"),
                                    ("coordinator", "コーディネーターだけが読める"),
                                ],
                                default="public_anonymous",
                                max_length=20,
                                verbose_name="公開の範囲",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "下書き"),
                                    ("submitted", "確認待ち"),
                                    ("published", "受付中"),
                                    ("closed", "終了"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="状態",
                            ),
                        ),
                        (
                            "returned_reason",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="差し戻しの理由"
                            ),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="公開日時"),
                        ),
                        (
                            "expires_on",
                            models.DateField(blank=True, null=True, verbose_name="掲載期限"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="作成日時"),
                        ),
                        (
                            "updated_at",
                            models.DateTimeField(auto_now=True, verbose_name="更新日時"),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="作成者",
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="needs",
                                to="accounts.organization",
                                verbose_name="事業者",
                            ),
                        ),
                        (
                            "prefecture",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="taxonomy.prefecture",
                                verbose_name="都道府県",
                            ),
                        ),
                        (
                            "sector",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="taxonomy.sector",
                                verbose_name="業種",
                            ),
                        ),
                        (
                            "themes",
                            models.ManyToManyField(
                                blank=True,
                                related_name="needs",
                                to="taxonomy.theme",
                                verbose_name="テーマ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ニーズ",
                        "verbose_name_plural": "ニーズ",
                        "ordering": ("-id",),
                        "indexes": [
                            models.Index(fields=["state", "expires_on"], name="need_state_expiry")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"),
                                    ("state", "closed"),
                                    models.Q(
                                        models.Q(("title", ""), _negated=True),
                                        models.Q(("body", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="need_words_before_submission",
                                violation_error_message="見出しと困っていることを書いてから送ってください。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "published"), _negated=True),
                                    models.Q(
                                        ("expires_on__isnull", False),
                                        ("published_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="need_published_has_expiry",
                                violation_error_message="公開するニーズには掲載期限が必要です。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "submitted", "published", "closed"])
                                ),
                                name="need_state_known",
                                violation_error_message="ニーズの状態が正しくありません。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outcome",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("solved", "解決した"),
                                    ("contracted", "契約した"),
                                    ("training_held", "研修・演習を行った"),
                                    ("not_continued", "話が進まなかった"),
                                    ("no_answer", "連絡がつかなかった"),
                                ],
                                max_length=16,
                                verbose_name="成果",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("company", "相談する会社"),
                                    ("provider", "支援する側"),
                                    ("coordinator", "コーディネーター"),
                                ],
                                max_length=12,
                                verbose_name="記した側",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(blank=True, max_length=500, verbose_name="ひとこと"),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="記録日時"),
                        ),
                        (
                            "introduction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="outcomes",
                                to="matchmaking.introduction",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "成果",
                        "verbose_name_plural": "成果",
                        "ordering": ("-id",),
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
                        ("score", models.FloatField(default=0.0, verbose_name="合い具合")),
                        ("reasons", models.JSONField(default=list, verbose_name="理由")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "会社が希望"),
                                    ("proposed", "紹介を提案"),
                                    ("dismissed", "見送り"),
                                ],
                                default="requested",
                                max_length=12,
                                verbose_name="状態",
                            ),
                        ),
                        (
                            "dismiss_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("irrelevant", "困りごとと合わない"),
                                    ("busy", "いまは対応できない"),
                                    ("conflict", "利害関係がある、競合している"),
                                    ("price", "費用が合わない"),
                                    ("place", "場所が合わない"),
                                ],
                                max_length=12,
                                verbose_name="見送りの理由",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="作成日時"),
                        ),
                        (
                            "updated_at",
                            models.DateTimeField(auto_now=True, verbose_name="更新日時"),
                        ),
                        (
                            "company",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="accounts.organization",
                                verbose_name="相談する会社",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "need",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="proposals",
                                to="matchmaking.need",
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="accounts.organization",
                                verbose_name="支援する側",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "提案",
                        "verbose_name_plural": "提案",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("company", models.F("provider")), _negated=True
                                ),
                                name="proposal_between_two_organizations",
                                violation_error_message="同じ事業者どうしを紹介することはできません。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "dismissed"), _negated=True),
                                    models.Q(("dismiss_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="proposal_dismissed_has_reason",
                                violation_error_message="見送りの理由を選んでください。",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.AddField(
            model_name="introduction",
            name="proposal",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="introduction",
                to="matchmaking.proposal",
            ),
        ),
        migrations.CreateModel(
            name="Seed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(blank=True, max_length=80, verbose_name="提供する支援の名前"),
                ),
                ("body", models.TextField(blank=True, max_length=4000, verbose_name="支援の内容")),
                (
                    "online",
                    models.BooleanField(default=False, verbose_name="オンラインで対応できる"),
                ),
                (
                    "service_types",
                    models.JSONField(blank=True, default=list, verbose_name="支援の形"),
                ),
                (
                    "price_band",
                    models.CharField(
                        choices=[
                            ("free", "無料"),
                            ("low", "10万円まで、または月1万円まで"),
                            ("mid", "100万円まで、または月10万円まで"),
                            ("high", "それ以上"),
                        ],
                        default="mid",
                        max_length=10,
                        verbose_name="費用の目安",
                    ),
                ),
                (
                    "capacity_per_month",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MaxValueValidator(999)],
                        verbose_name="ひと月に受けられる件数",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        help_text="登録セキスペの登録番号、お助け隊サービスの登録、支援の実績など",
                        max_length=300,
                        verbose_name="資格・実績",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("submitted", "確認待ち"),
                            ("published", "公開中"),
                            ("closed", "終了"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="状態",
                    ),
                ),
                (
                    "returned_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="差し戻しの理由"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="公開日時"),
                ),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="掲載期限")),
                ("reading", models.JSONField(default=dict, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="作成日時")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作成者",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seeds",
                        to="accounts.organization",
                        verbose_name="提供者",
                    ),
                ),
                (
                    "prefectures",
                    models.ManyToManyField(
                        blank=True,
                        related_name="seeds",
                        to="taxonomy.prefecture",
                        verbose_name="訪問できる地域",
                    ),
                ),
                (
                    "sectors",
                    models.ManyToManyField(
                        blank=True,
                        related_name="seeds",
                        to="taxonomy.sector",
                        verbose_name="対象の業種",
                    ),
                ),
                (
                    "themes",
                    models.ManyToManyField(
                        blank=True,
                        related_name="seeds",
                        to="taxonomy.theme",
                        verbose_name="テーマ",
                    ),
                ),
            ],
            options={
                "verbose_name": "シーズ",
                "verbose_name_plural": "シーズ",
                "ordering": ("-id",),
                "indexes": [
                    models.Index(fields=["state", "expires_on"], name="seed_state_expiry")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            ("state", "closed"),
                            models.Q(
                                models.Q(("title", ""), _negated=True),
                                models.Q(("body", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="seed_words_before_submission",
                        violation_error_message="名前と内容を書いてから送ってください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            models.Q(
                                ("expires_on__isnull", False), ("published_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="seed_published_has_expiry",
                        violation_error_message="公開するシーズには掲載期限が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "submitted", "published", "closed"])
                        ),
                        name="seed_state_known",
                        violation_error_message="シーズの状態が正しくありません。",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="proposal",
            name="seed",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="proposals",
                to="matchmaking.seed",
            ),
        ),
        migrations.CreateModel(
            name="WeekPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.DateField(unique=True, verbose_name="週の始まり（月曜日）")),
                (
                    "per_need",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="困りごと1件への提案の数"
                    ),
                ),
                ("best_served", models.PositiveIntegerField(default=0)),
                ("best_points", models.IntegerField(default=0)),
                ("served", models.PositiveIntegerField(default=0)),
                ("points", models.IntegerField(default=0)),
                (
                    "solved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="計算した日時"),
                ),
                (
                    "resting",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="matchmaking.need",
                        verbose_name="今週は提案しない困りごと",
                    ),
                ),
            ],
            options={
                "verbose_name": "週の割り当て",
                "verbose_name_plural": "週の割り当て",
                "ordering": ("-week",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("per_need__gte", 1), ("per_need__lte", 3)),
                        name="week_plan_proposals_per_need",
                        violation_error_message="提案の数は1から3までです。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WeekPair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quality", models.FloatField(verbose_name="合い具合")),
                ("reasons", models.JSONField(default=list, verbose_name="理由")),
                (
                    "mark",
                    models.CharField(
                        blank=True,
                        choices=[("pinned", "固定"), ("left_out", "外した")],
                        max_length=10,
                        verbose_name="判断",
                    ),
                ),
                ("chosen", models.BooleanField(default=False, verbose_name="選ばれた")),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="matchmaking.need",
                    ),
                ),
                (
                    "seed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="matchmaking.seed",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs",
                        to="matchmaking.weekplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "週の候補",
                "verbose_name_plural": "週の候補",
                "ordering": ("need_id", "-quality", "id"),
                "indexes": [models.Index(fields=["plan", "chosen"], name="week_pair_chosen")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "need", "seed"),
                        name="week_pair_once",
                        violation_error_message="この組み合わせは、もう候補にあります。",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                fields=("need", "seed"),
                name="proposal_once_per_pair",
                violation_error_message="このニーズとシーズの提案は、もうあります。",
            ),
        ),
    ]
