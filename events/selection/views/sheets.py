"""選考 in the admin: criteria, scores, the ranking."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import permissions
from events.models import ParticipationType

from ..forms.sheets import ReviewForm, SheetForm, criteria_formset
from ..models import Sheet
from ..selectors import ranking as selectors
from ..selectors import sheets as sheet_selectors
from ..services import reviews, sheets
from . import table
from .doors import attempt, with_sheet, with_type


@require_POST
@with_type(permissions.may_manage_event)
def open_sheet(request: HttpRequest, kind: ParticipationType) -> HttpResponse:
    """Begin a sheet, then write its criteria."""
    done = attempt(
        request,
        _("採点表を作りました。基準を決めてください。"),
        lambda: sheets.open_for(participation_type=kind, actor=request.user),
    )
    if done:
        return redirect("events_selection:criteria", kind.pk)
    return redirect("events_selection:session", kind.session_id)


@require_http_methods(["GET", "POST"])
@with_sheet(permissions.may_manage_event)
def criteria(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Settings and criteria of a sheet."""
    data = request.POST if request.method == "POST" else None
    form, formset = SheetForm(data, instance=sheet), criteria_formset(sheet, data)
    if data is not None and form.is_valid() and formset.is_valid():
        kept = formset.kept()
        done = attempt(
            request,
            _("採点表を保存しました。"),
            lambda: sheets.settle(
                sheet=sheet, settings=form.cleaned_data, criteria=kept, actor=request.user
            ),
        )
        if done:
            return redirect("events_selection:sheet", sheet.participation_type_id)
    context = table.about(request, sheet) | {
        "form": form,
        "formset": formset,
        "sources": sheet_selectors.earlier(sheet, request.user)
        if not sheet.criteria.exists()
        else [],
    }
    return render(request, "events/selection/admin/criteria.html", context)


@require_POST
@with_sheet(permissions.may_manage_event)
def copy(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Take the criteria of an earlier sheet over."""
    known = {str(one.pk): one for one in sheet_selectors.earlier(sheet, request.user)}
    source = known.get(request.POST.get("source", ""))
    if source is not None:
        attempt(
            request,
            _("基準を写しました。"),
            lambda: sheets.copy(source=source, target=sheet, actor=request.user),
        )
    return redirect("events_selection:criteria", sheet.participation_type_id)


@require_safe
@with_sheet(permissions.may_select)
def ranking(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Points, what is missing, balance; from here a proposal is made."""
    rows = selectors.ranking(sheet)
    if not sheet_selectors.was_decided(sheet):
        selectors.suggest(rows, sheet.participation_type.places_left)
    return table.show(request, sheet, rows)


@require_safe
@with_sheet(permissions.may_select)
def score_list(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """All companies and which of them the person at hand has scored."""
    context = table.about(request, sheet) | {
        "lines": sheet_selectors.own_progress(sheet, request.user),
    }
    return render(request, "events/selection/admin/scores.html", context)


@require_http_methods(["GET", "POST"])
@with_sheet(permissions.may_select)
def score(request: HttpRequest, sheet: Sheet, registration_id: int) -> HttpResponse:
    """One company: the application and one's own numbers for it."""
    registration = get_object_or_404(
        selectors.applications(sheet).prefetch_related("attendees"), pk=registration_id
    )
    review = sheet_selectors.own_review(sheet, registration, request.user)
    form = ReviewForm(request.POST or None, sheet=sheet, review=review)
    if request.method == "POST" and form.is_valid():
        done = attempt(
            request,
            _("採点を保存しました。"),
            lambda: reviews.save(
                sheet=sheet,
                registration=registration,
                selector=request.user,
                scores=form.scores(),
                comment=form.cleaned_data["comment"],
                abstains=form.cleaned_data["abstains"],
            ),
        )
        if done:
            after = sheet_selectors.next_unscored(sheet, request.user)
            if after is not None:
                return redirect("events_selection:score", sheet.participation_type_id, after)
            return redirect("events_selection:scores", sheet.participation_type_id)
    context = table.about(request, sheet) | {
        "registration": registration,
        "form": form,
        "conflict": reviews.conflicts(selector=request.user, registration=registration),
    }
    return render(request, "events/selection/admin/score.html", context)
