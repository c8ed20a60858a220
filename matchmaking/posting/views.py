"""Drafts from elsewhere, files, alerts, renewal by link, evidence: what people open."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import links
from events.selectors import attendees
from portal import rate_limit
from portal.accounts.models import Organization, User
from portal.delivery import files

from ..models import Need, NeedAttachment
from ..transitions import NotAllowedError
from ..views import access, trails
from . import attachments, check, choices, evidence, panels, renewal, starts
from .enums import AlertRhythm
from .forms import AlertForm, AttachmentForm, CheckForm, EvidenceForm


def _begin(request: HttpRequest, start: starts.Start) -> HttpResponse:
    starts.keep(request.session, start)
    return redirect("matchmaking:need_new")


@require_POST
def from_search(request: HttpRequest) -> HttpResponse:
    """A search found nothing: its words begin a need."""
    words = request.POST.get("words", "").strip()
    return (
        _begin(request, starts.from_search(words)) if words else redirect("matchmaking:need_new")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def from_check(request: HttpRequest) -> HttpResponse:
    """Choose what a self-check found lacking."""
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        start = check.start(form.cleaned_data["lacking"])
        if start is not None:
            return _begin(request, start)
    trail = trails.trail((_("自社診断から相談する"), ""))
    return render(request, "matchmaking/posting/check.html", {"form": form, "trail": trail})


@require_POST
def from_event(request: HttpRequest) -> HttpResponse:
    """Somebody who took part noticed something: their words, or a line of the report."""
    try:
        code = links.read_attendee_token(request.POST.get("token", ""))
    except (signing.BadSignature, ValueError, TypeError) as problem:
        raise Http404 from problem
    attendee = attendees.by_ticket_code(code)
    if attendee is None:
        raise Http404
    insight = request.POST.get("insight", "").strip()
    lines = panels.insights_of(attendee)
    if not insight:
        numbered = {str(number): line for number, line in enumerate(lines)}
        insight = numbered.get(request.POST.get("line", ""), "")
    if not insight:
        return redirect("matchmaking:need_new")
    event = str(attendee.registration.session.event)
    return _begin(request, starts.from_insight(event, insight))


@require_POST
def blank(request: HttpRequest) -> HttpResponse:
    """Put the prefilled words away."""
    starts.drop(request.session)
    return redirect("matchmaking:need_new")


@require_POST
@login_required
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a file to one's own need."""
    need = access.own_need(request.user, pk)
    form = AttachmentForm(request.POST, request.FILES)
    if not rate_limit.within(request, "upload_member", user=request.user):
        return rate_limit.too_many(request)
    if form.is_valid():
        try:
            attachments.add(need=need, file=form.cleaned_data["file"], actor=request.user)
            messages.success(request, _("添付しました。"))
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
    else:
        messages.error(request, " ".join(str(error) for error in form.errors["file"]))
    return redirect(f"{need.get_absolute_url()}#files")


@login_required
@require_POST
def detach(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Take a file off one's own need."""
    need = access.own_need(request.user, pk)
    attachments.remove(attachment=get_object_or_404(need.attachments, key=key), actor=request.user)
    messages.success(request, _("外しました。"))
    return redirect(f"{need.get_absolute_url()}#files")


@never_cache
@login_required
@require_safe
def download(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """A file of a need, to be saved; not there for whom it does not concern."""
    # By its need first: no database looks for a foreign key of thirty digits.
    need = get_object_or_404(Need, pk=pk)
    found = get_object_or_404(NeedAttachment.objects.select_related("need"), need=need, key=key)
    if not attachments.can_read(request.user, found.need):
        raise Http404
    with found.file.open("rb") as kept:
        content = kept.read()
    return files.download(content, filename=found.name, content_type=found.content_type)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def alerts(request: HttpRequest) -> HttpResponse:
    """How often the person hears of what fits."""
    chosen = {"rhythm": choices.rhythm_of(request.user)}
    form = AlertForm(request.POST or None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        choices.choose(user=request.user, rhythm=form.cleaned_data["rhythm"])
        messages.success(request, _("保存しました。"))
        return redirect("accounts:mypage")
    trail = trails.trail((_("合うもののお知らせ"), ""))
    return render(request, "matchmaking/posting/alerts.html", {"form": form, "trail": trail})


@csrf_exempt  # mail programs send this request (RFC 8058); the signed link is the authority
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alerts_stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link in each mail: asks once for people, stops at once for mail programs."""
    template = "matchmaking/posting/stop.html"
    try:
        user = User.objects.filter(pk=choices.user_pk(token)).first()
    except (signing.BadSignature, ValueError, TypeError):
        return render(request, template, {"is_broken": True}, status=404)
    if request.method == "POST" and user is not None:
        choices.choose(user=user, rhythm=AlertRhythm.OFF)
    is_off = user is None or choices.rhythm_of(user) == AlertRhythm.OFF
    return render(request, template, {"is_done": is_off})


@csrf_exempt  # the signed link is the authority; the reader may have no session
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a reminder: a page that asks, and one press that renews."""
    template = "matchmaking/posting/renew.html"
    try:
        thing, is_used = renewal.find(token)
    except (signing.BadSignature, ValueError, TypeError):
        return render(request, template, {"is_broken": True}, status=404)
    context: dict[str, Any] = {"thing": thing, "is_used": is_used}
    if request.method == "POST" and thing is not None and not is_used:
        try:
            context = {"thing": renewal.renew(thing=thing), "is_done": True}
        except NotAllowedError:
            context = {"thing": None}
    return render(request, template, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def provider_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """What the provider ``pk`` of the user shows for itself."""
    mine = [one.pk for one in access.organizations(request.user, provider=True)]
    organization = get_object_or_404(Organization, pk=pk, pk__in=mine)
    profile = evidence.of(organization)
    initial = {
        "specialist": profile.specialist_number,
        "help_team_service": profile.help_team_service,
        "help_team_kind": profile.help_team_kind,
        "track_record": profile.track_record,
        "languages": profile.languages,
    }
    form = EvidenceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        evidence.save(organization=organization, actor=request.user, **form.cleaned_data)
        messages.success(request, _("保存しました。番号やサービスは、事務局が確かめます。"))
        return redirect("matchmaking:provider")
    context = {
        "form": form,
        "organization": organization,
        "profile": profile,
        "trail": trails.trail(
            (_("支援者のページ"), reverse("matchmaking:provider")), (_("資格と実績"), "")
        ),
    }
    return render(request, "matchmaking/posting/evidence.html", context)
