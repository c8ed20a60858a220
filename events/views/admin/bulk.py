"""まとめて: one action for many registrations, each through its service, one reason for all."""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ... import permissions
from ...enums import REGISTRATION_TRANSITIONS, Duty, RegistrationState
from ...forms.desk import ReasonForm
from ...models import Registration
from ...selectors import roster
from ...services import by_hand, decisions
from ...services.errors import RegistrationError
from ...viewsets.filters import RegistrationFilters
from ...viewsets.policies import ReadOnlyPolicy

LIMIT = 500
"""So many at once: each is a transaction with its mails, and a person waits for the answer."""

ACTIONS: dict[str, tuple[Any, Any, Any]] = {
    "confirm": (gettext_lazy("参加を確定する"), decisions.confirm, RegistrationState.CONFIRMED),
    "reject": (gettext_lazy("見送る"), decisions.reject, RegistrationState.REJECTED),
    "wait": (
        gettext_lazy("キャンセル待ちに移す"),
        by_hand.to_waitlist,
        RegistrationState.WAITLISTED,
    ),
    "cancel": (gettext_lazy("キャンセルする"), decisions.cancel, RegistrationState.CANCELLED),
}


class MessageForm(forms.Form):
    """A letter to many: each goes to its own contact, with its own facts below."""

    subject = forms.CharField(label=gettext_lazy("件名"), max_length=100)
    text = forms.CharField(
        label=gettext_lazy("本文"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("宛名、日時、会場、受付番号、確認用のリンクはひとりでに付きます。"),
    )


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Ask with numbers, then do it and report row by row."""
    if not permissions.has_any_duty(request.user, Duty.OWNER):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else request.GET
    action = data.get("action", "")
    if action not in {*ACTIONS, "message"}:
        messages.error(request, _("操作を選んでください。"))
        return redirect("registrations:index")
    chosen = _chosen(request, data)
    count = chosen.count()
    if not 0 < count <= LIMIT:
        messages.error(
            request,
            _("申込を選んでください。")
            if not count
            else _(
                "一度に処理できるのは%(limit)s件までです（いまは%(count)s件）。条件で絞ってください。"
            )
            % {"limit": LIMIT, "count": count},
        )
        return redirect(f"{reverse('registrations:index')}?{_query(data)}")
    form = (MessageForm if action == "message" else ReasonForm)(
        request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and form.is_valid():
        return _done(request, action, list(chosen.order_by("pk")), form.cleaned_data)
    return render(
        request,
        "events/admin/bulk.html",
        _question(action, chosen, data) | {"form": form},
        status=422 if request.method == "POST" else 200,
    )


def _query(data: QueryDict) -> str:
    """The filters of the list, re-built from their parts so that nothing else gets through."""
    return QueryDict(data.get("query", "")).urlencode()


def _chosen(request: HttpRequest, data: QueryDict) -> QuerySet[Registration]:
    """What was ticked or filtered, of the events the person runs."""
    policy = ReadOnlyPolicy(Registration)
    rows: QuerySet[Registration] = policy.reached(request.user, Registration.objects.all())
    if request.method == "POST":
        # What the person was asked about, however the list looks meanwhile.
        return rows.filter(pk__in=_numbers(data.get("ids", "").split(",")))
    if data.get("all"):
        filters = RegistrationFilters(
            QueryDict(data.get("query", "")), queryset=rows, request=request
        )
        found: QuerySet[Registration] = filters.qs
        return roster.matching(found, QueryDict(data.get("query", "")).get("q", ""))
    return rows.filter(pk__in=_numbers(data.getlist("id")))


def _numbers(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal() and len(value) < 12]


def _question(action: str, chosen: QuerySet[Registration], data: QueryDict) -> dict[str, Any]:
    counted = chosen.order_by().values_list("state").annotate(Count("pk"))
    possible, states = 0, []
    target = ACTIONS[action][2] if action in ACTIONS else None
    for state, count in counted:
        fits = target is None or target in REGISTRATION_TRANSITIONS[state]
        possible += count if fits else 0
        states.append((RegistrationState(state).label, count, fits))
    return {
        "action": action,
        "label": ACTIONS[action][0] if action in ACTIONS else _("お知らせを送る"),
        "states": states,
        "total": sum(count for _label, count, _fits in states),
        "possible": possible,
        "ids": ",".join(str(pk) for pk in chosen.order_by("pk").values_list("pk", flat=True)),
        "key": data.get("key") or secrets.token_hex(8),
        "query": _query(data),
    }


def _done(
    request: HttpRequest, action: str, chosen: list[Registration], given: dict[str, Any]
) -> HttpResponse:
    done, failed = [], []
    key = request.POST.get("key", "")[:32]
    for registration in chosen:
        try:
            if action == "message":
                by_hand.message(registration=registration, actor=request.user, key=key, **given)
            else:
                ACTIONS[action][1](
                    registration=registration, actor=request.user, reason=given["reason"]
                )
        except RegistrationError as error:
            failed.append((registration, error.message))
        else:
            done.append(registration)
    return render(
        request,
        "events/admin/bulk_done.html",
        {
            "label": ACTIONS[action][0] if action in ACTIONS else _("お知らせを送る"),
            "done": done,
            "failed": failed,
            "query": _query(request.POST),
        },
    )
