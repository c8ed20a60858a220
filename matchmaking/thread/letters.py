"""The mails of a thread: each to one person, from the portal's own address.

Nobody's mail address stands in the header of somebody else's mail. The identities of earlier
copies stand in ``References`` (RFC 5322, section 3.6.4), so that a mail program shows one
thread, whichever of its messages its reader wrote by mail.
"""

from typing import Any

from django.conf import settings
from django.utils import translation

from portal.accounts.models import User
from portal.delivery import mail, sending
from portal.delivery.models import Mail

from .. import addresses, permissions
from ..enums import Side
from ..models import InboundMail, Introduction, ThreadMessage
from . import participants, reply_addresses
from .participants import Participant

LONGEST_CHAIN = 20
"""Earlier identities in ``References``; the first always stays."""


def mail_key(message_id: int, user_id: int) -> str:
    """The key of one person's copy of a message."""
    return f"thread:{message_id}:{user_id}"


def pass_on(message: ThreadMessage) -> None:
    """Queue a copy of ``message`` for everybody but its author."""
    introduction = message.introduction
    for reader in participants.others(introduction, than=message.author_id):
        mail.queue(
            key=mail_key(message.pk, reader.user.pk),
            to=reader.user.email,
            template="matchmaking_thread_message",
            context={
                **context(introduction, reader),
                "message": message,
                "writer": writer(message),
                "files": list(message.files.all()),
            },
            language=reader.user.language,
            headers=headers(introduction, reader, before=message),
        )


def context(introduction: Introduction, reader: Participant) -> dict[str, Any]:
    """What every mail of a thread says."""
    return {
        "introduction": introduction,
        "seed": introduction.proposal.seed,
        "person": reader.user,
        "organization": reader.organization,
        "can_reply": _can_reply(introduction, reader),
        "url": addresses.absolute(introduction, language=reader.user.language),
    }


def _can_reply(introduction: Introduction, reader: Participant) -> bool:
    """Whether an answer by mail would be taken: what is over promises none."""
    return reply_addresses.are_offered() and permissions.can_write_thread(
        reader.user, introduction
    )


def writer(message: ThreadMessage) -> dict[str, Any]:
    """Who wrote, as the other side may know: contacts are disclosed while messages travel."""
    proposal = message.introduction.proposal
    names = {Side.COMPANY: proposal.company.name, Side.PROVIDER: proposal.provider.name}
    author = message.author
    return {
        "organization": names.get(Side(message.side), ""),
        "name": author.get_full_name() if author else "",
    }


def headers(
    introduction: Introduction, reader: Participant, *, before: ThreadMessage | None = None
) -> dict[str, str]:
    """Where an answer goes, and which mails of ``reader`` came before."""
    root = sending.message_id(f"thread:{introduction.pk}")
    known = _known(introduction, reader.user, before)
    chain = [root, *known[-LONGEST_CHAIN:]]
    made = {"In-Reply-To": chain[-1], "References": " ".join(chain)}
    if _can_reply(introduction, reader):
        address = reply_addresses.make(introduction_id=introduction.pk, user_id=reader.user.pk)
        made |= {"Reply-To": address, "X-Loop": settings.REPLY_ADDRESS}
    return made


def _known(introduction: Introduction, user: User, before: ThreadMessage | None) -> list[str]:
    """Identities of the mails of ``user`` in this thread, in order."""
    earlier = ThreadMessage.objects.filter(introduction=introduction)
    if before is not None:
        earlier = earlier.filter(pk__lt=before.pk)
    rows = list(earlier.order_by("pk").values_list("pk", "author_id", "mail_id"))
    keys = {mail_key(pk, user.pk) for pk, _author, _id in rows}
    sent = set(Mail.objects.filter(key__in=keys).values_list("key", flat=True))
    found = []
    for pk, author_id, own_id in rows:
        if author_id == user.pk and own_id:
            found.append(own_id)
        elif mail_key(pk, user.pk) in sent:
            found.append(sending.message_id(mail_key(pk, user.pk)))
    return found


def tell_what_became(
    inbound: InboundMail | None,
    *,
    introduction: Introduction,
    user: User,
    key: str,
    refused: list[str] | None = None,
) -> None:
    """Tell the person of a reply address, at their registered address, what was not passed on."""
    with translation.override(user.language):
        mail.queue(
            key=f"thread-returned:{key}",
            to=user.email,
            template="matchmaking_thread_returned",
            context={
                "seed": introduction.proposal.seed,
                "person": user,
                "reason": inbound.reason if inbound else "",
                "refused": refused or [],
                "url": addresses.absolute(introduction, language=user.language),
            },
            language=user.language,
            headers={"X-Loop": settings.REPLY_ADDRESS} if reply_addresses.are_offered() else {},
        )
