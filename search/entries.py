"""A document after analysis: the form in which both engines keep it."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import translation

from . import analysis, folding, labels, vocabulary
from .documents import Document

FIELDS = ("title", "summary", "body", "keywords")
# How much of a document is indexed; what is longer is cut here, in one place.
LIMITS = {"title": 500, "summary": 2_000, "body": 200_000}
# Rises when the form of entries changes; ``verify_search`` then asks for a rebuild.
FORM = 2


Names = Callable[[str], Mapping[str, str]]


@dataclass(frozen=True)
class Entry:
    """Analysed fields of one document.

    ``tokens`` holds the words of each of ``FIELDS``, ``spans`` their start and end offsets
    (two unsigned 32-bit numbers each) in the stored text. ``digest`` tells two states of
    a document apart.
    """

    document: Document
    tokens: dict[str, tuple[str, ...]]
    spans: dict[str, bytes]
    grams: tuple[str, ...]
    digest: str

    def labels(self) -> dict[str, list[str]]:
        """What the document can be filtered by."""
        document = self.document
        return {
            "kind": [document.kind],
            "language": [document.language],
            "scope": sorted(document.visibility),
            "sector": list(document.sectors),
            "theme": list(document.themes),
            "prefecture": list(document.prefectures),
            "audience": list(document.audiences),
        }


def pack(tokens: Sequence[analysis.Token]) -> bytes:
    """Offsets of ``tokens`` as bytes."""
    return array("I", (n for token in tokens for n in (token.start, token.end))).tobytes()


def unpack(spans: bytes) -> array[int]:
    """Offsets as start, end, start, end …"""
    offsets: array[int] = array("I")
    offsets.frombytes(spans)
    return offsets


def _keywords(document: Document, names: Names) -> str:
    """Names of the document's labels and its month: words that people search by."""
    facets = {
        "kind": (document.kind,),
        "sector": document.sectors,
        "theme": document.themes,
        "prefecture": document.prefectures,
        "audience": document.audiences,
    }
    words: list[str] = []
    added = vocabulary.current().label_words
    with translation.override(document.language):
        for facet, codes in facets.items():
            known = names(facet)
            for code in codes:
                words.append(known.get(code, ""))
                words += added.get((facet, code), ())
    if document.date:
        words.append(f"{document.date.year}年{document.date.month}月")
    return " ".join(filter(None, words))


def digest(document: Document, names: Names = labels.names) -> str:
    """Fingerprint of everything that decides how ``document`` is found and shown."""
    state = json.dumps(
        [FORM, vocabulary.fingerprint(), repr(document), _keywords(document, names)],
        ensure_ascii=False,
        sort_keys=True,
    )
    return hashlib.sha256(state.encode("utf-8", "replace")).hexdigest()[:32]


def analyse(document: Document, names: Names = labels.names) -> Entry:
    """Tokens, offsets and fingerprint of ``document``; ``names`` tells labels for people."""
    texts = {
        "title": document.title[: LIMITS["title"]],
        "summary": document.summary[: LIMITS["summary"]],
        "body": document.body[: LIMITS["body"]],
        "keywords": _keywords(document, names),
    }
    found = {field: analysis.tokens(text) for field, text in texts.items()}
    return Entry(
        document=document,
        tokens={field: tuple(t.norm for t in tokens) for field, tokens in found.items()},
        spans={field: pack(tokens) for field, tokens in found.items()},
        grams=tuple(folding.bigrams(texts["title"])),
        digest=digest(document, names),
    )
