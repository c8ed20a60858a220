"""The JSON that a device sends: read strictly, so that nothing odd gets further."""

import json
import re
import uuid
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from ..enums import Source, Step
from ..services.sync import BATCH, Batch, Brought

DEVICE = re.compile(r"[0-9a-fA-F-]{1,36}")
LARGEST = 64 * 1024
STEPS = {"arrive": Step.ARRIVE, "leave": Step.LEAVE}
SOURCES = {"scan": Source.SCAN, "manual": Source.MANUAL}


class BadBatch(ValueError):
    """What was sent is no batch of reports."""


def read(body: bytes) -> Batch:
    """The batch in ``body``.

    Raises:
        BadBatch: not JSON, too much of it, or not in the shape that is agreed.
    """
    if len(body) > LARGEST:
        raise BadBatch("too large")
    try:
        data = json.loads(body)
        reports = data["reports"]
        if not isinstance(reports, list) or len(reports) > BATCH:
            raise BadBatch("too many reports")
        device = str(data["device"])
        if not DEVICE.fullmatch(device):
            raise BadBatch("device")
        return Batch(
            device=device,
            sent_at=_moment(data["sent_at"]),
            reports=[_report(one) for one in reports],
        )
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError, RecursionError) as error:
        raise BadBatch("shape") from error
    except ValueError as error:
        raise BadBatch(str(error)[:100]) from error


def _report(data: dict[str, Any]) -> Brought:
    person = data.get("person")
    if person is not None and (not isinstance(person, int) or not 0 < person < 2**63):
        raise BadBatch("person")
    code = data.get("code", "")
    if not isinstance(code, str) or "\x00" in code:
        raise BadBatch("code")
    return Brought(
        key=uuid.UUID(str(data["key"])),
        step=STEPS[data.get("step", "arrive")],
        source=SOURCES[data.get("source", "scan")],
        at=_moment(data["at"]),
        code=code[:100],
        person=person,
    )


def _moment(text: Any) -> datetime:
    moment = parse_datetime(text) if isinstance(text, str) else None
    if moment is None or moment.tzinfo is None or not 2000 < moment.year < 2200:
        raise BadBatch("time")
    return moment
