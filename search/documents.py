"""What a room hands to search: one document in words and labels."""

from dataclasses import dataclass
from datetime import date as Date

PUBLIC = "public"
MEMBERS = "members"
COORDINATOR = "coordinator"
SCOPES = (PUBLIC, MEMBERS, COORDINATOR)


@dataclass(frozen=True)
class Document:
    """One searchable thing in one language.

    ``source`` and ``pk`` are its identity. ``visibility`` lists the scopes of which a
    viewer must hold at least one; an empty tuple is seen by nobody. ``boost`` above 1
    lifts the document among equals.
    """

    source: str
    pk: str
    kind: str
    language: str
    title: str
    summary: str
    body: str
    url: str
    sectors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    prefectures: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    date: Date | None = None
    visibility: tuple[str, ...] = (PUBLIC,)
    boost: float = 1.0
