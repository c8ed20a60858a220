"""HTTP clothing of what machines read: kept for a moment, answered 304, open to all origins."""

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language

from portal import cache_generation, rate_limit

View = Callable[..., HttpResponse]
MOMENT_OF_WRITING = re.compile(rb"^DTSTAMP:.*$", re.MULTILINE)
REMEMBERED_SECONDS = 30 * 24 * 3600
METHODS = "GET, HEAD, OPTIONS"


@dataclass(frozen=True)
class Made:
    """What a maker gives: the body and its type."""

    body: bytes
    content_type: str


def answer(request: HttpRequest, make: Callable[[], Made], *question: str) -> HttpResponse:
    """What ``make`` gives, or 304 when the reader has it already.

    Readers and caches on the way ask each time: what is withdrawn is gone at once. The body
    is kept here under the generation number, like public pages, by the path and the
    ``question``: the parameters that count, already checked, so that nobody can fill the
    cache with made-up ones.
    """
    key = _key(request, question)
    made = _made(key, make)
    tag = hashlib.sha256(MOMENT_OF_WRITING.sub(b"", made.body)).hexdigest()[:32]
    changed = _changed(key, tag)
    response = HttpResponse(made.body, content_type=made.content_type)
    response["ETag"] = f'"{tag}"'
    response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = "public, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    found = get_conditional_response(
        request, etag=response["ETag"], last_modified=changed, response=response
    )
    return cast("HttpResponse", found)


def _key(request: HttpRequest, question: tuple[str, ...]) -> str:
    parts = (request.get_host(), request.path, get_language() or "", *question)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _made(key: str, make: Callable[[], Made]) -> Made:
    if not settings.PAGE_CACHE_SECONDS:
        return make()
    cache, name = caches["pages"], f"data:{cache_generation.current()}:{key}"
    made: Made | None = cache.get(name)
    if made is None:
        made = make()
        cache.set(name, made, timeout=settings.PAGE_CACHE_SECONDS)
    return made


def _changed(key: str, tag: str) -> int:
    """When this body was first seen: rows alone do not tell when something left a list."""
    cache, name = caches["pages"], f"changed:{key}"
    known: tuple[str, int] | None = cache.get(name)
    if known is not None and known[0] == tag:
        return known[1]
    now = int(time.time())
    cache.set(name, (tag, now), timeout=REMEMBERED_SECONDS)
    return now


def open_to_all(view: View) -> View:
    """Any web page may read the answer; counted by address, without a look at the session."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = METHODS
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
            response["Access-Control-Max-Age"] = "86400"
        elif request.method not in {"GET", "HEAD"}:
            response = HttpResponse(status=405)
            response["Allow"] = METHODS
        elif not rate_limit.within(request, "open_data"):
            response = too_many()
        else:
            response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link, Retry-After"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    # A write needs no token here because there is none: every other method is refused.
    opened.csrf_exempt = True  # type: ignore[attr-defined]
    return opened


def too_many() -> HttpResponse:
    """429 in words that a program and a person can read."""
    body = b'{"type":"about:blank","title":"Too many requests","status":429,' + (
        b'"detail":"Wait a minute and ask again."}'
    )
    response = HttpResponse(body, status=429, content_type="application/problem+json")
    response["Retry-After"] = "60"
    response["Cache-Control"] = "no-store"
    return response
