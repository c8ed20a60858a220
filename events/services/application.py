"""What an application says, checked and in plain types: the input of ``registration``."""

import uuid
from dataclasses import dataclass
from typing import Any

from portal.accounts.models import Organization

NOTICE_VERSION = "event-registration-2026-12"
"""Version of the notice in ``templates/events/includes/notice.html``; raise it with the words."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """One attendee; ``email`` may be empty for colleagues without an address."""

    family_name: str
    given_name: str
    family_name_kana: str
    given_name_kana: str
    department: str = ""
    job_title: str = ""
    email: str = ""
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer; ``person`` counts the attendees from 0, None is the company's own.

    ``value`` is what JSON keeps: text, number, list of options, True for a consent, the name
    of a file; ``upload`` is the key of that file.
    """

    question: int
    person: int | None = None
    value: Any = None
    upload: str = ""


@dataclass(frozen=True, kw_only=True)
class Company:
    """The applying company as typed in or copied from an Organization; codes of taxonomy."""

    name: str
    sector: str
    prefecture: str
    size: str = ""
    corporate_number: str = ""

    @classmethod
    def of(cls, organization: Organization) -> "Company":
        """The details of ``organization`` as they are now."""
        return cls(
            name=organization.name,
            sector=organization.sector_id,
            prefecture=organization.prefecture_id,
            size=organization.size,
            corporate_number=organization.corporate_number or "",
        )


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Whom the office writes to."""

    name: str
    email: str
    phone: str = ""


def applicant_key(*, organization: Organization | None, company: Company, contact: Contact) -> str:
    """What makes two applications the same applicant's: organization, number or address."""
    if organization is not None:
        return f"organization:{organization.pk}"
    if company.corporate_number:
        return f"number:{company.corporate_number}"
    if not contact.email:
        return f"guest:{uuid.uuid4()}"  # two guests without address are two applicants
    return f"mail:{contact.email.lower()}"
