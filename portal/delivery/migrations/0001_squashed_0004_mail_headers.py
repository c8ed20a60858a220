import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from portal.migrating import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("delivery", "0001_initial"),
        ("delivery", "0002_periodic_runs_and_mail_purge"),
        ("delivery", "0003_letters_by_staff_and_undelivered_mail"),
        ("delivery", "0004_mail_headers"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0002_invitation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="PeriodicRun",
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
                        ("name", models.CharField(max_length=100, unique=True)),
                        ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("ran_at", models.DateTimeField(blank=True, null=True)),
                        ("leased_until", models.DateTimeField(blank=True, null=True)),
                        ("lease", models.CharField(blank=True, max_length=36)),
                        ("last_error", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "verbose_name": "定期処理",
                        "verbose_name_plural": "定期処理",
                        "ordering": ("name",),
                    },
                ),
                migrations.CreateModel(
                    name="Mail",
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
                        ("key", models.CharField(max_length=200, unique=True)),
                        ("recipient", models.EmailField(max_length=254)),
                        ("subject", models.CharField(max_length=300)),
                        ("text", models.TextField()),
                        ("html", models.TextField(blank=True)),
                        ("attachments", models.JSONField(default=list)),
                        ("headers", models.JSONField(default=dict)),
                        ("language", models.CharField(default="ja", max_length=5)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "message_id",
                            models.CharField(blank=True, db_index=True, max_length=120),
                        ),
                        (
                            "failed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="不達の日時"),
                        ),
                        (
                            "failure",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="不達の理由"
                            ),
                        ),
                        (
                            "settled_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="不達に対応した日時"
                            ),
                        ),
                        ("purged_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "メール",
                        "verbose_name_plural": "メール",
                        "ordering": ("-id",),
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    ("failed_at__isnull", False), ("settled_at__isnull", True)
                                ),
                                fields=["failed_at"],
                                name="mail_undelivered",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutboxMessage",
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
                        ("key", models.CharField(max_length=200, unique=True)),
                        ("topic", models.CharField(max_length=60)),
                        ("payload", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "待機中"),
                                    ("done", "完了"),
                                    ("dead", "失敗"),
                                ],
                                default="pending",
                                max_length=10,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("available_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("leased_until", models.DateTimeField(blank=True, null=True)),
                        ("lease", models.CharField(blank=True, max_length=36)),
                        ("last_error", models.CharField(blank=True, max_length=500)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "送信待ち",
                        "verbose_name_plural": "送信待ち",
                        "ordering": ("id",),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "pending")),
                                fields=["available_at", "id"],
                                name="outbox_pending",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MailTemplate",
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
                        ("code", models.CharField(max_length=80, verbose_name="文面")),
                        ("language", models.CharField(max_length=5, verbose_name="言語")),
                        ("subject", models.CharField(max_length=200, verbose_name="件名")),
                        ("text", models.TextField(max_length=5000, verbose_name="本文")),
                        ("is_current", models.BooleanField(default=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "created_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "メールの文面",
                        "verbose_name_plural": "メールの文面",
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_current", True)),
                                fields=("code", "language"),
                                name="mail_template_one_in_force",
                                violation_error_message="この文面はほかの人が変えました。読み込み直してください。",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
