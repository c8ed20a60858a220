"""申込内容の変更: the form of the application once more, filled with what it says now."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import links, permissions
from ..forms import application
from ..forms.application import ApplicationForm
from ..models import Answer, Question, Registration
from ..selectors import questions as selectors
from ..services import changes, drafts
from ..services.changes import Named
from ..services.errors import AlreadyRegistered, KnownAlready, RegistrationError
from . import uploads
from .found import Entrance, with_registration


@require_http_methods(["GET", "HEAD", "POST"])
@with_registration
def change(request: HttpRequest, door: Entrance) -> HttpResponse:
    """Show the application as a form; keep what is sent."""
    registration = door.registration
    if not permissions.may_change(registration, timezone.now()):
        messages.error(request, _("この申込はもう変更できません。"))
        return redirect(door.url(""))
    asked = selectors.asked_in(registration.participation_type)
    if request.method == "POST":
        return _sent(request, door, asked)
    draft = _said_now(registration)
    return _show(request, door, _filled(registration, draft, asked), _ids(draft))


def _said_now(registration: Registration) -> application.Draft:
    """The registration in the shape of a draft."""
    answers = selectors.answers_of(registration)
    people = [
        {name: getattr(row, name) for name in application.PERSON_FIELDS}
        | {"id": row.pk, "answers": _answers(answers, row.pk)}
        for row in registration.attendees.all()
    ]
    contact = {
        "name": registration.contact_name,
        "email": registration.contact_email,
        "phone": registration.contact_phone,
        "message": registration.message,
    }
    return {"contact": contact, "people": people, "answers": _answers(answers, None)}


def _answers(answers: list[Answer], attendee: int | None) -> dict[str, Any]:
    return {
        str(one.question_id): (
            {"upload": one.upload.key, "name": one.upload.name} if one.upload else one.value
        )
        for one in answers
        if one.attendee_id == attendee
    }


def _ids(draft: application.Draft) -> list[str]:
    return [str(person.get("id", "")) for person in draft["people"]]


def _filled(
    registration: Registration,
    draft: application.Draft,
    asked: list[Question],
    *,
    data: Any = None,
    problems: Mapping[str, str] | None = None,
) -> ApplicationForm:
    keys = application.upload_keys(draft)
    return ApplicationForm(
        participation_type=registration.participation_type,
        organizations=[],
        draft=draft,
        data=data,
        asked=asked,
        known=selectors.uploads_in(keys=keys, registration=registration),
        problems=problems,
        changes=True,
    )


def _sent(request: HttpRequest, door: Entrance, asked: list[Question]) -> HttpResponse:
    registration = door.registration
    kind = registration.participation_type
    data, problems = uploads.take(request, asked=asked, draft=None)
    raw = application.raw_draft(data, limit=kind.max_attendees, asked=asked)
    for index, person in enumerate(raw["people"]):
        person["id"] = data.get(f"people-{index}-id", "")[:20]
    action = request.POST.get("action", "change")
    if action != "change":
        _edit(raw, action, limit=kind.max_attendees)
        return _show(request, door, _filled(registration, raw, asked), _ids(raw))
    filled = _filled(registration, raw, asked, data=data, problems=problems)
    if not filled.is_valid():
        return _show(request, door, filled, _ids(raw), status=422)
    try:
        changed = _change(request, registration, filled, raw)
    except AlreadyRegistered:
        return _show(request, door, filled, _ids(raw), problem=KnownAlready(), status=422)
    except RegistrationError as problem:
        return _show(request, door, filled, _ids(raw), problem=problem, status=422)
    messages.success(request, _("申込の内容を変更しました。確認のメールをお送りします。"))
    # A new contact address has made the old link void.
    token = links.manage_token(changed) if door.token else ""
    return redirect(Entrance(changed, token).url(""))


def _edit(raw: application.Draft, action: str, *, limit: int) -> None:
    """Add or remove a person in the form only."""
    index = action.removeprefix("remove-")
    if action == "add" and len(raw["people"]) < limit:
        raw["people"].append({})
    elif action != index and index.isdecimal() and int(index) < len(raw["people"]) > 1:
        del raw["people"][int(index)]


def _change(
    request: HttpRequest,
    registration: Registration,
    filled: ApplicationForm,
    raw: application.Draft,
) -> Registration:
    cleaned = filled.cleaned()
    ids = _ids(raw)
    return changes.change(
        registration=registration,
        persons=[
            Named(person=person, attendee=int(pk) if pk.isdecimal() else None)
            for person, pk in zip(drafts.people_in(cleaned), ids, strict=True)
        ],
        contact=filled.contact.contact(),
        replies=drafts.replies_in(cleaned),
        message=cleaned["contact"]["message"],
        actor=request.user if request.user.is_authenticated else None,
    )


def _show(
    request: HttpRequest,
    door: Entrance,
    filled: ApplicationForm,
    ids: list[str],
    *,
    problem: RegistrationError | None = None,
    status: int = 200,
) -> HttpResponse:
    registration = door.registration
    kind = registration.participation_type
    adds = permissions.may_add_people(registration, timezone.now())
    context = {
        "registration": registration,
        "session": registration.session,
        "event": registration.session.event,
        "type": kind,
        "form": filled,
        "rows": list(zip(filled.people, [*ids, *[""] * len(filled.people)], strict=False)),
        "urls": door.urls,
        "problem": problem,
        "may_add": adds and len(filled.people) < kind.max_attendees,
        "may_remove": len(filled.people) > kind.min_attendees,
        "past_deadline": not adds,
    }
    return render(request, "events/change.html", context, status=status)
