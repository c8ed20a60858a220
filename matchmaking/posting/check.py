"""A need may begin from what a self-check found lacking."""

from collections.abc import Iterable

from portal.assessment import questions

from .starts import Start, from_check


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """All that may be lacking, by group, as choices of a form."""
    return [
        (group.name, [(question.code, question.lack) for question in group.questions])
        for group in questions.current().groups
    ]


def start(codes: Iterable[str]) -> Start | None:
    """The beginning of a need for the questions of ``codes``; None if none is known."""
    wanted = set(codes)
    lacking = [one for one in questions.current().questions if one.code in wanted]
    if not lacking:
        return None
    return from_check(
        names=[question.name for question in lacking],
        gaps=[question.lack for question in lacking],
        themes=[question.theme for question in lacking],
    )
