"""How one entry is laid into the tables of the embedded index."""

import hashlib
import json

from ..entries import Entry
from ..folding import fold
from .base import token_text
from .store import Store


def _label_id(text: str) -> int:
    """A number that belongs to one combination of labels for ever."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "big")


def write_entry(store: Store, entry: Entry, version: int) -> None:
    """Keep ``entry`` unless a newer version of it is kept already."""
    document, run = entry.document, store.rows
    labels = json.dumps(entry.labels(), sort_keys=True)
    label = _label_id(labels)
    run("INSERT OR IGNORE INTO search_label (id, labels) VALUES (%s, %s)", (label, labels))
    day = document.date.isoformat() if document.date else None
    kept = run(
        "INSERT INTO search_entry (source, pk, label, day, boost, version, digest)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (source, pk) DO UPDATE SET"
        " label = excluded.label, day = excluded.day, boost = excluded.boost,"
        " version = excluded.version, digest = excluded.digest"
        " WHERE excluded.version >= search_entry.version RETURNING id",
        (document.source, document.pk, label, day, document.boost, version, entry.digest),
    )
    if not kept:
        return
    key = kept[0][0]
    run("DELETE FROM search_text WHERE rowid = %s", (key,))
    run(
        "INSERT INTO search_text (rowid, title, summary, body, keywords, grams)"
        " VALUES (%s, %s, %s, %s, %s, %s)",
        (
            key,
            *(token_text(entry.tokens[f]) for f in ("title", "summary", "body", "keywords")),
            token_text(entry.grams),
        ),
    )
    run(
        "INSERT OR REPLACE INTO search_stored VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            key,
            document.title,
            fold(document.title),
            document.summary,
            document.body,
            document.url,
            *(entry.spans[field] for field in ("title", "summary", "body")),
        ),
    )
