import hashlib
import unicodedata

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

ENDED = ("declined", "withdrawn")


def _bare(text):
    flat = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in flat if unicodedata.category(c)[0] in "LMNS")


def _fingerprint(need):
    return hashlib.sha256(f"{_bare(need.title)}\n{_bare(need.body)}".encode()).hexdigest()


def keep_what_was_agreed(apps, schema_editor):
    """Who had agreed to pass on a contact had agreed to every stage; ended ones hold nothing."""
    Introduction = apps.get_model("matchmaking", "Introduction")
    AgreedWords = apps.get_model("matchmaking", "AgreedWords")
    Agreement = apps.get_model("matchmaking", "Agreement")
    reviewed = Introduction.objects.filter(reviewed_at__isnull=False)
    for introduction in reviewed.select_related("proposal__need").order_by("pk"):
        need = introduction.proposal.need
        words = AgreedWords.objects.create(
            introduction=introduction,
            fingerprint=_fingerprint(need),
            title=need.title,
            body=need.body,
            kept_at=introduction.reviewed_at,
        )
        for side in ("company", "provider"):
            agreed_at = getattr(introduction, f"{side}_agreed_at")
            if agreed_at is None:
                continue
            over = introduction.state in ENDED
            revoked_at = max(introduction.ended_at or agreed_at, agreed_at) if over else None
            Agreement.objects.bulk_create(
                Agreement(
                    introduction=introduction,
                    side=side,
                    stage=stage,
                    person_id=getattr(introduction, f"{side}_agreed_by_id"),
                    words=words if stage > 1 else None,
                    agreed_at=agreed_at,
                    revoked_at=revoked_at,
                )
                for stage in (1, 2, 3)
            )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_invitation"),
        ("matchmaking", "0003_week_plans_and_meeting_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("introduction", "introduction_reviewed_before_consents"),
        migrations.AlterField(
            model_name="introduction",
            name="state",
            field=models.CharField(
                choices=[
                    ("proposed", "コーディネーターが確認中"),
                    ("reviewed", "双方の同意待ち"),
                    ("partly_agreed", "一部の段階に同意"),
                    ("disclosed", "連絡先を開示済み"),
                    ("closed", "完了"),
                    ("declined", "辞退"),
                    ("withdrawn", "同意の撤回"),
                    ("left", "一方の都合で終了"),
                ],
                default="proposed",
                max_length=14,
                verbose_name="状態",
            ),
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "proposed"),
                    ("reviewed_at__isnull", False),
                    ("state__in", ("declined", "withdrawn", "left")),
                    _connector="OR",
                ),
                name="introduction_reviewed_before_consents",
                violation_error_message="コーディネーターの確認がまだ済んでいません。",
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="company",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organization",
                verbose_name="相談する会社",
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organization",
                verbose_name="支援する側",
            ),
        ),
        migrations.CreateModel(
            name="AgreedWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版")),
                ("fingerprint", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=80, verbose_name="見出し")),
                ("body", models.TextField(max_length=4000, verbose_name="困っていること")),
                (
                    "kept_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="記録日時"
                    ),
                ),
                (
                    "introduction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="matchmaking.introduction",
                    ),
                ),
            ],
            options={
                "verbose_name": "紹介の文面",
                "verbose_name_plural": "紹介の文面",
                "ordering": ("introduction_id", "version"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("introduction", "version"), name="agreed_words_once_per_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        verbose_name="同意した側",
                    ),
                ),
                (
                    "stage",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "提案"),
                            (1, "業種と規模"),
                            (2, "困りごとと支援の内容"),
                            (3, "お名前と連絡先"),
                        ],
                        verbose_name="段階",
                    ),
                ),
                (
                    "agreed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="同意日時"
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="取り消し日時"),
                ),
                (
                    "introduction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreements",
                        to="matchmaking.introduction",
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
                        verbose_name="同意した人",
                    ),
                ),
                (
                    "words",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="matchmaking.agreedwords",
                    ),
                ),
            ],
            options={
                "verbose_name": "段階の同意",
                "verbose_name_plural": "段階の同意",
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("introduction", "side", "stage"),
                        name="agreement_stands_once",
                        violation_error_message="この段階には、もう同意しています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["company", "provider"])),
                        name="agreement_of_a_side",
                        violation_error_message="同意できるのは、会社と支援する側だけです。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__gte", 1), ("stage__lte", 3)),
                        name="agreement_stage_known",
                        violation_error_message="段階が正しくありません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__lt", 2), ("words__isnull", False), _connector="OR"
                        ),
                        name="agreement_names_its_words",
                        violation_error_message="どの文面に同意したかが記録されていません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at__isnull", True),
                            ("revoked_at__gte", models.F("agreed_at")),
                            _connector="OR",
                        ),
                        name="agreement_revoked_after_given",
                        violation_error_message="取り消しは、同意よりあとでなければなりません。",
                    ),
                ],
            },
        ),
        migrations.RunPython(keep_what_was_agreed, migrations.RunPython.noop, elidable=True),
    ]
