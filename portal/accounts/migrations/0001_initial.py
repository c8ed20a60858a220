import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from portal.migrating import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("taxonomy", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="User",
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
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                max_length=254, unique=True, verbose_name="メールアドレス"
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
                            "family_name_kana",
                            models.CharField(blank=True, max_length=60, verbose_name="セイ"),
                        ),
                        (
                            "given_name_kana",
                            models.CharField(blank=True, max_length=60, verbose_name="メイ"),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=20, verbose_name="電話番号"),
                        ),
                        (
                            "language",
                            models.CharField(default="ja", max_length=5, verbose_name="使う言語"),
                        ),
                        ("is_staff", models.BooleanField(default=False, verbose_name="局の職員")),
                        ("is_active", models.BooleanField(default=True, verbose_name="有効")),
                        (
                            "date_joined",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="登録日時"
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "利用者",
                        "verbose_name_plural": "利用者",
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("email"),
                                name="user_email_any_case_unique",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Organization",
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
                        ("name", models.CharField(max_length=120, verbose_name="事業者名")),
                        (
                            "name_kana",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="事業者名（フリガナ）"
                            ),
                        ),
                        (
                            "corporate_number",
                            models.CharField(
                                blank=True,
                                max_length=13,
                                null=True,
                                unique=True,
                                verbose_name="法人番号",
                            ),
                        ),
                        (
                            "size",
                            models.CharField(
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
                        ("postal_code", models.CharField(max_length=7, verbose_name="郵便番号")),
                        ("city", models.CharField(max_length=120, verbose_name="市区町村・町域")),
                        (
                            "street",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="番地・建物名"
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=20, verbose_name="電話番号"),
                        ),
                        ("website", models.URLField(blank=True, verbose_name="ウェブサイト")),
                        (
                            "is_provider",
                            models.BooleanField(
                                default=False, verbose_name="支援を提供する事業者"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "prefecture",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="taxonomy.prefecture",
                                verbose_name="都道府県",
                            ),
                        ),
                        (
                            "sector",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="taxonomy.sector",
                                verbose_name="業種",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "事業者",
                        "verbose_name_plural": "事業者",
                        "ordering": ("name", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("corporate_number__isnull", True),
                                    ("corporate_number__regex", "^[1-9][0-9]{12}$"),
                                    _connector="OR",
                                ),
                                name="organization_corporate_number_form",
                                violation_error_message="法人番号は13桁の数字です。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
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
                                choices=[("owner", "代表者"), ("member", "担当者")],
                                max_length=10,
                                verbose_name="役割",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="accounts.organization",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "所属",
                        "verbose_name_plural": "所属",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "organization"),
                                name="membership_once_per_organization",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
