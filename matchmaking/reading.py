"""What trouble a text speaks of: topics of needs and of offers with their strength."""

from . import lexicon, topics, wording

LAY_IN_OFFER = 0.5
EXPERT = 4.0
"""Expert words (their strengths added up) that halve what lay words in an offer count."""


def of_need(title: str, body: str) -> dict[str, float]:
    """Strength of each topic in a company's own words; the title counts half again.

    Single words count a little beside the terms, so that new ways of speaking
    find the topic they come closest to.
    """
    lay = topics.finders().need
    head = wording.fold(title)
    in_head = lay.strengths(head)
    found = {
        code: strength + 0.5 * in_head.get(code, 0.0)
        for code, strength in lay.strengths(f"{head}。{wording.fold(body)}").items()
    }
    for code, likeness in lexicon.nearest(f"{title}。{body}"):
        found[code] = found.get(code, 0.0) + likeness
    return found


def of_seed(title: str, body: str) -> dict[str, float]:
    """Strength of each topic in an offer; the title counts double.

    Lay words count half, and the less the more the offer speaks in expert words.
    """
    known = topics.finders()
    head = wording.fold(title)
    whole = f"{head}。{topics.without_exclusions(wording.fold(body))}"
    found = _added(known.seed.strengths(head), known.seed.strengths(whole))
    lay = _added(known.need.strengths(head), known.need.strengths(whole))
    share = LAY_IN_OFFER / (1 + sum(found.values()) / EXPERT)
    return _added(found, {code: share * strength for code, strength in lay.items()})


def _added(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return {
        code: one.get(code, 0.0) + other.get(code, 0.0) for code in dict.fromkeys((*one, *other))
    }
