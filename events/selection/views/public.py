"""The lottery as everybody may see it: committed to, drawn, to be repeated."""

import json
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.delivery import files

from .. import verify_alone
from ..models import Draw
from ..selectors import draws
from ..selectors.rules import in_words


def _found(code: str) -> Draw:
    draw = draws.by_code(code)
    if draw is None:
        raise Http404
    return draw


@require_safe
def lottery(request: HttpRequest, code: str) -> HttpResponse:
    """Commitment, then seed, entries and result, and how to repeat it."""
    draw = _found(code)
    kind = draw.participation_type
    context = {
        "draw": draw,
        "kind": kind,
        "session": kind.session,
        "rules": in_words(draw.rules),
        "entries": list(draw.entries.all()) if draw.is_drawn else [],
        "script": Path(verify_alone.__file__).read_text(encoding="utf-8"),
    }
    return render(request, "events/selection/lottery.html", context)


@require_safe
def lottery_file(request: HttpRequest, code: str) -> HttpResponse:
    """The file from which the draw can be repeated."""
    told = json.dumps(draws.document(_found(code)), ensure_ascii=False, indent=1)
    return files.download(
        told.encode(), filename=f"lottery-{code}.json", content_type="application/json"
    )


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """The program that repeats it, without this portal."""
    content = Path(verify_alone.__file__).read_bytes()
    return files.download(
        content, filename="verify_lottery.py", content_type="text/x-python; charset=utf-8"
    )
