"""Looking every night whether what must be true is true, and leaving word of it."""

import logging

from django.utils import timezone

from portal.privacy import services as privacy

from ..selectors.invariants import CHECKED, TARGET, Breach, breaches

logger = logging.getLogger(__name__)

MOST_KEPT = 200


def check() -> list[Breach]:
    """Look for breaches and keep the answer in the audit log; an error is logged for any.

    The audit log thus shows that the check ran on a day, and since when something is wrong.
    """
    found = breaches(timezone.now())
    privacy.record(
        action=CHECKED,
        target=TARGET,
        detail={
            "count": len(found),
            "breaches": [
                {"rule": one.rule, "target": one.target, "detail": one.detail}
                for one in found[:MOST_KEPT]
            ],
        },
    )
    if found:
        logger.error(
            "events are not as they must be",
            extra={"count": len(found), "first": [str(one) for one in found[:10]]},
        )
    return found
