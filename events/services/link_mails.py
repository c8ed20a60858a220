"""The signed link once more, to the address that the registration has; nowhere else."""

from django.utils import timezone

from ..models import Registration
from . import posting


def send(*, registration: Registration) -> None:
    """Mail the link to the applicant; several times within an hour is one mail."""
    hour = timezone.now().strftime("%Y%m%d%H")
    posting.post(
        registration,
        "link",
        to=registration.contact_email,
        attachments=[],
        version=f":{hour}",
    )
