"""Addresses that travel in mails."""

from django.conf import settings
from django.utils import translation

from .models import Introduction, MeetingDay, Need, Seed, Story


def absolute(thing: Need | Seed | Introduction | MeetingDay | Story, *, language: str) -> str:
    """The full address of the page of ``thing``, as a reader of ``language`` opens it.

    Whoever acts may read another language than whoever is written to.
    """
    with translation.override(language):
        return f"{settings.BASE_URL}{thing.get_absolute_url()}"
