"""The web fonts hold every letter once, and what the portal itself says at hand."""

from collections import Counter

import pytest
from fontTools.ttLib import TTFont

from scripts import fonts


@pytest.fixture(scope="module")
def cuts():
    return fonts.named()


def test_the_sheet_names_every_file(cuts):
    assert {path.stem for path in fonts.FOLDER.glob("*.woff2")} == set(cuts)


@pytest.mark.parametrize("weight", fonts.WEIGHTS)
def test_every_letter_is_in_one_file_of_each_weight(cuts, weight):
    parts = [part for name, part in cuts.items() if name.startswith(f"{weight}-")]
    places = Counter(code for part in parts for code in part)
    with TTFont(fonts.SOURCE / fonts.WEIGHTS[weight], lazy=True) as whole:
        assert set(places) == set(whole.getBestCmap())
    assert set(places.values()) == {1}


@pytest.mark.parametrize("name", ["700-latin", "400-rare-20"])
def test_a_file_holds_what_the_sheet_says(cuts, name):
    with TTFont(fonts.FOLDER / f"{name}.woff2", lazy=True) as font:
        assert cuts[name] <= set(font.getBestCmap())


def test_the_same_letters_give_the_same_bytes(cuts):
    name = "700-latin"
    assert fonts.cut(name, cuts[name]) == (fonts.FOLDER / f"{name}.woff2").read_bytes()


def test_what_the_portal_says_is_at_hand(cuts):
    """Words change; ``python scripts/fonts.py`` cuts anew once more than a few are elsewhere."""
    at_hand = cuts["400-latin"] | cuts["400-core"]
    elsewhere = (set(map(ord, fonts.said(fonts.SAID))) & fonts.held()) - at_hand
    assert len(elsewhere) <= 40, "".join(map(chr, sorted(elsewhere)))
