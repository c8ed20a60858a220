"""After the event in the Wagtail admin: the list of sessions, certificates of one session."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from events import permissions
from events.enums import Duty
from events.models import Attendee, Session
from events.surveys.views.desk import for_session
from portal.delivery import files
from portal.privacy import services as privacy

from ..forms.desk import RuleForm
from ..models import Certificate, CertificateRule
from ..selectors import certificates as selectors
from ..selectors import entitlement, overview
from ..services import certificates, issuing, settings
from ..services.errors import CertificateError

PER_PAGE = 25
LARGEST_BUNDLE = 1000


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Sessions, the latest first, with what there is of each."""
    if not permissions.has_any_duty(request.user, Duty.OWNER):
        raise PermissionDenied
    found = Paginator(overview.sessions_of(request.user), PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    context = {"page_obj": page, "entries": overview.entries(list(page.object_list))}
    return render(request, "events/certificates/admin/index.html", context)


@for_session
def session(request: HttpRequest, session: Session) -> HttpResponse:
    """Conditions, people and how they stand, certificates given."""
    rule = entitlement.rule_of(session)
    instance = rule or CertificateRule(session=session, **_suggested(session))
    form = RuleForm(request.POST or None, instance=instance)
    if request.method == "POST":
        if form.is_valid():
            settings.save(thing=form.instance, actor=request.user)
            messages.success(request, _("修了証の条件を保存しました。"))
            return redirect("certificates_desk:session", session.pk)
        messages.error(request, _("保存できませんでした。赤い欄を直してください。"))
    context = {
        "session": session,
        "rule": rule,
        "form": form,
        "standings": entitlement.of_session(session, rule),
        "certificates": list(selectors.of_session(session)),
    }
    return render(request, "events/certificates/admin/session.html", context)


def _suggested(session: Session) -> dict[str, str]:
    """The organiser as issuer, until staff write another."""
    organiser = session.event.hosts.filter(role="organiser").first()
    source = organiser or session.event
    name = "name" if organiser else "contact_name"
    return {
        "issuer_ja": getattr(source, f"{name}_ja")[:120],
        "issuer_en": getattr(source, f"{name}_en")[:160],
    }


@require_POST
@for_session
def issue_all(request: HttpRequest, session: Session) -> HttpResponse:
    """Give everybody who has earned it a certificate."""
    try:
        made = issuing.issue_all(session=session, actor=request.user)
    except CertificateError as error:
        messages.error(request, error.message)
    else:
        said = ngettext(
            "%(count)s通を発行しました。メールでお知らせします。",
            "%(count)s通を発行しました。メールでお知らせします。",
            len(made),
        )
        messages.success(request, said % {"count": len(made)})
    return redirect("certificates_desk:session", session.pk)


@require_POST
@for_session
def issue_one(request: HttpRequest, session: Session, pk: int) -> HttpResponse:
    """Give one person a certificate, also without the conditions, for a reason."""
    attendee = get_object_or_404(
        Attendee.objects.select_related("registration__session__event"),
        pk=pk,
        registration__session=session,
    )
    reason = request.POST.get("reason", "")
    return _done(
        request,
        session,
        lambda: issuing.issue(
            attendee=attendee, actor=request.user, reason=reason, regardless=True
        ),
        _("%(number)s を発行しました。"),
    )


@require_POST
@for_session
def act(request: HttpRequest, session: Session, pk: int, action: str) -> HttpResponse:
    """Withdraw a certificate or give it anew, for a reason."""
    certificate = get_object_or_404(Certificate, session=session, pk=pk)
    reason = request.POST.get("reason", "")
    work = issuing.revoke if action == "revoke" else issuing.reissue
    said = (
        _("%(number)s を取り消しました。")
        if action == "revoke"
        else _("%(number)s を再発行しました。")
    )
    return _done(
        request,
        session,
        lambda: work(certificate=certificate, actor=request.user, reason=reason),
        said,
    )


def _done(request: HttpRequest, session: Session, work: Any, said: str) -> HttpResponse:
    try:
        made = work()
    except CertificateError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, said % {"number": made.number})
    return redirect("certificates_desk:session", session.pk)


@require_safe
@for_session
def paper(request: HttpRequest, session: Session, pk: int | None = None) -> HttpResponse:
    """One certificate, or all valid ones of the session in one file."""
    found = selectors.of_session(session).filter(state="valid")
    if pk is not None:
        found = selectors.of_session(session).filter(pk=pk).exclude(state="erased")
    chosen = list(found.order_by("pk")[:LARGEST_BUNDLE])
    if not chosen:
        messages.info(request, _("有効な修了証がまだありません。"))
        return redirect("certificates_desk:session", session.pk)
    privacy.record(
        action="certificates.printed",
        target=f"session:{session.pk}",
        actor=request.user,
        detail={"count": len(chosen)},
    )
    name = chosen[0].number if pk is not None else f"session-{session.pk}"
    return files.pdf(certificates.pdf_of(chosen), filename=f"certificates-{name}.pdf")


@require_safe
@for_session
def sample(request: HttpRequest, session: Session) -> HttpResponse:
    """How a certificate will look, with a made-up name; it cannot be verified."""
    rule = entitlement.rule_of(session)
    if rule is None:
        messages.info(request, _("先に、修了証の条件を保存してください。"))
        return redirect("certificates_desk:session", session.pk)
    language = "en" if request.GET.get("language") == "en" else "ja"
    content = certificates.pdf(issuing.sample(rule=rule, language=language))
    return files.pdf(content, filename="certificate-sample.pdf")
