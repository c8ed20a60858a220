import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models

import portal.content.fields
from portal.migrating import CreateModels


class Migration(migrations.Migration):
    replaces = [("content", "0001_initial"), ("content", "0002_attachment_text")]

    initial = True

    dependencies = [
        ("accounts", "0002_invitation"),
        ("taxonomy", "0002_load_terms"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="CommunityIndexPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                blank=True,
                                help_text="一覧と検索結果に出ます。",
                                max_length=400,
                                verbose_name="要約",
                            ),
                        ),
                        (
                            "intro",
                            portal.content.fields.BodyField([], blank=True, verbose_name="紹介"),
                        ),
                    ],
                    options={
                        "verbose_name": "コミュニティの一覧",
                        "verbose_name_plural": "コミュニティの一覧",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="EmergencyPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                blank=True,
                                help_text="一覧と検索結果に出ます。",
                                max_length=400,
                                verbose_name="要約",
                            ),
                        ),
                        (
                            "body",
                            portal.content.fields.BodyField([], blank=True, verbose_name="本文"),
                        ),
                        (
                            "sources",
                            portal.content.fields.BodyField([], blank=True, verbose_name="出典"),
                        ),
                        (
                            "published_on",
                            models.DateField(blank=True, null=True, verbose_name="公開日"),
                        ),
                        (
                            "reviewed_on",
                            models.DateField(blank=True, null=True, verbose_name="最終確認日"),
                        ),
                    ],
                    options={
                        "verbose_name": "被害に遭ったら",
                        "verbose_name_plural": "被害に遭ったら",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="FigureIndexPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                blank=True,
                                help_text="一覧と検索結果に出ます。",
                                max_length=400,
                                verbose_name="要約",
                            ),
                        ),
                        (
                            "intro",
                            portal.content.fields.BodyField([], blank=True, verbose_name="紹介"),
                        ),
                    ],
                    options={
                        "verbose_name": "数字の一覧",
                        "verbose_name_plural": "数字の一覧",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="GuideIndexPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                blank=True,
                                help_text="一覧と検索結果に出ます。",
                                max_length=400,
                                verbose_name="要約",
                            ),
                        ),
                        (
                            "intro",
                            portal.content.fields.BodyField([], blank=True, verbose_name="紹介"),
                        ),
                    ],
                    options={
                        "verbose_name": "手引きの一覧",
                        "verbose_name_plural": "手引きの一覧",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="HomePage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                blank=True,
                                help_text="一覧と検索結果に出ます。",
                                max_length=400,
                                verbose_name="要約",
                            ),
                        ),
                        (
                            "body",
                            portal.content.fields.BodyField([], blank=True, verbose_name="内容"),
                        ),
                    ],
                    options={
                        "verbose_name": "ホーム",
                        "verbose_name_plural": "ホーム",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="NewsIndexPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                blank=True,
                                help_text="一覧と検索結果に出ます。",
                                max_length=400,
                                verbose_name="要約",
                            ),
                        ),
                        (
                            "intro",
                            portal.content.fields.BodyField([], blank=True, verbose_name="紹介"),
                        ),
                    ],
                    options={
                        "verbose_name": "お知らせの一覧",
                        "verbose_name_plural": "お知らせの一覧",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="StandardPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                blank=True,
                                help_text="一覧と検索結果に出ます。",
                                max_length=400,
                                verbose_name="要約",
                            ),
                        ),
                        (
                            "body",
                            portal.content.fields.BodyField([], blank=True, verbose_name="本文"),
                        ),
                        (
                            "sources",
                            portal.content.fields.BodyField([], blank=True, verbose_name="出典"),
                        ),
                        (
                            "published_on",
                            models.DateField(blank=True, null=True, verbose_name="公開日"),
                        ),
                        (
                            "reviewed_on",
                            models.DateField(blank=True, null=True, verbose_name="最終確認日"),
                        ),
                    ],
                    options={
                        "verbose_name": "ページ",
                        "verbose_name_plural": "ページ",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="ToolIndexPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                blank=True,
                                help_text="一覧と検索結果に出ます。",
                                max_length=400,
                                verbose_name="要約",
                            ),
                        ),
                        (
                            "intro",
                            portal.content.fields.BodyField([], blank=True, verbose_name="紹介"),
                        ),
                    ],
                    options={
                        "verbose_name": "ツールの一覧",
                        "verbose_name_plural": "ツールの一覧",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="AttachmentText",
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
                            "file_hash",
                            models.CharField(
                                blank=True, max_length=64, verbose_name="ファイルの指紋"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("read", "読み取りました"),
                                    ("empty", "文字がありません"),
                                    ("encrypted", "パスワードがかかっています"),
                                    ("broken", "壊れています"),
                                    ("too_large", "大きすぎます"),
                                    ("too_slow", "読むのに時間がかかりすぎます"),
                                    ("missing", "ファイルがありません"),
                                    ("no_reader", "読み取る部品がありません"),
                                ],
                                max_length=10,
                                verbose_name="読み取り",
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="本文")),
                        ("pages", models.PositiveIntegerField(default=0, verbose_name="ページ数")),
                        (
                            "read_at",
                            models.DateTimeField(auto_now=True, verbose_name="読み取った日時"),
                        ),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attachment_text",
                                to="wagtaildocs.document",
                                verbose_name="文書",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "添付文書の本文",
                        "verbose_name_plural": "添付文書の本文",
                    },
                ),
                migrations.CreateModel(
                    name="CommunityPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                blank=True,
                                help_text="一覧と検索結果に出ます。",
                                max_length=400,
                                verbose_name="要約",
                            ),
                        ),
                        (
                            "body",
                            portal.content.fields.BodyField([], blank=True, verbose_name="本文"),
                        ),
                        (
                            "sources",
                            portal.content.fields.BodyField([], blank=True, verbose_name="出典"),
                        ),
                        (
                            "published_on",
                            models.DateField(blank=True, null=True, verbose_name="公開日"),
                        ),
                        (
                            "reviewed_on",
                            models.DateField(blank=True, null=True, verbose_name="最終確認日"),
                        ),
                        (
                            "who",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="参加してほしい方"
                            ),
                        ),
                        (
                            "audiences",
                            modelcluster.fields.ParentalManyToManyField(
                                blank=True, to="taxonomy.audience", verbose_name="対象"
                            ),
                        ),
                        (
                            "sector",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="taxonomy.sector",
                                verbose_name="この場の業種",
                            ),
                        ),
                        (
                            "sectors",
                            modelcluster.fields.ParentalManyToManyField(
                                blank=True, to="taxonomy.sector", verbose_name="業種"
                            ),
                        ),
                        (
                            "themes",
                            modelcluster.fields.ParentalManyToManyField(
                                blank=True, to="taxonomy.theme", verbose_name="テーマ"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "コミュニティ",
                        "verbose_name_plural": "コミュニティ",
                    },
                    bases=("wagtailcore.page", models.Model),
                ),
                migrations.CreateModel(
                    name="FigurePage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                blank=True,
                                help_text="一覧と検索結果に出ます。",
                                max_length=400,
                                verbose_name="要約",
                            ),
                        ),
                        (
                            "body",
                            portal.content.fields.BodyField([], blank=True, verbose_name="本文"),
                        ),
                        (
                            "sources",
                            portal.content.fields.BodyField([], blank=True, verbose_name="出典"),
                        ),
                        (
                            "published_on",
                            models.DateField(blank=True, null=True, verbose_name="公開日"),
                        ),
                        (
                            "reviewed_on",
                            models.DateField(blank=True, null=True, verbose_name="最終確認日"),
                        ),
                        ("who", models.CharField(blank=True, max_length=200, verbose_name="誰に")),
                        (
                            "audiences",
                            modelcluster.fields.ParentalManyToManyField(
                                blank=True, to="taxonomy.audience", verbose_name="対象"
                            ),
                        ),
                        (
                            "sectors",
                            modelcluster.fields.ParentalManyToManyField(
                                blank=True, to="taxonomy.sector", verbose_name="業種"
                            ),
                        ),
                        (
                            "themes",
                            modelcluster.fields.ParentalManyToManyField(
                                blank=True, to="taxonomy.theme", verbose_name="テーマ"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "数字のページ",
                        "verbose_name_plural": "数字のページ",
                    },
                    bases=("wagtailcore.page", models.Model),
                ),
                migrations.CreateModel(
                    name="GuidePage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                blank=True,
                                help_text="一覧と検索結果に出ます。",
                                max_length=400,
                                verbose_name="要約",
                            ),
                        ),
                        (
                            "body",
                            portal.content.fields.BodyField([], blank=True, verbose_name="本文"),
                        ),
                        (
                            "sources",
                            portal.content.fields.BodyField([], blank=True, verbose_name="出典"),
                        ),
                        (
                            "published_on",
                            models.DateField(blank=True, null=True, verbose_name="公開日"),
                        ),
                        (
                            "reviewed_on",
                            models.DateField(blank=True, null=True, verbose_name="最終確認日"),
                        ),
                        ("who", models.CharField(blank=True, max_length=200, verbose_name="誰が")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="目安の時間（分）"
                            ),
                        ),
                        (
                            "cost",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("free", "無料"),
                                    ("low", "少額"),
                                    ("mid", "中程度"),
                                    ("high", "高額"),
                                ],
                                max_length=4,
                                verbose_name="費用",
                            ),
                        ),
                        (
                            "audiences",
                            modelcluster.fields.ParentalManyToManyField(
                                blank=True, to="taxonomy.audience", verbose_name="対象"
                            ),
                        ),
                        (
                            "sectors",
                            modelcluster.fields.ParentalManyToManyField(
                                blank=True, to="taxonomy.sector", verbose_name="業種"
                            ),
                        ),
                        (
                            "themes",
                            modelcluster.fields.ParentalManyToManyField(
                                blank=True, to="taxonomy.theme", verbose_name="テーマ"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "手引き",
                        "verbose_name_plural": "手引き",
                    },
                    bases=("wagtailcore.page", models.Model),
                ),
                migrations.CreateModel(
                    name="NewsPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                blank=True,
                                help_text="一覧と検索結果に出ます。",
                                max_length=400,
                                verbose_name="要約",
                            ),
                        ),
                        (
                            "body",
                            portal.content.fields.BodyField([], blank=True, verbose_name="本文"),
                        ),
                        (
                            "sources",
                            portal.content.fields.BodyField([], blank=True, verbose_name="出典"),
                        ),
                        (
                            "published_on",
                            models.DateField(blank=True, null=True, verbose_name="公開日"),
                        ),
                        (
                            "reviewed_on",
                            models.DateField(blank=True, null=True, verbose_name="最終確認日"),
                        ),
                        (
                            "audiences",
                            modelcluster.fields.ParentalManyToManyField(
                                blank=True, to="taxonomy.audience", verbose_name="対象"
                            ),
                        ),
                        (
                            "sectors",
                            modelcluster.fields.ParentalManyToManyField(
                                blank=True, to="taxonomy.sector", verbose_name="業種"
                            ),
                        ),
                        (
                            "themes",
                            modelcluster.fields.ParentalManyToManyField(
                                blank=True, to="taxonomy.theme", verbose_name="テーマ"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "お知らせ",
                        "verbose_name_plural": "お知らせ",
                    },
                    bases=("wagtailcore.page", models.Model),
                ),
                migrations.CreateModel(
                    name="ToolPage",
                    fields=[
                        (
                            "page_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="wagtailcore.page",
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(
                                blank=True,
                                help_text="一覧と検索結果に出ます。",
                                max_length=400,
                                verbose_name="要約",
                            ),
                        ),
                        (
                            "body",
                            portal.content.fields.BodyField([], blank=True, verbose_name="本文"),
                        ),
                        (
                            "sources",
                            portal.content.fields.BodyField([], blank=True, verbose_name="出典"),
                        ),
                        (
                            "published_on",
                            models.DateField(blank=True, null=True, verbose_name="公開日"),
                        ),
                        (
                            "reviewed_on",
                            models.DateField(blank=True, null=True, verbose_name="最終確認日"),
                        ),
                        (
                            "provider",
                            models.CharField(blank=True, max_length=120, verbose_name="提供者"),
                        ),
                        (
                            "price",
                            models.CharField(blank=True, max_length=200, verbose_name="費用"),
                        ),
                        (
                            "cost",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("free", "無料"),
                                    ("low", "少額"),
                                    ("mid", "中程度"),
                                    ("high", "高額"),
                                ],
                                max_length=4,
                                verbose_name="費用の目安",
                            ),
                        ),
                        (
                            "area",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="対象の地域・事業者"
                            ),
                        ),
                        ("website", models.URLField(blank=True, verbose_name="公式ページ")),
                        (
                            "audiences",
                            modelcluster.fields.ParentalManyToManyField(
                                blank=True, to="taxonomy.audience", verbose_name="対象"
                            ),
                        ),
                        (
                            "sectors",
                            modelcluster.fields.ParentalManyToManyField(
                                blank=True, to="taxonomy.sector", verbose_name="業種"
                            ),
                        ),
                        (
                            "themes",
                            modelcluster.fields.ParentalManyToManyField(
                                blank=True, to="taxonomy.theme", verbose_name="テーマ"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ツール・制度",
                        "verbose_name_plural": "ツール・制度",
                    },
                    bases=("wagtailcore.page", models.Model),
                ),
                migrations.CreateModel(
                    name="OpeningRecord",
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
                        ("key", models.CharField(max_length=120, verbose_name="キー")),
                        ("language", models.CharField(max_length=5, verbose_name="言語")),
                        (
                            "data_hash",
                            models.CharField(max_length=64, verbose_name="データの指紋"),
                        ),
                        ("revision_id", models.BigIntegerField(null=True, verbose_name="版")),
                        (
                            "page",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="opening_record",
                                to="wagtailcore.page",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "初期コンテンツの記録",
                        "verbose_name_plural": "初期コンテンツの記録",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("key", "language"), name="opening_record_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PageAttachment",
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
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="page_attachments",
                                to="wagtaildocs.document",
                                verbose_name="文書",
                            ),
                        ),
                        (
                            "page",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="page_attachments",
                                to="wagtailcore.page",
                                verbose_name="ページ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ページの添付文書",
                        "verbose_name_plural": "ページの添付文書",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("page", "document"), name="page_attachment_once"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
