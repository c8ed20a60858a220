"""Application of this part of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """What remains of an event: certificates, materials, the report."""

    name = "events.certificates"
    label = "certificates"
    verbose_name = _("修了証と記録")
