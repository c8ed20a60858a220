"""The whole application form: contact and people, as one thing to fill and keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext as _

from portal.accounts.models import Organization

from ..models import ParticipationType
from . import attendee
from .attendee import AttendeeForm
from .contact import FIELDS as CONTACT_FIELDS
from .contact import ContactForm

KEPT_LENGTH = 2000
"""A draft keeps this much of one answer: more than any field takes."""

Draft = dict[str, Any]


def raw_draft(data: Mapping[str, str], *, limit: int) -> Draft:
    """What was typed, unchecked, for at most ``limit`` people."""
    people = []
    for index in range(people_in(data, limit=limit)):
        start = attendee.prefix(index)
        people.append({name: _kept(data.get(f"{start}-{name}", "")) for name in attendee.FIELDS})
    contact = {name: _kept(data.get(name, "")) for name in CONTACT_FIELDS}
    return {"contact": contact, "people": people}


def _kept(text: str) -> str:
    """As typed, up to a length; NUL is what PostgreSQL cannot keep."""
    return text.replace("\x00", "")[:KEPT_LENGTH]


def people_in(data: Mapping[str, str], *, limit: int) -> int:
    """How many people the sent form holds, at least 1."""
    try:
        count = int(data.get("people", "1"))
    except ValueError:
        count = 1
    return max(1, min(count, limit))


@dataclass(frozen=True)
class Place:
    """Where a field stands, for the error summary."""

    id_for_label: str
    auto_id: str
    label: str


class ApplicationForm:
    """Contact form and person forms that are valid together."""

    def __init__(
        self,
        *,
        participation_type: ParticipationType,
        organizations: list[Organization],
        draft: Draft,
        data: Mapping[str, str] | None = None,
    ) -> None:
        limit = participation_type.max_attendees
        people = draft["people"][:limit]
        count = people_in(data, limit=limit) if data is not None else len(people)
        self.contact = ContactForm(
            data,
            initial=draft["contact"],
            organizations=organizations,
            participation_type=participation_type,
        )
        self.people = [
            AttendeeForm(
                data,
                prefix=attendee.prefix(index),
                initial=people[index] if index < len(people) else {},
                number=index + 1,
            )
            for index in range(count)
        ]

    def is_valid(self) -> bool:
        """Check every part, so that all errors show at once."""
        checked = [part.is_valid() for part in self.parts]
        return all(checked)

    @property
    def parts(self) -> list[Any]:
        """All forms in the order of the page."""
        return [*self.people, self.contact]

    @property
    def is_bound(self) -> bool:
        """Whether answers were sent."""
        return self.contact.is_bound

    @property
    def errors(self) -> dict[str, list[str]]:
        """All errors by the full name of the field."""
        return {
            part.add_prefix(name): list(messages)
            for part in self.parts
            for name, messages in part.errors.items()
        }

    def __getitem__(self, full_name: str) -> Place:
        """The place of a field, with the person's number in its label."""
        for number, part in enumerate(self.people, start=1):
            if found := _place(part, full_name):
                label = _("参加者%(number)s %(label)s") % {"number": number, "label": found.label}
                return Place(found.id_for_label, found.auto_id, label)
        place = _place(self.contact, full_name)
        if place is None:
            raise KeyError(full_name)
        return place

    def cleaned(self) -> Draft:
        """The checked answers in the shape of a draft."""
        return {
            "contact": dict(self.contact.cleaned_data),
            "people": [dict(part.cleaned_data) for part in self.people],
        }


def _place(form: BaseForm, full_name: str) -> Place | None:
    for name in form.fields:
        if form.add_prefix(name) == full_name:
            field = form[name]
            return Place(field.id_for_label, field.auto_id, str(field.label))
    return None
