"""Keeping searches: saving, renaming, pausing, dropping."""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone

from portal.discovery.enums import Rhythm
from portal.discovery.models import SavedSearch
from search.selection import Selection

SALT = "portal.discovery.saved-search"
MOST = 30
HOUR = 7
"""Mails leave after seven in the morning, Tokyo time."""


class TooMany(Exception):
    """The person keeps as many searches as can be kept."""


class NothingAsked(Exception):
    """A search without words cannot be kept."""


def selection_of(address: str) -> Selection:
    """The question behind the query part of an address."""
    return Selection.read(QueryDict(address.removeprefix("?")))


def next_due(rhythm: str, now: datetime) -> datetime:
    """The next morning, or the next Monday's."""
    local = timezone.localtime(now)
    due = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if due <= local:
        due += timedelta(days=1)
    if rhythm == Rhythm.WEEKLY:
        due += timedelta(days=-due.weekday() % 7)
    return due


def save(*, user: Any, address: str, language: str, rhythm: str) -> SavedSearch:
    """Keep a search; one that is kept already goes on with the new rhythm.

    Raises:
        NothingAsked: there are no words.
        TooMany: the person keeps ``MOST`` already.
    """
    selection = selection_of(address)
    if not selection.text:
        raise NothingAsked
    kept = selection.address()
    known = SavedSearch.objects.filter(user=user, address=kept, language=language).first()
    if known is not None:
        return change(search=known, name=known.name, rhythm=rhythm, is_paused=False)
    if SavedSearch.objects.filter(user=user).count() >= MOST:
        raise TooMany
    try:
        with transaction.atomic():
            return SavedSearch.objects.create(
                user=user,
                name=selection.text[:100],
                address=kept,
                language=language,
                rhythm=rhythm,
                due_at=next_due(rhythm, timezone.now()),
            )
    except IntegrityError:  # the same button, pressed twice
        return SavedSearch.objects.get(user=user, address=kept, language=language)


def change(*, search: SavedSearch, name: str, rhythm: str, is_paused: bool) -> SavedSearch:
    """Another name or rhythm; what came while it was paused is no news afterwards."""
    now = timezone.now()
    if search.is_paused and not is_paused:
        search.since = now
    search.name, search.rhythm, search.is_paused = name, rhythm, is_paused
    search.changed_at = now
    search.due_at = next_due(rhythm, now)
    search.save()
    return search


def remove(*, search: SavedSearch) -> None:
    """Drop it with what was told."""
    search.delete()


def token_of(search: SavedSearch) -> str:
    """What stops the mails of ``search`` without signing in."""
    return signing.dumps(search.pk, salt=SALT)


def from_token(token: str) -> SavedSearch | None:
    """The search behind a link, None if it is gone.

    Raises:
        BadSignature: the link is forged or cut off.
    """
    return SavedSearch.objects.filter(pk=signing.loads(token, salt=SALT)).first()


def stop(*, search: SavedSearch) -> None:
    """No more mails; the search stays on the person's page."""
    SavedSearch.objects.filter(pk=search.pk).update(is_paused=True, changed_at=timezone.now())
