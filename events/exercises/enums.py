"""Closed lists of this part, and the table of allowed transitions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BodyKind(models.TextChoices):
    """What kind of body asks."""

    CHAMBER = "chamber", _("商工会議所・商工会")
    ASSOCIATION = "association", _("業界団体・組合")
    SUPPORT = "support", _("中小企業の支援機関")
    FINANCE = "finance", _("金融機関")
    GOVERNMENT = "government", _("自治体")
    SCHOOL = "school", _("大学・高専")
    COMPANY = "company", _("企業")
    OTHER = "other", _("その他")


class RequestState(models.TextChoices):
    """Where a request stands."""

    RECEIVED = "received", pgettext_lazy("state of a request", "受付")
    CONSULTED = "consulted", _("相談中")
    PLANNED = "planned", _("開催準備中")
    DECLINED = "declined", pgettext_lazy("state of a request", "見送り")


REQUEST_TRANSITIONS: dict[str, frozenset[str]] = {
    RequestState.RECEIVED: frozenset(
        {RequestState.CONSULTED, RequestState.PLANNED, RequestState.DECLINED}
    ),
    RequestState.CONSULTED: frozenset({RequestState.PLANNED, RequestState.DECLINED}),
    RequestState.PLANNED: frozenset({RequestState.CONSULTED, RequestState.DECLINED}),
    RequestState.DECLINED: frozenset({RequestState.CONSULTED}),
}
"""A declined request can be taken up again; a planned one can fall through."""

OPEN_STATES: tuple[str, ...] = (RequestState.RECEIVED, RequestState.CONSULTED)
"""Someone has to do something."""
