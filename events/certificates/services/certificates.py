"""The certificate on paper: A4 landscape, with a code that leads to its verification."""

from collections.abc import Sequence
from functools import lru_cache

import segno
from django.conf import settings

from events import links
from portal.delivery.attachments import Attachment

from ..models import Certificate


def verify_url(certificate: Certificate) -> str:
    """Where anybody who holds the paper can see whether it counts."""
    return links.absolute("certificates:verify", certificate.code, language=certificate.language)


def pdf(certificate: Certificate) -> bytes:
    """One certificate."""
    return pdf_of([certificate])


def pdf_of(certificates: Sequence[Certificate]) -> bytes:
    """All ``certificates`` in one file, a page each, in the language of the first."""
    from portal.delivery import pdf as paper  # noqa: PLC0415  loads Pango: only where a PDF is made

    return paper.render(
        "pdf/certificates_certificate.html",
        {
            "sheets": [
                {
                    "certificate": one,
                    "words": one.printed,
                    "qr": qr(verify_url(one)),
                    "address": verify_url(one),
                }
                for one in certificates
            ],
            "site": settings.BASE_URL,
        },
        language=certificates[0].language,
    )


@lru_cache(maxsize=64)
def qr(address: str) -> str:
    """The QR code of ``address`` as a data address."""
    code = segno.make(address, error="m", micro=False)
    return str(code.svg_data_uri(scale=4, border=2, dark="#000060", light="#ffffff"))


def make(*, certificate: int) -> Attachment:
    """Maker of the lazy mail attachment."""
    found = Certificate.objects.get(pk=certificate)
    return Attachment(
        filename=f"certificate-{found.number}.pdf",
        content_type="application/pdf",
        content=pdf(found),
    )
