import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from portal.migrating import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_invitation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="AskedQuery",
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
                        ("text", models.CharField(max_length=80, verbose_name="検索の言葉")),
                        ("language", models.CharField(max_length=5, verbose_name="言語")),
                        ("day", models.DateField(verbose_name="日")),
                        ("asked", models.PositiveIntegerField(default=0, verbose_name="回数")),
                        ("askers", models.PositiveIntegerField(default=0)),
                        (
                            "total",
                            models.PositiveIntegerField(default=0, verbose_name="見つかった数"),
                        ),
                        ("empty", models.PositiveIntegerField(default=0)),
                        ("similar", models.PositiveIntegerField(default=0)),
                        ("degraded", models.PositiveIntegerField(default=0)),
                        ("shortened", models.PositiveIntegerField(default=0)),
                        ("clicks_first", models.PositiveIntegerField(default=0)),
                        ("clicks_near", models.PositiveIntegerField(default=0)),
                        ("clicks_page", models.PositiveIntegerField(default=0)),
                        ("clicks_later", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "検索された言葉",
                        "verbose_name_plural": "検索された言葉",
                        "ordering": ("-day", "text"),
                        "indexes": [models.Index(fields=["day"], name="asked_query_day")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("text", "language", "day"), name="asked_query_once_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FirstSeen",
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
                        ("source", models.CharField(max_length=60)),
                        ("document", models.CharField(max_length=100)),
                        (
                            "at",
                            models.DateTimeField(db_index=True, default=django.utils.timezone.now),
                        ),
                    ],
                    options={
                        "verbose_name": "はじめて見つかった日時",
                        "verbose_name_plural": "はじめて見つかった日時",
                        "ordering": ("id",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "document"), name="first_seen_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedSearch",
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
                        ("name", models.CharField(max_length=100, verbose_name="名前")),
                        ("address", models.CharField(max_length=2000)),
                        ("language", models.CharField(max_length=5)),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[("daily", "毎日"), ("weekly", "毎週月曜日")],
                                default="weekly",
                                max_length=10,
                                verbose_name="知らせる間隔",
                            ),
                        ),
                        ("is_paused", models.BooleanField(default=False)),
                        ("since", models.DateTimeField(default=django.utils.timezone.now)),
                        ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saved_searches",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "保存した検索",
                        "verbose_name_plural": "保存した検索",
                        "ordering": ("-id",),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("is_paused", False)),
                                fields=["due_at"],
                                name="saved_search_due",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "address", "language"),
                                name="saved_search_once",
                                violation_error_message="この検索はすでに保存しています。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ToldDocument",
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
                        ("source", models.CharField(max_length=60)),
                        ("document", models.CharField(max_length=100)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "search",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="told",
                                to="discovery.savedsearch",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "お知らせしたもの",
                        "verbose_name_plural": "お知らせしたもの",
                        "ordering": ("id",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("search", "source", "document"), name="told_document_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VocabularyEntry",
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
                                    ("synonyms", "同義語"),
                                    ("lay_terms", "ふだんの言い方"),
                                    ("label_words", "分類の言葉"),
                                    ("idle_words", "探すときに数えない語"),
                                    ("whole_words", "分けずに探す語"),
                                ],
                                max_length=20,
                                verbose_name="種類",
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="内容")),
                        (
                            "note",
                            models.CharField(
                                blank=True,
                                help_text="なぜ加えたか。職員だけに見えます。",
                                max_length=200,
                                verbose_name="メモ",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="加えた日時"),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="加えた人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "検索の言葉",
                        "verbose_name_plural": "検索の言葉",
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "text"),
                                name="vocabulary_entry_once",
                                violation_error_message="同じものがすでにあります。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "synonyms",
                                            "lay_terms",
                                            "label_words",
                                            "idle_words",
                                            "whole_words",
                                        ],
                                    )
                                ),
                                name="vocabulary_entry_kind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Promotion",
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
                            "words",
                            models.TextField(
                                help_text="一行に一つ。表記や語順がちがっても同じものとして扱います。",
                                max_length=1000,
                                verbose_name="検索の言葉",
                            ),
                        ),
                        (
                            "allows_more",
                            models.BooleanField(
                                default=False, verbose_name="ほかの語と一緒に検索されたときも出す"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("ja", "日本語"), ("en", "英語")],
                                default="ja",
                                max_length=5,
                                verbose_name="表示の言語",
                            ),
                        ),
                        (
                            "starts_on",
                            models.DateField(blank=True, null=True, verbose_name="出し始める日"),
                        ),
                        (
                            "ends_on",
                            models.DateField(blank=True, null=True, verbose_name="最後の日"),
                        ),
                        ("source", models.CharField(editable=False, max_length=60)),
                        ("document", models.CharField(editable=False, max_length=100)),
                        (
                            "title",
                            models.CharField(
                                editable=False, max_length=500, verbose_name="出すもの"
                            ),
                        ),
                        (
                            "url",
                            models.CharField(
                                editable=False, max_length=500, verbose_name="アドレス"
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True,
                                help_text="なぜおすすめか。検索の結果に出ます。",
                                max_length=100,
                                verbose_name="ひとこと",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="加えた日時"),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="加えた人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "おすすめの結果",
                        "verbose_name_plural": "おすすめの結果",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on__isnull", True),
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="promotion_period_in_order",
                                violation_error_message="最後の日は、出し始める日より後にしてください。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="QueryMark",
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
                        ("text", models.CharField(max_length=80)),
                        ("language", models.CharField(max_length=5)),
                        ("is_blocked", models.BooleanField(default=False)),
                        ("settled_on", models.DateField(blank=True, null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "検索された言葉の扱い",
                        "verbose_name_plural": "検索された言葉の扱い",
                        "ordering": ("text", "language"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("text", "language"), name="query_mark_once"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
