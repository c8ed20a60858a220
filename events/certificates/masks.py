"""Names shown to somebody who may not know whose certificate it is."""

import unicodedata

from .models import Certificate

HIDDEN = "●"


def masked(certificate: Certificate) -> str:
    """The first letter of the family name, the rest hidden: 髙● ●●."""
    family, given = certificate.family_name, certificate.given_name
    if not family:
        return ""
    return f"{family[0]}{HIDDEN * 2} {HIDDEN * 2 if given else ''}".strip()


def knows(certificate: Certificate, typed: str) -> bool:
    """Whether ``typed`` is the family name, whatever widths and case it is typed in.

    Common variants count as their plain forms (髙 高, 﨑 崎): few keyboards have them.
    """
    given = _plain(typed)
    return bool(given) and given == _plain(certificate.family_name)


PLAIN = str.maketrans("髙﨑德濵塚邉邊𠮷", "高崎徳浜塚辺辺吉")


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).translate(PLAIN).casefold()
    return "".join(folded.split())
