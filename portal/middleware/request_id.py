"""Gives every request an id, in the response and in each line of the log."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .log_safety import request_id, safe_path

logger = logging.getLogger("portal.request")
_GIVEN = re.compile(r"^[A-Za-z0-9-]{8,64}$")
_QUIET = ("/static/", "/healthz", "/readyz")


class RequestIdMiddleware:
    """Takes a well-formed ``X-Request-ID`` of the proxy, else makes one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        given = request.headers.get("X-Request-ID", "")
        name = given if _GIVEN.match(given) else uuid.uuid4().hex
        token = request_id.set(name)
        started = time.monotonic()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = name
            if not request.path.startswith(_QUIET):
                logger.info(
                    "%s %s %s",
                    request.method,
                    safe_path(request.path),
                    response.status_code,
                    extra={"ms": round((time.monotonic() - started) * 1000)},
                )
            return response
        finally:
            request_id.reset(token)
