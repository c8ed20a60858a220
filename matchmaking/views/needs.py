"""Writing a need and looking at who can help."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from portal.accounts.models import Organization
from portal.taxonomy.models import Theme

from .. import matching, permissions, selectors
from ..enums import NeedState
from ..forms import DismissForm, NeedForm
from ..models import Need
from ..posting import origins, starts
from ..services import need as needs
from ..services import proposal as proposals
from ..transitions import NotAllowedError
from . import access, trails


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A need: its owner sees candidates, others its masked words."""
    need = access.readable_need(request.user, pk)
    if access.belongs_at_desk(request.user, need):
        return redirect("matchmaking_desk:need", need.pk)
    own = permissions.owns_need(request.user, need)
    live = need.state == NeedState.PUBLISHED and not need.expired
    return render(
        request,
        "matchmaking/need.html",
        {
            "need": need,
            "own": own,
            "live": live,
            "named": permissions.can_see_company(request.user, need),
            "title": need.title if own else need.shown_title,
            "body": need.body if own else need.shown_body,
            "trail": trails.needs_trail(str(need) if own else need.shown_title),
            "candidates": selectors.candidates(need) if own and live else [],
        },
    )


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Write a new need."""
    organizations = access.organizations(request.user)
    if not organizations:
        return access.without_organization(request)
    first = organizations[0]
    initial = {
        "sector": first.sector_id,
        "prefecture": first.prefecture_id,
        "urgency": "quarter",
        "budget_band": "low",
        "visibility": "public_anonymous",
    }
    start = starts.waiting(request.session)
    return _write(request, None, organizations, initial | (start.initial() if start else {}))


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a need."""
    need = access.own_need(request.user, pk)
    initial = {
        "organization": need.organization_id,
        "title": need.title,
        "body": need.body,
        "sector": need.sector_id,
        "prefecture": need.prefecture_id,
        "themes": [theme.pk for theme in need.themes.all()],
        "urgency": need.urgency,
        "budget_band": need.budget_band,
        "wanted_forms": need.wanted_forms,
        "visibility": need.visibility,
    }
    return _write(request, need, [need.organization], initial)


def _write(
    request: HttpRequest,
    need: Need | None,
    organizations: list[Organization],
    initial: dict[str, Any],
) -> HttpResponse:
    asked = Organization.objects.filter(pk__in=[one.pk for one in organizations])
    wanted = request.POST.get("action", "submit")
    author = need.created_by if need else request.user
    suggested: list[Theme] = []
    if request.method == "POST":
        form = NeedForm(
            request.POST,
            organizations=asked,
            author=author,
            draft=wanted != "submit",
            initial=initial,
        )
        if wanted == "suggest":
            form = _with_suggestions(request, asked, initial)
            suggested = list(form.initial.get("suggested", []))
        elif form.is_valid():
            try:
                return _kept(request, form, need, wanted)
            except NotAllowedError as refusal:
                form.add_error(None, str(refusal))
    else:
        form = NeedForm(organizations=asked, initial=initial)
    return render(
        request,
        "matchmaking/need_form.html",
        {
            "form": form,
            "need": need,
            "suggested": suggested,
            "start": origins.of(need) if need else starts.waiting(request.session),
            "trail": trails.needs_trail(_("困りごとを書く")),
        },
    )


def _with_suggestions(request: HttpRequest, asked: Any, initial: dict[str, Any]) -> NeedForm:
    """The form as typed, with the themes the words speak of ticked as well."""
    data = request.POST.copy()
    codes = matching.suggest_themes(data.get("title", ""), data.get("body", ""))
    themes = list(Theme.objects.filter(code__in=codes))
    data.setlist("themes", list(dict.fromkeys([*data.getlist("themes"), *codes])))
    form = NeedForm(organizations=asked, initial={**initial, **_typed(data)})
    form.initial["suggested"] = themes
    return form


def _typed(data: Any) -> dict[str, Any]:
    single = (
        "organization",
        "title",
        "body",
        "sector",
        "prefecture",
        "urgency",
        "budget_band",
        "visibility",
    )
    several = ("themes", "wanted_forms")
    return {name: data.get(name, "") for name in single} | {
        name: data.getlist(name) for name in several
    }


def _kept(request: HttpRequest, form: NeedForm, need: Need | None, wanted: str) -> HttpResponse:
    fields = {
        name: form.cleaned_data[name] for name in form.cleaned_data if name not in form.questions
    }
    organization = fields.pop("organization")
    if not fields["themes"]:
        codes = matching.suggest_themes(fields["title"], fields["body"])
        fields["themes"] = Theme.objects.filter(code__in=codes)
    user: Any = request.user
    with transaction.atomic():
        kept = needs.save(organization=organization, author=user, need=need, **fields)
        if wanted == "submit" and kept.state == NeedState.DRAFT:
            kept = needs.submit(need=kept, actor=user)
    if need is None:
        origins.settle(request.session, kept)
    if wanted != "submit":
        messages.success(request, _("下書きを保存しました。あとで続きから書けます。"))
        return redirect("matchmaking:need_edit", kept.pk)
    messages.success(
        request,
        _("お預かりしました。コーディネーターが読んでから、合う支援者をお探しします。"),
    )
    return redirect(kept)


_ACTIONS = {
    "close": (needs.close, gettext_lazy("終了しました。")),
    "reopen": (needs.reopen, gettext_lazy("下書きに戻しました。")),
    "renew": (needs.renew, gettext_lazy("掲載期限を延ばしました。")),
    "submit": (needs.submit, gettext_lazy("お預かりしました。コーディネーターが確認します。")),
}


@login_required
@require_POST
def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Close, reopen, renew or submit one's own need."""
    need = access.own_need(request.user, pk)
    service, said = _ACTIONS[action]
    try:
        service(need=need, actor=request.user)
        messages.success(request, said)
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
    return redirect(need)


@login_required
@require_POST
def ask(request: HttpRequest, pk: int, seed_pk: int) -> HttpResponse:
    """Ask to be introduced to the provider of a seed."""
    need = access.own_need(request.user, pk)
    seed = access.readable_seed(request.user, seed_pk)
    match = selectors.match_of(need, seed)
    try:
        introduction = proposals.request(
            need=need,
            seed=seed,
            actor=request.user,
            score=match.score if match else 0.0,
            reasons=match.reasons_json() if match else [],
        )
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
        return redirect(need)
    messages.success(
        request, _("紹介の希望をお預かりしました。コーディネーターが確認してご連絡します。")
    )
    return redirect(introduction)


@login_required
def dismiss(request: HttpRequest, pk: int, seed_pk: int) -> HttpResponse:
    """Not this one: choose why."""
    need = access.own_need(request.user, pk)
    seed = access.readable_seed(request.user, seed_pk)
    form = DismissForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proposals.dismiss(
                need=need, seed=seed, actor=request.user, reason=form.cleaned_data["reason"]
            )
        except NotAllowedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("候補から外しました。"))
        return redirect(need)
    return render(
        request,
        "matchmaking/dismiss.html",
        {"need": need, "seed": seed, "form": form, "trail": trails.needs_trail(str(need))},
    )
