"""Tables of what remains of an event."""

from .certificate import Certificate, CertificateCounter, CertificateRule
from .material import SessionMaterial
from .report import EventReport

__all__ = [
    "Certificate",
    "CertificateCounter",
    "CertificateRule",
    "EventReport",
    "SessionMaterial",
]
