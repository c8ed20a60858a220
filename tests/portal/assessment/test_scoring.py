"""Points, and the order in which gaps should be mended."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.assessment import questions, scoring
from portal.assessment.enums import Answer

from .answering import answers

CODES = [question.code for question in questions.current().questions]


def score(default="yes", **others):
    return scoring.Score(asked=questions.current(), answers=answers(default, **others))


@pytest.mark.parametrize(("answer", "points"), [("yes", 100), ("partly", 50), ("no", 0)])
def test_the_same_answer_to_all(answer, points):
    result = score(answer)
    assert result.points == points
    assert [group.percent for group in result.groups] == [points] * 3
    assert len(result.gaps) == (0 if answer == "yes" else 18)


def test_what_stops_the_work_comes_first_then_what_is_missing_most():
    result = score(personal="no", incident="partly", backup="no", leavers="no")
    assert [one.code for one in result.gaps] == ["backup", "incident", "leavers", "personal"]
    assert [one.code for one in result.first_steps] == ["backup", "incident", "leavers"]
    assert [one.code for one in result.later_steps] == ["personal"]
    assert (len(result.done), len(result.begun), len(result.missing)) == (14, 1, 3)
    assert result.points == 81  # 29 of 36


def test_a_question_without_an_answer_counts_as_no():
    lacking = scoring.Score(asked=questions.current(), answers={"backup": "yes"})
    assert lacking.points == 6  # 2 of 36
    assert len(lacking.missing) == 17


@settings(max_examples=25)
@given(st.fixed_dictionaries({code: st.sampled_from(Answer.values) for code in CODES}))
def test_every_question_is_done_or_a_gap_and_better_answers_never_cost(given_answers):
    result = scoring.Score(asked=questions.current(), answers=given_answers)
    assert 0 <= result.points <= 100
    assert {one.code for one in result.done} | {one.code for one in result.gaps} == set(CODES)
    assert len(result.done) + len(result.gaps) == len(CODES)
    for code in CODES:
        better = scoring.Score(asked=questions.current(), answers={**given_answers, code: "yes"})
        assert better.points >= result.points
