"""The signed address under which one side answers one question without signing in."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from ..models import OutcomeQuestion
from ..models.outcome_question import ANSWERABLE

SALT = "matchmaking.outcome"


def token(question: OutcomeQuestion) -> str:
    """The key to ``question`` alone."""
    return signing.dumps(question.pk, salt=SALT)


def read_token(key: str) -> int:
    """The question of a key.

    Raises:
        signing.SignatureExpired: the key is too old.
        signing.BadSignature: the key is forged or cut off.
    """
    return int(signing.loads(key, salt=SALT, max_age=ANSWERABLE))


def answer_url(question: OutcomeQuestion) -> str:
    """The full address of the page with the choices, in the language of the moment."""
    return f"{settings.BASE_URL}{reverse('matchmaking:outcome_answer', args=[token(question)])}"
