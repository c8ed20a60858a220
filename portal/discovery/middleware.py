"""Telling browsers apart for one day, without knowing them.

A query is offered to others only when several asked it. To count them, a search leaves a
number made from address and browser with a random salt that lives in the shared cache for a
day: the number cannot be led back, and is gone with the salt.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from allauth.account.adapter import get_adapter
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

DAY_SECONDS = 24 * 60 * 60
_asker: ContextVar[str] = ContextVar("asker", default="")


def _salt() -> str:
    cache, key = caches["searches"], f"salt:{timezone.localdate()}"
    salt: str | None = cache.get(key)
    if salt is None:
        salt = secrets.token_hex(16)
        if not cache.add(key, salt, timeout=DAY_SECONDS):
            salt = cache.get(key) or salt
    return salt


def is_new_asker(text: str) -> bool:
    """Whether this browser asks ``text`` for the first time today; unknown ones never are."""
    asker = _asker.get()
    if not asker:
        return False
    number = hmac.new(_salt().encode(), f"{asker}\n{text}".encode(), hashlib.sha256)
    return caches["searches"].add(f"asker:{number.hexdigest()[:24]}", 1, timeout=DAY_SECONDS)


class AskerMiddleware:
    """Keeps who asks at hand while a search is answered, and nowhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        if "/search/" not in request.path:
            return self.get_response(request)
        token = _asker.set(self._who(request))
        try:
            return self.get_response(request)
        finally:
            _asker.reset(token)

    @staticmethod
    def _who(request: HttpRequest) -> str:
        try:
            address = get_adapter().get_client_ip(request)
        except PermissionDenied:  # behind fewer proxies than the settings say
            return ""
        return f"{address}\n{request.headers.get('User-Agent', '')}"
