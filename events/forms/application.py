"""The whole application form: company, people, questions, contact, filled and kept as one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext as _

from portal.accounts.models import Organization

from ..enums import QuestionKind
from ..models import ParticipationType, Question
from ..selectors.questions import for_company, for_people
from . import attendee, company, questions
from .attendee import AttendeeForm
from .company import CompanyForm
from .contact import FIELDS as CONTACT_FIELDS
from .contact import ContactForm
from .questions import QuestionForm

KEPT_LENGTH = 2000
"""A draft keeps this much of one answer: more than any field takes."""

Draft = dict[str, Any]
PERSON_FIELDS = attendee.FIELDS


def raw_draft(data: Any, *, limit: int, asked: Collection[Question] = ()) -> Draft:
    """What was typed, unchecked, for at most ``limit`` people."""
    people = []
    for index in range(people_in(data, limit=limit)):
        start = attendee.prefix(index)
        person: Draft = {name: _kept(data.get(f"{start}-{name}", "")) for name in attendee.FIELDS}
        person["answers"] = questions.raw(data, for_people(asked), prefix=start)
        people.append(person)
    return {
        "contact": {name: _kept(data.get(name, "")) for name in CONTACT_FIELDS},
        "company": {
            name: _kept(data.get(f"{company.PREFIX}-{name}", "")) for name in company.FIELDS
        },
        "people": people,
        "answers": questions.raw(data, for_company(asked)),
    }


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


def upload_keys(draft: Draft) -> set[str]:
    """The keys of all files that a draft may name, checked or not."""
    values = list(draft.get("answers", {}).values())
    for person in draft["people"]:
        values += person.get("answers", {}).values()
    keys = [value["upload"] if isinstance(value, dict) else value for value in values]
    return {key for key in keys if isinstance(key, str) and 0 < len(key) <= 40}


@dataclass(frozen=True)
class Place:
    """Where a field stands, for the error summary."""

    id_for_label: str
    auto_id: str
    label: str


@dataclass(frozen=True)
class PersonForms:
    """One person: the named fields and the questions to each."""

    number: int
    fields: AttendeeForm
    questions: QuestionForm


class ApplicationForm:
    """Company, people, questions and contact that are valid together.

    ``known`` names the files kept before by their keys; ``problems`` are those with files
    just sent, by field. ``changes`` asks only for what can be changed afterwards.
    """

    def __init__(
        self,
        *,
        participation_type: ParticipationType,
        organizations: list[Organization],
        draft: Draft,
        data: Any = None,
        asked: Collection[Question] = (),
        known: Mapping[str, str] | None = None,
        problems: Mapping[str, str] | None = None,
        changes: bool = False,
    ) -> None:
        limit = participation_type.max_attendees
        people = draft["people"][:limit]
        count = people_in(data, limit=limit) if data is not None else len(people)
        files = {"known": known or {}, "problems": problems or {}}
        each, once = for_people(asked), for_company(asked)
        self.has_files = any(one.kind == QuestionKind.FILE for one in asked)
        self.company = (
            None
            if organizations or changes
            else CompanyForm(data, initial=draft.get("company", {}))
        )
        self.contact = ContactForm(
            data,
            initial=draft["contact"],
            organizations=organizations,
            participation_type=participation_type,
            changes=changes,
        )
        self.questions = QuestionForm(
            data, initial=questions.initial(draft.get("answers", {})), questions=once, **files
        )
        self.people = []
        for index in range(count):
            person = people[index] if index < len(people) else {}
            start = attendee.prefix(index)
            self.people.append(
                PersonForms(
                    index + 1,
                    AttendeeForm(
                        data,
                        prefix=start,
                        initial=person,
                        number=index + 1,
                        roles=participation_type.roles,
                    ),
                    QuestionForm(
                        data,
                        prefix=start,
                        initial=questions.initial(person.get("answers", {})),
                        questions=each,
                        **files,
                    ),
                )
            )

    def is_valid(self) -> bool:
        """Check every part, so that all errors show at once."""
        checked = [part.is_valid() for part in self.parts]
        return all(checked)

    @property
    def parts(self) -> list[Any]:
        """All forms in the order of the page."""
        people = [part for one in self.people for part in (one.fields, one.questions)]
        return [*([self.company] if self.company else []), *people, self.questions, self.contact]

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
        for one in self.people:
            for part in (one.fields, one.questions):
                if found := _place(part, full_name):
                    label = _("参加者%(number)s %(label)s") % {
                        "number": one.number,
                        "label": found.label,
                    }
                    return Place(found.id_for_label, found.auto_id, label)
        for part in filter(None, (self.company, self.questions, self.contact)):
            if found := _place(part, full_name):
                return found
        raise KeyError(full_name)

    def cleaned(self) -> Draft:
        """The checked answers in the shape of a draft."""
        return {
            "contact": dict(self.contact.cleaned_data),
            "company": dict(self.company.cleaned_data) if self.company else {},
            "people": [
                vars(one.fields.person()) | {"answers": one.questions.answers()}
                for one in self.people
            ],
            "answers": self.questions.answers(),
        }


def _place(form: BaseForm, full_name: str) -> Place | None:
    for name in form.fields:
        if form.add_prefix(name) == full_name:
            field = form[name]
            return Place(field.id_for_label, field.auto_id, str(field.label))
    return None
