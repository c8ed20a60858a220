"""Words of needs and seeds for templates."""

from django import template
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.templatetags.typography import LISTED

from .. import privacy_check
from ..disclosure import showing, stage
from ..masking.own_names import Writer
from ..models import Introduction, Need, Seed

register = template.Library()


@register.simple_tag
def masked(text: str) -> str:
    """``text`` as others may read it: personal data and secrets hidden."""
    return privacy_check.mask(text)


@register.filter
def marked(text: str, writer: Writer | None = None) -> SafeString:
    """``text`` of ``writer`` with what should not be read by others marked and named."""
    found = format_html_join(
        "",
        "{}",
        (
            (format_html('<mark title="{}">{}</mark>', piece.label, piece.text),)
            if piece.label
            else (piece.text,)
            for piece in privacy_check.pieces(text, writer)
        ),
    )
    return SafeString(linebreaks(found))


@register.filter
def need_meta(need: Need) -> list[str]:
    """Place and haste of a need, for a card."""
    return [need.prefecture.label, need.get_urgency_display()]


@register.filter
def seed_meta(seed: Seed) -> list[str]:
    """Provider, price and place of a seed, for a card."""
    return [seed.organization.name, seed.get_price_band_display(), places(seed)]


@register.filter
def shown_stage(introduction: Introduction) -> str:
    """Up to which stage both sides see each other, for the coordinator's list."""
    reached = stage.shown(introduction)
    return str(reached.label) if reached else _("まだ")


@register.filter
def company_in_words(introduction: Introduction) -> list[str]:
    """The company behind a need as far as the provider's list may tell."""
    return showing.company_in_words(introduction)


@register.filter
def places(seed: Seed) -> str:
    """Where a seed is offered, in words."""
    names = [place.label for place in seed.prefectures.all()]
    if seed.online:
        names.append(_("オンライン"))
    return str(LISTED).join(names)
