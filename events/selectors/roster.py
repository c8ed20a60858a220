"""Registrations as rows of a spreadsheet."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Registration
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
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


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


def _moment(value: object) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")  # type: ignore[arg-type]


def harmless(text: str) -> str:
    """``text`` as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
