"""A source whose documents are plain data."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from search.documents import Document


class FakeSource:
    """Documents in a dictionary; ``hidden`` are found by the engine but not shown."""

    def __init__(self, name: str = "fake") -> None:
        self.name = name
        self.kinds = {"guide": "ガイド", "event": "イベント", "tool": "ツール"}
        self.documents: dict[str, Document] = {}
        self.hidden: set[str] = set()

    def add(self, pk: str, title: str, body: str = "", **fields: object) -> Document:
        document = Document(
            source=self.name,
            pk=pk,
            kind="guide",
            language="ja",
            title=title,
            summary="",
            body=body,
            url=f"/{pk}/",
            date=date(2026, 4, 1),
        )
        self.documents[pk] = replace(document, **fields)
        return self.documents[pk]

    def document(self, pk: object) -> Document | None:
        return self.documents.get(str(pk))

    def pks(self) -> Iterable[str]:
        return list(self.documents)

    def visible(self, pks: Iterable[str], viewer: object) -> set[str]:
        return {pk for pk in pks if pk in self.documents} - self.hidden
