"""Whether the process lives, and whether it can do its work; for watchers, not for people.

Checks are named in settings by string. One that is required and fails makes the answer
503; an optional one (search, outbox) only shows as degraded, since pages still work.
"""

import logging

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


class CheckError(Exception):
    """What is wrong, in words without addresses or names."""


def check_database() -> None:
    """One trivial query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_migrations() -> None:
    """The database has the shape that the code expects."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CheckError(f"{len(plan)} migrations are not applied")


def run(checks: dict[str, str]) -> dict[str, str]:
    """The answer of each check: ``ok`` or what is wrong."""
    answers = {}
    for name, path in checks.items():
        try:
            import_string(path)()
        except CheckError as error:
            answers[name] = str(error)
        except Exception as error:
            logger.warning("readiness check failed", extra={"check": name}, exc_info=True)
            answers[name] = type(error).__name__
        else:
            answers[name] = "ok"
    return answers


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """The parts this process needs answer too."""
    required, optional = run(settings.REQUIRED_CHECKS), run(settings.OPTIONAL_CHECKS)
    failed = any(answer != "ok" for answer in required.values())
    degraded = any(answer != "ok" for answer in optional.values())
    status = "failed" if failed else "degraded" if degraded else "ok"
    body = {"status": status, "checks": required | optional}
    return JsonResponse(body, status=503 if failed else 200)
