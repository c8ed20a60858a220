"""How entries are laid into one set of tables of the embedded index.

Every state of a document has a number of its own, taken in turn. What is in a block of
numbers that is full never changes again: the block is sealed, its documents are kept by
unit (``units``), and what is replaced or deleted later is only marked as dead.
"""

import hashlib
import json
import zlib
from array import array
from collections import defaultdict
from collections.abc import Sequence

from ..entries import Entry
from ..folding import fold
from . import bits, embedded_schema, units
from .base import token_text
from .embedded_schema import State
from .store import Tables

# How long a deletion is remembered, so that a late write of an older state is refused.
GONE_MICROSECONDS = 3600 * 10**6
_SPARSE, _DENSE = b"\x00", b"\x01"
FIELDS = ("title", "summary", "body", "keywords")


def _label_id(text: str) -> int:
    """A number that belongs to one combination of labels for ever."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "big")


def pack(parts: Sequence[bytes]) -> bytes:
    """Several byte strings as one, compressed."""
    return zlib.compress(b"".join(len(part).to_bytes(4, "big") + part for part in parts), 1)


def unpack(packed: bytes) -> list[bytes]:
    """The byte strings that were packed."""
    text, parts = zlib.decompress(packed), []
    while text:
        end = 4 + int.from_bytes(text[:4], "big")
        parts.append(text[4:end])
        text = text[end:]
    return parts


def encode(places: Sequence[int], width: int) -> bytes:
    """Rising places within a block of ``width``, as a list or as bits, whichever is shorter."""
    if 2 * len(places) < width // 8:
        return _SPARSE + array("H", places).tobytes()
    return _DENSE + bits.of(places).to_bytes(width // 8, "little")


def lay(docs: bytes, buffer: bytearray, start: int) -> None:
    """Lay the set that was encoded into ``buffer`` from byte ``start`` on."""
    if docs[:1] == _DENSE:
        buffer[start : start + len(docs) - 1] = docs[1:]
        return
    for place in memoryview(docs)[1:].cast("H"):
        buffer[start + (place >> 3)] |= 1 << (place & 7)


def decode(docs: bytes, width: int) -> int:
    """The set that was encoded."""
    buffer = bytearray(width // 8)
    lay(docs, buffer, 0)
    return int.from_bytes(buffer, "little")


def write(tables: Tables, entries: Sequence[Entry], version: int) -> None:
    """Keep ``entries``, each unless a newer state of it is kept already."""
    state = embedded_schema.state(tables)
    number = state.next
    for entry in entries:
        number += _write_one(tables, state, entry, version, number)
    tables.rows(
        "UPDATE search_state SET next = %s, written = %s", (number, embedded_schema.chance())
    )
    while number >= state.boundary + state.width:
        _seal(tables, state)
        state = embedded_schema.state(tables)


def _write_one(tables: Tables, state: State, entry: Entry, version: int, number: int) -> bool:
    document, run = entry.document, tables.rows
    identity = (document.source, document.pk)
    known = run(
        "SELECT id, version, digest FROM search_entry WHERE source = %s AND pk = %s"
        " UNION ALL SELECT NULL, version, '' FROM search_gone WHERE source = %s AND pk = %s",
        identity * 2,
    )
    for key, kept, digest in known:
        if kept > version:
            return False
        if key is None:
            run("DELETE FROM search_gone WHERE source = %s AND pk = %s", identity)
        elif digest == entry.digest:
            run("UPDATE search_entry SET version = %s WHERE id = %s", (version, key))
            return False
        else:
            _remove(tables, state, key)
    labels = json.dumps(entry.labels(), sort_keys=True)
    label = _label_id(labels)
    run("INSERT OR IGNORE INTO search_label (id, labels) VALUES (%s, %s)", (label, labels))
    run(
        "INSERT INTO search_entry (id, source, pk, label, day, boost, place, version, digest)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            number,
            *identity,
            label,
            document.date.isoformat() if document.date else None,
            document.boost,
            units.order_of(document),
            version,
            entry.digest,
        ),
    )
    run(
        "INSERT INTO search_text (rowid, title, summary, body, keywords, grams)"
        " VALUES (%s, %s, %s, %s, %s, %s)",
        (number, *(token_text(entry.tokens[f]) for f in FIELDS), token_text(entry.grams)),
    )
    texts = [text.encode("utf-8", "replace") for text in (document.summary, document.body)]
    spans = [entry.spans[field] for field in ("title", "summary", "body")]
    run(
        "INSERT INTO search_stored (id, title, folded, url, packed) VALUES (%s, %s, %s, %s, %s)",
        (number, document.title, fold(document.title), document.url, pack([*texts, *spans])),
    )
    return True


def delete(tables: Tables, keys: Sequence[tuple[str, str]], version: int) -> None:
    """Forget documents, each unless a newer state of it is kept; remember that they went."""
    state = embedded_schema.state(tables)
    for identity in keys:
        newer = False
        for key, kept in tables.rows(
            "SELECT id, version FROM search_entry WHERE source = %s AND pk = %s", identity
        ):
            newer = kept > version
            if not newer:
                _remove(tables, state, key)
        if not newer:
            tables.rows(
                "INSERT INTO search_gone (source, pk, version) VALUES (%s, %s, %s)"
                " ON CONFLICT (source, pk) DO UPDATE SET version = max(version, excluded.version)",
                (*identity, version),
            )
    tables.rows("DELETE FROM search_gone WHERE version < %s", (version - GONE_MICROSECONDS,))
    tables.rows("UPDATE search_state SET written = %s", (embedded_schema.chance(),))


def _remove(tables: Tables, state: State, number: int) -> None:
    for table, key in (("entry", "id"), ("stored", "id"), ("text", "rowid")):
        tables.rows(f"DELETE FROM search_{table} WHERE {key} = %s", (number,))  # noqa: S608
    if number < state.boundary:
        block, place = divmod(number, state.width)
        ((dead,),) = tables.rows("SELECT dead FROM search_block WHERE id = %s", (block,))
        marked = decode(dead, state.width) | 1 << place
        tables.rows(
            "UPDATE search_block SET dead = %s WHERE id = %s",
            (encode(list(bits.places(marked)), state.width), block),
        )


def _seal(tables: Tables, state: State) -> None:
    """Keep the documents of the first block that is full by their units."""
    block, start = state.sealed, state.boundary
    found: dict[str, list[int]] = defaultdict(list)
    labels: dict[int, dict[str, list[str]]] = {}
    for number, label, place, text, title, summary, body, keywords, grams in tables.rows(
        "SELECT e.id, e.label, e.place, l.labels, t.title, t.summary, t.body, t.keywords, t.grams"
        " FROM search_entry e JOIN search_label l ON l.id = e.label"
        " JOIN search_text t ON t.rowid = e.id WHERE e.id >= %s AND e.id < %s ORDER BY e.id",
        (start, start + state.width),
    ):
        if label not in labels:
            labels[label] = json.loads(text)
        offset = number - start
        for unit in units.of_labels(labels[label], place):
            found[unit].append(offset)
        for unit in units.of_words(title, (summary, body, keywords), grams):
            found[unit].append(offset)
    tables.many(
        "INSERT INTO search_posting (unit, block, docs) VALUES (%s, %s, %s)",
        ((unit, block, encode(places, state.width)) for unit, places in sorted(found.items())),
    )
    tables.rows(
        "INSERT INTO search_block (id, stamp, dead) VALUES (%s, %s, %s)",
        (block, embedded_schema.chance(), encode([], state.width)),
    )
    tables.rows("UPDATE search_state SET sealed = %s", (block + 1,))
