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
        ("taxonomy", "0002_load_terms"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="ExerciseRequest",
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
                            "reference",
                            models.CharField(
                                editable=False, max_length=20, unique=True, verbose_name="受付番号"
                            ),
                        ),
                        ("key", models.CharField(editable=False, max_length=64, unique=True)),
                        ("body", models.CharField(max_length=160, verbose_name="団体名")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("chamber", "商工会議所・商工会"),
                                    ("association", "業界団体・組合"),
                                    ("support", "中小企業の支援機関"),
                                    ("finance", "金融機関"),
                                    ("government", "自治体"),
                                    ("school", "大学・高専"),
                                    ("company", "企業"),
                                    ("other", "その他"),
                                ],
                                max_length=12,
                                verbose_name="団体の種類",
                            ),
                        ),
                        (
                            "contact_name",
                            models.CharField(max_length=120, verbose_name="担当者のお名前"),
                        ),
                        (
                            "contact_email",
                            models.EmailField(max_length=254, verbose_name="メールアドレス"),
                        ),
                        (
                            "contact_phone",
                            models.CharField(blank=True, max_length=20, verbose_name="電話番号"),
                        ),
                        ("months", models.JSONField(default=list, verbose_name="開きたい時期")),
                        (
                            "companies",
                            models.PositiveSmallIntegerField(
                                verbose_name="参加する会社のおよその数"
                            ),
                        ),
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    ("onsite", "会場"),
                                    ("online", "オンライン"),
                                    ("hybrid", "会場とオンライン"),
                                ],
                                max_length=8,
                                verbose_name="開催形式",
                            ),
                        ),
                        (
                            "message",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="相談したいこと"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                default="ja", max_length=5, verbose_name="連絡に使う言語"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "受付"),
                                    ("consulted", "相談中"),
                                    ("planned", "開催準備中"),
                                    ("declined", "見送り"),
                                ],
                                default="received",
                                max_length=10,
                                verbose_name="状態",
                            ),
                        ),
                        ("state_since", models.DateTimeField(verbose_name="状態が変わった日時")),
                        (
                            "reply",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="最後のお返事"
                            ),
                        ),
                        (
                            "link_version",
                            models.PositiveSmallIntegerField(default=1, editable=False),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="受付日時"),
                        ),
                        (
                            "assigned_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="受け持つ職員",
                            ),
                        ),
                        (
                            "event",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="exercise_request",
                                to="events.event",
                                verbose_name="作ったイベント",
                            ),
                        ),
                        (
                            "prefecture",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="taxonomy.prefecture",
                                verbose_name="開きたい地域",
                            ),
                        ),
                        (
                            "sector",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="taxonomy.sector",
                                verbose_name="参加してほしい会社の業種",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "演習開催希望",
                        "verbose_name_plural": "演習開催希望",
                        "ordering": ("-id",),
                        "indexes": [
                            models.Index(
                                fields=["state", "state_since"],
                                name="exercise_request_state_since",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("companies__gte", 1)),
                                name="exercise_request_some_companies",
                                violation_error_message="会社の数は1以上にしてください。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RequestNote",
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
                        ("text", models.TextField(max_length=2000, verbose_name="メモ")),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notes",
                                to="exercises.exerciserequest",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "メモ",
                        "verbose_name_plural": "メモ",
                        "ordering": ("-id",),
                    },
                ),
            ]
        ),
    ]
