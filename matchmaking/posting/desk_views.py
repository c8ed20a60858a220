"""The coordinator's side: versions, confirming evidence, where needs come from."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import typed
from ..models import Need, ProviderProfile, Revision, Seed
from ..transitions import NotAllowedError
from ..views.guard import for_coordinators
from . import evidence, origins, restoring, revisions


@for_coordinators
def versions(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """All versions of a need or seed, with what each changed."""
    model: Any = Need if kind == "needs" else Seed
    thing = get_object_or_404(model, pk=pk)
    context = {"thing": thing, "kind": kind, "versions": revisions.versions(thing)}
    return render(request, "matchmaking/desk/versions.html", context)


@require_POST
@for_coordinators
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring back a version."""
    revision = get_object_or_404(Revision.objects.select_related("need", "seed"), pk=pk)
    name, thing = ("need", revision.need_id) if revision.need_id else ("seed", revision.seed_id)
    try:
        restoring.restore(revision=revision, actor=request.user)
        messages.success(request, _("この版に戻しました。読み直してから公開してください。"))
    except NotAllowedError as refusal:
        messages.error(request, str(refusal))
    return redirect(f"matchmaking_desk:{name}", thing)


@require_POST
@for_coordinators
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a claim as looked up, or no longer."""
    profile = get_object_or_404(ProviderProfile, pk=pk)
    claim = request.POST.get("claim", "")
    if claim in evidence.CLAIMS:
        is_true = request.POST.get("holds") == "yes"
        evidence.confirm(profile=profile, claim=claim, is_true=is_true, actor=request.user)
        messages.success(
            request, _("確認済みにしました。") if is_true else _("確認を取り消しました。")
        )
    if seed := typed.number(request.POST.get("seed", "")):
        return redirect("matchmaking_desk:seed", seed)
    return redirect("matchmaking_desk:seeds")


@for_coordinators
def sources(request: HttpRequest) -> HttpResponse:
    """How many needs each way led to."""
    return render(request, "matchmaking/desk/sources.html", {"ways": origins.counts()})
