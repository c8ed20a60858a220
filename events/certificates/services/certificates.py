"""The certificate on paper: A4 landscape, with a code that leads to its verification."""

from collections.abc import Sequence

import segno

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
                    "ask": links.absolute("certificates:ask", language=one.language),
                }
                for one in certificates
            ],
        },
        language=certificates[0].language,
    )


def qr(address: str) -> str:
    """The QR code of ``address`` as a data address; a picture is drawn faster than its path."""
    code = segno.make(address, error="m", micro=False)
    return str(code.png_data_uri(scale=10, border=2, dark="#000060", light="#ffffff"))


def make(*, certificate: int) -> Attachment:
    """Maker of the lazy mail attachment."""
    found = Certificate.objects.get(pk=certificate)
    return Attachment(
        filename=f"certificate-{found.number}.pdf",
        content_type="application/pdf",
        content=pdf(found),
    )
