"""Finds personal data and secrets in words that others will read.

The writer is warned before posting, with the places marked; what remains is masked
wherever the public reads. The coordinator reads the words as they were sent.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from .masking import letters, names, numbers, own_names
from .masking.own_names import Writer
from .prose import tidy

MASK = "●●●"
LABELS: dict[str, Any] = {
    "email": _("メールアドレス"),
    "card": _("カード番号のような数字"),
    "corporate_number": _("法人番号"),
    "my_number": _("マイナンバーのような数字"),
    "phone": _("電話番号"),
    "postal_code": _("郵便番号"),
    "account": _("口座番号"),
    "secret": _("パスワードなどの秘密"),
    "link": _("開くための鍵を含むリンク"),
    "name": _("人のお名前"),
    "company": _("どの会社か分かる名前やアドレス"),
}
Span = tuple[str, int, int]


@dataclass(frozen=True)
class Finding:
    """One thing that should not be read by others."""

    kind: str
    label: str
    text: str


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; ``label`` says what was found in it, empty for plain words."""

    text: str
    label: str = ""


@lru_cache(maxsize=512)
def _spans(normal: str, writer: Writer | None) -> tuple[Span, ...]:
    """What was found in a tidied text: apart from each other, in order."""
    found = [*letters.spans(normal), *numbers.spans(normal), *names.spans(normal)]
    if writer is not None:
        found += own_names.spans(normal, writer)
    found.sort(key=lambda item: (item[1], -item[2]))
    kept: list[Span] = []
    for kind, start, end in found:
        if kept and start < kept[-1][2]:
            first = kept[-1]
            kept[-1] = (first[0], first[1], max(first[2], end))
        else:
            kept.append((kind, start, end))
    return tuple(kept)


def find(text: str, writer: Writer | None = None) -> list[Finding]:
    """What in ``text`` looks like personal data or a secret, in order of appearance.

    With a ``writer`` also what names the company or the person who wrote it.
    """
    normal = tidy(text)
    return [Finding(kind, str(LABELS[kind]), normal[a:b]) for kind, a, b in _spans(normal, writer)]


def pieces(text: str, writer: Writer | None = None) -> list[Piece]:
    """``text`` (tidied) cut at every finding, for showing the places."""
    normal, made, at = tidy(text), [], 0
    for kind, start, end in _spans(normal, writer):
        if start > at:
            made.append(Piece(normal[at:start]))
        made.append(Piece(normal[start:end], str(LABELS[kind])))
        at = end
    return [*made, Piece(normal[at:])] if normal[at:] else made


def mask(text: str, writer: Writer | None = None) -> str:
    """``text`` (tidied) with every finding replaced by ●●●."""
    normal = tidy(text)
    for _kind, start, end in reversed(_spans(normal, writer)):
        normal = normal[:start] + MASK + normal[end:]
    return normal
