"""Taking care of a letter that reached nobody: sent again, or its person told otherwise."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.delivery import undelivered
from portal.delivery.models import Mail
from portal.privacy import services as privacy

from ..disclosure import steps
from ..models import Introduction
from ..transitions import NotAllowedError
from . import selectors
from .selectors import Letter


@transaction.atomic
def send_again(*, mail: Mail, actor: Any) -> None:
    """Have a letter sent once more, to the address its person has now.

    Raises:
        NotAllowedError: it waits no more, or may not reach that person any more.
    """
    letter = _waiting(mail)
    person = letter.person if letter.may_go_again else None
    if person is None or not undelivered.send_again(mail=letter.mail, to=person.email):
        raise NotAllowedError(
            _("このメールは、もう送れません。紹介の画面で状態を確かめ、電話などでお伝えください。")
        )
    _record(letter, "mail.sent_again", actor)


@transaction.atomic
def settle(*, mail: Mail, actor: Any) -> None:
    """Note that somebody took care of it.

    Raises:
        NotAllowedError: somebody was quicker.
    """
    letter = _waiting(mail)
    undelivered.settle(mail=letter.mail)
    _record(letter, "mail.settled", actor)


def _waiting(mail: Mail) -> Letter:
    """The letter as it is now, its introduction kept from others until the transaction ends."""
    for letter in selectors.of([mail]):
        Introduction.objects.locked(letter.introduction.pk)
        now = undelivered.waiting(prefix=mail.key)
        for same in selectors.of(one for one in now if one.pk == mail.pk):
            return same
    raise NotAllowedError(_("このメールには、もう誰かが対応しています。"))


def _record(letter: Letter, action: str, actor: Any) -> None:
    privacy.record(
        action=action,
        target=steps.target(letter.introduction),
        actor=actor,
        detail={"mail": letter.mail.pk},
    )
