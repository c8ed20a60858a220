"""Addresses that travel in mails."""

from django.conf import settings

from .models import Introduction, Need, Seed


def absolute(thing: Need | Seed | Introduction) -> str:
    """The full address of the page of ``thing`` in the language of the moment."""
    return f"{settings.BASE_URL}{thing.get_absolute_url()}"
