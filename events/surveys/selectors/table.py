"""Answers as rows of a spreadsheet: no formulas, and no order that tells anything."""

import csv
import io
from typing import Any

from django.utils.translation import gettext as _

from events.selectors.roster import harmless

from ..enums import QuestionKind
from ..models import Survey, SurveyQuestion, SurveyResponse


def as_csv(survey: Survey) -> str:
    """All answers of ``survey``, one line each; anonymous ones say nothing of the person."""
    questions = list(survey.questions.all())
    responses = survey.responses.select_related(
        "attendee__registration", "participation_type", "sector"
    )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    named = [] if survey.is_anonymous else [_("お名前"), _("事業者名"), _("参加区分"), _("業種")]
    writer.writerow([harmless(cell) for cell in [*named, *(one.text for one in questions)]])
    rows = []
    for response in responses:
        person = [] if survey.is_anonymous else _person(response)
        rows.append([*person, *(_words(one, response.answer(one)) for one in questions)])
    # Anonymous lines are sorted by what they say: neither by hour nor by key.
    for row in sorted(rows) if survey.is_anonymous else rows:
        writer.writerow([harmless(cell) for cell in row])
    return out.getvalue()


def _person(response: SurveyResponse) -> list[str]:
    attendee = response.attendee
    return [
        attendee.full_name if attendee else "",
        attendee.registration.company_name if attendee else "",
        str(getattr(response.participation_type, "label", "")),
        str(getattr(response.sector, "label", "")),
    ]


def _words(question: SurveyQuestion, answer: Any) -> str:
    if answer in (None, "", []):
        return ""
    if question.kind == QuestionKind.TEXT:
        return str(answer)
    if question.kind == QuestionKind.SCALE:
        return str(answer)
    words = dict(question.values)
    chosen = answer if isinstance(answer, list) else [answer]
    return " / ".join(words.get(value, str(value)) for value in chosen)
