"""The draw itself: golden vector, weights, groups, and what a changed file betrays."""

import copy
import json
import math
import subprocess
import sys

import pytest

from events.selection import lottery, verify_alone
from events.selection.lottery import Entry

SEED = "5ec0" * 16
ENTRIES = [
    Entry("AAAA-AAAA-AAAA", 1, 1),
    Entry("BBBB-BBBB-BBBB", 2, 1),
    Entry("CCCC-CCCC-CCCC", 1, 3),
    Entry("DDDD-DDDD-DDDD", 3, 2),
    Entry("EEEE-EEEE-EEEE", 1, 1),
]
RULES = {"first_time": 2, "prefectures": {}, "sectors": {"medical": 3}, "sizes": {}}

GOLDEN_COMMITMENT = "bd7bf33f9a2685444eb0970fdcd012bcdbe0dbfd1233381c3907140afa39156b"
GOLDEN_DIGEST = "33dac17347ea445b774268f1eac7084139349ffe9354792181049c21b79e6517"
GOLDEN_FIRST_LOT = "f7691267e3e17e00f45167bea013413577739f83f6e4f6a81983ccc362421001"
GOLDEN_ORDER = [("D", True, 0), ("B", True, 0), ("E", True, 0), ("C", False, 1), ("A", False, 2)]


def document(seed=SEED, entries=ENTRIES, places=4):
    return {
        "protocol": lottery.PROTOCOL,
        "commitment": lottery.commitment(seed=seed, rules=RULES),
        "rules": RULES,
        "seed": seed,
        "places": places,
        "entries_digest": lottery.digest(entries),
        "entries": [vars(entry) for entry in entries],
        "result": lottery.results(lottery.draw(seed=seed, entries=entries, places=places)),
    }


def test_the_golden_draw_is_the_same_on_every_machine():
    assert lottery.commitment(seed=SEED, rules=RULES) == GOLDEN_COMMITMENT
    assert lottery.digest(ENTRIES) == GOLDEN_DIGEST
    drawn = lottery.draw(seed=SEED, entries=reversed(ENTRIES), places=4)
    assert [(one.entry.number[0], one.wins, one.reserve) for one in drawn] == GOLDEN_ORDER
    assert drawn[0].lot == GOLDEN_FIRST_LOT


def test_a_group_that_does_not_fit_is_passed_over_and_keeps_its_rank():
    entries = [Entry(f"N{number:03}", 1, 1 + number % 3) for number in range(30)]
    drawn = lottery.draw(seed=SEED, entries=entries, places=10)
    left, ranks = 10, []
    for one in drawn:
        assert one.wins == (one.entry.places <= left)
        left -= one.entry.places if one.wins else 0
        ranks += [] if one.wins else [one.reserve]
    assert left == 0
    assert ranks == list(range(1, len(ranks) + 1))


def test_two_lots_win_twice_as_often_as_one():
    entries = [Entry("once", 1, 1), Entry("twice", 2, 1)]
    rounds = 6000
    wins = sum(
        lottery.draw(seed=f"{number}", entries=entries, places=1)[0].entry.number == "twice"
        for number in range(rounds)
    )
    expected, spread = 2 / 3, math.sqrt(2 / 9 / rounds)
    assert abs(wins / rounds - expected) < 4 * spread


def test_equal_weights_give_equal_chances():
    entries = [Entry(name, 1, 1) for name in "abcde"]
    rounds = 3000
    first = [
        lottery.draw(seed=f"{number}", entries=entries, places=1)[0].entry.number
        for number in range(rounds)
    ]
    for name in "abcde":
        assert abs(first.count(name) / rounds - 0.2) < 4 * math.sqrt(0.16 / rounds)


def test_one_more_application_changes_every_lot():
    before = {
        one.entry.number: one.lot for one in lottery.draw(seed=SEED, entries=ENTRIES, places=4)
    }
    more = [*ENTRIES, Entry("FFFF-FFFF-FFFF", 1, 1)]
    after = {one.entry.number: one.lot for one in lottery.draw(seed=SEED, entries=more, places=4)}
    assert not set(before.values()) & set(after.values())


@pytest.mark.parametrize(
    "entries",
    [
        [Entry("a", 1, 1), Entry("a", 2, 1)],
        [Entry("a", 0, 1)],
        [Entry("a", lottery.MAX_WEIGHT + 1, 1)],
        [Entry("a", 1, 0)],
    ],
)
def test_a_list_that_cannot_be_fair_is_refused(entries):
    with pytest.raises(ValueError, match=r"list|range"):
        lottery.draw(seed=SEED, entries=entries, places=1)


def test_a_true_file_has_no_faults():
    assert lottery.faults(document()) == []
    assert lottery.faults(json.loads(json.dumps(document()))) == []


def changed(**fields):
    return copy.deepcopy(document()) | fields


def test_every_change_in_a_file_is_found():
    assert any("committed" in one for one in lottery.faults(changed(seed="0" * 64)))
    assert any("committed" in one for one in lottery.faults(changed(rules={"first_time": 9})))
    without = changed(entries=document()["entries"][1:])
    assert any("list of entries" in one for one in lottery.faults(without))
    assert any("another one" in one for one in lottery.faults(changed(places=2)))
    swapped = changed(result=document()["result"][::-1])
    assert any("another one" in one for one in lottery.faults(swapped))


@pytest.mark.parametrize("broken", [[], {}, {"protocol": lottery.PROTOCOL}, "x"])
def test_what_is_no_draw_is_refused_in_words(broken):
    with pytest.raises(ValueError, match=r"file|seed"):
        lottery.faults(broken)


def test_the_public_number_is_found_from_the_receipt_and_differs_by_draw():
    number = lottery.public_number(commitment="a" * 64, reference="R-7K3M-9PQX")
    assert number == lottery.public_number(commitment="a" * 64, reference="R-7K3M-9PQX")
    assert number != lottery.public_number(commitment="b" * 64, reference="R-7K3M-9PQX")
    assert "7K3M" not in number


def test_the_script_on_the_page_repeats_the_draw_alone(tmp_path):
    file = tmp_path / "lottery.json"
    file.write_text(json.dumps(document()))
    command = [sys.executable, "-I", verify_alone.__file__, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(ENTRIES)
    file.write_text(json.dumps(changed(places=2)))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "another" in done.stderr
