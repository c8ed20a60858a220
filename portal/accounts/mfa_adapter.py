"""Second factor: secrets are kept encrypted with a key derived from SECRET_KEY."""

import base64
import hashlib
from collections.abc import Iterator

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import User

_PREFIX = "fernet:"


def _keys() -> Iterator[Fernet]:
    for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        digest = hashlib.sha256(b"portal.accounts.mfa:" + secret.encode()).digest()
        yield Fernet(base64.urlsafe_b64encode(digest))


class MfaAdapter(DefaultMFAAdapter):
    """Names and encryption of second factors."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "コードが違います。アプリに今出ている6桁を入力してください。"
        ),
        "unverified_email": gettext_lazy(
            "先にメールアドレスを確認してください。確認が済むと二段階認証を設定できます。"
        ),
    }

    def encrypt(self, text: str) -> str:
        """``text`` as it is kept in the database."""
        return _PREFIX + MultiFernet(list(_keys())).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret itself; older keys stay readable through SECRET_KEY_FALLBACKS."""
        token = encrypted_text.removeprefix(_PREFIX)
        return MultiFernet(list(_keys())).decrypt(token.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """What a new key is called until its owner names it."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("キー %(number)d") % {"number": count + 1}
