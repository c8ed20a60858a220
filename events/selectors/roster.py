"""Registrations as rows of a spreadsheet: one row per application, or one per person."""

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import spreadsheets
from ..models import Attendee, Registration
from ..services.titles import session_title

HEADINGS = {
    "reference": _("受付番号"),
    "event": _("イベント"),
    "starts": _("開始日時"),
    "type": _("参加区分"),
    "state": _("状態"),
    "company": _("事業者名"),
    "corporate_number": _("法人番号"),
    "sector": _("業種"),
    "prefecture": _("都道府県"),
    "size": _("従業員数"),
    "contact": _("連絡担当者"),
    "email": _("連絡先メールアドレス"),
    "phone": _("連絡先電話番号"),
    "people": _("人数"),
    "names": _("参加者"),
    "answers": _("質問への回答"),
    "message": _("事務局への連絡"),
    "created": _("申込日時"),
}
PERSON = {
    "family_name": _("姓"),
    "given_name": _("名"),
    "family_name_kana": _("セイ"),
    "given_name_kana": _("メイ"),
    "department": _("部署"),
    "job_title": _("役職・担当"),
    "role": _("担当"),
    "person_email": _("参加者のメールアドレス"),
}
PEOPLE_HEADINGS = {
    **{name: words for name, words in HEADINGS.items() if name not in ("people", "names")},
    **PERSON,
}
"""Headings of the list with one row per person: what an import reads, too."""

harmless = spreadsheets.harmless


def matching(rows: QuerySet[Registration], words: str) -> QuerySet[Registration]:
    """Of ``rows`` those with every word in reference, company, contact or an attendee."""
    for word in words.split():
        people = Attendee.objects.filter(
            Q(family_name__icontains=word)
            | Q(family_name_kana__icontains=word)
            | Q(email__icontains=word)
        )
        rows = rows.filter(
            Q(reference__icontains=word)
            | Q(company_name__icontains=word)
            | Q(contact_name__icontains=word)
            | Q(contact_email__icontains=word)
            | Q(pk__in=people.values("registration_id"))
        )
    return rows


def row(registration: Registration) -> dict[str, str]:
    """One registration with prefetched attendees; all values are text."""
    people = list(registration.attendees.all())
    return {
        "reference": registration.reference,
        "event": session_title(registration.session),
        "starts": _moment(registration.session.starts_at),
        "type": registration.participation_type.label,
        "state": registration.get_state_display(),
        "company": registration.company_name,
        "corporate_number": registration.corporate_number,
        "sector": registration.sector.label,
        "prefecture": registration.prefecture.label,
        "size": registration.get_size_display(),
        "contact": registration.contact_name,
        "email": registration.contact_email,
        "phone": registration.contact_phone,
        "people": str(len(people)),
        "names": " / ".join(
            " ".join(filter(None, (p.full_name, f"({p.full_name_kana})", p.department)))
            for p in people
        ),
        "answers": " / ".join(f"{label}: {said}" for label, said in answers(registration)),
        "message": registration.message,
        "created": _moment(registration.created_at),
    }


def answers(registration: Registration) -> list[tuple[str, str]]:
    """Question and answer of the company and of each person, from prefetched answers.

    A person's answer carries the name, so that one cell (or a column a question) is enough.
    """
    names = {person.pk: person.full_name for person in registration.attendees.all()}
    return [
        (
            answer.question.label,
            " ".join(filter(None, (names.get(answer.attendee_id or 0, ""), answer.words))),
        )
        for answer in registration.answers.all()
        if answer.words
    ]


def question_columns(registrations: Iterable[Registration]) -> dict[str, dict[str, str]]:
    """By question, the cells by reference: a column for each question of an export."""
    columns: dict[str, dict[str, str]] = {}
    for registration in registrations:
        for label, said in answers(registration):
            cells = columns.setdefault(label, {})
            earlier = cells.get(registration.reference)
            cells[registration.reference] = f"{earlier} / {said}" if earlier else said
    return columns


def people_rows(registration: Registration) -> Iterator[dict[str, str]]:
    """One row per person; an application without people is one row, too."""
    common = {name: text for name, text in row(registration).items() if name in PEOPLE_HEADINGS}
    people = list(registration.attendees.all())
    if not people:
        yield common | dict.fromkeys(PERSON, "")
    for person in people:
        yield common | _person(person)


def _person(person: Attendee) -> dict[str, str]:
    return {
        "family_name": person.family_name,
        "given_name": person.given_name,
        "family_name_kana": person.family_name_kana,
        "given_name_kana": person.given_name_kana,
        "department": person.department,
        "job_title": person.job_title,
        "role": person.get_role_display(),
        "person_email": person.email,
    }


def _moment(value: object) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")  # type: ignore[arg-type]
