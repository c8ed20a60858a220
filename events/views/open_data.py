"""How others may use what is public about events: feeds, a list in a frame, the API."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.taxonomy.models import Prefecture, Sector

from .. import links
from ..api import records
from ..api.parameters import PARAMETERS


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Addresses to subscribe to, a snippet to copy, the API in a table."""
    language = (get_language() or "ja")[:2]
    context = {
        "feeds": [
            (name, links.absolute("events:feed", extension, language=language))
            for name, extension in (("iCalendar", "ics"), ("Atom", "atom"), ("JSON Feed", "json"))
        ],
        "sectors": [(term.label, term.code) for term in Sector.objects.order_by("position")],
        "prefectures": [
            (term.label, term.code) for term in Prefecture.objects.order_by("position")
        ],
        "widget": links.absolute("events:widget", language="ja"),
        "script": links.absolute("events:widget_script", language="ja"),
        "language": language,
        "api": records.address("events:api_root"),
        "openapi": records.address("events:api_openapi"),
        "parameters": [
            (f"?{one['name']}={one['example']}", one["schema"].get("enum", []))
            for one in PARAMETERS
        ],
    }
    return render(request, "events/open_data.html", context)
