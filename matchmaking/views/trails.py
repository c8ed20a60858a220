"""The way from home to a page of this room."""

from django.urls import reverse
from django.utils.translation import gettext as _

Trail = list[tuple[str, str]]


def trail(*items: tuple[str, str]) -> Trail:
    """Home, 相談する, then ``items`` (label, address); the last one is the page itself."""
    home = reverse("matchmaking:index").rsplit("matching/", 1)[0]
    return [(_("ホーム"), home), (_("相談する"), reverse("matchmaking:index")), *items]


def needs_trail(label: str) -> Trail:
    """To a page about needs."""
    return trail((_("困りごとの一覧"), reverse("matchmaking:needs")), (label, ""))


def seeds_trail(label: str) -> Trail:
    """To a page about seeds."""
    return trail((_("支援の一覧"), reverse("matchmaking:seeds")), (label, ""))
