"""A disclosed introduction with its people, and mails to it, for tests."""

from dataclasses import dataclass
from typing import Any

from matchmaking.models import Introduction
from matchmaking.services import introduction as introductions
from matchmaking.thread import reply_addresses
from portal.accounts.models import User

from . import factories


@dataclass
class Talk:
    """Both sides, a colleague, the coordinator who reviewed, and people of no side."""

    pk: int
    company: Any
    colleague: Any
    provider: Any
    coordinator: Any
    stranger: Any
    editor: Any

    @property
    def introduction(self) -> Introduction:
        """The introduction as it is now."""
        return Introduction.objects.with_sides().get(pk=self.pk)

    def person(self, role: str) -> User:
        """The person of ``role``, read anew."""
        return User.objects.get(pk=getattr(self, role).pk)

    def address(self, role: str = "company") -> str:
        """Where the person of ``role`` answers."""
        user = getattr(self, role)
        return reply_addresses.make(introduction_id=self.pk, user_id=user.pk)

    def mail(self, body: str = "承知しました。", role: str = "company", **headers: str) -> bytes:
        """An answer of ``role`` as a mail program sends it; a header given as "" is left out."""
        values = {
            "From": getattr(self, role).email,
            "To": self.address(role),
            "Subject": "Re: 紹介のやり取り",
            "Message-ID": "<answer-1@mail.example.jp>",
            "Content-Type": "text/plain; charset=utf-8",
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [f"{name}: {value}" for name, value in values.items() if value]
        return "\r\n".join([*lines, "", body.replace("\n", "\r\n")]).encode()


def begin(*, disclosed: bool = True) -> Talk:
    """An introduction that was reviewed, and unless told otherwise agreed to by both sides."""
    need = factories.need(factories.organization("困った製作所"))
    seed = factories.seed(factories.organization("助ける事務所", provider=True))
    talk = Talk(
        pk=factories.introduction(need, seed).pk,
        company=factories.member(need.organization, "company@example.jp"),
        colleague=factories.member(need.organization, "colleague@example.jp"),
        provider=factories.member(seed.organization, "provider@example.jp"),
        coordinator=factories.staff("coordinator", email="coordinator@example.jp"),
        stranger=factories.member(factories.organization(), "stranger@example.jp"),
        editor=factories.staff("editor", email="editor@example.jp"),
    )
    for user, name in ((talk.company, "困田"), (talk.provider, "助川")):
        user.family_name = name
        user.save()
    introductions.review(introduction=talk.introduction, actor=talk.coordinator)
    if disclosed:
        introductions.agree(introduction=talk.introduction, user=talk.person("company"))
        introductions.agree(introduction=talk.introduction, user=talk.person("provider"))
    return talk
