"""Cuts the web fonts out of the two whole fonts in ``portal/pdf_fonts``.

    python scripts/fonts.py           read the portal's texts, choose letters, cut again
    python scripts/fonts.py --check   cut what ``fonts.css`` names; exit 1 if a byte differs

A page in English needs ``latin``, a page in Japanese also ``core``: what the templates,
catalogues and opening content say, in each of two weights. ``more`` holds what people may
well write besides, likely letters together; ``rare`` all that is left. No letter is in two
files of one weight. What each file holds is said in ``fonts.css`` alone.
"""

import argparse
import io
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "portal" / "static" / "portal"
SHEET = STATIC / "fonts.css"
FOLDER = STATIC / "fonts"
SOURCE = ROOT / "portal" / "pdf_fonts"
WEIGHTS = {400: "NotoSansJP_400Regular.ttf", 700: "NotoSansJP_700Bold.ttf"}
FAMILY = "Noto Sans JP"

ROOMS = ("portal", "events", "matchmaking", "search")
# What is read at once, and what only tells which letters are likely.
SAID = [
    "templates/**/*.html",
    "portal/taxonomy/*.py",  # the names of prefectures
    *(f"{room}/**/locale/en/**/*.po" for room in ROOMS),
    *(f"{room}/**/opening/**/*.yaml" for room in ROOMS),
]
LIKELY = [
    f"{room}/**/*.{kind}" for room in ROOMS for kind in ("py", "txt", "csv", "jsonl", "yaml")
]
JAPANESE = 0x2E80
SWITCH = "日本語"  # the one Japanese word of pages in English
SIGNS = "•▸▾‐–—‘’“”…"  # browsers set the first three before list items and summaries
MARKS = "　、。「」『』【】〈〉《》・ー〜！？（）：；／％＋－＝＆０１２３４５６７８９"
DATES = "年月火水木金土日時分秒午前後曜"
KANA = "".join(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB))))
FEATURES = ["ccmp", "halt", "kern", "liga", "locl", "mark", "palt"]
# Only vertical lines and programs that list fonts by style ask for these.
DROPPED = ["BASE", "STAT", "vhea", "vmtx"]
SLICE = 120

Cuts = dict[str, frozenset[int]]
FACE = re.compile(r"src:url\(fonts/([\w-]+)\.woff2\);unicode-range:([^}]+)\}")


def said(patterns: Iterable[str]) -> Counter[str]:
    """How often the files behind ``patterns`` say each letter."""
    found: Counter[str] = Counter()
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            found.update(path.read_text())
    return found


def first_level() -> frozenset[str]:
    """The 2,965 everyday kanji of JIS X 0208, level 1."""
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xD0) for cell in range(0xA1, 0xFF))
    return frozenset("".join(pair.decode("euc_jp", "ignore") for pair in pairs))


def slices(letters: list[int]) -> Iterator[frozenset[int]]:
    """``letters`` in their order, some in each slice."""
    for start in range(0, len(letters), SLICE):
        yield frozenset(letters[start : start + SLICE])


def choose(known: frozenset[int]) -> Cuts:
    """Which of the letters that the whole fonts hold go into which part."""
    own, likely = said(SAID), said(LIKELY)
    western = {ord(letter) for letter in own if ord(letter) < JAPANESE}
    latin = {*range(0x20, 0x7F), *range(0xA0, 0x100), *western, *map(ord, SWITCH + SIGNS)} & known
    core = {ord(letter) for letter in {*own, *MARKS, *DATES, *KANA}} & known - latin
    wanted = {ord(letter) for letter in first_level() | set(likely) if ord(letter) >= JAPANESE}
    more = sorted(wanted & known - latin - core, key=lambda code: (-likely[chr(code)], code))
    rare = sorted(known - latin - core - set(more))
    parts = {"latin": frozenset(latin), "core": frozenset(core)}
    for name, letters in (("more", more), ("rare", rare)):
        parts |= {f"{name}-{n}": part for n, part in enumerate(slices(letters))}
    return parts


def cut(name: str, letters: frozenset[int]) -> bytes:
    """One file; the same letters give the same bytes."""
    options = subset.Options()
    options.layout_features = FEATURES
    options.drop_tables += DROPPED
    options.hinting = False
    options.notdef_outline = True
    written = io.BytesIO()
    with subset.load_font(SOURCE / WEIGHTS[int(name[:3])], options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=letters)
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(written)
    return written.getvalue()


def ranges(letters: frozenset[int], known: frozenset[int]) -> str:
    """``letters`` as the value of ``unicode-range``; Japanese runs pass over what no font has."""
    runs: list[list[int]] = []
    for code in sorted(letters):
        near = code == runs[-1][1] + 1 if runs and code < JAPANESE else bool(runs)
        if near and known.isdisjoint(range(runs[-1][1] + 1, code)):
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{a:x}" if a == b else f"U+{a:x}-{b:x}" for a, b in runs)


def sheet(cuts: Cuts) -> str:
    """The ``@font-face`` rules; both weights of a part stand together, which compresses well."""
    known = frozenset().union(*cuts.values())
    return "".join(
        f"@font-face{{font-family:{FAMILY};font-display:swap;font-weight:{name[:3]};"
        f"src:url(fonts/{name}.woff2);unicode-range:{ranges(cuts[name], known)}}}"
        for name in cuts
    )


def held() -> frozenset[int]:
    """What the whole fonts hold, the same in each weight."""
    with TTFont(SOURCE / WEIGHTS[400], lazy=True) as whole:
        return frozenset(whole.getBestCmap())


def named() -> Cuts:
    """The files that ``fonts.css`` names and the letters it gives them."""
    cuts, known = {}, held()
    for name, told in FACE.findall(SHEET.read_text()):
        ends = (part.removeprefix("U+").partition("-") for part in told.split(","))
        codes = (code for a, _, b in ends for code in range(int(a, 16), int(b or a, 16) + 1))
        cuts[name] = known.intersection(codes)
    return cuts


def write(cuts: Cuts) -> None:
    """Every file, the sheet and the licence anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with ProcessPoolExecutor() as workers:
        for name, data in zip(cuts, workers.map(cut, cuts, cuts.values()), strict=True):
            (FOLDER / f"{name}.woff2").write_bytes(data)
    SHEET.write_text(sheet(cuts) + "\n")
    shutil.copy(SOURCE / "LICENSE", FOLDER)


def changed(cuts: Cuts) -> list[str]:
    """The files that would not come out as they are."""
    with ProcessPoolExecutor() as workers:
        made = zip(cuts, workers.map(cut, cuts, cuts.values()), strict=True)
        return [name for name, data in made if (FOLDER / f"{name}.woff2").read_bytes() != data]


def refresh() -> None:
    """Choose the letters by today's texts and cut."""
    parts = choose(held())
    write({f"{weight}-{part}": parts[part] for part in parts for weight in WEIGHTS})


def main() -> int:
    """Cut, or check; 1 if a file differs from what its letters give."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing, compare")
    if not parser.parse_args().check:
        refresh()
        return 0
    differing = changed(named())
    for name in differing:
        print(f"{name}.woff2 is not what its letters give", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
