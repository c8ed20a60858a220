"""Numbers that lead to somebody: telephone, company, card, person, post code, account.

People write them in groups, apart, in brackets, in wide or Chinese figures. A run of
groups is read from every group on, so that a figure before a number hides nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import luhn
from stdnum.jp import cn

from .folding import fold

_RUN = re.compile(r"[0-9]+(?:[-() \t.の]{1,4}[0-9]+)*")
_GROUP = re.compile(r"[0-9]+")
_POST_CODE = re.compile(
    r"〒\s?[0-9]{3} ?-? ?[0-9]{4}(?![0-9])|(?<![0-9])[0-9]{3} ?- ?[0-9]{4}(?![0-9-])"
)
_LABELLED_PHONE = re.compile(
    r"(?:電話|でんわ|tel|fax|phone|携帯|内線)[^0-9\n]{0,6}([0-9](?:[- ()]{0,2}[0-9]){4,13})",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"(?:口座|account)[^0-9\n]{0,12}([0-9](?:[- ]?[0-9]){4,9})", re.IGNORECASE)
_LONGEST = 16
_MOST_GROUPS = 17
Span = tuple[str, int, int]


@dataclass(frozen=True)
class _Number:
    """Some neighbouring groups of digits read as one number."""

    digits: str
    groups: tuple[int, ...]
    is_international: bool

    @property
    def is_even(self) -> bool:
        """Written in one piece, digit by digit, or in fours."""
        return len(self.groups) == 1 or set(self.groups) in ({1}, {4})


def _kind(number: _Number) -> str:
    digits = number.digits
    if number.is_international:
        return "phone" if 8 <= len(digits) <= 15 else ""
    if len(digits) == 16 and (number.is_even or luhn.is_valid(digits)):
        return "card"
    if len(digits) in (14, 15) and digits[0] in "345" and luhn.is_valid(digits):
        return "card"
    if len(digits) == 13 and cn.is_valid(digits):
        return "corporate_number"
    if len(digits) == 12 and number.is_even and _is_my_number(digits):
        return "my_number"
    if digits.startswith("0") and not digits.startswith("00"):
        mobile = re.match(r"0[5-9]0|0800", digits)
        return "phone" if len(digits) == 10 or (len(digits) == 11 and mobile) else ""
    return ""


def _is_my_number(digits: str) -> bool:
    """Check digit of 個人番号: ordinance of 2014, article 5."""
    body = [int(digit) for digit in reversed(digits[:11])]
    total = sum(d * (n + 1 if n <= 6 else n - 5) for n, d in enumerate(body, start=1))
    rest = total % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def _in_run(text: str, start: int, end: int) -> Iterator[Span]:
    groups = [match.span() for match in _GROUP.finditer(text, start, end)]
    first = 0
    while first < len(groups):
        begin = groups[first][0]
        found = None
        digits, sizes = "", []
        for last in range(first, min(len(groups), first + _MOST_GROUPS)):
            digits += text[slice(*groups[last])]
            sizes.append(groups[last][1] - groups[last][0])
            if len(digits) > _LONGEST:
                break
            plus = first == 0 and text[max(0, begin - 1) : begin] == "+"
            kind = _kind(_Number(digits, tuple(sizes), plus))
            if kind:
                found = (kind, last)
        if found is None:
            first += 1
            continue
        yield (
            found[0],
            begin - (text[max(0, begin - 1) : begin] in ("+", "(")),
            groups[found[1]][1],
        )
        first = found[1] + 1


def spans(text: str) -> list[Span]:
    """Kind, begin and end of every such number in ``text``."""
    folded = fold(text, figures=True)
    found: list[Span] = []
    for run in _RUN.finditer(folded.text):
        found += _in_run(folded.text, *run.span())
    found += [("postal_code", *match.span()) for match in _POST_CODE.finditer(folded.text)]
    found += [("phone", *match.span(1)) for match in _LABELLED_PHONE.finditer(folded.text)]
    found += [("account", *match.span(1)) for match in _ACCOUNT.finditer(folded.text)]
    return [(kind, *folded.span(start, end)) for kind, start, end in found]
