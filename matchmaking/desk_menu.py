"""The screens of the coordinator's desk in their groups: the one place that orders them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

HOME = "worklist"


@dataclass(frozen=True)
class Screen:
    """A screen that can be chosen; ``parts`` are the addresses that are reached from it."""

    name: str
    label: Any
    about: Any
    parts: frozenset[str]


@dataclass(frozen=True)
class Group:
    """Screens that are used together; its first one opens it."""

    label: Any
    screens: tuple[Screen, ...]

    @property
    def name(self) -> str:
        """The address that the group opens with."""
        return self.screens[0].name


def _screen(name: str, label: Any, about: Any, *parts: str) -> Screen:
    return Screen(name, label, about, frozenset({name, *parts}))


GROUPS = (
    Group(
        _("毎週の仕事"),
        (
            _screen(
                "week",
                _("今週の割り当て"),
                _("受け付けている困りごとに支援をまとめて割り当て、双方に提案します。"),
                "week_refresh",
                "week_accept",
                "week_need",
                "week_decide",
            ),
            _screen(
                "introductions",
                pgettext_lazy("menu", "紹介"),
                _("双方の同意、やり取り、面談、その後を見ます。"),
                "introduction",
                "broker",
                "thread",
                "thread_file",
                "appointment",
                "appointment_file",
                "appointment_act",
                "outcome_heard",
            ),
            _screen(
                "inbound_mails",
                pgettext_lazy("menu", "メール"),
                _("確認を待つメールと、届かなかったメールを片付けます。"),
                "inbound_mail",
                "inbound_mail_settle",
                "undelivered_act",
            ),
            _screen(
                "meeting_days",
                pgettext_lazy("menu", "個別相談会"),
                _("会社と支援者の時間割を組み、印刷します。"),
                "meeting_day_new",
                "meeting_day",
                "meeting_day_edit",
                "meeting_day_invite",
                "meeting_day_act",
                "meeting_day_gone",
                "meeting_day_paper",
            ),
        ),
    ),
    Group(
        _("掲載の内容"),
        (
            _screen(
                "needs",
                pgettext_lazy("menu", "困りごと"),
                _("会社の困りごとを読み、公開するか差し戻します。"),
                "need",
                "moderate_need",
                "propose",
                "versions",
                "restore",
            ),
            _screen(
                "seeds",
                pgettext_lazy("menu", "支援"),
                _("支援の内容と資格を確かめ、公開するか差し戻します。"),
                "seed",
                "moderate_seed",
                "confirm_evidence",
            ),
            _screen(
                "stories",
                _("事例"),
                _("うまくいった紹介を、双方の同意を得て事例にします。"),
                "story",
                "story_edit",
                "story_ask",
            ),
        ),
    ),
    Group(
        _("数字と調整"),
        (
            _screen(
                "dashboard",
                _("数字で見る"),
                _("困りごと、同意、成果、偏りをグラフで見ます。報告書にもなります。"),
                "dashboard_csv",
                "dashboard_report",
            ),
            _screen(
                "gaps",
                _("足りない支援"),
                _("よく合う支援がまだない困りごとをテーマごとに見ます。"),
                "gaps_csv",
            ),
            _screen(
                "sources",
                _("相談のきっかけ"),
                _("用意した下書きから、いくつの困りごとが書かれたかを見ます。"),
            ),
            _screen(
                "feedback",
                _("見送りから分かること"),
                _("「これは違う」の理由から、見直すところを探します。"),
            ),
            _screen(
                "weights",
                _("並べ方の重み"),
                _("候補を並べる重みを、効果を確かめてから変えます。"),
                "weights_switch",
            ),
        ),
    ),
)


def screens() -> Iterator[Screen]:
    """All screens, in their order."""
    for group in GROUPS:
        yield from group.screens


def screen_of(address: str) -> Screen | None:
    """The screen to which the address named ``address`` belongs; None for the first page."""
    return next((screen for screen in screens() if address in screen.parts), None)


def group_of(address: str) -> Group | None:
    """The group of that screen."""
    return next((group for group in GROUPS if screen_of(address) in group.screens), None)
