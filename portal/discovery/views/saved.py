"""Saved searches on the person's own pages, and the link that stops their mails."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.discovery.enums import Rhythm
from portal.discovery.forms.saved import SavedSearchForm
from portal.discovery.models import SavedSearch
from portal.discovery.panels import results_url
from portal.discovery.selectors.saved import searches_of
from portal.discovery.services import saved
from search import asking, chips


@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """All of the person's searches."""
    return render(
        request,
        "portal/discovery/searches.html",
        {"searches": [_shown(search) for search in searches_of(request.user)]},
    )


def _shown(search: SavedSearch) -> dict[str, Any]:
    selection = saved.selection_of(search.address)
    return {
        "search": search,
        "url": results_url(search),
        "text": selection.text,
        "chips": [chip.label for chip in chips.in_force(selection, asking.conditions(selection))],
        "all_languages": selection.all_languages,
    }


@require_POST
@login_required
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search of the page of results."""
    rhythm = request.POST.get("rhythm", "")
    try:
        search = saved.save(
            user=request.user,
            address=request.POST.get("address", "")[:3000],
            language=(get_language() or "ja").split("-")[0],
            rhythm=rhythm if rhythm in Rhythm.values else Rhythm.WEEKLY,
        )
    except saved.NothingAsked:
        messages.error(request, _("検索の言葉を入れてから保存してください。"))
        return redirect("search:results")
    except saved.TooMany:
        messages.error(
            request,
            _("保存できる検索は%(n)s件までです。使わないものを消してから保存してください。")
            % {"n": saved.MOST},
        )
        return redirect("discovery:searches")
    messages.success(request, _("保存しました。新しいものが見つかったらメールで知らせます。"))
    return redirect(results_url(search))


def _mine(request: HttpRequest, pk: int) -> SavedSearch:
    return get_object_or_404(searches_of(request.user), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or rhythm."""
    search = _mine(request, pk)
    form = SavedSearchForm(request.POST or None, instance=_mine(request, pk))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        saved.change(
            search=search, name=data["name"], rhythm=data["rhythm"], is_paused=search.is_paused
        )
        messages.success(request, _("保存しました。"))
        return redirect("discovery:searches")
    context = {"form": form, **_shown(search)}
    return render(request, "portal/discovery/search_edit.html", context)


@require_POST
@login_required
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, go on, or drop."""
    search, action = _mine(request, pk), request.POST.get("action", "")
    if action == "remove":
        saved.remove(search=search)
        messages.success(request, _("「%(name)s」を消しました。") % {"name": search.name})
    elif action in {"pause", "resume"}:
        saved.change(
            search=search,
            name=search.name,
            rhythm=search.rhythm,
            is_paused=action == "pause",
        )
        words = _("お知らせを止めました。") if action == "pause" else _("お知らせを再開しました。")
        messages.success(request, words)
    return redirect("discovery:searches")


@csrf_exempt  # mail programs send this request (RFC 8058); the signed link is the authority
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link in each mail: asks once for people, stops at once for mail programs."""
    try:
        search = saved.from_token(token)
    except signing.BadSignature:
        return render(request, "portal/discovery/stop.html", {"is_broken": True}, status=404)
    if request.method == "POST" and search is not None:
        saved.stop(search=search)
    is_done = search is None or search.is_paused or request.method == "POST"
    return render(request, "portal/discovery/stop.html", {"search": search, "is_done": is_done})
