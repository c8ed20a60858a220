"""Sets of documents of the embedded index, read once and remembered.

Sealed blocks never change, so their sets are good until another block is sealed or
another set of tables takes over. The few documents behind them are in ``tail``.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import Any

from . import bits, units
from .embedded_schema import State
from .embedded_writing import decode, lay
from .store import Tables
from .tail import Tail

Phrase = tuple[str, ...]
# So many bytes of sets are remembered in a process; then all are read anew.
REMEMBERED = 48_000_000


@dataclass
class _Sealed:
    """Sets of the sealed blocks by unit; ``key`` names the last of them."""

    key: tuple[int, ...] = ()
    sets: dict[str, int] = field(default_factory=dict)
    size: int = 0

    def keep(self, found: dict[str, int]) -> None:
        """Remember more sets."""
        self.size += sum(members.bit_length() // 8 + 64 for members in found.values())
        if self.size > REMEMBERED:
            self.sets, self.size = {}, 0
        self.sets.update(found)


@dataclass(frozen=True)
class _Alive:
    """Which documents there are at one write: dead ones of the blocks, living ones behind."""

    written: int
    dead: int
    living: int
    tail: Tail


class View:
    """The sets of one query, all of one moment."""

    def __init__(self, state: State, sealed: dict[str, int], alive: _Alive) -> None:
        self.state = state
        self._sealed = sealed
        self._tail = alive.tail
        self._living = alive.living
        self._left = ((1 << state.boundary) - 1) ^ alive.dead if alive.dead else 0
        self._joined: dict[str, int] = {}
        self._values = alive.tail.values | {
            units.facet_and_value(unit)
            for unit in sealed
            if unit[0] == units.ALL and unit != units.ALL
        }

    def members(self, unit: str) -> int:
        """Documents of one unit."""
        found = self._joined.get(unit)
        if found is None:
            found = self._sealed.get(unit, 0)
            if self._left:
                found &= self._left
            if self._living:
                found |= (self._tail.members(unit) & self._living) << self.state.boundary
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

    def values(self, facet: str) -> list[str]:
        """Values of ``facet`` that some document has or had."""
        return sorted(value for known, value in self._values if known == facet)


def _expression(unit: str) -> str:
    """Words in a row for FTS5; of letters and digits only, so that nothing leaves the quotes."""
    return f'{{title summary body keywords}} : "{unit}"'


class Postings:
    """What this process remembers of one index."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._lock = threading.Lock()
        self._sealed = _Sealed()
        self._alive = _Alive(0, 0, 0, Tail(0))

    def view(
        self, state: State, phrases: Iterable[Phrase], grams: Iterable[str] = ()
    ) -> View | None:
        """The sets of ``phrases`` and ``grams``; None if ``state`` is past."""
        key = (state.epoch, state.sealed, state.stamp)
        with self._lock:
            if self._sealed.key != key:
                self._sealed = _Sealed(key)
                self._alive = _Alive(0, 0, 0, Tail(state.boundary))
            sealed, alive = self._sealed, self._alive
            sets = dict(sealed.sets)
        reading = _Reading(self.tables, state, sets, alive)
        wanted = list(dict.fromkeys(phrases))
        if not reading.read(wanted, grams) or not reading.read_long(wanted):
            return None
        with self._lock:
            sealed.keep(reading.found)
            if self._sealed is sealed:
                self._alive = reading.alive
        return View(state, reading.sealed, reading.alive)


