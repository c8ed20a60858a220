"""Tags of the room's templates."""

import datetime
import json
import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.content import chosen, related_sections, structured
from portal.content.charts.draw import SIZES, SMALL, draw, gauge
from portal.content.selectors import home, next_steps, sector

register = template.Library()
register.simple_tag(chosen.linked, name="linked_pages")
register.simple_tag(home.communities, name="communities")
register.simple_tag(home.news, name="latest_news")
register.simple_tag(sector.reading, name="sector_reading")
register.simple_tag(next_steps.similar_guides, name="similar_guides")
register.simple_tag(next_steps.other_figures, name="other_figures")

# Blocks that begin with a heading of the second level.
CHAPTERS = frozenset({"heading", "steps", "related"})
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def structured_data(page: Any) -> SafeString:
    """Data blocks for search engines; no script runs."""
    return format_html_join(
        "\n",
        '<script type="application/ld+json">{}</script>',
        (
            (mark_safe(json.dumps(part, ensure_ascii=False).translate(_ESCAPES)),)  # noqa: S308
            for part in structured.describe(page)
        ),
    )


@register.simple_tag(takes_context=True)
def sections_at(context: template.Context, place: str) -> SafeString:
    """What other rooms show at ``place``."""
    return format_html_join(
        "", "{}", ((render(context.flatten()),) for render in related_sections.at(place))
    )


@register.simple_tag
def chart(value: Any, block_id: Any = "", small: bool = False) -> SafeString:
    """The drawings of a chart block: one for narrow and one for wide screens."""
    data = value.chart
    identity = f"c{str(block_id or 'preview')[:8]}"
    if small or data.kind == "map":
        return _drawn(draw(data, SMALL, f"{identity}-s"))
    return format_html_join(
        "", "{}", ((_drawn(draw(data, size, f"{identity}-{size.name}")),) for size in SIZES)
    )


def _drawn(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308  written by an XML serializer, which escapes


@register.simple_tag
def share_bar(*, value: Any, words: str, identity: str) -> SafeString:
    """A percentage as a bar."""
    return _drawn(gauge(float(value) / 100, f"g{identity}", words))


@register.filter
def plain_date(value: Any) -> str:
    """A date as people write it: a date, or text such as 2026-03-31, 2026-03 or 2026."""
    english = (get_language() or "ja").startswith("en")
    if isinstance(value, datetime.datetime | datetime.date):
        return date_format(value, "j F Y" if english else "Y年n月j日")
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", str(value or "").strip())
    if match is None:
        return str(value or "")
    year, month, day = match.groups()
    try:
        if day:
            return plain_date(datetime.date(int(year), int(month), int(day)))
        if month:
            first = datetime.date(int(year), int(month), 1)
            return date_format(first, "F Y" if english else "Y年n月")
    except ValueError:
        return str(value)
    return year if english else f"{year}年"


@register.simple_tag
def check_mark() -> SafeString:
    """The mark of what the bureau still has to check."""
    return format_html(
        '<span class="needs-check" title="{}">{}</span>',
        _("原典を局が確認するまでの暫定の情報です。"),
        _("要確認"),
    )


@register.filter
def minutes_total(steps: Any) -> int:
    """Minutes of all steps together; 0 if one of them has none."""
    minutes = [step.get("minutes") for step in steps]
    return sum(minutes) if minutes and all(minutes) else 0


@register.filter
def digits(phone: str) -> str:
    """A telephone number as a ``tel:`` address takes it."""
    return "".join(char for char in phone if char.isdigit() or char == "+")


@register.filter
def with_levels(stream: Iterable[Any]) -> list[tuple[Any, int]]:
    """Blocks with the level of their headings: 2 until something opens a chapter, then 3."""
    level, found = 2, []
    for block in stream:
        found.append((block, level))
        if block.block_type in CHAPTERS:
            level = 3
    return found
