"""差込み: a closed list of names that stand in a letter for the details of a company."""

import re
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from events import moments
from events.models import Registration
from events.services.titles import session_title

NAMES = {
    "会社名": "company",
    "担当者名": "contact",
    "受付番号": "reference",
    "イベント名": "event",
    "日時": "when",
    "会場": "venue",
    "参加区分": "type",
    "はじめの区分": "first_type",
    "補欠順位": "rank",
}
"""Japanese name to English name; both may be written in a text of either language."""

PATTERN = re.compile(r"\{\{\s*([^{}\n]*?)\s*\}\}")
KNOWN = NAMES | {code: code for code in NAMES.values()}


def faults(text: str) -> list[str]:
    """What in ``text`` is no placeholder although it looks like one, each with its line."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        found += [
            _("%(line)s行目の「{{%(name)s}}」は差込みの名前にありません。")
            % {"line": number, "name": name}
            for name in PATTERN.findall(line)
            if name not in KNOWN
        ]
        rest = PATTERN.sub("", line)
        if "{{" in rest or "}}" in rest or "{%" in rest:
            found.append(
                _("%(line)s行目の波かっこが閉じていません。%(example)s のように書いてください。")
                % {"line": number, "example": "{{会社名}}"}
            )
    return found


def values(registration: Registration) -> dict[str, str]:
    """What each placeholder says for ``registration``, in its language."""
    with translation.override(registration.language):
        session = registration.session
        kind = registration.participation_type
        first = registration.applied_type or kind
        return {
            "company": registration.company_name,
            "contact": registration.contact_name,
            "reference": registration.reference,
            "event": session_title(session),
            "when": moments.span_in_words(session.starts_at, session.ends_at),
            "venue": session.venue or _("オンライン"),
            "type": kind.label,
            "first_type": first.label,
            "rank": str(registration.waitlist_rank or ""),
        }


def fill(text: str, found: dict[str, Any]) -> str:
    """``text`` with every placeholder replaced, once: what is filled in is not read again."""
    return PATTERN.sub(lambda match: found.get(KNOWN.get(match[1], ""), match[0]), text)
