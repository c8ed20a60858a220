"""申込, step 2: look once more, agree, send; the places are held meanwhile."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from portal import rate_limit

from ..models import ParticipationType, RegistrationDraft
from ..selectors import holds, questions
from ..services import drafts, link_mails
from ..services.errors import AlreadyRegistered, KnownAlready, RegistrationError
from .applicant import Applicant, Context, about, applying, receipt_url
from .apply import chosen


@require_http_methods(["GET", "HEAD", "POST"])
@applying
def review(request: HttpRequest, kind: ParticipationType, applicant: Applicant) -> HttpResponse:
    """Step 2: look once more, agree, send."""
    draft = applicant.draft(kind)
    if draft is None or not draft.is_complete:
        return redirect("events:apply", type_id=kind.pk)
    problem = None
    if request.method == "POST":
        if applicant.user is None and not rate_limit.within(request, "apply_visitor"):
            return rate_limit.too_many(request)
        try:
            done = drafts.submit(
                draft=draft,
                organization=chosen(applicant, draft.data),
                consented=request.POST.get("consent") == "yes",
                language=(get_language() or "ja")[:2],
            )
            return redirect(receipt_url(done, applicant))
        except AlreadyRegistered as error:
            problem = _known(error, applicant)
        except RegistrationError as error:
            problem = error
    context = about(kind) | _looked_at(kind, applicant, draft) | {"problem": problem}
    return render(request, "events/review.html", context, status=422 if problem else 200)


def _known(error: AlreadyRegistered, applicant: Applicant) -> RegistrationError:
    """Who may see the other registration is led there; others get the link by mail only."""
    if applicant.sees(error.registration):
        return error
    link_mails.send(registration=error.registration)
    return KnownAlready()


def _looked_at(kind: ParticipationType, applicant: Applicant, draft: RegistrationDraft) -> Context:
    asked = questions.asked_in(kind)
    people = [
        person
        | {"said": questions.said_in_draft(questions.for_people(asked), person.get("answers", {}))}
        for person in draft.data["people"]
    ]
    return {
        "draft": draft,
        "organization": chosen(applicant, draft.data),
        "company": drafts.company_in(draft.data),
        "contact": draft.data["contact"],
        "people": people,
        "said": questions.said_in_draft(
            questions.for_company(asked), draft.data.get("answers", {})
        ),
        "outlook": holds.outlook(key=draft.key, participation_type=kind, people=len(people)),
        "sharing": [host for host in kind.session.event.hosts.all() if host.receives_data],
    }
