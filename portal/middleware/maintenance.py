"""While the portal is being worked on: one page that says so, for everybody but staff."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

_OPEN = ("/healthz", "/readyz", "/static/", "/media/", "/admin/", "/accounts/")
RETRY_SECONDS = 600


def is_on() -> bool:
    """Switched on by PORTAL_MAINTENANCE=1, or by a file ``maintenance`` in the data folder."""
    return settings.MAINTENANCE or (settings.DATA_DIR / "maintenance").exists()


class MaintenanceMiddleware:
    """Answers 503 without touching database or sessions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        if not is_on() or request.path.startswith(_OPEN):
            return self.get_response(request)
        with translation.override("en" if request.path.startswith("/en/") else "ja"):
            page = render_to_string("maintenance.html", {"request": request, "page": None})
        response = HttpResponse(page, status=503)
        response["Retry-After"] = str(RETRY_SECONDS)
        response["Cache-Control"] = "no-store"
        return response
