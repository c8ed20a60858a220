"""The weights at the coordinator's desk: tried, kept, learned, switched."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import typed, versions
from ..models import WeightsVersion
from ..transitions import NotAllowedError
from ..views.guard import for_coordinators
from . import decisions, effects, services, words
from .forms import WeightsForm, digest

Kind = WeightsVersion.Kind
PAST = 10


@for_coordinators
def weights(request: HttpRequest) -> HttpResponse:
    """Weights set by hand with the effect of other ones, and those that were learned."""
    now = versions.in_force()
    effect, tried = None, ""
    if request.method == "POST":
        form = WeightsForm(request.POST)
        if form.is_valid():
            wanted = form.weights()
            tried = digest(wanted)
            if request.POST.get("action") == "save" and request.POST.get("tried") == tried:
                return _save(request, wanted, form.cleaned_data["note"])
            if request.POST.get("action") == "save":
                messages.error(request, _("保存の前に、この値の効果をご確認ください。"))
            effect = effects.of(now.by, wanted)
    else:
        form = WeightsForm(initial=dict(now.by))
    return render(
        request,
        "matchmaking/desk/weights.html",
        {
            "form": form,
            "fields": [form[name] for name in now.by],
            "effect": effect,
            "measures": _measures(effect),
            "shown": effect.changed[: effects.SHOWN] if effect else [],
            "tried": tried,
            "hand": versions.in_use(Kind.HAND),
            "past": WeightsVersion.objects.filter(kind=Kind.HAND).select_related("created_by")[
                :PAST
            ],
            **_learned(now.learned is not None),
        },
    )


def _measures(effect: effects.Effect | None) -> list[dict[str, Any]]:
    if effect is None:
        return []
    return [
        {
            "label": words.MEASURES[one.name],
            "before": one.before,
            "after": one.after,
            "change": one.after - one.before,
        }
        for one in effect.measures
    ]


def _learned(works: bool) -> dict[str, Any]:
    used = versions.in_use(Kind.LEARNED)
    newest = WeightsVersion.objects.filter(kind=Kind.LEARNED).first()
    shown = used or newest
    kept = shown.weights.get("weights", {}) if shown else {}
    return {
        "least": decisions.LEAST,
        "used": used,
        "broken": used is not None and not works,
        "newest": newest,
        "shown_version": shown,
        "figures": shown.figures if shown and "learned" in shown.figures else None,
        "learned": [
            {"label": words.FEATURES[name], "weight": value}
            for name, value in sorted(kept.items(), key=lambda item: -abs(item[1]))
            if name in words.FEATURES
        ],
    }


def _save(request: HttpRequest, wanted: dict[str, float], note: str) -> HttpResponse:
    try:
        services.set_by_hand(weights=wanted, note=note, actor=request.user)
        messages.success(request, _("重みを保存しました。次の並べ替えから使います。"))
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
    return redirect("matchmaking_desk:weights")


@require_POST
@for_coordinators
def switch(request: HttpRequest) -> HttpResponse:
    """Use a version, or go back to what holds without one."""
    action = request.POST.get("action", "")
    try:
        if action == "on":
            number = typed.number(request.POST.get("version", ""))
            version = get_object_or_404(WeightsVersion, pk=number)
            services.switch_on(version=version, actor=request.user)
        elif action in ("off", "revert"):
            kind = Kind.LEARNED if action == "off" else Kind.HAND
            services.switch_off(kind=kind, actor=request.user)
        else:
            raise NotAllowedError(_("操作を選び直してください。"))
        messages.success(request, _("切り替えました。次の並べ替えから使います。"))
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
    return redirect("matchmaking_desk:weights")
