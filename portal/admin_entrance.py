"""The way into the administration leads through the portal's own sign-in."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.generic import RedirectView

_to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)


def sign_in(request: HttpRequest) -> HttpResponse:
    """Where Wagtail sends those it does not let in.

    Who is signed in already would be sent back and forth for ever.

    Raises:
        PermissionDenied: signed in, but no business in the administration.
    """
    if request.user.is_authenticated:
        raise PermissionDenied
    return _to_sign_in(request)
