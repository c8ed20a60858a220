"""Tags for pages of other rooms."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import get_language

from search import api

register = template.Library()


@register.simple_tag(takes_context=True)
def related_documents(
    context: template.Context,
    *,
    source: str,
    pk: Any,
    title: str,
    themes: Any = (),
    leave_out: Iterable[Any] = (),
    limit: int = 4,
) -> list[api.Related]:
    """Documents like the one shown; events only while they are to come.

    ``themes`` are terms with a ``code``; ``leave_out`` are keys of the same source that the
    page links to anyway.
    """
    request = context.get("request")
    return api.related(
        source,
        pk,
        title=title,
        language=(get_language() or "ja").split("-")[0],
        labelled={"theme": [term.code for term in themes]},
        viewer=getattr(request, "user", None),
        until_their_date=("event",),
        leave_out={(source, str(key)) for key in leave_out},
        limit=limit,
    )
