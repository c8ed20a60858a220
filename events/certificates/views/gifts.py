"""Materials and the report of one session in the Wagtail admin."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events import permissions
from events.models import Event, Session
from events.surveys.views.desk import for_session
from portal.delivery import files
from portal.privacy import services as privacy

from ..forms.desk import MaterialForm, ReportForm
from ..models import SessionMaterial
from ..selectors import numbers
from ..services import report as reports
from ..services import settings


@for_session
def materials(request: HttpRequest, session: Session) -> HttpResponse:
    """All materials of the session, and a form for one more."""
    return _material_form(request, session, SessionMaterial(session=session))


@for_session
def material(request: HttpRequest, session: Session, pk: int) -> HttpResponse:
    """Change one."""
    return _material_form(
        request, session, get_object_or_404(SessionMaterial, session=session, pk=pk)
    )


def _material_form(
    request: HttpRequest, session: Session, instance: SessionMaterial
) -> HttpResponse:
    form = MaterialForm(request.POST or None, request.FILES or None, instance=instance)
    if request.method == "POST":
        if form.is_valid():
            settings.save(thing=form.instance, actor=request.user)
            messages.success(request, _("保存しました。"))
            return redirect("certificates_desk:materials", session.pk)
        messages.error(request, _("保存できませんでした。赤い欄を直してください。"))
    context = {
        "session": session,
        "materials": list(session.materials.all()),
        "form": form,
        "material": SessionMaterial.objects.filter(pk=instance.pk).first(),
    }
    return render(request, "events/certificates/admin/materials.html", context)


@require_POST
@for_session
def drop_material(request: HttpRequest, session: Session, pk: int) -> HttpResponse:
    """Take one away."""
    found = get_object_or_404(SessionMaterial, session=session, pk=pk)
    settings.drop_material(material=found, actor=request.user)
    messages.success(request, _("削除しました。"))
    return redirect("certificates_desk:materials", session.pk)


@for_session
def report(request: HttpRequest, session: Session) -> HttpResponse:
    """Numbers at a glance, and the words of the report."""
    written = reports.of_session(session)
    form = ReportForm(request.POST or None, instance=written)
    if request.method == "POST":
        if form.is_valid():
            settings.save(thing=form.instance, actor=request.user)
            messages.success(request, _("開催報告を保存しました。"))
            return redirect("certificates_desk:report", session.pk)
        messages.error(request, _("保存できませんでした。赤い欄を直してください。"))
    context = {
        "session": session,
        "form": form,
        "numbers": numbers.read([session]),
        "siblings": session.event.sessions.count() - 1,
    }
    return render(request, "events/certificates/admin/report.html", context)


@require_safe
@for_session
def report_paper(request: HttpRequest, session: Session) -> HttpResponse:
    """The report of one session as PDF."""
    return _paper(request, session.event, [session])


@require_safe
def event_paper(request: HttpRequest, event_id: int) -> HttpResponse:
    """The report of all sessions of an event as PDF."""
    event = get_object_or_404(Event, pk=event_id)
    if not permissions.may_manage_event(request.user, event):
        raise PermissionDenied
    held = event.sessions.exclude(state__in=("draft", "cancelled", "postponed"))
    return _paper(request, event, list(held))


def _paper(request: HttpRequest, event: Event, sessions: list[Session]) -> HttpResponse:
    """Public if one of the reports is marked so, or asked for."""
    public = request.GET.get("public") == "1" or any(
        reports.of_session(session).is_public for session in sessions
    )
    privacy.record(
        action="report.printed",
        target=f"event:{event.pk}",
        actor=request.user,
        detail={"sessions": [session.pk for session in sessions], "public": public},
    )
    content = reports.pdf(event=event, sessions=sessions, public=public)
    return files.pdf(content, filename=f"report-{event.code}.pdf")
