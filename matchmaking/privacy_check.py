"""Finds personal data and secrets in words that others will read.

The writer is warned before posting; what remains is masked wherever the
public reads.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from stdnum.jp import cn

from .prose import tidy

_MASK = "●●●"
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}")
_GAP = r"[-ー‐−－– ()（）]{0,2}"
_PHONE = re.compile(
    rf"(?<![0-9])(?:\+81[- ]?[0-9]{{1,4}}|0[0-9]{{1,4}}){_GAP}"
    rf"[0-9]{{1,4}}{_GAP}[0-9]{{3,4}}(?![0-9])"
)
_CORPORATE = re.compile(r"(?<![0-9])[1-9][0-9]{12}(?![0-9])")
_CARD = re.compile(r"(?<![0-9])(?:[0-9]{4}[- ]?){3}[0-9]{4}(?![0-9])")
_SECRET = re.compile(
    r"(?:パスワード|暗証番号|合言葉|password|passwd|pw|api[ _-]?key|秘密鍵|トークン)"
    r"\s*(?:は|[:：=＝])\s*[「\"']?([A-Za-z0-9!-/:-@\[-`{-~]{4,})",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"〒?\s?[0-9]{3}-[0-9]{4}(?![0-9-])")


@dataclass(frozen=True)
class Finding:
    """One thing that should not be read by others."""

    kind: str
    label: str
    text: str


def _phones(text: str) -> list[re.Match[str]]:
    found = []
    for match in _PHONE.finditer(text):
        digits = re.sub(r"[^0-9]", "", match.group())
        if 9 <= len(digits) <= 12:
            found.append(match)
    return found


def _matches(text: str) -> list[tuple[str, str, int, int]]:
    found: list[tuple[str, str, int, int]] = []
    for match in _EMAIL.finditer(text):
        found.append(("email", str(_("メールアドレス")), *match.span()))
    for match in _CARD.finditer(text):
        found.append(("card", str(_("カード番号のような数字")), *match.span()))
    for match in _CORPORATE.finditer(text):
        if cn.is_valid(match.group()):
            found.append(("corporate_number", str(_("法人番号")), *match.span()))
    for match in _phones(text):
        found.append(("phone", str(_("電話番号")), *match.span()))
    for match in _ADDRESS.finditer(text):
        found.append(("postal_code", str(_("郵便番号")), *match.span()))
    for match in _SECRET.finditer(text):
        found.append(("secret", str(_("パスワードなどの秘密")), *match.span(1)))
    found.sort(key=lambda item: (item[2], -item[3]))
    kept: list[tuple[str, str, int, int]] = []
    for item in found:
        if not kept or item[2] >= kept[-1][3]:
            kept.append(item)
    return kept


def find(text: str) -> list[Finding]:
    """What in ``text`` looks like personal data or a secret, in order of appearance."""
    normal = tidy(text)
    return [Finding(kind, label, normal[a:b]) for kind, label, a, b in _matches(normal)]


def mask(text: str) -> str:
    """``text`` (tidied) with every finding replaced by ●●●."""
    normal = tidy(text)
    for _kind, _label, start, end in reversed(_matches(normal)):
        normal = normal[:start] + _MASK + normal[end:]
    return normal
