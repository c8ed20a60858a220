import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import events.fields
import events.models.answer
import events.models.attendee
import events.models.draft
import portal.content.fields
import portal.delivery.storage
from portal.migrating import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("events", "0001_initial"),
        ("events", "0002_pages"),
        ("events", "0003_run_a_fiscal_year"),
        ("events", "0010_ask_visitors_and_questions"),
        ("events", "0020_offers_have_a_deadline"),
        ("events", "0030_speakers_and_private_calendars"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0002_invitation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("taxonomy", "0002_load_terms"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="EventIndexPage",
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
                        "verbose_name": "イベントの一覧",
                        "verbose_name_plural": "イベントの一覧",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="Series",
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
                            "code",
                            models.SlugField(max_length=80, unique=True, verbose_name="コード"),
                        ),
                        (
                            "title_ja",
                            models.CharField(max_length=160, verbose_name="名称（日本語）"),
                        ),
                        (
                            "title_en",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="名称（英語）"
                            ),
                        ),
                        (
                            "description_ja",
                            models.TextField(
                                blank=True, max_length=400, verbose_name="説明（日本語）"
                            ),
                        ),
                        (
                            "description_en",
                            models.TextField(
                                blank=True, max_length=400, verbose_name="説明（英語）"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "シリーズ",
                        "verbose_name_plural": "シリーズ",
                        "ordering": ("-id",),
                    },
                ),
                migrations.CreateModel(
                    name="Event",
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
                            "code",
                            models.SlugField(
                                help_text="英小文字とハイフン。変更しません。",
                                max_length=80,
                                unique=True,
                                verbose_name="コード",
                            ),
                        ),
                        (
                            "title_ja",
                            models.CharField(max_length=160, verbose_name="名称（日本語）"),
                        ),
                        (
                            "title_en",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="名称（英語）"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("exercise", "体験型演習"),
                                    ("workshop", "ワークショップ"),
                                    ("seminar", "セミナー"),
                                ],
                                max_length=12,
                                verbose_name="種類",
                            ),
                        ),
                        (
                            "accessibility_offers",
                            events.fields.ChoicesField(
                                blank=True, default=list, verbose_name="用意できる配慮"
                            ),
                        ),
                        (
                            "is_sample",
                            models.BooleanField(
                                default=False,
                                help_text="見本として作られた回です。実際には開催されません。",
                                verbose_name="デモ開催",
                            ),
                        ),
                        (
                            "contact_name_ja",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="問い合わせ先（日本語）"
                            ),
                        ),
                        (
                            "contact_name_en",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="問い合わせ先（英語）"
                            ),
                        ),
                        (
                            "contact_email",
                            models.EmailField(
                                blank=True,
                                max_length=254,
                                verbose_name="問い合わせ先メールアドレス",
                            ),
                        ),
                        (
                            "contact_phone",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="問い合わせ先電話番号"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "audiences",
                            models.ManyToManyField(
                                blank=True,
                                related_name="events",
                                to="taxonomy.audience",
                                verbose_name="対象",
                            ),
                        ),
                        (
                            "sectors",
                            models.ManyToManyField(
                                blank=True,
                                related_name="events",
                                to="taxonomy.sector",
                                verbose_name="業種",
                            ),
                        ),
                        (
                            "themes",
                            models.ManyToManyField(
                                blank=True,
                                related_name="events",
                                to="taxonomy.theme",
                                verbose_name="テーマ",
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="events",
                                to="events.series",
                                verbose_name="シリーズ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "イベント",
                        "verbose_name_plural": "イベント",
                        "ordering": ("-id",),
                    },
                ),
                migrations.CreateModel(
                    name="EventPage",
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
                            "for_whom",
                            models.CharField(blank=True, max_length=300, verbose_name="対象"),
                        ),
                        (
                            "fee",
                            models.CharField(blank=True, max_length=120, verbose_name="参加費"),
                        ),
                        (
                            "accessibility",
                            models.CharField(
                                blank=True,
                                help_text="字幕、筆談、車いすなど",
                                max_length=300,
                                verbose_name="配慮",
                            ),
                        ),
                        (
                            "body",
                            portal.content.fields.BodyField([], blank=True, verbose_name="本文"),
                        ),
                        (
                            "programme",
                            portal.content.fields.BodyField(
                                [], blank=True, verbose_name="プログラム"
                            ),
                        ),
                        (
                            "speakers",
                            portal.content.fields.BodyField([], blank=True, verbose_name="登壇者"),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                help_text="日時・会場・定員・主催者は「イベント」の側で管理します。",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pages",
                                to="events.event",
                                verbose_name="イベント",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "イベントのページ",
                        "verbose_name_plural": "イベントのページ",
                    },
                    bases=("wagtailcore.page",),
                ),
                migrations.CreateModel(
                    name="FeedToken",
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
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        ("name", models.CharField(max_length=60, verbose_name="名前")),
                        (
                            "language",
                            models.CharField(default="ja", max_length=5, verbose_name="言語"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="作成日時"),
                        ),
                        (
                            "last_used_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="最後に読まれた日時"
                            ),
                        ),
                        (
                            "revoked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="止めた日時"),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="feed_tokens",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "予定の購読",
                        "verbose_name_plural": "予定の購読",
                        "ordering": ("id",),
                    },
                ),
                migrations.CreateModel(
                    name="Host",
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
                            "role",
                            models.CharField(
                                choices=[
                                    ("organiser", "主催"),
                                    ("co_organiser", "共催"),
                                    ("patron", "後援"),
                                    ("supporter", "協力"),
                                ],
                                max_length=14,
                                verbose_name="役割",
                            ),
                        ),
                        (
                            "name_ja",
                            models.CharField(max_length=160, verbose_name="団体名（日本語）"),
                        ),
                        (
                            "name_en",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="団体名（英語）"
                            ),
                        ),
                        ("url", models.URLField(blank=True, verbose_name="ウェブサイト")),
                        (
                            "receives_data",
                            models.BooleanField(
                                default=False,
                                help_text="申込画面の同意の文面に団体名が載ります。",
                                verbose_name="参加者名簿を受け取る",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="並び順"),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hosts",
                                to="events.event",
                                verbose_name="イベント",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "主催・共催・後援・協力",
                        "verbose_name_plural": "主催・共催・後援・協力",
                        "ordering": ("position", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "role", "name_ja"),
                                name="host_once_per_role",
                                violation_error_message="この団体は同じ役割ですでに登録されています。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventStaff",
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
                            "duty",
                            models.CharField(
                                choices=[
                                    ("owner", "担当者（すべての操作）"),
                                    ("selector", "選考委員（選考と採点のみ）"),
                                    ("check_in", "受付係（当日の受付のみ）"),
                                    ("co_host", "共催者（同意のある項目の閲覧のみ）"),
                                ],
                                max_length=10,
                                verbose_name="役割",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="staff",
                                to="events.event",
                                verbose_name="イベント",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="event_duties",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="利用者",
                            ),
                        ),
                        (
                            "host",
                            models.ForeignKey(
                                blank=True,
                                help_text="共催者のときに選びます。同意のある申込だけが見えます。",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="staff",
                                to="events.host",
                                verbose_name="共催者の団体",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "イベントの担当",
                        "verbose_name_plural": "イベントの担当",
                        "ordering": ("event", "duty", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "user", "duty"),
                                name="event_staff_once_per_duty",
                                violation_error_message="この人はすでにこの役割を持っています。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("duty", "co_host"), _negated=True),
                                    ("host__isnull", False),
                                    _connector="OR",
                                ),
                                name="event_staff_co_host_names_host",
                                violation_error_message="共催者には団体を選んでください。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ParticipationType",
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
                        ("code", models.SlugField(max_length=40, verbose_name="コード")),
                        (
                            "label_ja",
                            models.CharField(max_length=80, verbose_name="名称（日本語）"),
                        ),
                        (
                            "label_en",
                            models.CharField(
                                blank=True, max_length=80, verbose_name="名称（英語）"
                            ),
                        ),
                        (
                            "description_ja",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="説明（日本語）"
                            ),
                        ),
                        (
                            "description_en",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="説明（英語）"
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[("onsite", "会場で参加"), ("online", "オンラインで参加")],
                                max_length=8,
                                verbose_name="参加方法",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("organization", "社（1申込で1枠）"),
                                    ("person", "人（1人で1枠）"),
                                ],
                                default="organization",
                                max_length=14,
                                verbose_name="枠の数え方",
                            ),
                        ),
                        (
                            "allocation",
                            models.CharField(
                                choices=[
                                    ("first_come", "先着順"),
                                    ("lottery", "抽選"),
                                    ("selection", "選考"),
                                ],
                                default="first_come",
                                max_length=12,
                                verbose_name="決め方",
                            ),
                        ),
                        ("capacity", models.PositiveIntegerField(verbose_name="定員")),
                        (
                            "taken",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="使用中の枠"
                            ),
                        ),
                        (
                            "min_attendees",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="1申込の最少人数"
                            ),
                        ),
                        (
                            "max_attendees",
                            models.PositiveSmallIntegerField(
                                default=5, verbose_name="1申込の最大人数"
                            ),
                        ),
                        (
                            "allows_fewer",
                            models.BooleanField(
                                default=False,
                                help_text="空きが足りないとき、申込者が決めた最少人数以上なら参加を確定します。",
                                verbose_name="一部の人数だけの参加を認める",
                            ),
                        ),
                        (
                            "roles",
                            events.fields.ChoicesField(
                                blank=True,
                                default=list,
                                help_text="選ぶと、申込で参加者ごとに担当を尋ねます。",
                                verbose_name="参加者に尋ねる担当",
                            ),
                        ),
                        (
                            "fee_yen",
                            models.PositiveIntegerField(
                                default=0, verbose_name="参加費（円、1枠）"
                            ),
                        ),
                        (
                            "eligible_sizes",
                            events.fields.ChoicesField(
                                blank=True,
                                default=list,
                                help_text="選ばなければ、すべての規模です。",
                                verbose_name="申し込める従業員数",
                            ),
                        ),
                        (
                            "once_per_fiscal_year",
                            models.BooleanField(
                                default=False,
                                help_text="同じイベントへの参加が、4月から翌年3月までに1回に限られます。",
                                verbose_name="1社につき年度内に1回まで",
                            ),
                        ),
                        (
                            "results_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="抽選・選考のときに示します。",
                                null=True,
                                verbose_name="結果のお知らせ予定",
                            ),
                        ),
                        (
                            "closes_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="空欄なら回の受付終了日時です。",
                                null=True,
                                verbose_name="申込締切",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="並び順"),
                        ),
                        (
                            "eligible_prefectures",
                            models.ManyToManyField(
                                blank=True,
                                help_text="選ばなければ、すべての都道府県です。",
                                related_name="+",
                                to="taxonomy.prefecture",
                                verbose_name="申し込める都道府県",
                            ),
                        ),
                        (
                            "eligible_sectors",
                            models.ManyToManyField(
                                blank=True,
                                help_text="選ばなければ、すべての業種です。",
                                related_name="+",
                                to="taxonomy.sector",
                                verbose_name="申し込める業種",
                            ),
                        ),
                        (
                            "fallback",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="events.participationtype",
                                verbose_name="満員のときの代わり",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "参加区分",
                        "verbose_name_plural": "参加区分",
                        "ordering": ("position", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("taken__gte", 0)),
                                name="participation_type_taken_not_negative",
                                violation_error_message="使用中の枠は0以上です。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("taken__lte", models.F("capacity"))),
                                name="participation_type_never_oversold",
                                violation_error_message="定員は、すでに確定した枠の数より小さくできません。先に申込をキャンセルしてください。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("min_attendees__gte", 1),
                                    ("max_attendees__gte", models.F("min_attendees")),
                                ),
                                name="participation_type_attendee_range",
                                violation_error_message="1申込の人数は、最少を1人以上、最大を最少以上にしてください。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlaceHold",
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
                        ("key", models.CharField(editable=False, max_length=64)),
                        ("places", models.PositiveSmallIntegerField()),
                        ("expires_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "participation_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="holds",
                                to="events.participationtype",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "仮押さえ",
                        "verbose_name_plural": "仮押さえ",
                        "ordering": ("id",),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=["participation_type", "expires_at"],
                                name="place_hold_running",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("key", "participation_type"),
                                name="place_hold_once_per_form",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("places__gte", 1)),
                                name="place_hold_needs_a_place",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
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
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="並び順"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("text", "1行の文字"),
                                    ("long_text", "長い文章"),
                                    ("choice", "1つ選ぶ"),
                                    ("multiple", "いくつでも選ぶ"),
                                    ("number", "数"),
                                    ("date", "日付"),
                                    ("file", "ファイル"),
                                    ("consent", "同意"),
                                ],
                                max_length=10,
                                verbose_name="答え方",
                            ),
                        ),
                        (
                            "asked",
                            models.CharField(
                                choices=[("company", "申込ごとに1回"), ("person", "参加者ごと")],
                                default="company",
                                max_length=8,
                                verbose_name="尋ね方",
                            ),
                        ),
                        (
                            "label_ja",
                            models.CharField(max_length=200, verbose_name="質問（日本語）"),
                        ),
                        (
                            "label_en",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="質問（英語）"
                            ),
                        ),
                        (
                            "help_ja",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="説明（日本語）"
                            ),
                        ),
                        (
                            "help_en",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="説明（英語）"
                            ),
                        ),
                        (
                            "is_required",
                            models.BooleanField(default=False, verbose_name="必ず答えてもらう"),
                        ),
                        (
                            "options_ja",
                            models.TextField(
                                blank=True,
                                help_text="1行に1つ。選ぶ質問のときだけ使います。",
                                verbose_name="選択肢（日本語）",
                            ),
                        ),
                        (
                            "options_en",
                            models.TextField(
                                blank=True,
                                help_text="日本語と同じ順に、1行に1つ。",
                                verbose_name="選択肢（英語）",
                            ),
                        ),
                        (
                            "minimum",
                            models.IntegerField(
                                blank=True,
                                help_text="数の下限、または選ぶ数の下限です。",
                                null=True,
                                verbose_name="最小",
                            ),
                        ),
                        (
                            "maximum",
                            models.IntegerField(
                                blank=True,
                                help_text="数の上限、選ぶ数の上限、または文字数の上限です。",
                                null=True,
                                verbose_name="最大",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="外すと、これからの申込では尋ねません。答えは残ります。",
                                verbose_name="いま尋ねる",
                            ),
                        ),
                        (
                            "participation_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="events.participationtype",
                                verbose_name="参加区分",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "質問",
                        "verbose_name_plural": "質問",
                        "ordering": ("participation_type", "position", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minimum__isnull", True),
                                    ("maximum__isnull", True),
                                    ("maximum__gte", models.F("minimum")),
                                    _connector="OR",
                                ),
                                name="question_limits_in_order",
                                violation_error_message="最大は最小以上にしてください。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Registration",
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
                        ("applicant_key", models.CharField(editable=False, max_length=300)),
                        (
                            "company_name",
                            models.CharField(max_length=120, verbose_name="事業者名"),
                        ),
                        (
                            "corporate_number",
                            models.CharField(blank=True, max_length=13, verbose_name="法人番号"),
                        ),
                        (
                            "size",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("1-5", "1〜5人"),
                                    ("6-20", "6〜20人"),
                                    ("21-50", "21〜50人"),
                                    ("51-100", "51〜100人"),
                                    ("101-300", "101〜300人"),
                                    ("301-", "301人以上"),
                                ],
                                max_length=10,
                                verbose_name="従業員数",
                            ),
                        ),
                        (
                            "contact_name",
                            models.CharField(
                                blank=True, max_length=121, verbose_name="連絡担当者"
                            ),
                        ),
                        (
                            "contact_email",
                            models.EmailField(max_length=254, verbose_name="連絡先メールアドレス"),
                        ),
                        (
                            "contact_phone",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="連絡先電話番号"
                            ),
                        ),
                        (
                            "message",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="事務局への連絡"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("applied", "結果待ち"),
                                    ("confirmed", "参加確定"),
                                    ("waitlisted", "キャンセル待ち"),
                                    ("offered", "繰上げ案内中"),
                                    ("rejected", "見送り"),
                                    ("expired", "案内期限切れ"),
                                    ("cancelled", "キャンセル済み"),
                                ],
                                max_length=10,
                                verbose_name="状態",
                            ),
                        ),
                        (
                            "places",
                            models.PositiveSmallIntegerField(default=1, verbose_name="枠の数"),
                        ),
                        (
                            "minimum_people",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="空欄は、全員が参加できるときだけ参加する申込です。",
                                null=True,
                                verbose_name="参加できる最少人数",
                            ),
                        ),
                        (
                            "accepts_fallback",
                            models.BooleanField(
                                default=False, verbose_name="満員のとき代わりの区分で参加する"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                default="ja", max_length=5, verbose_name="連絡に使う言語"
                            ),
                        ),
                        (
                            "door",
                            models.CharField(
                                choices=[
                                    ("web", "ウェブ"),
                                    ("staff", "職員による登録"),
                                    ("import", "一括取込み"),
                                    ("api", "API"),
                                    ("walk_in", "当日受付"),
                                ],
                                default="web",
                                max_length=8,
                                verbose_name="受付経路",
                            ),
                        ),
                        (
                            "idempotency_key",
                            models.CharField(
                                blank=True, editable=False, max_length=64, null=True, unique=True
                            ),
                        ),
                        (
                            "link_version",
                            models.PositiveSmallIntegerField(default=1, editable=False),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="申込日時"),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="確定日時"),
                        ),
                        (
                            "waitlisted_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="キャンセル待ち開始日時"
                            ),
                        ),
                        (
                            "cancelled_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="キャンセル日時"
                            ),
                        ),
                        (
                            "waitlist_rank",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="空欄は申込順です。",
                                null=True,
                                verbose_name="補欠の順位",
                            ),
                        ),
                        (
                            "offered_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="繰上げ案内日時"
                            ),
                        ),
                        (
                            "offer_expires_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="繰上げ案内の期限"
                            ),
                        ),
                        (
                            "changed_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="内容の変更日時"
                            ),
                        ),
                        (
                            "applicant",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="registrations",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="申込者",
                            ),
                        ),
                        (
                            "applied_type",
                            models.ForeignKey(
                                blank=True,
                                help_text="代わりの区分に移ったときに残ります。",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="events.participationtype",
                                verbose_name="はじめに申し込んだ区分",
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="registrations",
                                to="accounts.organization",
                                verbose_name="事業者",
                            ),
                        ),
                        (
                            "participation_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to="events.participationtype",
                                verbose_name="参加区分",
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
                    ],
                    options={
                        "verbose_name": "申込",
                        "verbose_name_plural": "申込",
                        "ordering": ("-id",),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waitlisted")),
                                fields=["participation_type", "waitlisted_at", "id"],
                                name="registration_waitlist",
                            ),
                            models.Index(
                                condition=models.Q(("state", "offered")),
                                fields=["offer_expires_at"],
                                name="registration_offers",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("places__gte", 1)),
                                name="registration_needs_a_place",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "offered"), _negated=True),
                                    ("offer_expires_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="registration_offer_has_a_deadline",
                                violation_error_message="繰上げ案内には回答期限が要ります。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendee",
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
                        ("family_name", models.CharField(max_length=60, verbose_name="姓")),
                        ("given_name", models.CharField(max_length=60, verbose_name="名")),
                        ("family_name_kana", models.CharField(max_length=60, verbose_name="セイ")),
                        ("given_name_kana", models.CharField(max_length=60, verbose_name="メイ")),
                        (
                            "department",
                            models.CharField(blank=True, max_length=80, verbose_name="部署"),
                        ),
                        (
                            "job_title",
                            models.CharField(blank=True, max_length=80, verbose_name="役職・担当"),
                        ),
                        (
                            "role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("management", "経営"),
                                    ("production_control", "生産管理"),
                                    ("manufacturing", "製造"),
                                    ("systems", "システム"),
                                    ("public_relations", "広報"),
                                    ("general_affairs", "総務"),
                                    ("other", "その他"),
                                ],
                                max_length=20,
                                verbose_name="担当",
                            ),
                        ),
                        (
                            "is_admitted",
                            models.BooleanField(
                                default=True,
                                help_text="一部の人数だけの参加のとき、枠に入らなかった方は「いいえ」です。",
                                verbose_name="参加できる",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="メールアドレス"
                            ),
                        ),
                        (
                            "ticket_code",
                            models.CharField(
                                default=events.models.attendee.new_ticket_code,
                                editable=False,
                                max_length=40,
                                unique=True,
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendees",
                                to="events.registration",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "参加者",
                        "verbose_name_plural": "参加者",
                        "ordering": ("position", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="RegistrationDraft",
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
                        ("visitor", models.CharField(blank=True, editable=False, max_length=64)),
                        (
                            "key",
                            models.CharField(
                                default=events.models.draft.new_key,
                                editable=False,
                                max_length=64,
                                unique=True,
                            ),
                        ),
                        ("data", models.JSONField(default=dict)),
                        ("is_complete", models.BooleanField(default=False)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "participation_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="events.participationtype",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="registration_drafts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "申込の下書き",
                        "verbose_name_plural": "申込の下書き",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "participation_type"),
                                name="registration_draft_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("visitor", ""), _negated=True),
                                fields=("visitor", "participation_type"),
                                name="registration_draft_once_per_visitor",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("user__isnull", True), ("visitor", ""), _connector="XOR"
                                ),
                                name="registration_draft_has_one_owner",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
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
                            "label_ja",
                            models.CharField(
                                blank=True,
                                help_text="例: 第2回",
                                max_length=80,
                                verbose_name="回の名称（日本語）",
                            ),
                        ),
                        (
                            "label_en",
                            models.CharField(
                                blank=True, max_length=80, verbose_name="回の名称（英語）"
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="開始日時")),
                        ("ends_at", models.DateTimeField(verbose_name="終了日時")),
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
                            "venue_ja",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="会場名（日本語）"
                            ),
                        ),
                        (
                            "venue_en",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="会場名（英語）"
                            ),
                        ),
                        (
                            "address_ja",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="会場の住所（日本語）"
                            ),
                        ),
                        (
                            "address_en",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="会場の住所（英語）"
                            ),
                        ),
                        (
                            "access_ja",
                            models.TextField(
                                blank=True, max_length=600, verbose_name="会場への行き方（日本語）"
                            ),
                        ),
                        (
                            "access_en",
                            models.TextField(
                                blank=True, max_length=600, verbose_name="会場への行き方（英語）"
                            ),
                        ),
                        (
                            "online_tool",
                            models.CharField(
                                blank=True,
                                help_text="例: Webex Meetings",
                                max_length=60,
                                verbose_name="オンライン会議の種類",
                            ),
                        ),
                        (
                            "join_url",
                            models.URLField(
                                blank=True,
                                help_text="公開ページにもメールにも載せません。",
                                max_length=500,
                                verbose_name="参加用URL",
                            ),
                        ),
                        (
                            "opens_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="受付開始日時"
                            ),
                        ),
                        (
                            "closes_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="受付終了日時"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "準備中"),
                                    ("announced", "告知中"),
                                    ("open", "受付中"),
                                    ("closed", "受付終了"),
                                    ("held", "開催済み"),
                                    ("cancelled", "中止"),
                                    ("postponed", "延期"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="状態",
                            ),
                        ),
                        (
                            "offer_hours",
                            models.PositiveSmallIntegerField(
                                default=16,
                                help_text="平日9時から17時だけを数えます。16時間は2営業日です。",
                                verbose_name="繰上げ案内の回答期限（営業時間）",
                            ),
                        ),
                        (
                            "record_ja",
                            models.TextField(blank=True, verbose_name="開催の記録（日本語）"),
                        ),
                        (
                            "record_en",
                            models.TextField(blank=True, verbose_name="開催の記録（英語）"),
                        ),
                        (
                            "calendar_uid",
                            models.CharField(
                                blank=True, editable=False, max_length=120, null=True, unique=True
                            ),
                        ),
                        (
                            "sequence",
                            models.PositiveIntegerField(
                                default=0, editable=False, verbose_name="予定の版"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="events.event",
                                verbose_name="イベント",
                            ),
                        ),
                        (
                            "prefecture",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="taxonomy.prefecture",
                                verbose_name="都道府県",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "回",
                        "verbose_name_plural": "回",
                        "ordering": ("starts_at", "id"),
                        "indexes": [
                            models.Index(fields=["state", "starts_at"], name="session_state_start")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="session_ends_after_start",
                                violation_error_message="終了日時は開始日時より後にしてください。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("opens_at__isnull", True),
                                    ("closes_at__isnull", True),
                                    ("closes_at__gt", models.F("opens_at")),
                                    _connector="OR",
                                ),
                                name="session_closes_after_opening",
                                violation_error_message="受付終了日時は受付開始日時より後にしてください。",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.AddField(
            model_name="registration",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="registrations",
                to="events.session",
                verbose_name="回",
            ),
        ),
        migrations.AddField(
            model_name="participationtype",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="participation_types",
                to="events.session",
                verbose_name="回",
            ),
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=events.models.answer.new_key,
                        editable=False,
                        max_length=40,
                        unique=True,
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        storage=portal.delivery.storage.private,
                        upload_to=events.models.answer._path,
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="ファイル名")),
                ("content_type", models.CharField(max_length=120)),
                ("size", models.PositiveIntegerField(verbose_name="大きさ（バイト）")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "draft",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="uploads",
                        to="events.registrationdraft",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.question",
                    ),
                ),
            ],
            options={
                "verbose_name": "提出されたファイル",
                "verbose_name_plural": "提出されたファイル",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.JSONField(null=True)),
                (
                    "attendee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="events.attendee",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="events.question",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="events.registration",
                    ),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answer",
                        to="events.upload",
                    ),
                ),
            ],
            options={
                "verbose_name": "回答",
                "verbose_name_plural": "回答",
                "ordering": ("question__position", "question_id", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("attendee__isnull", True)),
                        fields=("registration", "question"),
                        name="answer_once_per_registration",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("attendee__isnull", False)),
                        fields=("question", "attendee"),
                        name="answer_once_per_attendee",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(fields=["session", "state"], name="registration_session_state"),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ("applied", "confirmed", "waitlisted", "offered"))
                ),
                fields=("session", "applicant_key"),
                name="registration_once_per_session",
                violation_error_message="この回にはすでにお申し込みいただいています。",
            ),
        ),
        migrations.AddConstraint(
            model_name="participationtype",
            constraint=models.UniqueConstraint(
                fields=("session", "code"),
                name="participation_type_code_once",
                violation_error_message="このコードは同じ回ですでに使われています。",
            ),
        ),
    ]
