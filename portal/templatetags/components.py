"""Components with a declared signature: an unknown argument is a template error.

``{% load components %}``; every component is one template in
``templates/components``, one style sheet in ``static/portal/components`` and one
entry of the catalogue at ``/styleguide/``.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.http import HttpRequest
from django.template import TemplateSyntaxError
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from portal.icons import ICONS
from portal.kinds import CARD_KINDS, SECTORS

from .navigation import address
from .typography import local

register = template.Library()

BUTTON_KINDS = {"primary", "secondary", "text", "danger"}
CALLOUTS = {
    "info": ("info", _("お知らせ")),
    "caution": ("caution", _("ご注意")),
    "done": ("done", _("完了")),
    "danger": ("danger", _("重要")),
}


def _one_of(component: str, argument: str, value: str, known: Iterable[str]) -> str:
    if value not in known:
        options = ", ".join(sorted(known))
        raise TemplateSyntaxError(f"{component}: {argument}={value!r} is not one of {options}.")
    return value


def sector_mark(sector: Any) -> dict[str, str] | None:
    """Code and word of a sector given as a code or as a taxonomy term."""
    if not sector:
        return None
    code = str(getattr(sector, "code", sector))
    if code not in SECTORS:
        return {"code": "common", "label": str(sector)}
    return {"code": code, "label": str(getattr(sector, "label", "") or SECTORS[code])}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A line icon; without ``label`` it is decoration and hidden from screen readers."""
    _one_of("icon", "name", name, ICONS)
    if label:
        hint = format_html('role="img" aria-label="{}"', label)
    else:
        hint = mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" {} focusable="false">'
        '<path d="{}"/></svg>',
        hint,
        ICONS[name],
    )


@register.inclusion_tag("components/button.html")
def button(
    *, label: str, url: str, kind: str = "primary", icon: str = "", describedby: str = ""
) -> dict[str, Any]:
    """A link that looks like a button; forms use ``<button class="button button-primary">``."""
    _one_of("button", "kind", kind, BUTTON_KINDS)
    return {"label": label, "url": url, "kind": kind, "icon": icon, "describedby": describedby}


@register.inclusion_tag("components/card.html")
def card(
    *,
    title: str,
    url: str,
    kind: str = "",
    summary: str = "",
    meta: Any = "",
    sector: Any = "",
    when: date | datetime | None = None,
    note: str = "",
    level: int = 3,
) -> dict[str, Any]:
    """One thing to open. ``meta`` is a text or a list of texts; ``sector`` a code or a term.

    ``when`` puts a date block beside the words; ``note`` is a last line in the accent colour
    (places left, deadline); ``level`` is the level of the heading.
    """
    if kind:
        _one_of("card", "kind", kind, CARD_KINDS)
    return {
        "title": title,
        "url": url,
        "kind": kind,
        "kind_label": CARD_KINDS[kind][1] if kind else "",
        "kind_icon": CARD_KINDS[kind][0] if kind else "",
        "summary": summary,
        "meta": [meta] if isinstance(meta, str) else list(meta or ()),
        "sector": sector_mark(sector),
        "when": when,
        "note": note,
        "heading": f"h{level}",
    }


@register.inclusion_tag("components/chip.html")
def chip(
    *, label: str, url: str = "", sector: Any = "", removable: bool = False, current: bool = False
) -> dict[str, Any]:
    """A small word: a tag, a filter in force (``removable``), a sector with its mark."""
    return {
        "label": label,
        "url": url,
        "sector": sector_mark(sector),
        "removable": removable,
        "current": current,
    }


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*, items: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The way from home to here; the last item is the page itself."""
    return {"items": list(items)}


@register.simple_block_tag
def callout(content: str, *, kind: str = "info", title: str = "") -> SafeString:
    """A note that stands out; danger is for what must be read before acting."""
    _one_of("callout", "kind", kind, CALLOUTS)
    symbol, word = CALLOUTS[kind]
    return format_html(
        '<aside class="callout callout-{}"><p class="callout-title">{}{}</p>'
        '<div class="callout-text">{}</div></aside>',
        kind,
        icon(symbol),
        title or word,
        mark_safe(content),  # noqa: S308  rendered by the template engine already
    )


@register.inclusion_tag("components/error_summary.html")
def error_summary(*, form: BaseForm) -> dict[str, Any]:
    """All errors of a form with links to their fields; nothing when there is none."""
    errors = []
    if form.is_bound:
        for name, messages in form.errors.items():
            if name == "__all__":
                errors += [("", "", message) for message in messages]
                continue
            field = form[name]
            target = field.id_for_label or field.auto_id
            errors += [(target, field.label, message) for message in messages]
    return {"errors": errors}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, *, page: Page, param: str = "page") -> dict[str, Any]:
    """Pages of a list; keeps the other parameters of the address."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request else None

    def address(number: int) -> str:
        if query is None:
            return f"?{param}={number}"
        query[param] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [
            (number, address(number) if isinstance(number, int) else "") for number in numbers
        ],
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("components/date_block.html")
def date_block(*, when: date | datetime, large: bool = False) -> dict[str, Any]:
    """Month, day and weekday as a block; ``large`` at the head of an event."""
    day = local(when)
    return {"when": day, "iso": day.isoformat(), "large": large}


