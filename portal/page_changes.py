"""Empties the page cache when anything public is written, whoever writes it.

Rooms need not remember: every save or deletion in an app named in
``PAGE_CACHE_APPS`` counts, but for the models in ``PAGE_CACHE_UNSEEN``. What is written past
the models (bulk updates) calls ``cache_generation.bump()`` itself, or waits
``PAGE_CACHE_SECONDS``.
"""

from typing import Any

from django.conf import settings
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save

from portal import cache_generation


def _changed(sender: type[Model], **kwargs: Any) -> None:
    about = sender._meta
    if (
        settings.PAGE_CACHE_SECONDS
        and about.app_label in settings.PAGE_CACHE_APPS
        and about.label_lower not in settings.PAGE_CACHE_UNSEEN
    ):
        cache_generation.bump()


def connect() -> None:
    """Listen to all models; called once when the applications are ready."""
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_changed, dispatch_uid="portal.page_changes")
