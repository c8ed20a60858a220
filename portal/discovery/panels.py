"""What my page says about saved searches."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from portal.accounts.mypage import Item, Panel

from .models import SavedSearch
from .selectors.saved import searches_of


def results_url(search: SavedSearch) -> str:
    """The page of results, in the language of the search."""
    with override(search.language):
        return reverse("search:results") + search.address


def _items(user: Any) -> list[Item]:
    return [
        Item(
            title=search.name,
            url=results_url(search),
            meta=search.get_rhythm_display(),
            status=_("停止中") if search.is_paused else "",
            happens=False,
        )
        for search in searches_of(user)
    ]


SEARCHES = Panel(
    name="searches",
    title=gettext_lazy("保存した検索"),
    items=_items,
    empty_text=gettext_lazy("検索の結果の下で保存すると、新しいものをメールで知らせます。"),
    action_label=gettext_lazy("保存した検索を管理する"),
    action_url_name="discovery:searches",
)