@register.inclusion_tag("components/opener.html")
def opener(
    *, title: str, lead: str = "", kind: str = "", sector: Any = "", art: bool = True
) -> dict[str, Any]:
    """The head of a page: its title, one sentence, arcs that meet at the edge."""
    return {
        "title": title,
        "lead": lead,
        "kind": kind,
        "sector": sector_mark(sector),
        "art": art,
    }


@register.inclusion_tag("components/progress.html")
def progress(*, steps: Sequence[str], current: int) -> dict[str, Any]:
    """Where one is in a form of several steps; ``current`` counts from 1."""
    return {
        "steps": [
            (number, label, "done" if number < current else "now" if number == current else "todo")
            for number, label in enumerate(steps, start=1)
        ],
        "current": current,
        "total": len(steps),
    }


@register.inclusion_tag("components/stepper.html")
def stepper(*, steps: Sequence[Any], label: str) -> dict[str, Any]:
    """Stages of a matter between people, each with a line of text and who has said yes.

    A step has ``title``, ``text``, ``state`` (done, now or todo) and ``marks``: pairs of a
    name and whether that side has agreed.
    """
    for step in steps:
        _one_of("stepper", "state", step.state, {"done", "now", "todo"})
    return {"steps": steps, "label": label}


@register.inclusion_tag("components/timeline.html")
def timeline(*, events: Sequence[Any]) -> dict[str, Any]:
    """What happened when, the oldest first: ``at``, ``said``, ``who`` and ``notes`` of each."""
    return {"events": events}


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    *, title: str, text: str = "", url: str = "", label: str = "", kind: str = "arcs"
) -> dict[str, Any]:
    """Nothing here yet: says why and what to do next. ``kind``: arcs, search or done."""
    _one_of("empty_state", "kind", kind, {"arcs", "search", "done"})
    return {"title": title, "text": text, "url": url, "label": label, "kind": kind}


@register.inclusion_tag("components/data_table.html")
def data_table(
    *,
    caption: str,
    headers: Sequence[Any],
    rows: Iterable[Sequence[Any]],
    row_headers: bool = True,
    numeric: bool = False,
    note: str = "",
) -> dict[str, Any]:
    """A table that becomes a list of cards on a phone; each cell carries its header's word.

    ``row_headers``: the first cell of a row names it. ``numeric``: the others are figures.
    """
    headers = list(headers)
    return {
        "caption": caption,
        "headers": headers,
        "rows": [list(zip(headers, row, strict=False)) for row in rows],
        "row_headers": row_headers,
        "numeric": numeric,
        "note": note,
    }


@register.inclusion_tag("components/places_left.html")
def places_left(*, left: int, capacity: int) -> dict[str, Any]:
    """How many places are left, in words and as a bar."""
    left = max(left, 0)
    share = left / capacity if capacity else 0
    state = "full" if left == 0 else "few" if share <= 0.25 or left <= 3 else "open"
    return {"left": left, "capacity": capacity, "taken": max(capacity - left, 0), "state": state}


@register.inclusion_tag("components/reason_bar.html")
def reason_bar(*, label: str, value: float) -> dict[str, Any]:
    """A reason in words with a small bar; ``value`` lies between 0 and 1."""
    value = min(max(float(value), 0.0), 1.0)
    return {"label": label, "percent": round(value * 100)}


@register.inclusion_tag("components/search_box.html")
def search_box(
    *, id: str = "search", query: str = "", style: str = "", placeholder: str = ""
) -> dict[str, str]:
    """One field, one verb. ``style``: ``search-box-large`` in a hero or on the search page."""
    action = address("search:results", "search/")
    return {"id": id, "query": query, "style": style, "placeholder": placeholder, "action": action}
