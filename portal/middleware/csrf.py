"""When the token of a form is too old: say it in words, and lose nothing that was typed.

The page offers to send the same fields again only if the browser itself vouches that the
form stood on this site (``Sec-Fetch-Site: same-origin``): a foreign page cannot set that
header, so the offer cannot be turned into a forged request.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_NEVER_SHOWN = ("password", "token", "code", "credential", "secret")
MAX_FIELDS = 300


def _kept_fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in list(request.POST.lists())[:MAX_FIELDS]:
        if any(word in name.lower() for word in _NEVER_SHOWN):
            continue
        for value in values:
            yield name, str(value)


def resend(request: HttpRequest) -> dict[str, Any]:
    """What a page needs to offer sending the same form again; no fields where it must not."""
    is_own_form = request.headers.get("Sec-Fetch-Site") == "same-origin"
    has_secret = any(
        word in name.lower()
        for name in request.POST
        for word in _NEVER_SHOWN
        if name != "csrfmiddlewaretoken"
    )
    return {
        "fields": list(_kept_fields(request)) if is_own_form and not has_secret else [],
        "had_files": bool(request.FILES),
        "action": request.get_full_path(),
    }


def failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The 403 page; ``reason`` stays in Django's log."""
    return render(request, "403_csrf.html", resend(request), status=403)
