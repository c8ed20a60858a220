"""Limits for addresses that cost something: allauth's counter, our table of paths."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal import rate_limit


class RateLimitMiddleware:
    """Answers 429 in words once an address is asked too often.

    Signed-in people are counted one by one, so that colleagues behind one
    router do not block each other; visitors are counted by address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.rules = [
            (method, re.compile(path), action)
            for method, path, action in settings.RATE_LIMITED_PATHS
        ]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        for method, path, action in self.rules:
            if request.method == method and path.match(request.path):
                if not self._within(request, action):
                    return rate_limit.too_many(request)
                break
        return self.get_response(request)

    def _within(self, request: HttpRequest, action: str) -> bool:
        if request.user.is_authenticated:
            return rate_limit.within(request, f"{action}_member", user=request.user)
        return rate_limit.within(request, f"{action}_visitor")
