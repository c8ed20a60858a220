"""一括のお知らせ: made ready with a result, read and changed, sent once."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import RegistrationState
from events.models import ParticipationType, Registration, Session
from events.services import notices, posting
from portal.delivery import mail, outbox
from portal.delivery.attachments import Attachment, LazyAttachment
from portal.privacy import services as privacy

from .. import placeholders
from ..enums import BatchState, LetterGroup
from ..models import Letter, LetterBatch, LetterText
from ..wording import SHIPPED
from .errors import SelectionError

TOPIC = "selection.letter"
WITH_PLACE = (LetterGroup.CONFIRMED, LetterGroup.FELL_BACK)
STATES = {
    LetterGroup.CONFIRMED: RegistrationState.CONFIRMED,
    LetterGroup.FELL_BACK: RegistrationState.CONFIRMED,
    LetterGroup.RESERVE: RegistrationState.WAITLISTED,
    LetterGroup.DECLINED: RegistrationState.REJECTED,
}
RELATED = (
    "registration__session__event",
    "registration__session__prefecture",
    "registration__participation_type",
    "registration__applied_type",
)


def group_of(registration: Registration) -> LetterGroup:
    """Which text a company gets, from where it stands."""
    if registration.is_confirmed:
        moved = registration.applied_type_id is not None
        return LetterGroup.FELL_BACK if moved else LetterGroup.CONFIRMED
    if registration.is_waiting:
        return LetterGroup.RESERVE
    if registration.state == RegistrationState.REJECTED:
        return LetterGroup.DECLINED
    return LetterGroup.OTHER


def prepare(
    *,
    session: Session,
    registrations: Sequence[Registration],
    actor: Any,
    kind: ParticipationType | None = None,
    title: str = "",
    as_news: bool = False,
) -> LetterBatch:
    """A draft of letters to ``registrations`` with the shipped words for each group.

    ``as_news`` gives all of them the same text, whatever their result.
    """
    with transaction.atomic():
        batch = LetterBatch.objects.create(
            session=session,
            title=title[:120] or _result_title(kind),
            created_by=actor,
        )
        groups = {one.pk: LetterGroup.OTHER if as_news else group_of(one) for one in registrations}
        Letter.objects.bulk_create(
            Letter(batch=batch, registration_id=pk, group=group) for pk, group in groups.items()
        )
        LetterText.objects.bulk_create(
            LetterText(batch=batch, group=group, language=language, subject=subject, body=body)
            for group in LetterGroup
            if group in groups.values()
            for language, (subject, body) in SHIPPED[group].items()
        )
        _record(batch, "letters.prepared", actor, {"letters": len(groups)})
        return batch


def _result_title(kind: ParticipationType | None) -> str:
    return _("%(type)sの結果") % {"type": kind.label if kind else ""}


def write(
    *, batch: LetterBatch, texts: dict[tuple[str, str], tuple[str, str]], actor: Any
) -> None:
    """Change the words of groups: (group, language) to (subject, body).

    Raises:
        SelectionError: a placeholder is unknown (with its line), a text is empty, or the
            letters have left.
    """
    for subject, body in texts.values():
        if not subject.strip() or not body.strip():
            raise SelectionError(_("件名と本文を書いてください。"))
        if "\n" in subject.strip():
            raise SelectionError(_("件名は1行で書いてください。"))
        for text in (subject, body):
            _refuse_unknown(text)
    with transaction.atomic():
        current = _draft(batch)
        for (group, language), (subject, body) in texts.items():
            LetterText.objects.update_or_create(
                batch=current,
                group=group,
                language=language,
                defaults={"subject": subject.strip()[:200], "body": body.strip()[:5000]},
            )
        _record(current, "letters.written", actor, {"texts": len(texts)})


def personalise(*, letter: Letter, text: str, actor: Any) -> None:
    """Give one company a paragraph of its own.

    Raises:
        SelectionError: a placeholder is unknown, or the letters have left.
    """
    _refuse_unknown(text)
    with transaction.atomic():
        batch = _draft(letter.batch)
        Letter.objects.filter(pk=letter.pk).update(personal=text.strip()[:2000])
        _record(batch, "letters.personal", actor, {"letter": letter.pk})


def send(*, batch: LetterBatch, actor: Any) -> int:
    """Let the letters leave; how many. A second click sends nothing and says 0.

    Each letter is a row of the outbox under its own key: what was begun is finished after
    a crash, and no company gets it twice.
    """
    with transaction.atomic():
        begun = LetterBatch.objects.filter(pk=batch.pk, state=BatchState.DRAFT).update(
            state=BatchState.SENT, sent_at=timezone.now(), sent_by=actor
        )
        if not begun:
            return 0
        keys = list(batch.letters.values_list("pk", flat=True))
        for pk in keys:
            outbox.put(topic=TOPIC, key=f"{TOPIC}:{pk}", payload={"letter": pk})
        _record(batch, "letters.sent", actor, {"letters": len(keys)})
        return len(keys)


def discard(*, batch: LetterBatch, actor: Any) -> None:
    """Throw a draft away.

    Raises:
        SelectionError: the letters have left.
    """
    with transaction.atomic():
        current = _draft(batch)
        _record(current, "letters.discarded", actor, {})
        current.delete()


def deliver(payload: dict[str, Any]) -> None:
    """Consumer of the outbox: one letter becomes one mail; twice is once.

    Who stands elsewhere by now (cancelled, promoted) is not told what is no longer true.
    """
    letter = Letter.objects.select_related("batch", *RELATED).filter(pk=payload["letter"]).first()
    if letter is None:
        return
    registration = letter.registration
    expected = STATES.get(LetterGroup(letter.group))
    if expected is not None and registration.state != expected:
        Letter.objects.filter(pk=letter.pk).update(skipped_at=timezone.now())
        return
    with transaction.atomic():
        mail.queue(
            key=letter.mail_key,
            to=registration.contact_email,
            template="selection_letter",
            context=context(letter),
            language=registration.language,
            attachments=_attachments(letter),
        )
        if letter.group in WITH_PLACE:
            notices.invite_colleagues(registration)


def context(letter: Letter) -> dict[str, Any]:
    """What the templates of a letter print; the texts are filled in."""
    registration = letter.registration
    text = text_for(letter)
    values = placeholders.values(registration)
    has_place = letter.group in WITH_PLACE
    return posting.context(registration) | {
        "invites": has_place,
        "has_ticket": has_place,
        "subject": placeholders.fill(text.subject, values),
        "body": placeholders.fill(text.body, values),
        "personal": placeholders.fill(letter.personal, values),
    }


def text_for(letter: Letter) -> LetterText:
    """The text of the letter's group in the company's language, else in Japanese."""
    texts = {one.language: one for one in letter.batch.texts.all() if one.group == letter.group}
    return texts.get(letter.registration.language) or texts["ja"]


def _attachments(letter: Letter) -> list[Attachment | LazyAttachment]:
    """Invitation and ticket of the applicant, when there is a place."""
    registration = letter.registration
    if letter.group not in WITH_PLACE:
        return []
    found = [
        posting.invitation(registration, person)
        for person in posting.admitted(registration)
        if posting.is_contact(registration, person)
    ][:1]
    return [*found, posting.ticket(registration)]


def _refuse_unknown(text: str) -> None:
    if faults := placeholders.faults(text):
        raise SelectionError(" ".join(faults))


def _draft(batch: LetterBatch) -> LetterBatch:
    current: LetterBatch = _locked().get(pk=batch.pk)
    if current.state != BatchState.DRAFT:
        raise SelectionError(_("このお知らせはすでに送信したため、変えられません。"))
    return current


def _locked() -> QuerySet[LetterBatch]:
    return LetterBatch.objects.select_for_update()


def _record(batch: LetterBatch, action: str, actor: Any, detail: dict[str, Any]) -> None:
    privacy.record(action=action, target=f"letters:{batch.pk}", actor=actor, detail=detail)
