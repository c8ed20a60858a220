import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import events.certificates.models.certificate
import events.certificates.models.material
import portal.delivery.storage
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
                    name="CertificateCounter",
                    fields=[
                        (
                            "fiscal_year",
                            models.PositiveSmallIntegerField(primary_key=True, serialize=False),
                        ),
                        ("last", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "修了証の番号",
                        "verbose_name_plural": "修了証の番号",
                    },
                ),
                migrations.CreateModel(
                    name="EventReport",
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
                            "summary",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="開催のあらまし"
                            ),
                        ),
                        (
                            "went_well",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="うまくいったこと"
                            ),
                        ),
                        (
                            "insights",
                            models.TextField(
                                blank=True,
                                help_text="振り返りで出たことを、1行に1つ。",
                                max_length=4000,
                                verbose_name="気付き",
                            ),
                        ),
                        (
                            "to_change",
                            models.TextField(
                                blank=True,
                                help_text="1行に1つ。「何を・誰が・いつまでに」を書くと次に生きます。",
                                max_length=4000,
                                verbose_name="次に変えること",
                            ),
                        ),
                        (
                            "is_public",
                            models.BooleanField(
                                default=False,
                                help_text="5人・5社未満の数と自由記述を伏せて印刷します。",
                                verbose_name="外部に渡す",
                            ),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="report",
                                to="events.session",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "開催報告",
                        "verbose_name_plural": "開催報告",
                    },
                ),
                migrations.CreateModel(
                    name="Certificate",
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
                            "number",
                            models.CharField(
                                editable=False, max_length=12, unique=True, verbose_name="番号"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                default=events.certificates.models.certificate.new_code,
                                editable=False,
                                max_length=32,
                                unique=True,
                                verbose_name="確認用の符号",
                            ),
                        ),
                        (
                            "family_name",
                            models.CharField(blank=True, max_length=60, verbose_name="姓"),
                        ),
                        (
                            "given_name",
                            models.CharField(blank=True, max_length=60, verbose_name="名"),
                        ),
                        (
                            "company_name",
                            models.CharField(blank=True, max_length=120, verbose_name="事業者名"),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="メールアドレス"
                            ),
                        ),
                        ("language", models.CharField(default="ja", max_length=5)),
                        ("printed", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("valid", "有効"),
                                    ("revoked", "取消し"),
                                    ("replaced", "再発行により無効"),
                                    ("erased", "本人の希望で氏名を削除"),
                                ],
                                default="valid",
                                max_length=10,
                                verbose_name="状態",
                            ),
                        ),
                        (
                            "issued_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="発行日時"),
                        ),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="無効になった日時"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="無効にした理由"
                            ),
                        ),
                        (
                            "attendee",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="certificates",
                                to="events.attendee",
                                verbose_name="参加者",
                            ),
                        ),
                        (
                            "issued_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="発行した人",
                            ),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="certificates.certificate",
                                verbose_name="前の修了証",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificates",
                                to="events.session",
                                verbose_name="回",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "修了証",
                        "verbose_name_plural": "修了証",
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "valid")),
                                fields=("session", "attendee"),
                                name="certificate_one_valid_per_person",
                                violation_error_message="この方には有効な修了証があります。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CertificateRule",
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
                            "minimum_percent",
                            models.PositiveSmallIntegerField(
                                default=80,
                                help_text="回の長さに対する割合です。0なら、出席していれば足ります。",
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="出席した時間の割合（%）",
                            ),
                        ),
                        (
                            "needs_survey",
                            models.BooleanField(
                                default=False,
                                help_text="アンケートの締切を過ぎると、回答していない人には発行できません。",
                                verbose_name="アンケートの回答が必要",
                            ),
                        ),
                        (
                            "is_automatic",
                            models.BooleanField(
                                default=True,
                                help_text="回の終了後、1時間ごとに調べて発行し、メールで知らせます。",
                                verbose_name="条件を満たした人に自動で発行する",
                            ),
                        ),
                        (
                            "title_ja",
                            models.CharField(
                                default="修了証", max_length=40, verbose_name="証の名称（日本語）"
                            ),
                        ),
                        (
                            "title_en",
                            models.CharField(
                                blank=True,
                                default="Certificate of completion",
                                max_length=80,
                                verbose_name="証の名称（英語）",
                            ),
                        ),
                        (
                            "text_ja",
                            models.TextField(
                                default="あなたは下記の催しに参加し、所定の課程を修了されたことを証します。",
                                max_length=300,
                                verbose_name="証の文面（日本語）",
                            ),
                        ),
                        (
                            "text_en",
                            models.TextField(
                                blank=True,
                                default="has taken part in the event named below and completed its programme.",
                                max_length=400,
                                verbose_name="証の文面（英語）",
                            ),
                        ),
                        (
                            "issuer_ja",
                            models.CharField(max_length=120, verbose_name="発行者（日本語）"),
                        ),
                        (
                            "issuer_en",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="発行者（英語）"
                            ),
                        ),
                        (
                            "signatory_ja",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="職名と氏名（日本語）"
                            ),
                        ),
                        (
                            "signatory_en",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="職名と氏名（英語）"
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="certificate_rule",
                                to="events.session",
                                verbose_name="回",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "修了証の条件",
                        "verbose_name_plural": "修了証の条件",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("minimum_percent__lte", 100)),
                                name="certificate_rule_percent_at_most_100",
                                violation_error_message="割合は100%までです。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionMaterial",
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
                                choices=[("material", "資料"), ("recording", "録画")],
                                default="material",
                                max_length=10,
                                verbose_name="種類",
                            ),
                        ),
                        (
                            "title_ja",
                            models.CharField(max_length=120, verbose_name="題名（日本語）"),
                        ),
                        (
                            "title_en",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="題名（英語）"
                            ),
                        ),
                        (
                            "file",
                            models.FileField(
                                blank=True,
                                help_text="PDF、Word、Excel、PowerPoint、CSV、テキスト。20MBまで。",
                                max_length=255,
                                storage=portal.delivery.storage.private,
                                upload_to=events.certificates.models.material.place,
                                verbose_name="ファイル",
                            ),
                        ),
                        (
                            "url",
                            models.URLField(
                                blank=True,
                                help_text="録画など、ほかの場所にあるもの。ファイルとURLのどちらか一方です。",
                                max_length=500,
                                verbose_name="URL",
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("registered", "参加が確定した人"),
                                    ("attended", "出席した人"),
                                ],
                                default="registered",
                                max_length=10,
                                verbose_name="見られる人",
                            ),
                        ),
                        (
                            "visible_from",
                            models.DateTimeField(
                                blank=True,
                                help_text="空欄は、すぐにです。",
                                null=True,
                                verbose_name="公開の開始",
                            ),
                        ),
                        (
                            "visible_until",
                            models.DateTimeField(
                                blank=True,
                                help_text="空欄は、終わりなしです。",
                                null=True,
                                verbose_name="公開の終了",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="並び順"),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="materials",
                                to="events.session",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "資料・録画",
                        "verbose_name_plural": "資料・録画",
                        "ordering": ("position", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("file", ""), ("url", ""), _connector="XOR"),
                                name="material_is_a_file_or_an_address",
                                violation_error_message="ファイルかURLの、どちらか一方を入れてください。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("visible_from__isnull", True),
                                    ("visible_until__isnull", True),
                                    ("visible_until__gt", models.F("visible_from")),
                                    _connector="OR",
                                ),
                                name="material_hidden_after_shown",
                                violation_error_message="公開の終了は開始より後にしてください。",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
