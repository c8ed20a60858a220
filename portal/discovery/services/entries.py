"""Adding to the vocabulary, changing and taking back; every process learns of it."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction

from portal.discovery.enums import EntryKind
from portal.discovery.models import VocabularyEntry
from portal.privacy import services as privacy
from search import vocabulary
from search.vocabulary import Kind

from . import reindexing

VERSION_KEY = "vocabulary-version"


class AddedLines:
    """What search reads beside its files."""

    def version(self) -> str:
        """The last change that the shared cache knows of; empty if it forgot."""
        return str(cache.get(VERSION_KEY) or "")

    def lines(self) -> Iterable[tuple[Kind, str]]:
        """All entries, the oldest first."""
        rows = VocabularyEntry.objects.order_by("pk").values_list("kind", "text")
        return [(Kind(kind), text) for kind, text in rows]


def _tell() -> None:
    """After commit: another version for all processes, and this one looks at once."""
    cache.set(VERSION_KEY, uuid4().hex, timeout=None)
    vocabulary.look_again()


@transaction.atomic
def add(*, kind: str, lines: Iterable[str], note: str, actor: Any) -> list[VocabularyEntry]:
    """Put ``lines`` in force; those that are there already stay as they are.

    Raises:
        VocabularyError: with line and reason; nothing is kept.
    """
    texts = list(dict.fromkeys(lines))
    vocabulary.check(Kind(kind), "\n".join(texts))
    made = [
        entry
        for text in texts
        for entry, is_new in [
            VocabularyEntry.objects.get_or_create(
                kind=kind, text=text, defaults={"note": note, "created_by": actor}
            )
        ]
        if is_new
    ]
    for entry in made:
        _record("vocabulary.added", entry, actor)
        _follow(entry)
    transaction.on_commit(_tell)
    return made


@transaction.atomic
def change(*, entry: VocabularyEntry, text: str, note: str, actor: Any) -> VocabularyEntry:
    """Say it otherwise.

    Raises:
        VocabularyError: with line and reason; the entry stays as it was.
    """
    vocabulary.check(Kind(entry.kind), text)
    _follow(entry)
    entry.text, entry.note = text, note
    entry.save(update_fields=["text", "note"])
    _record("vocabulary.changed", entry, actor)
    _follow(entry)
    transaction.on_commit(_tell)
    return entry


@transaction.atomic
def remove(*, entry: VocabularyEntry, actor: Any) -> None:
    """Take it back: search is as it was before."""
    _record("vocabulary.removed", entry, actor)
    _follow(entry)
    entry.delete()
    transaction.on_commit(_tell)


def _follow(entry: VocabularyEntry) -> None:
    """Label words are written into documents, all others act on queries alone."""
    if entry.kind == EntryKind.LABEL_WORDS:
        label = entry.text.partition("=")[0]
        facet, _colon, code = (part.strip() for part in label.partition(":"))
        reindexing.ask(facet=facet, code=code)


def _record(action: str, entry: VocabularyEntry, actor: Any) -> None:
    privacy.record(
        action=action,
        target=f"vocabulary:{entry.pk}",
        actor=actor,
        detail={"kind": entry.kind, "text": entry.text},
    )
