"""Counting how often something is done: allauth's counter with the portal's own table.

One mechanism counts sign-ins and everything else, in the cache that all processes share;
behind trusted proxies it knows the visitor's address (``ALLAUTH_TRUSTED_PROXY_COUNT``).
"""

from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse


def within(request: HttpRequest, action: str, *, user: Any = None) -> bool:
    """Count one ``action``; False once it is more than ``RATE_LIMITS`` allows."""
    usage = ratelimit.consume(
        request,
        app="portal",
        action=action,
        config=settings.RATE_LIMITS,
        user=user,
        limit_get=True,
    )
    return usage is not None


def too_many(request: HttpRequest) -> HttpResponse:
    """The page that asks to wait."""
    return ratelimit.respond_429(request)
