"""What this room adds to the pages of ``portal.content``."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .selectors import teasers


def upcoming(context: Mapping[str, Any]) -> SafeString:
    """The next three sessions, for the home page."""
    return _cards(teasers.upcoming(limit=3))


def of_sector(context: Mapping[str, Any]) -> SafeString:
    """The next sessions for the sector of a community page."""
    sector = getattr(context.get("page"), "sector_id", None)
    if not sector:
        return SafeString("")
    entries = teasers.of_sector(sector=sector, limit=3)
    if not entries:
        return SafeString("")
    return render_to_string("events/includes/community.html", {"entries": entries})


def after_reading(context: Mapping[str, Any]) -> SafeString:
    """The next session on the themes of a guide, else the next one at all."""
    tags = getattr(context.get("page"), "tags", None) or {}
    themes = {tag.code for tag in tags.get("themes", ())}
    entry = teasers.on_themes(themes=themes)
    if entry is None:
        return SafeString("")
    return render_to_string("events/includes/guide_next.html", {"entry": entry})


def _cards(entries: list[teasers.Entry]) -> SafeString:
    if not entries:
        return SafeString("")
    return render_to_string("events/includes/cards.html", {"entries": entries})
