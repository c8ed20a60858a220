"""When a request fails: 503 with the form at hand if the database is busy or away, else 500."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import translation
from django.views.defaults import server_error

from .csrf import resend

RETRY_SECONDS = 30


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500, called while the exception is being handled."""
    if isinstance(sys.exc_info()[1], OperationalError):
        return busy(request)
    return server_error(request)


def busy(request: HttpRequest) -> HttpResponse:
    """Nothing was saved; the same form can be sent again. Needs no database."""
    context = resend(request) | {"token": get_token(request), "page": None}
    with translation.override("en" if request.path.startswith("/en/") else "ja"):
        page = render_to_string("503.html", context)
    response = HttpResponse(page, status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
