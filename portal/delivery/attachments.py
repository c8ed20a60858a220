"""Attachments of a mail: given as bytes, or made when the mail leaves."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Attachment:
    """A file in hand; ``content_type`` may carry parameters (``method=REQUEST``)."""

    filename: str
    content_type: str
    content: bytes

    def as_json(self) -> dict[str, Any]:
        """The form kept in ``Mail.attachments``."""
        return {
            "filename": self.filename,
            "content_type": self.content_type,
            "content": base64.b64encode(self.content).decode(),
        }


@dataclass(frozen=True)
class LazyAttachment:
    """A file made by the registered maker ``name`` when the mail is sent."""

    name: str
    args: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The form kept in ``Mail.attachments``."""
        return {"maker": self.name, "args": self.args}


Maker = Callable[..., Attachment]
_makers: dict[str, Maker] = {}


def register(name: str, maker: Maker) -> None:
    """Make ``maker`` available to LazyAttachment under ``name``; ValueError if taken."""
    if name in _makers:
        raise ValueError(f"Attachment {name!r} has a maker already.")
    _makers[name] = maker


def from_json(data: dict[str, Any]) -> Attachment:
    """The attachment in hand, made now if it was lazy."""
    if "maker" in data:
        return _makers[data["maker"]](**data["args"])
    return Attachment(data["filename"], data["content_type"], base64.b64decode(data["content"]))
