"""What my page says about self-checks."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.mypage import Item, Panel

from . import selectors

_SHOWN = 3


def _items(user: Any) -> list[Item]:
    return [
        Item(
            title=_("100点中 %(points)s点") % {"points": result.points},
            url=result.get_absolute_url(),
            meta=str(result.organization),
            when=result.taken_at,
            happens=False,
        )
        for result in selectors.results_of(user)[:_SHOWN]
    ]


RESULTS = Panel(
    name="self_check",
    title=gettext_lazy("自社診断"),
    items=_items,
    empty_text=gettext_lazy("18の質問に答えると、はじめに直すところが分かります。"),
    action_label=gettext_lazy("自社診断をする"),
    action_url_name="assessment:check",
)
