"""Who may open the coordinator's pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from .. import permissions

View = Callable[..., HttpResponse]


def for_coordinators(view: View) -> View:
    """Let only coordinators in; the admin's second factor stands before it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.is_coordinator(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
