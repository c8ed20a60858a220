"""Sets of documents of the embedded index, read once and remembered.

Sealed blocks never change, so their sets are good until another block is sealed or
another set of tables takes over. The few documents behind them (less than one block) are
asked for in FTS5 and remembered until the next write.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_

from . import bits, embedded_schema, units
from .embedded_schema import State
from .embedded_writing import decode
from .store import Tables

Phrase = tuple[str, ...]
# So many bytes of sets are remembered in a process; then all are read anew.
REMEMBERED = 48_000_000
_DEAD = "!"


def expression(unit: str) -> str:
    """A unit of words as FTS5 asks for it; words are letters and digits, nothing leaves the quotes."""
    column = {"^": "title", "#": "grams"}.get(unit[0], "{title summary body keywords}")
    return f'{column} : "{unit.lstrip("^#")}"'


@dataclass
class _Kept:
    """Sets by unit that are good as long as ``key`` stays the same."""

    key: tuple[int, ...] = ()
    sets: dict[str, int] = field(default_factory=dict)
    size: int = 0

    def keep(self, found: dict[str, int]) -> None:
        """Remember more sets."""
        self.size += sum(members.bit_length() // 8 + 64 for members in found.values())
        if self.size > REMEMBERED:
            self.sets, self.size = {}, 0
        self.sets.update(found)


class View:
    """The sets of one query, all of one moment."""

    def __init__(self, state: State, sealed: dict[str, int], tail: dict[str, int]) -> None:
        self.state = state
        self._parts = (sealed, tail)
        self._alive = ((1 << state.next) - 1) ^ tail[_DEAD] if tail[_DEAD] else 0
        self._joined: dict[str, int] = {}

    def members(self, unit: str) -> int:
        """Documents of one unit."""
        found = self._joined.get(unit)
        if found is None:
            sealed, tail = self._parts
            found = sealed.get(unit, 0) | tail.get(unit, 0)
            if self._alive:
                found &= self._alive
            self._joined[unit] = found
        return found

    def phrase(self, tokens: Sequence[str]) -> int:
        """Documents with ``tokens`` in a row in one field."""
        return self.members(" ".join(tokens))

    def title(self, tokens: Sequence[str]) -> int:
        """… that have all their pairs in the title as well."""
        found = self.phrase(tokens)
        for pair in units.pairs(tokens):
            found &= self.members(f"^{pair}")
        return found

    def values(self, facet: str) -> set[str]:
        """Values of ``facet`` that some document has."""
        start = units.label(facet, "")
        return {
            unit.removeprefix(start)
            for part in self._parts
            for unit in part
            if unit.startswith(start)
        }


class Postings:
    """What this process remembers of one index."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._lock = threading.Lock()
        self._sealed = _Kept()
        self._tail = _Kept()

    def view(self, state: State, phrases: Iterable[Phrase], grams: Iterable[str] = ()) -> View | None:
        """The sets of ``phrases`` and ``grams``; None if ``state`` is past."""
        sealed, tail = self._kept(state)
        reading = _Reading(self.tables, state, dict(sealed.sets), dict(tail.sets))
        wanted = list(dict.fromkeys(phrases))
        if not reading.read(wanted, grams) or not reading.read_long(wanted):
            return None
        with self._lock:
            sealed.keep(reading.new_sealed)
            tail.keep(reading.new_tail)
        return View(state, reading.sealed, reading.tail)

    def _kept(self, state: State) -> tuple[_Kept, _Kept]:
        sealed_key = (state.epoch, state.sealed, state.stamp)
        tail_key = (*sealed_key, state.written)
        with self._lock:
            if self._sealed.key != sealed_key:
                self._sealed = _Kept(sealed_key)
            if self._tail.key != tail_key:
                self._tail = _Kept(tail_key)
            return self._sealed, self._tail


