import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.migrating import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("privacy", "0001_initial"),
        ("privacy", "0002_erasure_and_purge"),
        ("privacy", "0003_name_the_actor"),
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
                    name="PurgeRun",
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
                        ("rule", models.CharField(max_length=80, verbose_name="規則")),
                        ("cutoff", models.DateTimeField(verbose_name="基準日時")),
                        ("dropped", models.PositiveIntegerField(verbose_name="件数")),
                        (
                            "error",
                            models.CharField(blank=True, max_length=500, verbose_name="エラー"),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="実行日時")),
                    ],
                    options={
                        "verbose_name": "保存期間による消去",
                        "verbose_name_plural": "保存期間による消去",
                        "ordering": ("-id",),
                    },
                ),
                migrations.CreateModel(
                    name="AuditEntry",
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
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="日時")),
                        ("action", models.CharField(max_length=80, verbose_name="操作")),
                        ("target", models.CharField(max_length=120, verbose_name="対象")),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=500, verbose_name="理由"),
                        ),
                        ("detail", models.JSONField(default=dict, verbose_name="内容")),
                        (
                            "actor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="操作した人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "監査記録",
                        "verbose_name_plural": "監査記録",
                        "ordering": ("-id",),
                        "indexes": [models.Index(fields=["target"], name="audit_target")],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
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
                        ("purpose", models.CharField(max_length=80, verbose_name="目的")),
                        (
                            "notice_version",
                            models.CharField(max_length=40, verbose_name="文面の版"),
                        ),
                        (
                            "subject",
                            models.CharField(
                                help_text="例: registration:123。個人名は入れません。",
                                max_length=120,
                                verbose_name="対象",
                            ),
                        ),
                        (
                            "given_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="同意日時"),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="撤回日時"),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "同意の記録",
                        "verbose_name_plural": "同意の記録",
                        "ordering": ("-id",),
                        "indexes": [models.Index(fields=["subject"], name="consent_subject")],
                    },
                ),
                migrations.CreateModel(
                    name="ErasureRequest",
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
                            "requested_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="受付日時"),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="消去予定日時")),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="取下げ日時"),
                        ),
                        (
                            "done_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="消去日時"),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="利用者",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "消去の求め",
                        "verbose_name_plural": "消去の求め",
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("done_at__isnull", True), ("withdrawn_at__isnull", True)
                                ),
                                fields=("user",),
                                name="erasure_one_open_per_user",
                                violation_error_message="消去の求めはすでに受け付けています。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_at__isnull", True),
                                    ("done_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="erasure_withdrawn_or_done",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
