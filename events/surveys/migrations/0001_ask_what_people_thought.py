import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from portal.migrating import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_invitation"),
        ("events", "0001_squashed_0030_speakers_and_private_calendars"),
        ("taxonomy", "0002_load_terms"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Survey",
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
                            "intro_ja",
                            models.TextField(
                                blank=True, max_length=600, verbose_name="はじめの言葉（日本語）"
                            ),
                        ),
                        (
                            "intro_en",
                            models.TextField(
                                blank=True, max_length=600, verbose_name="はじめの言葉（英語）"
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[("anonymous", "無記名"), ("named", "記名")],
                                default="anonymous",
                                help_text="回答が1件でもあると変えられません。",
                                max_length=10,
                                verbose_name="記名",
                            ),
                        ),
                        (
                            "opens_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="空欄は、回の終了と同時です。",
                                null=True,
                                verbose_name="回答の開始",
                            ),
                        ),
                        (
                            "closes_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="空欄は、締め切りません。",
                                null=True,
                                verbose_name="回答の締切",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "session",
                            models.OneToOneField(
                                blank=True,
                                help_text="空欄のアンケートは、写して使うひな形です。",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="survey",
                                to="events.session",
                                verbose_name="回",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "アンケート",
                        "verbose_name_plural": "アンケート",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("opens_at__isnull", True),
                                    ("closes_at__isnull", True),
                                    ("closes_at__gt", models.F("opens_at")),
                                    _connector="OR",
                                ),
                                name="survey_closes_after_opening",
                                violation_error_message="締切は開始より後にしてください。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SurveyQuestion",
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
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("scale", "段階で選ぶ"),
                                    ("single", "1つ選ぶ"),
                                    ("multiple", "いくつでも選ぶ"),
                                    ("text", "自由に書く"),
                                ],
                                max_length=10,
                                verbose_name="答え方",
                            ),
                        ),
                        (
                            "text_ja",
                            models.CharField(max_length=300, verbose_name="質問（日本語）"),
                        ),
                        (
                            "text_en",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="質問（英語）"
                            ),
                        ),
                        (
                            "is_required",
                            models.BooleanField(default=False, verbose_name="必ず答えてもらう"),
                        ),
                        (
                            "steps",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="「段階で選ぶ」のときだけ使います。2から10まで。",
                                validators=[
                                    django.core.validators.MinValueValidator(2),
                                    django.core.validators.MaxValueValidator(10),
                                ],
                                verbose_name="段階の数",
                            ),
                        ),
                        (
                            "low_ja",
                            models.CharField(
                                blank=True,
                                max_length=60,
                                verbose_name="最小の段階の意味（日本語）",
                            ),
                        ),
                        (
                            "low_en",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="最小の段階の意味（英語）"
                            ),
                        ),
                        (
                            "high_ja",
                            models.CharField(
                                blank=True,
                                max_length=60,
                                verbose_name="最大の段階の意味（日本語）",
                            ),
                        ),
                        (
                            "high_en",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="最大の段階の意味（英語）"
                            ),
                        ),
                        (
                            "options_ja",
                            models.TextField(
                                blank=True,
                                help_text="1行に1つ。20個まで。",
                                max_length=3000,
                                verbose_name="選択肢（日本語）",
                            ),
                        ),
                        (
                            "options_en",
                            models.TextField(
                                blank=True,
                                help_text="日本語と同じ順、同じ数にしてください。空欄なら日本語を表示します。",
                                max_length=3000,
                                verbose_name="選択肢（英語）",
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="surveys.survey",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "質問",
                        "verbose_name_plural": "質問",
                        "ordering": ("position", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("steps__gte", 2), ("steps__lte", 10)),
                                name="survey_question_has_two_to_ten_steps",
                                violation_error_message="段階の数は2から10までにしてください。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SurveyReceipt",
                    fields=[
                        (
                            "attendee",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="survey_receipt",
                                serialize=False,
                                to="events.attendee",
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="receipts",
                                to="surveys.survey",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "回答済みの記録",
                        "verbose_name_plural": "回答済みの記録",
                    },
                ),
                migrations.CreateModel(
                    name="SurveyResponse",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("answers", models.JSONField(default=dict)),
                        (
                            "attendee",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="survey_response",
                                to="events.attendee",
                            ),
                        ),
                        (
                            "participation_type",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="events.participationtype",
                            ),
                        ),
                        (
                            "sector",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="taxonomy.sector",
                            ),
                        ),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="responses",
                                to="surveys.survey",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "アンケートの回答",
                        "verbose_name_plural": "アンケートの回答",
                        "ordering": ("id",),
                    },
                ),
            ]
        ),
    ]
