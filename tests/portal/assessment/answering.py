"""Answers to the questions of today, as a form sends them."""

from portal.assessment import questions


def answers(default="yes", **others):
    """``default`` for every question but those named in ``others``."""
    codes = [question.code for question in questions.current().questions]
    assert set(others) <= set(codes)
    return {code: others.get(code, default) for code in codes}
