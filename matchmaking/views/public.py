"""What anybody reads: how it works, open needs, open seeds."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from .. import permissions, selectors
from ..enums import SeedState
from ..filters import NeedFilterForm, SeedFilterForm
from ..posting import availability
from . import access, trails

PER_PAGE = 12


def index(request: HttpRequest) -> HttpResponse:
    """相談する: how it works, and what is going on now."""
    return render(
        request,
        "matchmaking/index.html",
        {
            "needs": list(selectors.open_needs(request.user)[:3]),
            "seeds": availability.mark(selectors.open_seeds()[:3]),
            "trail": trails.trail(),
        },
    )


def needs(request: HttpRequest) -> HttpResponse:
    """Open needs without names."""
    form = NeedFilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = selectors.open_needs(
        request.user,
        sector=getattr(chosen.get("sector"), "code", ""),
        theme=getattr(chosen.get("theme"), "code", ""),
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"filters": form, "page_obj": page, "trail": trails.trail((_("困りごとの一覧"), ""))}
    return render(request, "matchmaking/needs.html", context)


def seeds(request: HttpRequest) -> HttpResponse:
    """Open seeds."""
    form = SeedFilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = selectors.open_seeds(
        sector=getattr(chosen.get("sector"), "code", ""),
        theme=getattr(chosen.get("theme"), "code", ""),
        prefecture=chosen.get("prefecture", ""),
        form=chosen.get("form", ""),
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = availability.mark(page.object_list)
    context = {"filters": form, "page_obj": page, "trail": trails.trail((_("支援の一覧"), ""))}
    return render(request, "matchmaking/seeds.html", context)


def seed(request: HttpRequest, pk: int) -> HttpResponse:
    """One seed; its owner sees where it stands."""
    found = access.readable_seed(request.user, pk)
    if found.state != SeedState.PUBLISHED and not permissions.owns_seed(request.user, found):
        return redirect("matchmaking_desk:seed", found.pk)
    return render(
        request,
        "matchmaking/seed.html",
        {
            "seed": availability.mark([found])[0],
            "own": permissions.owns_seed(request.user, found),
            "trail": trails.seeds_trail(found.shown_title),
        },
    )
