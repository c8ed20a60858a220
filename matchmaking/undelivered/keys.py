"""What the key of a letter tells: which introduction it is of, by way of what, and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from ..enums import Side

PREFIXES = ("introduction-", "thread:", "appointment-", "story-asked:")
"""Beginnings of the keys of all letters of an introduction."""

KINDS: Mapping[str, Any] = {
    "introduction-proposal:": _("提案のお知らせ"),
    "introduction-disclosure:": _("連絡先のお知らせ"),
    "introduction-outcome-": _("その後のお尋ね"),
    "introduction-ended:": _("紹介が終わったお知らせ"),
    "introduction-": _("同意についてのお知らせ"),
    "thread:": _("やり取りのメッセージ"),
    "appointment-": _("面談のお知らせ"),
    "story-asked:": _("事例を確かめるお願い"),
}
"""What they are called; the first beginning that fits counts."""

WITH_CONTACTS = ("introduction-disclosure:", "thread:", "appointment-")
"""Those that name the other side."""


@dataclass(frozen=True)
class Key:
    """A key taken apart: to a side, or to one user."""

    thing: str
    pk: int
    side: Side | None = None
    user_id: int | None = None

    @classmethod
    def read(cls, key: str) -> Self:
        """Take apart a key that starts with one of ``PREFIXES``."""
        start, *rest = key.split(":")
        thing = start.partition("-")[0]
        pk, whose = rest[:2] if thing == "story" else rest[-2:]
        if whose in Side.values:
            return cls(thing, int(pk), side=Side(whose))
        return cls(thing, int(pk), user_id=int(whose))


def kind(key: str) -> str:
    """What the letter with ``key`` tells of."""
    return str(next(words for start, words in KINDS.items() if key.startswith(start)))
