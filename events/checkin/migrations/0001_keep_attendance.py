import uuid

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
                    name="Attendance",
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
                                choices=[("onsite", "会場"), ("online", "オンライン")],
                                max_length=8,
                                verbose_name="参加方法",
                            ),
                        ),
                        ("first_seen", models.DateTimeField(verbose_name="最初の時刻")),
                        ("last_seen", models.DateTimeField(verbose_name="最後の時刻")),
                        (
                            "left_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="退場時刻"),
                        ),
                        (
                            "minutes",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="会議の参加記録から取り込んだときだけ入ります。",
                                null=True,
                                verbose_name="参加した分",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("scan", "QRコード"),
                                    ("manual", "手入力"),
                                    ("walk_in", "当日受付"),
                                    ("join", "オンラインの入口"),
                                    ("import", "参加記録の取込み"),
                                ],
                                max_length=8,
                                verbose_name="記録のもと",
                            ),
                        ),
                        (
                            "device",
                            models.CharField(blank=True, max_length=36, verbose_name="端末"),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "attendee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendances",
                                to="events.attendee",
                                verbose_name="参加者",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendances",
                                to="events.session",
                                verbose_name="回",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "出席",
                        "verbose_name_plural": "出席",
                        "ordering": ("first_seen", "id"),
                        "indexes": [
                            models.Index(
                                fields=["session", "kind"], name="attendance_session_kind"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("attendee", "kind"),
                                name="attendance_once_per_kind",
                                violation_error_message="この方の出席はすでに記録されています。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last_seen__gte", models.F("first_seen"))),
                                name="attendance_last_not_before_first",
                                violation_error_message="最後の時刻は最初の時刻より後にしてください。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AttendanceEvent",
                    fields=[
                        (
                            "key",
                            models.UUIDField(
                                default=uuid.uuid4,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[("arrive", "来場"), ("leave", "退場"), ("join", "入室")],
                                max_length=8,
                                verbose_name="できごと",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("scan", "QRコード"),
                                    ("manual", "手入力"),
                                    ("walk_in", "当日受付"),
                                    ("join", "オンラインの入口"),
                                    ("import", "参加記録の取込み"),
                                ],
                                max_length=8,
                                verbose_name="記録のもと",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("counted", "受け付けました"),
                                    ("again", "受付済みです"),
                                    ("left", "退場を記録しました"),
                                    ("cancelled", "キャンセル済みです"),
                                    ("not_confirmed", "参加が確定していません"),
                                    ("other_session", "別の回の参加証です"),
                                    ("other_way", "オンライン参加の方です"),
                                    ("unknown", "名簿にありません"),
                                ],
                                max_length=14,
                                verbose_name="結果",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="時刻")),
                        (
                            "client_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="端末の時刻"),
                        ),
                        (
                            "received_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="受信時刻"),
                        ),
                        (
                            "device",
                            models.CharField(blank=True, max_length=36, verbose_name="端末"),
                        ),
                        (
                            "settled_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="確認日時"),
                        ),
                        (
                            "actor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="受付係",
                            ),
                        ),
                        (
                            "attendee",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendance_events",
                                to="events.attendee",
                                verbose_name="参加者",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendance_events",
                                to="events.session",
                                verbose_name="回",
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="確認した人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "受付の記録",
                        "verbose_name_plural": "受付の記録",
                        "ordering": ("-received_at", "key"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(
                                    (
                                        "outcome__in",
                                        (
                                            "cancelled",
                                            "not_confirmed",
                                            "other_session",
                                            "other_way",
                                            "unknown",
                                        ),
                                    ),
                                    ("settled_at__isnull", True),
                                ),
                                fields=["session", "received_at"],
                                name="attendance_event_to_settle",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
