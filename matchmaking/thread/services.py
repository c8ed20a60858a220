"""Writing in the thread of an introduction: one way in, from the page and from mail."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.privacy import services as privacy

from .. import permissions
from ..models import Introduction, ThreadMessage
from ..transitions import NotAllowedError
from . import files, letters, reply_addresses

LONGEST = 10_000
"""Characters of a message."""

Door = ThreadMessage.Door


@transaction.atomic
def post(
    *,
    introduction: Introduction,
    author: User,
    body: str,
    key: str,
    given: Sequence[files.Checked] = (),
    refused: Sequence[files.Refused] = (),
    door: Door = Door.PAGE,
    mail_id: str = "",
) -> ThreadMessage:
    """Keep a message and have it mailed to the others; the same ``key`` again is the same one.

    Args:
        introduction: whose thread it is.
        author: who writes; must be of a side, or the coordinator.
        body: plain words; what is longer than ``LONGEST`` is cut.
        key: made once for each message by whoever sends it.
        given: files that were checked.
        refused: files that did not pass, told to both sides.
        door: the way it came.
        mail_id: the Message-ID of the author's own mail.

    Raises:
        NotAllowedError: contacts are not disclosed (any more), or the author is no party to it.
    """
    introduction = Introduction.objects.locked(introduction.pk)
    if not permissions.can_write_thread(author, introduction):
        raise NotAllowedError(
            _("このやり取りには、いまは書き込めません。画面を開き直して状態をお確かめください。")
        )
    message = ThreadMessage(
        introduction=introduction,
        key=f"{author.pk}:{key}"[:100],
        author=author,
        side=str(permissions.side_of(author, introduction)),
        door=door,
        body=reply_addresses.hide(body)[:LONGEST],
        refused_files=[one.as_json() for one in refused],
        mail_id=mail_id[:250],
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        return ThreadMessage.objects.get(introduction=introduction, key=message.key)
    files.keep(message, given)
    privacy.record(
        action="thread.posted",
        target=f"introduction:{introduction.pk}",
        actor=author,
        detail={"message": message.pk, "door": str(door), "files": len(given)},
    )
    letters.pass_on(message)
    return message


@transaction.atomic
def erase_author(*, author: User) -> int:
    """Empty what ``author`` wrote and drop their files; that there was a message stays."""
    written = ThreadMessage.objects.filter(author=author)
    for message in written.order_by("pk"):
        message.files.all().delete()
    return written.update(
        author=None, body="", refused_files=[], mail_id="", erased_at=timezone.now()
    )
