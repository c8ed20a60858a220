"""One account per role for a demonstration; passwords at random, told once, kept hashed."""

import secrets
from dataclasses import dataclass
from typing import TextIO

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.db import transaction

from portal.taxonomy.models import Prefecture, Sector

from .enums import MembershipRole, OrganizationSize, Role
from .models import Membership, Organization, User
from .services import person


@dataclass(frozen=True)
class Company:
    """An invented organization; the number is well-formed but belongs to nobody here."""

    name: str
    name_kana: str
    sector: str
    size: OrganizationSize
    postal_code: str
    prefecture: str
    city: str
    street: str
    is_provider: bool = False


@dataclass(frozen=True)
class Account:
    """One demonstration account."""

    email: str
    family_name: str
    given_name: str
    kana: tuple[str, str]
    roles: frozenset[Role] = frozenset()
    superuser: bool = False
    company: Company | None = None


ACCOUNTS = (
    Account(
        "company@example.jp",
        "八幡",
        "花子",
        ("ヤハタ", "ハナコ"),
        company=Company(
            "ひびき精工株式会社（見本）",
            "ヒビキセイコウ",
            "manufacturing",
            OrganizationSize.S50,
            "8050071",
            "fukuoka",
            "北九州市八幡東区東田",
            "1-2-3",
        ),
    ),
    Account(
        "company2@example.jp",
        "有田",
        "太郎",
        ("アリタ", "タロウ"),
        company=Company(
            "やきもの通販合同会社（見本）",
            "ヤキモノツウハン",
            "ec_overseas",
            OrganizationSize.S20,
            "8440000",
            "saga",
            "西松浦郡有田町",
            "4-5",
        ),
    ),
    Account(
        "expert@example.jp",
        "博多",
        "守",
        ("ハカタ", "マモル"),
        company=Company(
            "九州まもりIT株式会社（見本）",
            "キュウシュウマモリアイティー",
            "common",
            OrganizationSize.S20,
            "8120013",
            "fukuoka",
            "福岡市博多区博多駅東",
            "9-9",
            is_provider=True,
        ),
    ),
    Account(
        "editor@example.jp", "編集", "さくら", ("ヘンシュウ", "サクラ"), frozenset({Role.EDITOR})
    ),
    Account(
        "publisher@example.jp",
        "公開",
        "一郎",
        ("コウカイ", "イチロウ"),
        frozenset({Role.PUBLISHER}),
    ),
    Account(
        "eventmanager@example.jp",
        "行事",
        "あかり",
        ("ギョウジ", "アカリ"),
        frozenset({Role.EVENT_MANAGER}),
    ),
    Account(
        "coordinator@example.jp",
        "橋渡",
        "結",
        ("ハシワタシ", "ユイ"),
        frozenset({Role.COORDINATOR}),
    ),
    Account(
        "administrator@example.jp",
        "管理",
        "誠",
        ("カンリ", "マコト"),
        frozenset({Role.ADMINISTRATOR}),
        superuser=True,
    ),
)


def load(stdout: TextIO) -> None:
    """Make the accounts that are missing and tell their passwords; the others stay as they are."""
    lines = [line for account in ACCOUNTS if (line := _make(account))]
    _tell(lines, stdout)


def reset_passwords(stdout: TextIO) -> None:
    """New passwords and authenticator secrets for all accounts, told once."""
    load_missing = [line for account in ACCOUNTS if (line := _make(account))]
    made = {line[0] for line in load_missing}
    lines = [
        _renewed(User.objects.get(email=account.email), account)
        for account in ACCOUNTS
        if account.email not in made
    ]
    _tell([*load_missing, *lines], stdout)


def current_code(user: User) -> str:
    """The six digits an authenticator app would show now; LookupError without a secret."""
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if factor is None:
        raise LookupError(user.email)
    secret = get_adapter().decrypt(factor.data["secret"])
    counter = list(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counter[len(counter) // 2]))


def _tell(lines: list[tuple[str, str, str]], stdout: TextIO) -> None:
    if not lines:
        return
    stdout.write("Demo accounts (shown once; `make demo-passwords` makes new ones):\n")
    for email, password, secret in lines:
        stdout.write(f"  {email:<27} {password}   {secret}".rstrip() + "\n")
    stdout.write("Staff need a second factor: `make code USER=editor@example.jp`,\n")
    stdout.write("or put the last column into an authenticator app.\n")


@transaction.atomic
def _make(account: Account) -> tuple[str, str, str] | None:
    """The new account's address, password and secret; None if it exists."""
    if User.objects.filter(email=account.email).exists():
        return None
    user = User.objects.create_user(
        account.email,
        family_name=account.family_name,
        given_name=account.given_name,
        family_name_kana=account.kana[0],
        given_name_kana=account.kana[1],
        is_superuser=account.superuser,
    )
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    if account.roles:
        person.set_roles(user=user, roles=set(account.roles))
    if account.company is not None:
        _join(user, account.company)
    return _renewed(user, account)


def _join(user: User, company: Company) -> None:
    organization, _new = Organization.objects.get_or_create(
        name=company.name,
        defaults={
            "name_kana": company.name_kana,
            "sector": Sector.objects.get(code=company.sector),
            "size": company.size,
            "postal_code": company.postal_code,
            "prefecture": Prefecture.objects.get(code=company.prefecture),
            "city": company.city,
            "street": company.street,
            "is_provider": company.is_provider,
        },
    )
    Membership.objects.get_or_create(
        user=user, organization=organization, defaults={"role": MembershipRole.OWNER}
    )


def _renewed(user: User, account: Account) -> tuple[str, str, str]:
    password = "-".join(secrets.token_hex(2) for _part in range(4))
    user.set_password(password)
    user.save(update_fields=["password"])
    secret = ""
    if account.roles:
        Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
        secret = totp.generate_totp_secret()
        totp.TOTP.activate(user, secret)
    return user.email, password, secret
