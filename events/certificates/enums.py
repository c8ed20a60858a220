"""Closed lists of what remains of an event."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CertificateState(models.TextChoices):
    """Whether a certificate counts."""

    VALID = "valid", _("有効")
    REVOKED = "revoked", _("取消し")
    REPLACED = "replaced", _("再発行により無効")
    ERASED = "erased", _("本人の希望で氏名を削除")


CERTIFICATE_TRANSITIONS: dict[str, frozenset[str]] = {
    CertificateState.VALID: frozenset(
        {CertificateState.REVOKED, CertificateState.REPLACED, CertificateState.ERASED}
    ),
    CertificateState.REVOKED: frozenset({CertificateState.ERASED}),
    CertificateState.REPLACED: frozenset({CertificateState.ERASED}),
    CertificateState.ERASED: frozenset(),
}


class MaterialKind(models.TextChoices):
    """What is given to attendees."""

    MATERIAL = "material", _("資料")
    RECORDING = "recording", _("録画")


class MaterialAudience(models.TextChoices):
    """Which attendees see it."""

    REGISTERED = "registered", _("参加が確定した人")
    ATTENDED = "attended", _("出席した人")
