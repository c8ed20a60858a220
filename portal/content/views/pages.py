"""Serving the page tree."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page
from wagtail.views import serve_chain

from portal.content.frame import locate


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page at ``path``, as Wagtail does, at the cost of two queries.

    What is not found by its address alone goes through Wagtail's own routing, so
    that pages with routes of their own work.
    """
    located = locate(path)
    args: list[Any] = []
    kwargs: dict[str, Any] = {}
    if located is not None:
        page, frame = located[0].specific, located[1]
        page.frame = frame
    else:
        result = Page.route_for_request(request, path)
        if result is None:
            raise Http404
        page, args, kwargs = result
    for hook in hooks.get_hooks("before_serve_page"):
        answer = hook(page, request, args, kwargs)
        if isinstance(answer, HttpResponse):
            return answer
    chain = serve_chain
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        chain = hook(chain)
    return chain(page, request, args, kwargs)
