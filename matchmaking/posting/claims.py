"""What speaks for a provider, as codes that reasons keep and words that people read."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


def label(code: str) -> str:
    """One code in words; empty when unknown."""
    return {
        "specialist_confirmed": _("登録セキスペ（確認済み）"),
        "specialist": _("登録セキスペ（自己申告）"),
        "help_team_confirmed": _("お助け隊サービス（確認済み）"),
        "help_team": _("お助け隊サービス（自己申告）"),
        "track_record": _("支援の実績"),
    }.get(code, "")


def listed(codes: Iterable[str]) -> str:
    """Codes in words, on one line."""
    return _("、").join(said for code in codes if (said := label(code)))
