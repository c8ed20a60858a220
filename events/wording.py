"""What stands in the columns of a participation type, said in plain words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import moments
from .enums import Allocation, PlaceUnit, SessionState
from .models import ParticipationType
from .selectors.detail import Choice, Run
from .selectors.terms import Conditions

STATUS_CLASSES = {
    SessionState.OPEN: "status-act",
    SessionState.ANNOUNCED: "status-wait",
    SessionState.HELD: "status-done",
    SessionState.CANCELLED: "status-stop",
    SessionState.POSTPONED: "status-stop",
}


def state_class(run: Run) -> str:
    """The class of the mark that shows the state of ``run``."""
    return STATUS_CLASSES.get(run.state, "")


def places(choice: Choice) -> str:
    """A participation type with its places left, in a few words."""
    kind = choice.kind
    if choice.waits:
        return _("%(type)s キャンセル待ち") % {"type": kind.label}
    if not choice.is_first_come:
        return f"{kind.label} {kind.get_allocation_display()}"
    return _("%(type)s 残り%(left)s枠") % {"type": kind.label, "left": kind.places_left}


def capacity(choice: Choice) -> str:
    """How many companies or people, and how many places are left where that says anything."""
    kind = choice.kind
    number = kind.capacity
    if kind.unit == PlaceUnit.PERSON:
        words = ngettext("%(number)s人", "%(number)s人", number) % {"number": number}
    else:
        words = ngettext("%(number)s社", "%(number)s社", number) % {"number": number}
    if not choice.is_first_come or not choice.is_open:
        return words
    return _("%(capacity)s（残り%(left)s）") % {"capacity": words, "left": kind.places_left}


def group(kind: ParticipationType) -> str:
    """How many people one application may name."""
    least, most = kind.min_attendees, kind.max_attendees
    if least == most:
        words = ngettext("1社%(most)s人", "1社%(most)s人", most)
    elif least == 1:
        words = ngettext("1社%(most)s人まで", "1社%(most)s人まで", most)
    else:
        words = _("1社%(least)s〜%(most)s人")
    return words % {"least": least, "most": most}


def allocation(kind: ParticipationType) -> str:
    """How places are given, and when one will know."""
    if kind.allocation == Allocation.FIRST_COME:
        return _("先着順で、申し込むとすぐに決まります")
    if kind.allocation == Allocation.LOTTERY:
        words = _("締切のあとに抽選で決めます")
    else:
        words = _("締切のあとに申込内容を見て選びます")
    if kind.results_at is None:
        return words
    when = moments.day_in_words(kind.results_at)
    return _("%(words)s。結果は%(when)sごろにお知らせします") % {"words": words, "when": when}


def conditions(found: Conditions) -> list[str]:
    """Who may apply, one condition a line."""
    comma = _("、")
    lines = []
    if found.sectors:
        names = comma.join(tag.label for tag in found.sectors)
        lines.append(_("業種: %(names)s") % {"names": names})
    if found.prefectures:
        names = comma.join(tag.label for tag in found.prefectures)
        lines.append(_("所在地: %(names)s") % {"names": names})
    if found.sizes:
        lines.append(_("従業員数: %(names)s") % {"names": comma.join(found.sizes)})
    if found.once_per_fiscal_year:
        lines.append(_("1社につき年度内に1回まで"))
    return lines or [_("どなたでも申し込めます")]


def fee(kind: ParticipationType) -> str:
    """What one place costs."""
    if not kind.fee_yen:
        return _("無料")
    if kind.unit == PlaceUnit.PERSON:
        return _("1人 %(yen)s円") % {"yen": f"{kind.fee_yen:,}"}
    return _("1社 %(yen)s円") % {"yen": f"{kind.fee_yen:,}"}


def choice_state(choice: Choice, run: Run) -> str:
    """Whether one can apply for a type now, in a word."""
    if choice.waits and choice.is_open:
        return _("キャンセル待ち受付中")
    if choice.is_open:
        return str(SessionState.OPEN.label)
    if run.state == SessionState.OPEN:
        return str(SessionState.CLOSED.label)
    return str(run.state.label)


def choice_class(choice: Choice, run: Run) -> str:
    """The class of the mark that shows ``choice_state``."""
    if choice.is_open:
        return "status-wait" if choice.waits else "status-act"
    return "" if run.state == SessionState.OPEN else state_class(run)
