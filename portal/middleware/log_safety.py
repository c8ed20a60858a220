"""What may stand in a log: request ids, paths without secrets, no addresses of people."""

import copy
import logging
import re
from contextvars import ContextVar
from typing import Any

from pythonjsonlogger.json import JsonFormatter

request_id: ContextVar[str] = ContextVar("request_id", default="-")

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_SECRET_PART = re.compile(r"^(?=.*[0-9:_-])[A-Za-z0-9:_\-.=]{20,}$")
_QUERY = re.compile(r"(?<=[\w/])\?\S*")


def safe_path(path: str) -> str:
    """``path`` without its query; long signed or random parts become an ellipsis."""
    parts = path.split("?", 1)[0].split("/")
    return "/".join("…" if _SECRET_PART.match(part) else part for part in parts)[:300]


def safe_text(text: str) -> str:
    """``text`` without e-mail addresses, query strings and tokens."""
    text = _QUERY.sub("", _ADDRESS.sub("<address>", text))
    return " ".join(safe_path(word) if "/" in word else word for word in text.split(" "))


class SafeJsonFormatter(JsonFormatter):
    """One JSON object a line, with the request id and without what tells of people."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; the record itself stays untouched for other handlers."""
        safe = copy.copy(record)
        safe.__dict__.pop("request", None)
        safe.__dict__.pop("sock_address", None)
        safe.msg, safe.args = safe_text(record.getMessage()), ()
        safe.request_id = request_id.get()
        return str(super().format(safe))

    def formatException(self, ei: Any) -> Any:
        """The traceback without e-mail addresses."""
        text = super().formatException(ei)
        return _ADDRESS.sub("<address>", text) if isinstance(text, str) else text
