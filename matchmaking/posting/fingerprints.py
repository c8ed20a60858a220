"""Near-duplicates of seeds, by a fingerprint of their letters.

A simhash over three-letter shingles (Charikar, STOC 2002) finds what may be alike among
all seeds; the shingles themselves then say how alike it is.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..enums import SeedState
from ..models import Seed, SeedFingerprint

BITS = 64
NEAR = 20
ALIKE = 0.6
_SHINGLE = 3
_MOST = 60


def shingles(text: str) -> set[str]:
    """Three letters each, without signs, spaces, width and case."""
    plain = "".join(
        char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum()
    )
    return {plain[i : i + _SHINGLE] for i in range(max(1, len(plain) - _SHINGLE + 1))}


def simhash(found: Iterable[str]) -> int:
    """64 bits, as a signed number the database can keep."""
    sums = [0] * BITS
    for shingle in found:
        digest = int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest(), "big")
        for bit in range(BITS):
            sums[bit] += 1 if digest >> bit & 1 else -1
    value = sum(1 << bit for bit in range(BITS) if sums[bit] > 0)
    return value - (1 << BITS) if value >= 1 << (BITS - 1) else value


def _apart(one: int, other: int) -> int:
    return ((one ^ other) & ((1 << BITS) - 1)).bit_count()


def keep(seed: Seed) -> None:
    """Keep the fingerprint of the words of ``seed``."""
    value = simhash(shingles(f"{seed.title}\n{seed.body}"))
    SeedFingerprint.objects.update_or_create(seed=seed, defaults={"value": value})


def catch_up(*, limit: int = 500) -> int:
    """Give seeds that have no fingerprint yet one; how many."""
    missing = list(Seed.objects.filter(fingerprint__isnull=True).order_by("pk")[:limit])
    for seed in missing:
        keep(seed)
    return len(missing)


@dataclass(frozen=True)
class Alike:
    """A seed whose words are nearly those at hand; ``share`` from 0 to 1."""

    seed: Seed
    share: float

    @property
    def percent(self) -> int:
        """The share in hundredths."""
        return round(100 * self.share)


def alike(title: str, body: str, *, but: int | None = None) -> list[Alike]:
    """Seeds that are not closed and say nearly the same, the most alike first."""
    own = shingles(f"{title}\n{body}")
    value = simhash(own)
    near = sorted(
        (distance, pk)
        for pk, other in _fingerprints(but)
        if (distance := _apart(value, other)) <= NEAR
    )[:_MOST]
    seeds = Seed.objects.select_related("organization").in_bulk([pk for _distance, pk in near])
    found = []
    for seed in seeds.values():
        other = shingles(f"{seed.title}\n{seed.body}")
        share = len(own & other) / len(own | other)
        if share >= ALIKE:
            found.append(Alike(seed, share))
    return sorted(found, key=lambda one: (-one.share, one.seed.pk))


def _fingerprints(but: int | None) -> Iterator[tuple[int, int]]:
    rows = SeedFingerprint.objects.exclude(seed__state=SeedState.CLOSED).exclude(seed=but)
    return rows.order_by("pk").values_list("seed_id", "value").iterator(chunk_size=2000)
