"""Reading batches of letters and how far they have left."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from events.models import Session
from portal.delivery.models import Mail, OutboxMessage, OutboxState

from ..models import Letter, LetterBatch
from ..services.letters import RELATED, TOPIC

DRAFT, QUEUED, SENT, FAILED, SKIPPED = "draft", "queued", "sent", "failed", "skipped"


@dataclass(frozen=True)
class Line:
    """One letter and where it stands."""

    letter: Letter
    stage: str

    @property
    def label(self) -> str:
        """The stage in words."""
        return {
            DRAFT: _("未送信"),
            QUEUED: _("送信待ち"),
            SENT: _("送信済み"),
            FAILED: _("失敗"),
            SKIPPED: _("送らなかった（状態が変わったため）"),
        }[self.stage]


@dataclass(frozen=True)
class Progress:
    """All letters of a batch with their stages."""

    lines: list[Line]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many stand where, in words; what counts nothing is left out."""
        found = Counter(line.label for line in self.lines)
        return list(found.items())

    @property
    def is_done(self) -> bool:
        """Whether nothing is on its way any more."""
        return all(line.stage not in (DRAFT, QUEUED) for line in self.lines)


def batches(session: Session) -> QuerySet[LetterBatch]:
    """The batches of ``session``, the latest first."""
    return (
        LetterBatch.objects.filter(session=session)
        .annotate(number=Count("letters"))
        .select_related("created_by", "sent_by")
        .order_by("-pk")
    )


def batch(pk: int) -> LetterBatch | None:
    """A batch with its texts."""
    return (
        LetterBatch.objects.select_related("session__event", "sent_by")
        .prefetch_related("texts")
        .filter(pk=pk)
        .first()
    )


def progress(batch: LetterBatch) -> Progress:
    """Where each letter stands, in a constant number of queries."""
    letters = list(batch.letters.select_related("registration").order_by("group", "pk"))
    if batch.is_draft:
        return Progress([Line(one, DRAFT) for one in letters])
    keys = [one.mail_key for one in letters]
    sent = set(
        Mail.objects.filter(key__in=keys, sent_at__isnull=False)
        .order_by()
        .values_list("key", flat=True)
    )
    tries = [f"mail:{key}" for key in keys] + [f"{TOPIC}:{one.pk}" for one in letters]
    dead = set(
        OutboxMessage.objects.filter(key__in=tries, state=OutboxState.DEAD)
        .order_by()
        .values_list("key", flat=True)
    )

    def stage(letter: Letter) -> str:
        if letter.skipped_at is not None:
            return SKIPPED
        if letter.mail_key in sent:
            return SENT
        if dead & {f"mail:{letter.mail_key}", f"{TOPIC}:{letter.pk}"}:
            return FAILED
        return QUEUED

    return Progress([Line(one, stage(one)) for one in letters])


def letter(pk: int) -> Letter | None:
    """A letter with all that its preview prints."""
    return (
        Letter.objects.select_related("batch__session__event", *RELATED)
        .prefetch_related("batch__texts", "registration__attendees")
        .filter(pk=pk)
        .first()
    )


def neighbours(letter: Letter) -> tuple[int | None, int | None, int, int]:
    """The letters before and after in the list, the place in it, and how many there are."""
    keys = list(letter.batch.letters.order_by("group", "pk").values_list("pk", flat=True))
    at = keys.index(letter.pk)
    before = keys[at - 1] if at else None
    after = keys[at + 1] if at + 1 < len(keys) else None
    return before, after, at + 1, len(keys)
