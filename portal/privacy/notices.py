"""Notices about personal data: each has versions, and a version never changes once shown.

The words stand in ``templates/portal/privacy/notices/<code>/<version>.html``. A change
of words is a new version at the end of the list; consent records name the version seen.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Notice:
    """One version of one notice."""

    code: str
    version: str
    title: Any
    effective_from: date

    @property
    def template(self) -> str:
        """Where its words are."""
        return f"portal/privacy/notices/{self.code}/{self.version}.html"


_notices: dict[str, list[Notice]] = {}


def register(notice: Notice) -> None:
    """Add a version; ValueError if it exists or is not newer than the last one."""
    versions = _notices.setdefault(notice.code, [])
    if versions and notice.effective_from <= versions[-1].effective_from:
        raise ValueError(f"Notice {notice.code!r} {notice.version!r} is not the newest.")
    versions.append(notice)


def current(code: str) -> Notice:
    """The version shown today; KeyError if there is no such notice."""
    return _notices[code][-1]


def version(code: str, name: str) -> Notice:
    """One version by name, for records of the past; KeyError if unknown."""
    for notice in _notices.get(code, []):
        if notice.version == name:
            return notice
    raise KeyError(f"{code} {name}")


register(
    Notice(
        code="account",
        version="2026-11",
        title=_("アカウントと事業者情報の取扱い"),
        effective_from=date(2026, 11, 1),
    )
)
