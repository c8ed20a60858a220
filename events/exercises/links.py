"""The signed address under which a requester sees the state of a request."""

from typing import Any

from django.core import signing

from events.links import absolute

SALT = "events.exercise_request"
MAX_AGE_SECONDS = 800 * 24 * 3600


def token(request: Any) -> str:
    """A signed key to one request; raising ``link_version`` makes older keys void."""
    return signing.dumps([request.reference, request.link_version], salt=SALT)


def read_token(key: str) -> tuple[str, int]:
    """Reference and version of a key.

    Raises:
        signing.SignatureExpired: the key is too old.
        signing.BadSignature: the key is forged or cut off.
    """
    reference, version = signing.loads(key, salt=SALT, max_age=MAX_AGE_SECONDS)
    return reference, version


def state_url(request: Any) -> str:
    """The page of the requester."""
    return absolute("exercises:state", token(request), language=request.language)
