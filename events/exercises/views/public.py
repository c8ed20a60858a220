"""The public form, its receipt, and the state of a request under a signed link."""

import secrets

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from portal import rate_limit

from .. import links
from ..enums import RequestState
from ..forms import RequestForm
from ..models import ExerciseRequest
from ..selectors import by_link, month_words
from ..services import requests

STEPS = (RequestState.RECEIVED, RequestState.CONSULTED, RequestState.PLANNED)


@never_cache
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """Ask for an exercise; what was typed is kept on errors."""
    if request.method == "GET":
        empty = RequestForm(initial={"key": secrets.token_hex(16)})
        return render(request, "events/exercises/form.html", {"form": empty, "trail": _trail()})
    sent = RequestForm(request.POST)
    if sent.is_from_a_program:
        # Programs get the same answer as people, and nothing is kept.
        return render(request, "events/exercises/thanks.html", {"trail": _trail()})
    if not sent.is_valid():
        return render(
            request, "events/exercises/form.html", {"form": sent, "trail": _trail()}, status=422
        )
    known = ExerciseRequest.objects.filter(key=sent.cleaned_data["key"]).exists()
    if not known and not rate_limit.within(request, "exercise_request"):
        return rate_limit.too_many(request)
    done = requests.receive(
        key=sent.cleaned_data["key"],
        user=request.user if request.user.is_authenticated else None,
        language=(get_language() or "ja")[:2],
        **sent.request_fields(),
    )
    return redirect("exercises:state", links.token(done))


@never_cache
@require_GET
def state(request: HttpRequest, token: str) -> HttpResponse:
    """Where the request stands; a forged link is unknown, an old one is told so."""
    try:
        reference, version = links.read_token(token)
    except signing.SignatureExpired:
        return render(request, "events/exercises/link_problem.html", status=410)
    except signing.BadSignature:
        return render(request, "events/exercises/link_problem.html", status=404)
    found = by_link(reference=reference, version=version)
    if found is None:
        return render(request, "events/exercises/link_problem.html", status=410)
    declined = found.state == RequestState.DECLINED
    return render(
        request,
        "events/exercises/state.html",
        {
            "request_": found,
            "months": month_words(found.months),
            "steps": [RequestState(step).label for step in STEPS],
            "current": 0 if declined else STEPS.index(RequestState(found.state)) + 1,
            "declined": declined,
            "trail": _trail(),
        },
    )


def _trail() -> list[tuple[str, str]]:
    home = "/en/" if (get_language() or "ja").startswith("en") else "/"
    return [(_("ホーム"), home), (_("演習を開きたい団体の方へ"), "")]
