"""Whoever wrote a text, named in it: the company in all usual ways of writing, its site, a person.

A company's name that is a word of everyday Japanese (光, システム) counts only where the text
says that it is a name: beside 株式会社 and its like, after 当社, before と申します.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from . import latin_names
from .company_names import FORM, cores, is_telling, kana_core, reading_of, same
from .folding import fold
from .standing import stands_alone

_APART = r"[ ・.\-]{0,2}"
_OPEN, _CLOSE = r"[「『(\"“]", r"[」』)\"”]"
_OWN = (
    r"(?:[当弊小](?:社|店|院|所|園|校|法人|組合)|私(?:ドモ|共|タチ|達)|ワタシ(?:ドモ|タチ))"
    rf"(?:ハ|ノ名前ハ|名ハ)?(?:[ :]|{_OPEN}){{1,3}}"
)
_TOLD = rf"{_CLOSE}? ?ト(?:申シ|(?:イウ|言ウ)(?:会社|店|屋号|名))"
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#\s]{4,})", re.IGNORECASE)
Span = tuple[str, int, int]


@dataclass(frozen=True)
class Writer:
    """Who wrote, as far as words may give them away; full names of a person, family name first."""

    company: str = ""
    kana: str = ""
    website: str = ""
    person: tuple[str, str] = ("", "")
    person_kana: tuple[str, str] = ("", "")

    @classmethod
    def of(cls, organization: Any, person: Any = None) -> "Writer":
        """The writer ``person`` (a user, or nobody) for ``organization``."""
        fields: dict[str, Any] = {}
        if person is not None:
            fields["person"] = (person.family_name, person.given_name)
            fields["person_kana"] = (person.family_name_kana, person.given_name_kana)
        return cls(organization.name, organization.name_kana, organization.website, **fields)


@dataclass(frozen=True)
class _Name:
    """One way to write a name; ``telling`` where it needs no word beside it."""

    kind: str
    pattern: re.Pattern[str]
    telling: bool
    short: bool = False


def _spaced(letters: str) -> str:
    return _APART.join("ー?" if one == "ー" else re.escape(one) for one in letters)


def _company(core: str, *, telling: bool) -> _Name:
    letters = "".join(one for one in core if one.isalnum() or one == "ー")
    pattern = re.compile(
        rf"(?P<own>{_OWN})?(?P<before>{FORM} ?{_OPEN}?)?(?P<core>{_spaced(letters)})"
        rf"(?:(?P<after>{_CLOSE}? ?{FORM})|(?P<told>{_TOLD}))?"
    )
    return _Name("company", pattern, telling, short=len(letters) <= 2)


def _person(names: tuple[str, str], shortest: int) -> list[_Name]:
    letters = same(fold("".join(names)).text).replace(" ", "")
    if not all(names) or len(letters) < shortest:
        return []
    return [_Name("name", re.compile(f"(?P<core>{_spaced(letters)})"), telling=True)]


@lru_cache(maxsize=500)
def _names(writer: Writer) -> tuple[_Name, ...]:
    found = [_company(core, telling=is_telling(core)) for core in cores(writer.company)]
    kana = kana_core(writer.kana)
    if kana:
        found.append(_company(kana, telling=len(kana) >= 4 and is_telling(kana)))
    if host := _HOST.match(writer.website):
        site = rf"(?P<core>(?:https?://)?(?:www\.)?{re.escape(host[1].lower())}[/?#!-~]*)"
        found.append(_Name("company", re.compile(site), telling=True))
    found += _person(writer.person, 3) + _person(writer.person_kana, 5)
    return tuple(found)


@lru_cache(maxsize=500)
def _sounds(writer: Writer) -> dict[str, str]:
    """How telling names sound, for those in Roman letters: sound and kind."""
    found: dict[str, str] = {}
    telling = [core for core in cores(writer.company) if is_telling(core)]
    for read in [kana_core(writer.kana), *map(reading_of, telling)] if telling else []:
        found[latin_names.sound(read)] = "company"
    family, given = (same(fold(part).text).strip() for part in writer.person_kana)
    if family and given:
        found |= {latin_names.sound(way): "name" for way in (family + given, given + family)}
    return {heard: kind for heard, kind in found.items() if len(heard) >= 4}


def _written(writer: Writer, plain: str, compared: str) -> Iterator[Span]:
    for name in _names(writer):
        for match in name.pattern.finditer(compared):
            said = {key for key, part in match.groupdict().items() if part} - {"core"}
            if not (said or name.telling):
                continue
            begin, end = match.span("core")
            before, after = "before" in said or "own" in said, "after" in said
            if stands_alone(plain, begin, end, short=name.short, open_at=(before, after)):
                start = match.start("before") if "before" in said else begin
                yield name.kind, start, match.end("after") if after else end


def spans(text: str, writer: Writer) -> list[Span]:
    """Kind, begin and end of every name of ``writer`` in ``text``."""
    folded = fold(text)
    compared = same(folded.text)
    found = [*_written(writer, folded.text, compared)]
    found += latin_names.spans(compared, _sounds(writer))
    return [(kind, *folded.span(start, end)) for kind, start, end in found]
