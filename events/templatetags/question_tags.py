"""Tags about questions and answers."""

from typing import Any

from django import template
from django.urls import reverse

from ..models import Registration
from ..selectors import questions

register = template.Library()


@register.inclusion_tag("events/admin/answers.html")
def registration_answers(registration: Registration) -> dict[str, Any]:
    """All answers of a registration for staff: the company's, then each person's."""
    answers = questions.answers_of(registration)

    def address(key: str) -> str:
        return reverse("events_upload", args=[key])

    people = {answer.attendee for answer in answers if answer.attendee}
    ordered = sorted(people, key=lambda person: (person.position, person.pk))
    groups = [("", questions.said(answers, address=address))]
    groups += [
        (person.full_name, questions.said(answers, attendee=person.pk, address=address))
        for person in ordered
    ]
    return {"groups": [(name, said) for name, said in groups if said]}
