"""Sign-in through a business identity provider; the second factor is still asked for."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

from .models import User


class SocialAdapter(DefaultSocialAccountAdapter):
    """Takes the address only; ``name`` of a business provider is a company's, not a person's."""

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> User:
        """A user with the address the provider gave; the person's name is asked for later."""
        user: User = super().populate_user(request, sociallogin, {"email": data.get("email")})
        return user