class _Reading:
    """What a query needs and is not remembered, in at most two statements."""

    def __init__(
        self, tables: Tables, state: State, sealed: dict[str, int], tail: dict[str, int]
    ) -> None:
        self.tables, self.state = tables, state
        self.sealed, self.tail = sealed, tail
        self.new_sealed: dict[str, int] = {}
        self.new_tail: dict[str, int] = {}

    def read(self, phrases: Sequence[Phrase], grams: Iterable[str]) -> bool:
        """Sets of single words, pairs and labels; of longer phrases only behind the blocks."""
        pairs = dict.fromkeys(pair for phrase in phrases for pair in units.pairs(phrase))
        asked = [*pairs, *(f"^{pair}" for pair in pairs), *(f"#{gram}" for gram in grams)]
        long = [" ".join(phrase) for phrase in phrases if len(phrase) > 2]
        parts, params = ["SELECT 'epoch', epoch, 0, 0 FROM search_state"], []
        boundary = self.state.boundary
        blocks = [unit for unit in asked if unit not in self.sealed]
        words = [unit for unit in (*asked, *long) if unit not in self.tail]
        if self.state.sealed and blocks:
            parts.append(
                "SELECT 'unit', p.unit, p.block, p.docs FROM json_each(%s) w"
                " JOIN search_posting p ON p.unit = w.value WHERE p.block < %s"
            )
            params += [json.dumps(blocks), self.state.sealed]
        if self.state.sealed and units.ALL not in self.sealed:
            parts.append(
                "SELECT 'unit', unit, block, docs FROM search_posting"
                " WHERE unit >= '=' AND unit < 'A' AND block < %s"
            )
            params.append(self.state.sealed)
        if _DEAD not in self.tail:
            parts.append(
                "SELECT 'dead', id, dead, 0 FROM search_block WHERE id < %s AND length(dead) > 1"
                " UNION ALL SELECT 'entry', e.id, e.place, l.labels FROM search_entry e"
                " JOIN search_label l ON l.id = e.label WHERE e.id >= %s AND e.id < %s"
            )
            params += [self.state.sealed, boundary, self.state.next]
        if words and self.state.next > boundary:
            parts.append(
                "SELECT 'word', w.key, search_text.rowid, 0 FROM json_each(%s) w"
                " CROSS JOIN search_text ON search_text MATCH w.value"
                " AND search_text.rowid >= %s AND search_text.rowid < %s"
            )
            params += [json.dumps([expression(unit) for unit in words]), boundary, self.state.next]
        if len(parts) == 1:
            return True
        rows = self.tables.rows(" UNION ALL ".join(parts), params)
        if rows[0][1] != self.state.epoch:
            return False
        self._take(rows[1:], blocks, words)
        return True

    def _take(self, rows: list[tuple], blocks: list[str], words: list[str]) -> None:
        start = self.state.boundary
        sealed: dict[str, list[tuple[int, bytes]]] = defaultdict(list)
        places: dict[str, list[int]] = defaultdict(list)
        labels: dict[str, dict[str, list[str]]] = {}
        dead = 0
        for what, *values in rows:
            if what == "unit":
                sealed[values[0]].append((values[1], values[2]))
            elif what == "word":
                places[words[values[0]]].append(values[1] - start)
            elif what == "dead":
                dead |= decode(values[1]) << (values[0] * self.state.width)
            else:
                number, place, text = values
                labels.setdefault(text, json.loads(text))
                for unit in units.of_labels(labels[text], place):
                    places[unit].append(number - start)
        self._keep_sealed({unit: 0 for unit in blocks})
        self._keep_sealed({unit: self._joined(parts) for unit, parts in sealed.items()})
        self._keep_tail({unit: 0 for unit in words})
        self._keep_tail({unit: bits.of(found) << start for unit, found in places.items()})
        if _DEAD not in self.tail:
            self._keep_tail({_DEAD: dead})

    def _joined(self, parts: list[tuple[int, bytes]]) -> int:
        size = self.state.width // 8
        buffer = bytearray(self.state.sealed * size)
        for block, docs in parts:
            buffer[block * size : (block + 1) * size] = decode(docs).to_bytes(size, "little")
        return int.from_bytes(buffer, "little")

    def read_long(self, phrases: Sequence[Phrase]) -> bool:
        """Sets of more than two words in a row: from FTS5, unless some pair is nowhere."""
        asked: list[str] = []
        for phrase in phrases:
            unit = " ".join(phrase)
            if len(phrase) < 3 or unit in self.sealed:
                continue
            pairs = (self.sealed.get(pair, 0) for pair in units.pairs(phrase))
            if reduce(and_, pairs):
                asked.append(unit)
            else:
                self._keep_sealed({unit: 0})
        if not asked:
            return True
        rows = self.tables.rows(
            "SELECT -1, epoch FROM search_state UNION ALL"
            " SELECT w.key, search_text.rowid FROM json_each(%s) w"
            " CROSS JOIN search_text ON search_text MATCH w.value AND search_text.rowid < %s",
            (json.dumps([expression(unit) for unit in asked]), self.state.boundary),
        )
        if rows[0][1] != self.state.epoch:
            return False
        places: dict[str, list[int]] = {unit: [] for unit in asked}
        for number, place in rows[1:]:
            places[asked[number]].append(place)
        self._keep_sealed({unit: bits.of(found) for unit, found in places.items()})
        return True

    def _keep_sealed(self, found: dict[str, int]) -> None:
        self.sealed.update(found)
        self.new_sealed.update(found)

    def _keep_tail(self, found: dict[str, int]) -> None:
        self.tail.update(found)
        self.new_tail.update(found)
