"""Public pages for visitors without a session, kept before sessions and database are touched.

What is kept holds nothing of a visitor: no cookie, no CSRF token, no nonce. It lives for
``PAGE_CACHE_SECONDS`` at most and dies at once with ``cache_generation.bump()``.
"""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from portal import cache_generation

_PRIVATE = (
    "/admin",
    "/accounts",
    "/mypage",
    "/registrations",
    "/matching",
    "/search",
    "/documents",
    "/media",
    "/static",
    "/healthz",
    "/readyz",
    "/styleguide",
    "/sw.js",
    "/_",
)
_PARAMETERS = {
    "page",
    "sector",
    "theme",
    "audience",
    "prefecture",
    "kind",
    "cost",
    "month",
    "format",
    "when",
    "series",
}
_KEPT_HEADERS = ("Content-Type", "Content-Security-Policy", "Content-Language", "X-Frame-Options")
_MAX_BYTES = 600_000


@dataclass(frozen=True)
class Kept:
    """One page as it is given out again."""

    body: bytes
    zipped: bytes
    etag: str
    headers: dict[str, str]


def _has_personal_cookie(request: HttpRequest) -> bool:
    personal = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}
    return not personal.isdisjoint(request.COOKIES)


def _is_public(request: HttpRequest) -> bool:
    if request.method not in {"GET", "HEAD"} or _has_personal_cookie(request):
        return False
    path = request.path.removeprefix("/en") if request.path.startswith("/en/") else request.path
    if path.startswith(_PRIVATE) or "Authorization" in request.headers:
        return False
    return _PARAMETERS.issuperset(request.GET)


def _key(request: HttpRequest) -> str:
    """Host, path, sorted query, fragment or page; the language stands in the path."""
    query = sorted((name, tuple(values)) for name, values in request.GET.lists())
    fragment = str(request.headers.get("HX-Request") == "true")
    parts = (
        cache_generation.current(),
        request.scheme or "",
        request.get_host(),
        request.path,
        repr(query),
        fragment,
    )
    return "page:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _may_keep(response: HttpResponse) -> bool:
    control = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Set-Cookie")
        and not response.has_header("Content-Encoding")
        and not any(word in control for word in ("private", "no-store"))
        and len(response.content) <= _MAX_BYTES
        and b"csrfmiddlewaretoken" not in response.content
        and "nonce-" not in response.get("Content-Security-Policy", "")
    )


def _keep(key: str, response: HttpResponse) -> Kept:
    body = response.content
    kept = Kept(
        body=body,
        zipped=gzip.compress(body, compresslevel=6, mtime=0),
        etag=f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        headers={name: response[name] for name in _KEPT_HEADERS if response.has_header(name)},
    )
    caches["pages"].set(key, kept, timeout=settings.PAGE_CACHE_SECONDS)
    return kept


def _answer(request: HttpRequest, kept: Kept, state: str) -> HttpResponse:
    known = {
        tag.strip().removeprefix("W/")
        for tag in request.headers.get("If-None-Match", "").split(",")
    }
    response: HttpResponse
    if kept.etag in known:
        response = HttpResponseNotModified()
    else:
        zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(kept.zipped if zipped else kept.body)
        if zipped:
            response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
    for name, value in kept.headers.items():
        response[name] = value
    response["ETag"] = kept.etag
    # Browsers ask each time: after signing in the same address shows another header.
    response["Cache-Control"] = "no-cache"
    response["X-Page-Cache"] = state
    patch_vary_headers(response, ("Cookie", "Accept-Encoding", "HX-Request"))
    return response


class PageCacheMiddleware:
    """Stands before sessions; everything that is not plainly public passes through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        if not settings.PAGE_CACHE_SECONDS or not _is_public(request):
            return self.get_response(request)
        key = _key(request)
        kept = cast("Kept | None", caches["pages"].get(key))
        if kept is not None:
            return _answer(request, kept, "hit")
        response = self.get_response(request)
        if request.method == "GET" and _may_keep(response):
            return _answer(request, _keep(key, response), "miss")
        return response
