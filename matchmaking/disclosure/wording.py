"""Which words of a need were agreed on, and what happens when they change."""

import hashlib
import unicodedata

from django.db.models import Max

from ..models import AgreedWords, Introduction, Need
from . import stage


def _bare(text: str) -> str:
    """``text`` without what changes nothing of its sense: spaces, punctuation, width, case."""
    flat = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in flat if unicodedata.category(c)[0] in "LMNS")


def fingerprint(title: str, body: str) -> str:
    """The same for words that differ in nothing of substance."""
    return hashlib.sha256(f"{_bare(title)}\n{_bare(body)}".encode()).hexdigest()


def of_need(need: Need) -> str:
    """The fingerprint of the present words of ``need``."""
    return fingerprint(need.title, need.body)


def current(introduction: Introduction) -> bool:
    """Whether the newest kept words are those of the need now."""
    kept = stage.words(introduction)
    return kept is not None and kept.fingerprint == of_need(introduction.proposal.need)


def renewed(introduction: Introduction) -> bool:
    """Whether a newer version was let pass than the one the company shows."""
    shown, newest = stage.agreed_words(introduction), stage.words(introduction)
    return shown is not None and newest is not None and newest.version > shown.version


def keep(introduction: Introduction) -> AgreedWords:
    """Keep the words of the need as a new version, unless they are the newest already."""
    need = introduction.proposal.need
    mark = of_need(need)
    newest = introduction.words.order_by("-version").first()
    if newest is not None and newest.fingerprint == mark:
        return newest
    last = introduction.words.aggregate(last=Max("version"))["last"] or 0
    return AgreedWords.objects.create(
        introduction=introduction,
        version=last + 1,
        fingerprint=mark,
        title=need.title,
        body=need.body,
    )
