"""Application of this part of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """What remains of an event: certificates, materials, the report."""

    name = "events.certificates"
    label = "certificates"
    verbose_name = _("修了証と記録")

    def ready(self) -> None:
        """Tell the core and the rooms further right what this part offers."""
        # Needs loaded models.
        from portal.delivery import attachments, periodic  # noqa: PLC0415

        from . import panels, personal_data  # noqa: PLC0415
        from .services import certificates, issuing, letters  # noqa: PLC0415

        attachments.register(letters.CERTIFICATE, certificates.make)
        panels.register()
        personal_data.register()
        periodic.register("event thanks", 1800, letters.send_due)
        periodic.register("event certificates", 3600, issuing.issue_due)