class _Reading:
    """What a query needs and is not remembered, in two statements as a rule."""

    def __init__(
        self, tables: Tables, state: State, sealed: dict[str, int], alive: _Alive
    ) -> None:
        self.tables, self.state = tables, state
        self.sealed, self.alive = sealed, alive
        self.found: dict[str, int] = {}

    def read(self, phrases: Sequence[Phrase], grams: Iterable[str]) -> bool:
        """Sets of words, pairs and labels, and what has been added behind the blocks."""
        parts: list[str] = ["SELECT 'epoch', epoch, 0, 0 FROM search_state"]
        params: list[object] = []
        asked: list[str] = []
        if self.state.sealed:
            pairs = dict.fromkeys(pair for phrase in phrases for pair in units.pairs(phrase))
            asked = [*pairs, *(f"^{pair}" for pair in pairs), *(f"#{gram}" for gram in grams)]
            asked = [unit for unit in asked if unit not in self.sealed]
        if asked:
            parts.append(
                "SELECT 'unit', p.unit, p.block, p.docs FROM json_each(%s) w"
                " JOIN search_posting p ON p.unit = w.value WHERE p.block < %s"
            )
            params += [json.dumps(asked), self.state.sealed]
        if self.state.sealed and units.ALL not in self.sealed:
            parts.append(
                "SELECT 'unit', unit, block, docs FROM search_posting"
                " WHERE unit >= '=' AND unit < 'A' AND block < %s"
            )
            params.append(self.state.sealed)
        if self.alive.written != self.state.written:
            parts += [
                "SELECT 'dead', id, dead, 0 FROM search_block WHERE id < %s AND length(dead) > 1",
                "SELECT 'known', id, digest, 0 FROM search_entry WHERE id >= %s AND id <= %s",
                "SELECT 'new', e.id, e.digest, json_array(e.place, l.labels,"
                " t.title, t.summary, t.body, t.keywords, t.grams) FROM search_entry e"
                " JOIN search_label l ON l.id = e.label JOIN search_text t ON t.rowid = e.id"
                " WHERE e.id > %s AND e.id < %s",
            ]
            known = self.alive.tail.known
            params += [self.state.sealed, self.state.boundary, known, known, self.state.next]
        if len(parts) == 1:
            return True
        rows = self.tables.rows(" UNION ALL ".join(parts), params)
        return rows[0][1] == self.state.epoch and self._take(rows, asked)

    def _take(self, rows: Sequence[Sequence[Any]], asked: Iterable[str]) -> bool:
        parts: dict[str, list[tuple[int, bytes]]] = defaultdict(list)
        known: dict[int, str] = {}
        new: list[tuple[int, str, str]] = []
        dead = 0
        for what, *values in rows:
            if what == "unit":
                parts[values[0]].append((values[1], values[2]))
            elif what == "dead":
                dead |= decode(values[1], self.state.width) << (values[0] * self.state.width)
            elif what == "known":
                known[values[0]] = values[1]
            elif what == "new":
                new.append((values[0], values[1], values[2]))
        self._keep(dict.fromkeys(asked, 0))
        self._keep({unit: self._joined(blocks) for unit, blocks in parts.items()})
        return self.alive.written == self.state.written or self._take_tail(dead, known, new)

    def _take_tail(
        self, dead: int, known: dict[int, str], new: list[tuple[int, str, str]]
    ) -> bool:
        tail = self.alive.tail
        if not tail.agrees(known):
            self.alive = _Alive(0, 0, 0, Tail(self.state.boundary))
            return self.read([], [])
        for number, digest, packed in new:
            tail.add(number, digest, packed)
        numbers = [*known, *(number for number, _, _ in new)]
        living = bits.of(number - tail.start for number in numbers)
        self.alive = _Alive(self.state.written, dead, living, tail)
        return True

    def _joined(self, parts: list[tuple[int, bytes]]) -> int:
        size = self.state.width // 8
        buffer = bytearray(self.state.sealed * size)
        for block, docs in parts:
            lay(docs, buffer, block * size)
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
                self._keep({unit: 0})
        if not asked:
            return True
        rows = self.tables.rows(
            "SELECT -1, epoch FROM search_state UNION ALL"
            " SELECT w.key, search_text.rowid FROM json_each(%s) w"
            " CROSS JOIN search_text ON search_text MATCH w.value AND search_text.rowid < %s",
            (json.dumps([_expression(unit) for unit in asked]), self.state.boundary),
        )
        if rows[0][1] != self.state.epoch:
            return False
        places: dict[str, list[int]] = {unit: [] for unit in asked}
        for number, place in rows[1:]:
            places[asked[number]].append(place)
        self._keep({unit: bits.of(found) for unit, found in places.items()})
        return True

    def _keep(self, found: dict[str, int]) -> None:
        self.sealed.update(found)
        self.found.update(found)
