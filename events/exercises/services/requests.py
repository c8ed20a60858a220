"""A request is received, talked about, planned or declined; the requester is told."""

import secrets
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.references import new_reference
from portal.delivery import mail
from portal.privacy import services as privacy

from .. import links
from ..enums import REQUEST_TRANSITIONS, RequestState
from ..models import ExerciseRequest, RequestNote

CONSENT_PURPOSE = "exercise_request"
NOTICE_VERSION = "exercise-request-2026-12"
"""Version of the notice in ``templates/events/exercises/notice.html``; raise it with the words."""


class RequestRefused(Exception):
    """The step is not possible; ``message`` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def receive(*, key: str, user: Any = None, **fields: Any) -> ExerciseRequest:
    """Keep a request, its consent and its receipt; the same ``key`` twice is one request.

    Args:
        key: of the form that was sent, so that a double click is one request.
        user: who is signed in, for the record of the consent.
        fields: the checked fields of ``ExerciseRequest``.
    """
    if same := ExerciseRequest.objects.filter(key=key).first():
        return same
    try:
        with transaction.atomic():
            request = ExerciseRequest.objects.create(
                key=key,
                reference=new_reference().replace("R-", "E-", 1),
                state_since=timezone.now(),
                **fields,
            )
            privacy.give_consent(
                purpose=CONSENT_PURPOSE,
                notice_version=NOTICE_VERSION,
                subject=_target(request),
                user=user,
            )
            _record(request, "exercise_request.received", None, "")
            _letter(request, "receipt")
    except IntegrityError:
        return ExerciseRequest.objects.get(key=key)
    return request


def move(
    *, request: ExerciseRequest, state: str, actor: Any, reason: str, reply: str = ""
) -> ExerciseRequest:
    """Take ``request`` to ``state`` and tell the requester.

    Args:
        request: which.
        state: where to.
        actor: who decided.
        reason: for the record; staff alone see it.
        reply: what the requester reads; a declined request needs one.

    Raises:
        RequestRefused: no such step, or a no without a reason for the requester.
    """
    with transaction.atomic():
        current = ExerciseRequest.objects.select_for_update().get(pk=request.pk)
        before = current.state
        if state == before:
            return current
        if state not in REQUEST_TRANSITIONS[before]:
            raise RequestRefused(
                _(
                    "「%(before)s」から「%(after)s」へは変えられません。画面を読み込み直してください。"
                )
                % {"before": RequestState(before).label, "after": RequestState(state).label}
            )
        if state == RequestState.DECLINED and not reply.strip():
            raise RequestRefused(_("見送るときは、団体に伝える理由を入力してください。"))
        current.state, current.state_since, current.reply = state, timezone.now(), reply
        if current.assigned_to_id is None:
            current.assigned_to = actor
        current.save(update_fields=["state", "state_since", "reply", "assigned_to"])
        _record(current, f"exercise_request.{state}", actor, reason, before=str(before))
        _letter(current, str(state))
    return current


def assign(*, request: ExerciseRequest, user: Any, actor: Any) -> None:
    """Say who of the office looks after ``request``; None: nobody."""
    with transaction.atomic():
        ExerciseRequest.objects.filter(pk=request.pk).update(assigned_to=user)
        _record(request, "exercise_request.assigned", actor, "", user=user.pk if user else None)


def note(*, request: ExerciseRequest, text: str, author: Any) -> RequestNote:
    """Keep a note for colleagues."""
    return RequestNote.objects.create(request=request, text=text, author=author)


def _letter(request: ExerciseRequest, letter: str) -> None:
    stamp = f"{request.state_since:%Y%m%d%H%M%S}-{secrets.token_hex(2)}"
    version = "" if letter == "receipt" else f":{stamp}"
    mail.queue(
        key=f"exercise_request:{request.reference}:{letter}{version}",
        to=request.contact_email,
        template=f"exercises_{letter}",
        context={"request": request, "url": links.state_url(request)},
        language=request.language,
    )


def _target(request: ExerciseRequest) -> str:
    return f"exercise_request:{request.reference}"


def _record(request: ExerciseRequest, action: str, actor: Any, reason: str, **detail: Any) -> None:
    privacy.record(
        action=action, target=_target(request), actor=actor, reason=reason, detail=detail
    )
