"""Passkeys: what a browser sends is read as carefully as what a person types.

allauth hands the answer of the browser to parsers that expect its shape; what has another
shape (endless numbers, missing parts, endless nesting) is a wrong key, not a fault of ours.
"""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.forms.fields import InvalidJSONInput

_ODD = (ValueError, TypeError, KeyError, IndexError, RecursionError)


class CredentialField(forms.JSONField):
    """The answer of the browser: a JSON object."""

    def __init__(self) -> None:
        super().__init__(required=True, widget=forms.HiddenInput)

    def to_python(self, value: Any) -> Any:
        """The object; ValidationError for anything else."""
        try:
            found = super().to_python(value)
        except (ValueError, RecursionError):
            found = None
        if not found or not isinstance(found, dict):
            raise get_adapter().validation_error("incorrect_code")
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Nothing: an answer is good for one time only and is not shown again."""
        return InvalidJSONInput("")


class _GuardedMixin:
    def clean_credential(self) -> Any:
        """The key of the person; ValidationError where the answer cannot be read."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except _ODD as problem:
            raise get_adapter().validation_error("incorrect_code") from problem


class LoginPasskeyForm(_GuardedMixin, webauthn.LoginWebAuthnForm):
    """Signing in by passkey."""

    credential = CredentialField()


class AuthenticatePasskeyForm(_GuardedMixin, webauthn.AuthenticateWebAuthnForm):
    """The second factor."""

    credential = CredentialField()


class ReauthenticatePasskeyForm(_GuardedMixin, webauthn.ReauthenticateWebAuthnForm):
    """Showing once more who one is."""

    credential = CredentialField()


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    """A new passkey."""

    credential = CredentialField()

    def clean(self) -> dict[str, Any]:
        """The answer of the browser, checked; ValidationError where it cannot be read."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except _ODD as problem:
            raise get_adapter().validation_error("incorrect_code") from problem
        return cleaned
