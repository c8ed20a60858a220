"""One RFC 5322 message as the portal needs it; nothing in it can make reading fail.

Headers are read as bytes and decoded here: the library's own decoding raises on some of what
arrives, and each mail program has its own mistakes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, getaddresses
from typing import Any

from ..files import Given
from . import charsets, html_text

# What the library raises on headers that no program should write.
_UNREAD = (MessageError, ValueError, LookupError, TypeError)
MOST_PARTS = 200
MOST_FILES = 50
_ID = re.compile(r"<[!-;=?-~]{1,240}>")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BULK = {"bulk", "junk", "list", "auto_reply", "auto-reply"}
_AUTOMATIC_SENDERS = re.compile(r"^(mailer-daemon|postmaster|no-?reply|do-?not-?reply)(@|\+|$)")


@dataclass(frozen=True)
class Letter:
    """What a mail says about itself, and what it brings."""

    senders: tuple[str, ...] = ()
    subject: str = ""
    message_id: str = ""
    text: str = ""
    files: tuple[Given, ...] = ()
    is_automatic: bool = False
    loops: tuple[str, ...] = ()
    addressed_to: tuple[str, ...] = field(default=(), repr=False)
    is_readable: bool = True


def read(raw: bytes) -> Letter:
    """Read ``raw``; what cannot be understood is left empty."""
    try:
        return _read(raw)
    except (*_UNREAD, AttributeError, RecursionError):
        # Parts within parts by the thousand, and what the library has not thought of.
        return Letter(is_readable=False)


def _read(raw: bytes) -> Letter:
    message = message_from_bytes(raw, policy=policy.compat32)
    found = ids(_header(message, "Message-ID"))
    return Letter(
        senders=tuple(addresses(message, "From")),
        subject=" ".join(_printable(words(_header(message, "Subject"))).split())[:200],
        message_id=found[0] if found else "",
        text=_body(message),
        files=tuple(_files(message)),
        is_automatic=_is_automatic(message),
        loops=tuple(_all(message, "X-Loop")),
        addressed_to=tuple(
            address
            for name in ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
            for address in addresses(message, name)
        ),
    )


def _all(message: Message, name: str) -> list[str]:
    """A header's values as they came, bytes that are no ASCII read by what they look like."""
    found = [value for key, value in message.raw_items() if key.lower() == name.lower()]
    return [_printable(charsets.text(_bytes(one))).strip() for one in found[:50]]


def _header(message: Message, name: str) -> str:
    return next(iter(_all(message, name)), "")


def _bytes(value: Any) -> bytes:
    return str(value).encode("utf-8", "surrogateescape")


def _printable(text: str) -> str:
    """Without the control characters that no page shows and some databases refuse."""
    return _CONTROLS.sub("", text)


def ids(text: str) -> list[str]:
    """Message-IDs in ``text``, in order."""
    return _ID.findall(text)


def words(text: str) -> str:
    """A header's words, decoded by RFC 2047 as far as it goes."""
    unfolded = re.sub(r"\r?\n[ \t]+", " ", text)
    try:
        parts = decode_header(unfolded)
    except _UNREAD:
        return unfolded
    return "".join(
        part if isinstance(part, str) else charsets.text(part, charset or "")
        for part, charset in parts
    )


def addresses(message: Message, name: str) -> list[str]:
    """The mail addresses of a header, in small letters."""
    try:
        pairs = getaddresses(_all(message, name))
    except (*_UNREAD, RecursionError):
        return []
    return [address.strip().lower() for _name, address in pairs if "@" in address]


def _is_automatic(message: Message) -> bool:
    """Whether a program wrote it (RFC 3834, and what programs did before)."""
    submitted = _header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    if submitted not in {"", "no"}:
        return True
    if _header(message, "Precedence").lower() in _BULK:
        return True
    if message.get("X-Autoreply") or message.get("X-Autorespond") or message.get("List-Id"):
        return True
    suppressed = _header(message, "X-Auto-Response-Suppress").lower()
    if suppressed in {"all", "oof", "autoreply"} and not message.get("In-Reply-To"):
        return True
    if _header(message, "Return-Path") == "<>":
        return True
    if message.get_content_type() == "multipart/report":
        return True
    senders = addresses(message, "From")
    return any(map(_AUTOMATIC_SENDERS.match, senders))


def _leaves(message: Message) -> Iterator[tuple[Message, bool]]:
    """Parts that hold something, and whether each hangs on an HTML page; without recursion."""
    waiting = [(message, False)]
    for _count in range(MOST_PARTS):
        if not waiting:
            return
        part, related = waiting.pop(0)
        payload = part.get_payload()
        kind = part.get_content_type()
        if kind.startswith("multipart/") and isinstance(payload, list):
            inner = related or kind == "multipart/related"
            waiting[:0] = [(one, inner) for one in payload if isinstance(one, Message)]
        else:
            yield part, related


def _content(part: Message) -> bytes:
    """The bytes of a part; a whole mail inside is its source."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return b"".join(one.as_bytes() for one in payload if isinstance(one, Message))
    try:
        decoded: Any = part.get_payload(decode=True)
    except (ValueError, LookupError):
        decoded = str(payload).encode("utf-8", "surrogateescape")
    return decoded if isinstance(decoded, bytes) else b""


def _is_file(part: Message) -> bool:
    disposition = str(part.get("Content-Disposition", "")).partition(";")[0].strip().lower()
    if disposition == "attachment":
        return True
    is_text = part.get_content_type() in {"text/plain", "text/html"}
    return not is_text or bool(_name(part))


def _body(message: Message) -> str:
    """The plain words of the mail; of an HTML mail its words."""
    html = []
    plain = []
    for part, _related in _leaves(message):
        if _is_file(part):
            continue
        text = charsets.text(_content(part), _charset(part))
        (html if part.get_content_type() == "text/html" else plain).append(text)
    said = "\n".join(plain).strip()
    return _printable(said or html_text.to_text("\n".join(html))).strip()


def _charset(part: Message) -> str:
    try:
        return str(part.get_param("charset") or "")
    except _UNREAD:
        return ""


def _files(message: Message) -> Iterator[Given]:
    """What is attached; pictures that only dress an HTML page are not."""
    number = 0
    for part, related in _leaves(message):
        if not _is_file(part) or (related and part.get("Content-ID")):
            continue
        if part.get_content_type() in {"text/calendar", "application/pgp-signature"}:
            continue
        if part.get_content_type() in {"application/pkcs7-signature", "text/x-amp-html"}:
            continue
        number += 1
        if number > MOST_FILES:
            return
        yield Given(_name(part) or f"file{number}", _content(part))


def _name(part: Message) -> str:
    """The name of a file: by RFC 2231, by RFC 2047, or as bytes that somebody just wrote."""
    for header, parameter in (("Content-Disposition", "filename"), ("Content-Type", "name")):
        readable = Message()
        readable[header] = _header(part, header).replace("\r", "").replace("\n", "")
        try:
            value = readable.get_param(parameter, header=header)
        except _UNREAD:
            continue
        if isinstance(value, tuple):
            return _rfc2231(value)
        if value:
            return words(value)
    return ""


def _rfc2231(value: tuple[str | None, str | None, str]) -> str:
    charset, _language, text = value
    try:
        return charsets.text(str(text).encode("latin-1"), charset or "")
    except UnicodeEncodeError:
        return collapse_rfc2231_value(value)
