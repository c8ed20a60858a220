"""Sign-in through a business identity provider; the second factor is still asked for."""

from typing import Any

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.shortcuts import render

from .models import User

TIMEOUT_SECONDS = 10


class _ExplainingSession(requests.Session):
    """A provider that does not answer becomes a page in words instead of an error."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__()
        self.visitor = request

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        kwargs.setdefault("timeout", TIMEOUT_SECONDS)
        try:
            return super().request(*args, **kwargs)
        except requests.RequestException as problem:
            page = render(self.visitor, "socialaccount/authentication_error.html", status=503)
            raise ImmediateHttpResponse(page) from problem


class SocialAdapter(DefaultSocialAccountAdapter):
    """Takes the address only; ``name`` of a business provider is a company's, not a person's."""

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> User:
        """A user with the address the provider gave; the person's name is asked for later."""
        user: User = sociallogin.user
        email = str(data.get("email") or "").lower()
        try:
            validate_email(email)
        except ValidationError:
            email = ""
        user.email = email
        return user

    def get_requests_session(self) -> requests.Session:
        """Calls to the provider end after a while and never as a server error."""
        return _ExplainingSession(self.request)
