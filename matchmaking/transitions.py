"""Every allowed change of state of the room, in one place."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from .enums import IntroductionState as I
from .enums import NeedState as N
from .enums import ProposalState as P
from .enums import QuestionState as Q
from .enums import SeedState as S
from .enums import StoryState as T

Table = Mapping[str, frozenset[str]]

NEED: Table = {
    N.DRAFT: frozenset({N.SUBMITTED, N.CLOSED}),
    N.SUBMITTED: frozenset({N.PUBLISHED, N.DRAFT, N.CLOSED}),
    N.PUBLISHED: frozenset({N.SUBMITTED, N.DRAFT, N.CLOSED}),
    N.CLOSED: frozenset({N.DRAFT}),
}
SEED: Table = {
    S.DRAFT: frozenset({S.SUBMITTED, S.CLOSED}),
    S.SUBMITTED: frozenset({S.PUBLISHED, S.DRAFT, S.CLOSED}),
    S.PUBLISHED: frozenset({S.SUBMITTED, S.DRAFT, S.CLOSED}),
    S.CLOSED: frozenset({S.DRAFT}),
}
PROPOSAL: Table = {
    P.REQUESTED: frozenset({P.PROPOSED, P.DISMISSED}),
    P.PROPOSED: frozenset({P.DISMISSED}),
    P.DISMISSED: frozenset({P.REQUESTED, P.PROPOSED}),
}
INTRODUCTION: Table = {
    I.PROPOSED: frozenset({I.REVIEWED, I.DECLINED, I.WITHDRAWN, I.LEFT}),
    I.REVIEWED: frozenset({I.PARTLY_AGREED, I.DECLINED, I.WITHDRAWN, I.LEFT}),
    I.PARTLY_AGREED: frozenset({I.DISCLOSED, I.REVIEWED, I.DECLINED, I.WITHDRAWN, I.LEFT}),
    I.DISCLOSED: frozenset({I.CLOSED, I.PARTLY_AGREED, I.WITHDRAWN, I.LEFT}),
    I.CLOSED: frozenset({I.WITHDRAWN, I.LEFT}),
    I.DECLINED: frozenset(),
    I.WITHDRAWN: frozenset(),
    I.LEFT: frozenset(),
}
QUESTION: Table = {
    Q.OPEN: frozenset({Q.ONGOING, Q.TOLD, Q.SILENT}),
    Q.ONGOING: frozenset({Q.ONGOING, Q.TOLD, Q.SILENT}),
    Q.TOLD: frozenset({Q.TOLD, Q.ONGOING}),
    Q.SILENT: frozenset({Q.TOLD}),
}
STORY: Table = {
    T.DRAFT: frozenset({T.DRAFT, T.ASKED}),
    T.ASKED: frozenset({T.DRAFT, T.AGREED, T.DECLINED, T.WITHDRAWN}),
    T.AGREED: frozenset({T.DRAFT, T.WITHDRAWN}),
    T.DECLINED: frozenset({T.DRAFT}),
    T.WITHDRAWN: frozenset({T.DRAFT}),
}


class NotAllowedError(Exception):
    """What was asked is against the rules; the text says why and what to do."""


def check(table: Table, current: str, wanted: str) -> None:
    """Let pass what ``table`` allows.

    Raises:
        NotAllowedError: the change from ``current`` to ``wanted`` is not in the table.
    """
    if wanted not in table[current]:
        raise NotAllowedError(
            _("いまの状態では、この操作はできません。画面を開き直して状態をお確かめください。")
        )
