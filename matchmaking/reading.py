"""What trouble a text speaks of: topics of needs and of offers with their strength."""

from . import lexicon, topics

LAY_IN_OFFER = 0.15


def of_need(title: str, body: str) -> dict[str, float]:
    """Strength of each topic in a company's own words; the title counts half again.

    Single words count a little beside the terms, so that new ways of speaking
    find the topic they come closest to.
    """
    head = topics.Words(topics.fold(title))
    whole = topics.Words(f"{head.text}。{topics.fold(body)}")
    found: dict[str, float] = {}
    for topic in topics.vocabulary().values():
        strength = topics.strength(topic.need, whole)
        if strength:
            found[topic.code] = strength + 0.5 * topics.strength(topic.need, head)
    for code, likeness in lexicon.nearest(f"{title}。{body}"):
        found[code] = found.get(code, 0.0) + likeness
    return found


def of_seed(title: str, body: str) -> dict[str, float]:
    """Strength of each topic in an offer; the title counts double, lay words little."""
    head = topics.Words(topics.fold(title))
    whole = topics.Words(f"{head.text}。{topics.without_exclusions(topics.fold(body))}")
    found: dict[str, float] = {}
    for topic in topics.vocabulary().values():
        strength = topics.strength(topic.seed, whole) + topics.strength(topic.seed, head)
        lay = topics.strength(topic.need, whole) + topics.strength(topic.need, head)
        strength += LAY_IN_OFFER * lay
        if strength:
            found[topic.code] = strength
    return found
