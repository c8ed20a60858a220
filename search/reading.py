"""Words that are conditions: 「3月 北九州 セミナー」 asks for a month, a place and a kind.

A word is read as a condition when it stands by itself and it is certain what is meant:

* a kind (セミナー, 手引き); words that only sometimes mean one (演習) beside a date or place;
* a date or a place beside a kind, or where nothing else is asked for.

Whatever is read can be taken back (``plain``), and a condition that would leave no hits is
not kept (``narrowing``).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from . import analysis, reading_dates, reading_words
from .plan import Condition
from .reading_words import BESIDE, NAMED, Named

# Longer texts are questions, not lists of conditions.
MAX_LENGTH = 60
MAX_WORDS = 8
_LITERAL = re.compile(r'["“”„«»][^"“”„«»]*["“”„«»]?|(?:^|(?<=\s))[-−－–]\S+')
_BETWEEN = re.compile(r"(?:での|にある|で行う|から|の|で|に|、|,|・)")
_AFTER = re.compile(
    r"(?:の(?:情報|予定|案内|一覧|日程)|情報|予定|一覧|日程|開催)?(?:は|が|を)?"
    r"(?:あります|ありません|ある|ない|教えて|知りたい|参加したい)?(?:か|ください|です)?[?？。]*$"
)


def conditions(
    text: str,
    *,
    today: date,
    plain: Collection[str] = (),
    given: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> list[Condition]:
    """What words of ``text`` ask for, in their order.

    Args:
        text: as ``query.normalized`` gives it.
        today: the day from which 来月 counts.
        plain: words that are to stay words.
        given: facet → values that are chosen already. A word that names something else of
            the facet stays a word; a kind that is chosen makes places and dates as certain
            as one that is typed.
    """
    folded = reading_words.fold(text)
    masked = _LITERAL.sub(lambda found: "\0" * len(found[0]), folded)
    if len(masked) > MAX_LENGTH or len(masked.split()) > MAX_WORDS:
        return []
    known = reading_words.known()
    skipped = {reading_words.fold(word) for word in plain}
    found: list[Condition] = []
    for start, end in _chunks(masked, today):
        found += _of_chunk(masked, start, end, known, today)
    found = [one for one in found if one.word not in skipped]
    return [_as_typed(one, text, folded) for one in _certain(found, text, given)]


def rest(text: str, read: Sequence[Condition], *, all_of_them: bool = False) -> str:
    """``text`` without the words that were read, but for those that stay (unless all go)."""
    for condition in sorted(read, key=lambda one: -one.start):
        if all_of_them or not condition.stays:
            text = f"{text[: condition.start]} {text[condition.end :]}"
    return " ".join(text.split())


def _as_typed(condition: Condition, text: str, folded: str) -> Condition:
    start = folded.index(condition.word, condition.start)
    return replace(condition, word=text[start : start + len(condition.word)])


def _chunks(text: str, today: date) -> list[tuple[int, int]]:
    """Runs between blanks; an English date goes over several."""
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(text):
        if text[place].isspace() or text[place] == "\0":
            place += 1
            continue
        end, periods = reading_dates.read(text, place, today)
        if not (periods and " " in text[place:end]):
            ends = [at for at in range(place, len(text)) if text[at].isspace() or text[at] == "\0"]
            end = ends[0] if ends else len(text)
        found.append((place, end))
        place = end
    return found


def _of_chunk(
    text: str, start: int, end: int, known: Mapping[str, Named], today: date
) -> list[Condition]:
    """Conditions at the beginning of a run, bound by の and the like, and at its end."""
    found, place = [], start
    while place < end:
        one = _at(text, place, end, known, today)
        if one is None:
            break
        bound = _BETWEEN.match(text, one.end, end)
        found.append(replace(one, end=bound.end() if bound else one.end))
        place = found[-1].end
    if place == end or _AFTER.match(text[place:end]):
        return [*found[:-1], replace(found[-1], end=end)] if found else []
    # 「製造業のセミナー」: what is bound to the words before it.
    bound_here = bool(found) and found[-1].end > _word_end(found[-1])
    kept = found if bound_here else []
    for binding in _BETWEEN.finditer(text, place, end):
        last = _at(text, binding.end(), end, known, today)
        if last and (last.end == end or _AFTER.match(text[last.end : end])):
            return [*kept, replace(last, start=binding.start(), end=end)]
    return kept


def _word_end(condition: Condition) -> int:
    return condition.start + len(condition.word)


def _at(
    text: str, start: int, end: int, known: Mapping[str, Named], today: date
) -> Condition | None:
    """The longest condition that begins at ``start``."""
    until, periods = reading_dates.read(text[:end], start, today)
    if periods:
        return Condition(text[start:until], "day", start, until, periods=tuple(periods))
    for stop in range(end, start, -1):
        word = text[start:stop]
        if word in known and not _goes_on(text, stop, end):
            facet, values = known[word]
            is_kind, stays = facet.startswith("kind"), facet in (NAMED, BESIDE)
            return Condition(
                word=word,
                facet="kind" if is_kind else facet,
                start=start,
                end=stop,
                values=values,
                stays=stays,
                leans=facet == BESIDE,
            )
    return None


def _goes_on(text: str, stop: int, end: int) -> bool:
    """Whether letters of the alphabet go on: ``event`` in ``eventually``."""
    before, after = text[stop - 1], text[stop:end][:1]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


def _certain(
    found: list[Condition], text: str, given: Mapping[str, Collection[str]]
) -> list[Condition]:
    """Those that can mean nothing else."""
    found = leaning(found)
    found = [
        one
        for one in found
        if one.facet not in given or (one.values and set(one.values) <= set(given[one.facet]))
    ]
    for facet in ("kind", "day"):  # two places are either of them; two kinds are no kind
        if len({(one.values, one.periods) for one in found if one.facet == facet}) > 1:
            found = [one for one in found if one.facet != facet]
    facets = {one.facet for one in found}
    if "kind" in facets or "kind" in given:
        return found
    is_all = not analysis.norms(rest(text, found, all_of_them=True))
    return found if is_all and ("day" in facets or len(facets) > 1) else []


def leaning(found: Sequence[Condition]) -> list[Condition]:
    """``found`` without what leans on a date or place that is not there."""
    has_other = any(one.facet != "kind" for one in found)
    return [one for one in found if has_other or not one.leans]
