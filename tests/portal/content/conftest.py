"""Fixtures of the room."""

import json

import pytest
from django.contrib.auth.models import Group

from portal.accounts.models import User
from portal.content.models import GuidePage
from portal.content.services import roles
from tests.factories import content

SOURCE = {"title": "調べ", "publisher": "局", "url": "", "date": "2022-12-31", "status": "S"}
BODY = [
    {"type": "heading", "value": "はじめに"},
    {"type": "text", "value": "<p>本文です。</p>"},
    {
        "type": "steps",
        "value": {
            "title": "手順",
            "steps": [{"title": "抜く", "minutes": 5, "text": "<p>線を抜く</p>"}],
        },
    },
    {"type": "checklist", "value": {"title": "確認", "items": ["できた"]}},
    {"type": "callout", "value": {"kind": "caution", "title": "注意", "text": "<p>待つ</p>"}},
    {
        "type": "figure",
        "value": {
            "title": "半数以上",
            "value": "52",
            "unit": "%",
            "note": "",
            "needs_check": False,
            "source": SOURCE,
        },
    },
    {
        "type": "chart",
        "value": {
            "title": "佐賀が多い",
            "kind": "bar",
            "unit": "件",
            "data": "県\t件数\n佐賀\t15.4\n福岡\t1,951",
            "note": "",
            "needs_check": True,
            "source": SOURCE,
        },
        "id": "0a9c5f6e-5d6c-4f1e-8a4b-2f1d7a0c1b11",
    },
    {
        "type": "table",
        "value": {"caption": "表", "data": "数\t意味\n3\t三つ", "sources": [SOURCE]},
    },
    {
        "type": "contact",
        "value": {
            "name": "窓口",
            "phone": "03-0000-0000",
            "url": "",
            "hours": "平日",
            "text": "相談",
            "needs_check": False,
        },
    },
]


@pytest.fixture
def homes(db):
    """The home page of each language."""
    return content.homes()


@pytest.fixture
def body():
    """A body with one block of each kind that needs no other page, as stored."""
    return json.dumps(BODY)


@pytest.fixture
def staff(homes):
    """Makes a member of staff with one role; roles and workflow are set up."""
    roles.setup()

    def make(role: str) -> User:
        user = User.objects.create_user(
            f"{role}@example.jp", family_name="局", given_name=role, is_staff=True
        )
        user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def guide(homes, body):
    """A published guide with a full body."""
    return content.page(
        GuidePage,
        title="戻せるバックアップ",
        slug="backups",
        body=body,
        minutes=60,
        cost="low",
        who="経営者",
        sectors=["medical"],
        themes=["ransomware_backup"],
        audiences=["executive"],
    )


@pytest.fixture
def past_second_factor(settings):
    """Leave the second factor to its own tests; these are about roles."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecondFactor" not in name]


@pytest.fixture
def uncached(settings):
    """Every request makes its page anew, so that its queries can be counted."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "page_cache" not in name]
