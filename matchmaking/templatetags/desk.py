"""The head of the coordinator's screens: ``{% load desk %}``."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from .. import desk_menu

register = template.Library()


def _here(context: template.Context) -> str:
    """The name of the address that is open; versions belong to what they are of."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None:
        return ""
    name = match.url_name or ""
    return str(match.kwargs["kind"]) if name == "versions" else name


@register.inclusion_tag("matchmaking/desk/menu.html", takes_context=True)
def desk_menu_here(context: template.Context) -> dict[str, Any]:
    """The groups, and the screens of the one that is open."""
    here = _here(context)
    return {
        "home": desk_menu.HOME,
        "at_home": here == desk_menu.HOME,
        "groups": desk_menu.GROUPS,
        "group": desk_menu.group_of(here),
        "screen": desk_menu.screen_of(here),
        "here": here,
    }


@register.simple_tag
def desk_groups() -> tuple[desk_menu.Group, ...]:
    """All screens in their groups."""
    return desk_menu.GROUPS


@register.simple_tag(takes_context=True)
def desk_title(context: template.Context) -> str:
    """What the tab of the browser says: the screen, then the desk."""
    screen = desk_menu.screen_of(_here(context))
    words = [str(screen.label)] if screen else []
    return " - ".join([*words, _("マッチング")])
