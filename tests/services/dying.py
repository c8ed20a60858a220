"""Does one thing again and again, and dies by kill -9 before its nth statement each time.

    python tests/services/dying.py register        or: drain

Each attempt is a forked process with a connection of its own; BEGIN and COMMIT count as
statements. Ends with the attempt that lives, and prints what was kept after each as JSON.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402  needs the applications
from django.db.backends.utils import CursorWrapper  # noqa: E402

from events.models import Attendee, ParticipationType, Registration  # noqa: E402
from events.services.application import Company  # noqa: E402
from portal.delivery import sending, worker  # noqa: E402
from portal.delivery.models import Mail, OutboxMessage  # noqa: E402
from portal.privacy.models import AuditEntry, Consent  # noqa: E402
from scripts.race_data import apply, fill  # noqa: E402

MODELS = (ParticipationType, Registration, Attendee, Consent, AuditEntry, Mail, OutboxMessage)
left = {"statements": 0}


def step() -> None:
    """One statement more; the last one allowed is the end."""
    left["statements"] -= 1
    if left["statements"] == 0:
        os.kill(os.getpid(), signal.SIGKILL)


def mortal() -> None:
    """Count statements, and the beginning and the end of transactions."""
    connection.ensure_connection()
    execute, commit = CursorWrapper.execute, connection._commit

    def counted(self: Any, *arguments: Any, **options: Any) -> Any:
        step()
        return execute(self, *arguments, **options)

    def committed() -> None:
        step()
        commit()
        # Committed, and nobody has been told yet.
        step()

    CursorWrapper.execute = counted
    connection._commit = committed


def lives(action: Callable[[], object], statements: int) -> bool:
    """Whether ``action`` ends before its statement number ``statements``."""
    connection.close()
    child = os.fork()
    if child == 0:
        mortal()
        left["statements"] = statements
        action()
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False
    if status:
        raise SystemExit("the action failed by itself")
    return True


def kept() -> dict[str, Any]:
    """How much of what was kept is there."""
    numbers = {model._meta.model_name: model._default_manager.count() for model in MODELS}
    return numbers | {"taken": ParticipationType.objects.get().taken}


def main() -> None:
    """Die and die again."""
    fill(clients=0, places=9)
    kind = ParticipationType.objects.select_related("session").get()
    address = "mortal@example.jp"

    def register() -> None:
        name = Company(name="不死身株式会社", sector="common", prefecture="saga")
        apply(kind, address, company=name)

    actions: dict[str, Callable[[], object]] = {"register": register, "drain": worker.drain}
    # What is read once and kept in memory is read before the first fork.
    with transaction.atomic():
        register()
        sending.compose(Mail.objects.latest("pk"))
        transaction.set_rollback(True)
    if sys.argv[1] == "drain":
        register()
    after = []
    for statements in range(1, 200):
        alive = lives(actions[sys.argv[1]], statements)
        after.append(kept() | {"alive": alive})
        if alive:
            break
        if sys.argv[1] == "drain":
            OutboxMessage.objects.update(leased_until=None)
        elif Registration.objects.exists():
            # Committed, and the answer was lost: the next attempt begins with another.
            address = f"mortal{statements}@example.jp"
    print(json.dumps(after))


main()
