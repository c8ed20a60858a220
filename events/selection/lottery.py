"""抽選: a draw that anybody can repeat, on any machine, with SHA-256 and nothing else.

Before applications close, a secret seed is made and the SHA-256 of seed and rules is
published. At the draw the seed is shown. An entry of weight ``w`` holds ``w`` lots; a lot is

    HMAC-SHA256(key=seed, message="<digest of all entries> <number> <1…w>")

in hexadecimal, and the highest of its lots counts. The highest of ``w`` uniform numbers is
distributed as ``u ** (1 / w)``, so this is weighted sampling without replacement (Efraimidis
and Spirakis, 2006) in whole numbers: no rounding, no logarithm, nothing that differs between
machines. Entries are seated from the highest lot down; a group larger than what is left is
passed over and keeps its rank in the reserve.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

PROTOCOL = "secunity-lottery/1"
MAX_WEIGHT = 100


@dataclass(frozen=True, order=True)
class Entry:
    """One application in the draw: a public number, its weight, the places it needs."""

    number: str
    weight: int
    places: int


@dataclass(frozen=True)
class Drawn:
    """An entry after the draw; ``reserve`` is its rank among those without a place, else 0."""

    entry: Entry
    lot: str
    wins: bool
    reserve: int


def new_seed() -> str:
    """256 secret bits, in hexadecimal."""
    return secrets.token_hex(32)


def canonical(value: Any) -> str:
    """``value`` as JSON in its one form: sorted keys, no spaces, ASCII."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def commitment(*, seed: str, rules: Mapping[str, Any]) -> str:
    """What is published before the draw: fixes seed and rules, and gives nothing away."""
    return _sha256(f"{seed}\n{canonical(rules)}")


def public_number(*, commitment: str, reference: str) -> str:
    """The number of an application in the public list: who has the receipt can find it.

    It names nobody, and other draws give the same company another number.
    """
    code = _sha256(f"{commitment}:{reference}")[:12].upper()
    return "-".join((code[:4], code[4:8], code[8:]))


def digest(entries: Iterable[Entry]) -> str:
    """The SHA-256 of all entries: adding, leaving out or changing one changes every lot."""
    lines = (f"{one.number} {one.weight} {one.places}\n" for one in sorted(entries))
    return _sha256("".join(lines))


def best_lot(*, seed: str, entries_digest: str, entry: Entry) -> str:
    """The highest of the lots of ``entry``."""
    return max(
        hmac.new(
            seed.encode(), f"{entries_digest} {entry.number} {count}".encode(), hashlib.sha256
        ).hexdigest()
        for count in range(1, entry.weight + 1)
    )


def draw(*, seed: str, entries: Iterable[Entry], places: int) -> list[Drawn]:
    """All entries in drawn order, with places given out.

    Args:
        seed: the secret that was committed to.
        entries: each number once; weights from 1 to ``MAX_WEIGHT``.
        places: how many there are to give.

    Raises:
        ValueError: a number comes twice, or a weight or group is out of range.
    """
    entries = sorted(entries)
    if len({one.number for one in entries}) != len(entries):
        raise ValueError("A number stands in the list twice.")
    if any(not 1 <= one.weight <= MAX_WEIGHT or one.places < 1 for one in entries):
        raise ValueError("A weight or a group is out of range.")
    whole = digest(entries)
    lots = {one: best_lot(seed=seed, entries_digest=whole, entry=one) for one in entries}
    drawn, left, reserve = [], places, 0
    for one in sorted(entries, key=lambda entry: (lots[entry], entry.number), reverse=True):
        wins = one.places <= left
        if wins:
            left -= one.places
        else:
            reserve += 1
        drawn.append(Drawn(one, lots[one], wins, 0 if wins else reserve))
    return drawn


def results(drawn: Iterable[Drawn]) -> list[dict[str, Any]]:
    """``drawn`` as it stands in the published file."""
    return [
        {"number": one.entry.number, "lot": one.lot, "wins": one.wins, "reserve": one.reserve}
        for one in drawn
    ]


def entries_of(document: Mapping[str, Any]) -> list[Entry]:
    """The entries of a published file.

    Raises:
        ValueError: the file is not one of ours.
    """
    try:
        return [
            Entry(str(one["number"]), int(one["weight"]), int(one["places"]))
            for one in document["entries"]
        ]
    except (KeyError, TypeError) as error:
        raise ValueError("The file has no list of entries.") from error


def faults(document: Mapping[str, Any]) -> list[str]:
    """What in a published file does not agree with its seed; empty when all does.

    Raises:
        ValueError: the file cannot be read as a draw at all.
    """
    if not isinstance(document, Mapping) or document.get("protocol") != PROTOCOL:
        raise ValueError(f"The file does not follow {PROTOCOL}.")
    seed = document.get("seed")
    if not seed:
        raise ValueError("The seed is not shown yet: the draw has not taken place.")
    entries = entries_of(document)
    found = []
    if commitment(seed=seed, rules=document.get("rules", {})) != document.get("commitment"):
        found.append("Seed and rules are not those that were committed to.")
    if digest(entries) != document.get("entries_digest"):
        found.append("The list of entries is not the one that was drawn from.")
    try:
        places = int(document["places"])
    except (KeyError, TypeError) as error:
        raise ValueError("The file does not say how many places there were.") from error
    repeated = results(draw(seed=str(seed), entries=entries, places=places))
    if repeated != document.get("result"):
        found.append("The result is another one than this seed and these entries give.")
    return found


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
