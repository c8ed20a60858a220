"""The portal without its guard: looks whether a place is free, then inserts.

The negative control of the race: it must be lost, through every door. The look and the
insert are two steps, as in a system that counts first; no counter is moved, so no constraint
can object. Granian serves ``application``; the import door loads the module for its patches.
"""

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any

import django
from django.db import connection

django.setup()

from events.models import ParticipationType, Registration  # noqa: E402  needs the applications
from events.querysets import ParticipationTypeQuerySet  # noqa: E402
from events.services import decisions, drafts, importing, registration  # noqa: E402

seen = threading.local()


def looking(service: Callable[..., Any], kind_of: Callable[..., Any]) -> Callable[..., Any]:
    """``service`` after a look that belongs to no transaction."""

    @wraps(service)
    def unguarded(**given: Any) -> Any:
        if not connection.in_atomic_block:
            kind = kind_of(**given)
            held = Registration.objects.holding().filter(participation_type=kind).count()
            seen.free = held < kind.capacity
            # What lies between look and insert in real life: a busy machine, a slow disk.
            threading.Event().wait(0.2)
        return service(**given)

    return unguarded


drafts.review = looking(drafts.review, lambda participation_type, **_more: participation_type)
drafts.submit = looking(drafts.submit, lambda draft, **_more: draft.participation_type)
registration.register = looking(
    registration.register, lambda participation_type, **_more: participation_type
)
importing.run = looking(
    importing.run, lambda entries, **_more: ParticipationType.objects.get(pk=entries[0].type_id)
)
for name in ("confirm", "reject", "cancel"):
    guarded = getattr(decisions, name)
    unguarded = looking(guarded, lambda registration, **_more: registration.participation_type)
    setattr(decisions, name, unguarded)
ParticipationTypeQuerySet.take = lambda self, *, pk, places: seen.free
ParticipationTypeQuerySet.release = lambda self, *, pk, places: None

# The views take the services as they are by now.
from portal.wsgi import application  # noqa: E402

__all__ = ["application"]
