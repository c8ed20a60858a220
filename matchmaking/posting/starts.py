"""Prefilled drafts from a self-check gap, an event's insight, a search that found nothing.

What is prefilled waits in the visitor's session: it survives signing in and stands in no
address. It is gone once a draft is saved, when it is put away, or after a few hours.
"""

import time
from collections.abc import MutableMapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from .. import matching, privacy_check
from .enums import Origin

KEY = "matchmaking_start"
GOOD_FOR_SECONDS = 6 * 3600
LONGEST = 300


@dataclass(frozen=True)
class Start:
    """What a need begins with; ``label`` says where it came from."""

    kind: str
    label: str
    title: str
    body: str
    themes: tuple[str, ...] = ()

    def get_kind_display(self) -> str:
        """The way in words."""
        return str(Origin(self.kind).label)

    def initial(self) -> dict[str, Any]:
        """The fields of the form that are filled."""
        return {"title": self.title, "body": self.body, "themes": list(self.themes)}


def _skeleton(first: str) -> str:
    return "\n".join(
        [
            first,
            "",
            _("いま困っていること:"),
            "",
            _("いつから、どのくらい:"),
            "",
            _("どうなってほしいか:"),
            "",
        ]
    )


def _short(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _clean(text: str) -> str:
    return " ".join(privacy_check.mask(text[:LONGEST]).split())


def from_search(words: str) -> Start:
    """After a search that found nothing."""
    asked = _clean(words)
    return Start(
        kind=Origin.SEARCH,
        label=asked,
        title=_("「%(words)s」について相談したい") % {"words": _short(asked)},
        body=_skeleton(
            _("「%(words)s」を調べましたが、知りたいことが見つかりませんでした。")
            % {"words": asked}
        ),
        themes=tuple(matching.suggest_themes(asked, asked)),
    )


def from_insight(event: str, insight: str) -> Start:
    """After an event at which somebody noticed something."""
    noticed = _clean(insight)
    return Start(
        kind=Origin.INSIGHT,
        label=event,
        title=_short(noticed, 70),
        body=_skeleton(
            _("「%(event)s」に参加して、次のことに気付きました。\n%(insight)s")
            % {"event": event, "insight": noticed}
        ),
        themes=tuple(matching.suggest_themes(noticed, noticed)),
    )


def from_check(*, names: Sequence[str], gaps: Sequence[str], themes: Sequence[str]) -> Start:
    """After a self-check: what is lacking, by short names and as troubles."""
    title = (
        _("自社診断で気になった「%(name)s」") % {"name": names[0]}
        if len(names) == 1
        else _("自社診断で気になった「%(name)s」など%(n)s件") % {"name": names[0], "n": len(names)}
    )
    listed = "\n".join(_("・%(gap)s") % {"gap": gap} for gap in gaps)
    return Start(
        kind=Origin.CHECK,
        label=_("、").join(names),
        title=title,
        body=_skeleton(
            _("自社診断をしたら、次のことができていないと分かりました。\n%(gaps)s")
            % {"gaps": listed}
        ),
        themes=tuple(dict.fromkeys(themes)),
    )


def keep(session: MutableMapping[str, Any], start: Start) -> None:
    """Have the next new need begin with ``start``."""
    session[KEY] = {**asdict(start), "kind": str(start.kind), "at": int(time.time())}


def waiting(session: MutableMapping[str, Any]) -> Start | None:
    """What the next new need begins with, if there is something fresh."""
    kept = session.get(KEY)
    if not isinstance(kept, dict) or kept.get("at", 0) < time.time() - GOOD_FOR_SECONDS:
        return None
    fields = {name: kept[name] for name in ("kind", "label", "title", "body")}
    return Start(**fields, themes=tuple(kept["themes"]))


def drop(session: MutableMapping[str, Any]) -> None:
    """Put it away."""
    session.pop(KEY, None)
