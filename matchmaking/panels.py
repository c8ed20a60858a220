"""What my page says about needs, seeds and introductions."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.mypage import Item, Panel
from portal.templatetags.typography import LISTED

from . import permissions, selectors
from .disclosure import showing, stage
from .enums import Side
from .meetings import panels as meetings

_SHOWN = 10


def need_items(user: Any) -> list[Item]:
    """Needs of the user's organizations and what was proposed for them."""
    items = meetings.items(user, Side.COMPANY) + [
        Item(
            title=introduction.proposal.seed.shown_title,
            url=introduction.get_absolute_url(),
            meta=_("ご相談「%(title)s」への提案") % {"title": introduction.proposal.need},
            status=introduction.get_state_display(),
            when=introduction.updated_at,
            happens=False,
            urgent=stage.waits_for(introduction, Side.COMPANY),
        )
        for introduction in selectors.introductions_of(user, Side.COMPANY)[:_SHOWN]
    ]
    return items + [
        Item(
            title=str(need),
            url=need.get_absolute_url(),
            meta=_("困りごと"),
            status=need.get_state_display(),
            when=need.updated_at,
            happens=False,
            urgent=bool(need.returned_reason),
        )
        for need in selectors.needs_of(user)[:_SHOWN]
    ]


def provider_items(user: Any) -> list[Item]:
    """Proposals for the user's seeds, and the seeds."""
    if not permissions.organization_ids(user):
        return []
    items = meetings.items(user, Side.PROVIDER) + [
        Item(
            title=introduction.proposal.seed.shown_title,
            url=introduction.get_absolute_url(),
            meta=_("ご相談: %(words)s")
            % {"words": str(LISTED).join(showing.company_in_words(introduction))},
            status=introduction.get_state_display(),
            when=introduction.updated_at,
            happens=False,
            urgent=stage.waits_for(introduction, Side.PROVIDER),
        )
        for introduction in selectors.introductions_of(user, Side.PROVIDER)[:_SHOWN]
    ]
    return items + [
        Item(
            title=str(seed),
            url=seed.get_absolute_url(),
            meta=_("支援"),
            status=seed.get_state_display(),
            when=seed.updated_at,
            happens=False,
            urgent=bool(seed.returned_reason),
        )
        for seed in selectors.seeds_of(user)[:_SHOWN]
    ]


NEEDS = Panel(
    name="needs",
    title=gettext_lazy("相談とご提案"),
    items=need_items,
    empty_text=gettext_lazy("困りごとを書くと、合う支援者の候補が届きます。"),
    action_label=gettext_lazy("困りごとを相談する"),
    action_url_name="matchmaking:need_new",
)
PROVIDER = Panel(
    name="seeds",
    title=gettext_lazy("提供している支援"),
    items=provider_items,
    empty_text=gettext_lazy("支援を提供する事業者の方は、ここから登録できます。"),
    action_label=gettext_lazy("支援者のページを見る"),
    action_url_name="matchmaking:provider",
)
