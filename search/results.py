"""What a search gives: hits ready to show, counts, and what the reader must be told."""

from dataclasses import dataclass, field
from datetime import date as Date
from enum import StrEnum
from urllib.parse import quote

from django.utils.safestring import SafeString

from . import highlighting
from .documents import Document
from .engines.base import Candidate, Stored
from .plan import Condition, Origin, QueryPlan

# The body is shown instead of the summary when it has so much more of the words.
BODY_GAIN = 1.4
# Characters of a page after which a link to the passage helps.
FAR_DOWN = 600


class Order(StrEnum):
    """In which order hits come."""

    RELEVANCE = ""
    NEWEST = "newest"
    SOONEST = "soonest"  # what is still to come first, then the latest of the past


class Notice(StrEnum):
    """What the reader must be told about the results."""

    NONE = ""
    DEGRADED = "degraded"  # the engine is down; plain search instead
    SIMILAR = "similar"  # nothing as typed; similar titles
    SHORTENED = "shortened"  # the query was cut


@dataclass(frozen=True)
class Hit:
    """One result, ready to show; ``title_html`` and ``snippet_html`` are safe.

    ``passage_url`` leads to the place in a long page from which the snippet is taken (a
    text fragment; browsers that know none open the page), empty where that is near the top.
    """

    source: str
    pk: str
    kind: str
    language: str
    url: str
    title: str
    title_html: SafeString
    snippet_html: SafeString
    date: Date | None = None
    sectors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    score: float = 0.0
    passage_url: str = ""


@dataclass(frozen=True)
class Results:
    """One page of hits with counts over all of them.

    ``suggestion`` is a better spelling; ``elsewhere`` counts hits in other languages;
    ``promoted`` are the documents that were asked for by name; ``read`` are the words that
    became filters. ``reachable`` hits can be paged through: by date only the best hundred.
    """

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    elsewhere: dict[str, int] = field(default_factory=dict)
    notice: Notice = Notice.NONE
    suggestion: str = ""
    promoted: list[Hit] = field(default_factory=list)
    read: tuple[Condition, ...] = ()
    reachable: int = 0


def ordered(
    ranked: list[tuple[float, Candidate]], order: Order, today: Date
) -> list[tuple[float, Candidate]]:
    """Ranked candidates by date if that is asked for; ties stay as they were ranked."""
    if order is Order.RELEVANCE:
        return ranked

    def newest(entry: tuple[float, Candidate]) -> int:
        day = entry[1].date
        return -day.toordinal() if day else 1

    def soonest(entry: tuple[float, Candidate]) -> tuple[int, int]:
        day = entry[1].date
        if day and day >= today:
            return 0, day.toordinal()
        return 1, newest(entry)

    return sorted(ranked, key=newest) if order is Order.NEWEST else sorted(ranked, key=soonest)


def hit(candidate: Candidate, stored: Stored, plan: QueryPlan, score: float) -> Hit:
    """``candidate`` with the words of ``plan`` marked in title and best passage."""
    phrases = [
        (phrase.tokens, _mark_weight(phrase.origin))
        for phrase in plan.phrases
        if phrase.origin is not Origin.PART or len("".join(phrase.tokens)) > 1
    ]
    phrases += [(words, 1.0) for words in plan.required]
    marks = {
        name: highlighting.spans(
            candidate.tokens[name].split(), stored.spans.get(name, b""), phrases
        )
        for name in ("title", "summary", "body")
    }
    window, weight = highlighting.best_passage(stored.summary, marks["summary"])
    in_body, body_weight = highlighting.best_passage(stored.body, marks["body"])
    # The summary is written for people: the body must have clearly more of the words.
    is_body = not stored.summary or body_weight > weight * BODY_GAIN
    if is_body:
        window = in_body
    text, shown = (stored.body, "body") if is_body else (stored.summary, "summary")
    passage = highlighting.clause(text, marks[shown], window) if window[0] > FAR_DOWN else ""
    return Hit(
        source=candidate.source,
        pk=candidate.pk,
        kind=candidate.kind,
        language=candidate.language,
        url=stored.url,
        title=stored.title,
        title_html=highlighting.marked(stored.title, marks["title"]),
        snippet_html=highlighting.marked(text, marks[shown], window),
        date=candidate.date,
        sectors=tuple(stored.labels.get("sector", ())),
        themes=tuple(stored.labels.get("theme", ())),
        score=score,
        passage_url=f"{stored.url}#:~:text={_in_fragment(passage)}" if passage else "",
    )


def _in_fragment(text: str) -> str:
    """``text`` as a text fragment takes it, where hyphens and commas have a meaning."""
    return quote(text, safe="").replace("-", "%2D")


def _mark_weight(origin: Origin) -> float:
    return {Origin.TERM: 1.0, Origin.PART: 0.3}.get(origin, 0.6)


def plain_hit(document: Document) -> Hit:
    """``document`` as it stands in the database, nothing marked."""
    return Hit(
        source=document.source,
        pk=document.pk,
        kind=document.kind,
        language=document.language,
        url=document.url,
        title=document.title,
        title_html=highlighting.marked(document.title, []),
        snippet_html=highlighting.marked(
            document.summary or document.body, [], (0, highlighting.PASSAGE)
        ),
        date=document.date,
        sectors=document.sectors,
        themes=document.themes,
    )
