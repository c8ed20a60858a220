"""Offering help: writing a seed, and the provider's own page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from portal.accounts.models import Organization

from .. import selectors
from ..disclosure import stage
from ..enums import SeedState, Side
from ..forms import SeedForm
from ..models import Introduction, Seed
from ..services import seed as seeds
from ..transitions import NotAllowedError
from . import access, trails


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The provider's page: proposals that wait, own seeds."""
    providers = access.organizations(request.user, provider=True)
    return render(
        request,
        "matchmaking/provider.html",
        {
            "introductions": _waiting_first(request.user),
            "seeds": list(selectors.seeds_of(request.user)),
            "trail": trails.trail((_("支援者のページ"), "")),
            "may_offer": bool(providers),
            "providers": providers,
        },
    )


def _waiting_first(user: Any) -> list[tuple[Introduction, bool]]:
    """What reached the user, and whether it waits for an answer; those first, then the newest."""
    found = selectors.introductions_of(user, Side.PROVIDER)
    marked = [(one, stage.waits_for(one, Side.PROVIDER)) for one in found]
    return sorted(marked, key=lambda pair: not pair[1])


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Write a new seed."""
    organizations = access.organizations(request.user, provider=True)
    if not organizations:
        return redirect("matchmaking:provider")
    initial = {"price_band": "low", "prefectures": [organizations[0].prefecture_id]}
    return _write(request, None, organizations, initial)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a seed."""
    seed = access.own_seed(request.user, pk)
    initial = {
        "organization": seed.organization_id,
        "title": seed.title,
        "body": seed.body,
        "themes": [theme.pk for theme in seed.themes.all()],
        "sectors": [sector.pk for sector in seed.sectors.all()],
        "prefectures": [place.pk for place in seed.prefectures.all()],
        "online": seed.online,
        "service_types": seed.service_types,
        "price_band": seed.price_band,
        "capacity_per_month": seed.capacity_per_month,
        "evidence": seed.evidence,
    }
    return _write(request, seed, [seed.organization], initial)


def _write(
    request: HttpRequest,
    seed: Seed | None,
    organizations: list[Organization],
    initial: dict[str, Any],
) -> HttpResponse:
    asked = Organization.objects.filter(pk__in=[one.pk for one in organizations])
    draft = request.POST.get("action") == "draft"
    form = SeedForm(
        request.POST or None, organizations=asked, draft=draft, initial=initial, seed=seed
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _kept(request, form, seed, draft)
        except NotAllowedError as refusal:
            form.add_error(None, str(refusal))
    return render(
        request,
        "matchmaking/seed_form.html",
        {"form": form, "seed": seed, "trail": trails.seeds_trail(_("支援を登録する"))},
    )


def _kept(request: HttpRequest, form: SeedForm, seed: Seed | None, draft: bool) -> HttpResponse:
    fields = {
        name: form.cleaned_data[name] for name in form.cleaned_data if name not in form.questions
    }
    organization = fields.pop("organization")
    user: Any = request.user
    kept = seeds.save(organization=organization, author=user, seed=seed, **fields)
    if draft:
        messages.success(request, _("下書きを保存しました。あとで続きから書けます。"))
        return redirect("matchmaking:seed_edit", kept.pk)
    if kept.state == SeedState.DRAFT:
        try:
            seeds.submit(seed=kept, actor=user)
        except NotAllowedError as refusal:
            messages.error(request, str(refusal))
            return redirect("matchmaking:seed_edit", kept.pk)
    messages.success(request, _("お預かりしました。コーディネーターが読んでから公開します。"))
    return redirect(kept)


_ACTIONS = {
    "close": (seeds.close, gettext_lazy("終了しました。")),
    "reopen": (seeds.reopen, gettext_lazy("下書きに戻しました。")),
    "renew": (seeds.renew, gettext_lazy("掲載期限を延ばしました。")),
}


@login_required
@require_POST
def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Close, reopen or renew one's own seed."""
    seed = access.own_seed(request.user, pk)
    service, said = _ACTIONS[action]
    try:
        service(seed=seed, actor=request.user)
        messages.success(request, said)
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
    return redirect(seed)
