"""Words and marks of what the portal shows: kinds of cards and sectors.

The shell imports no room, so the closed sector codes stand here once more; a test
compares them with the taxonomy.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CARD_KINDS = {
    "guide": ("document", _("手引き")),
    "tool": ("tool", _("ツール")),
    "figure": ("chart", _("数字で見る")),
    "event": ("calendar", pgettext_lazy("one event", "イベント")),
    "community": ("people", _("コミュニティ")),
    "news": ("bell", _("お知らせ")),
    "service": ("tool", _("サービス")),
    "seed": ("expert", _("支援")),
    "need": ("message", _("困りごと")),
    "standard": ("info", _("案内")),
    "emergency": ("danger", _("被害に遭ったら")),
}

SECTORS = {
    "manufacturing": _("製造業"),
    "ec_overseas": _("EC・海外ビジネス"),
    "medical": _("医療・調剤"),
    "satellite": _("衛星データ利活用"),
    "common": _("業種共通"),
}
