"""A small list of coming events that other sites show in a frame; no cookie, no session."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_exempt

from portal.taxonomy.models import Prefecture, Sector, Term

from ..selectors.feeds import feed_entries
from .conditional import Made, answer, open_to_all

DEFAULT_LIMIT, MAX_LIMIT = 5, 20
SCRIPT = Path(settings.BASE_DIR) / "portal" / "static" / "portal" / "js" / "events-widget.js"


@xframe_options_exempt
@open_to_all
def frame(request: HttpRequest) -> HttpResponse:
    """The list, of ``?sector=`` and ``?prefecture=``, at most ``?limit=``, in ``?lang=``.

    What means nothing is ignored: a frame on another site is no place for error messages.
    """
    language = request.GET.get("lang", "")
    if language not in dict(settings.LANGUAGES):
        language = (translation.get_language() or settings.LANGUAGE_CODE)[:2]
    limit = _limit(request.GET.get("limit", ""))
    sector = _known(Sector, request.GET.get("sector", ""))
    prefecture = _known(Prefecture, request.GET.get("prefecture", ""))

    def make() -> Made:
        with translation.override(language):
            entries = feed_entries(sector=sector, prefecture=prefecture)
            context = {
                "entries": [entry for entry in entries if not entry.run.is_off][:limit],
                "base": settings.BASE_URL,
            }
            html = render_to_string("events/widget.html", context)
        return Made(html.encode(), "text/html; charset=utf-8")

    response = answer(request, make, language, str(limit), sector, prefecture)
    response._csp_replace = {  # type: ignore[attr-defined]
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "base-uri": [NONE],
        "form-action": [NONE],
        "frame-ancestors": settings.EVENTS_WIDGET_ANCESTORS,
    }
    return response


def _known(model: type[Term], code: str) -> str:
    return code if code and code in model.objects.in_bulk() else ""


def _limit(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) <= 4):
        return DEFAULT_LIMIT
    return min(max(int(value), 1), MAX_LIMIT)


@open_to_all
def script(request: HttpRequest) -> HttpResponse:
    """The script that puts the frame in place, under an address that stays."""

    def make() -> Made:
        return Made(SCRIPT.read_bytes(), "text/javascript; charset=utf-8")

    return answer(request, make)
