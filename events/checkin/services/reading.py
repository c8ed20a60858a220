"""会議の参加記録: reading the file that a meeting tool writes after the session.

Webex writes UTF-16 with tabs, Teams and Zoom UTF-8 or Shift_JIS with commas; headings come in
Japanese or English. Whatever it is, each row says who, from when and until when.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.normalise import fold_widths

TOKYO = ZoneInfo("Asia/Tokyo")
MOST_ROWS = 20_000
HEADINGS = {
    "email": (
        "メールアドレス",
        "メール",
        "出席者のメール",
        "attendee email",
        "email",
        "user email",
    ),
    "name": (
        "氏名",
        "名前",
        "お名前",
        "表示名",
        "名前（元の名前）",
        "name",
        "display name",
        "name (original name)",
        "full name",
    ),
    "joined": ("参加時刻", "参加時間", "開始時刻", "join time", "first join", "joined"),
    "left": ("退出時刻", "退出時間", "終了時刻", "leave time", "last leave", "left"),
    "minutes": (
        "分",
        "参加した分",
        "期間（分）",
        "時間（分）",
        "出席期間",
        "attendance duration",
        "duration (minutes)",
        "duration",
        "in-meeting duration",
        "minutes",
    ),
}
MOMENTS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
    "%m/%d/%y, %I:%M:%S %p",
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the file: somebody was in the meeting once."""

    number: int
    name: str
    email: str
    joined: datetime | None
    left: datetime | None
    minutes: int | None


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a line cannot be taken; line 0 is the whole file."""

    number: int
    text: str


def read(content: bytes) -> tuple[list[Row], list[Problem]]:
    """The rows of the file and what is wrong with it; rows with a problem are left out."""
    text = _decoded(content)
    if text is None:
        return [], [
            _of_file(_("文字コードを読み取れません。UTF-8 の CSV で保存し直してください。"))
        ]
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    lines = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        headings = next(lines, [])
        places = _places(headings)
        if "email" not in places and "name" not in places:
            return [], [_of_file(_("1行目に「氏名」か「メールアドレス」の列がありません。"))]
        if "joined" not in places and "minutes" not in places:
            return [], [_of_file(_("1行目に「参加時刻」か「分」の列がありません。"))]
        return _rows(lines, places)
    except csv.Error:
        return [], [_of_file(_("CSV として読み取れません。表計算ソフトで保存し直してください。"))]


def _of_file(text: str) -> Problem:
    return Problem(number=0, text=text)


def _decoded(content: bytes) -> str | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        names: tuple[str, ...] = ("utf-16",)
    else:
        names = ("utf-8-sig", "cp932")
    for name in names:
        try:
            return content.decode(name).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    return None


def _places(headings: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        word = fold_widths(heading).casefold().strip()
        for name, words in HEADINGS.items():
            if word in {fold_widths(one).casefold() for one in words}:
                found.setdefault(name, place)
    return found


def _rows(lines: Iterator[list[str]], places: dict[str, int]) -> tuple[list[Row], list[Problem]]:
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, cells in enumerate(lines, start=2):
        if number > MOST_ROWS:
            problems.append(_of_file(_("行が多すぎます。2万行までにしてください。")))
            break
        if not any(cell.strip() for cell in cells):
            continue
        row = _row(number, cells, places)
        if isinstance(row, Row):
            rows.append(row)
        else:
            problems.append(row)
    return rows, problems


def _row(number: int, cells: list[str], places: dict[str, int]) -> Row | Problem:
    def cell(name: str) -> str:
        place = places.get(name)
        return fold_widths(cells[place]) if place is not None and place < len(cells) else ""

    if not cell("name") and not cell("email"):
        return Problem(number=number, text=_("氏名もメールアドレスもありません。"))
    moments: dict[str, datetime | None] = {}
    for name in ("joined", "left"):
        moments[name] = _moment(cell(name))
        if cell(name) and moments[name] is None:
            text = _("時刻を読み取れません: %(value)s") % {"value": cell(name)[:40]}
            return Problem(number=number, text=text)
    joined, left = moments["joined"], moments["left"]
    if joined and left and left < joined:
        return Problem(number=number, text=_("退出時刻が参加時刻より前です。"))
    minutes = _minutes(cell("minutes"))
    if cell("minutes") and minutes is None:
        text = _("分を読み取れません: %(value)s") % {"value": cell("minutes")[:40]}
        return Problem(number=number, text=text)
    if minutes is None and joined is None:
        return Problem(number=number, text=_("参加時刻も分もありません。"))
    return Row(
        number=number,
        name=cell("name"),
        email=cell("email").casefold(),
        joined=joined,
        left=left,
        minutes=minutes,
    )


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        for pattern in MOMENTS:
            try:
                moment = datetime.strptime(text, pattern).replace(tzinfo=TOKYO)
            except ValueError:
                continue
            return moment
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=TOKYO)


def _minutes(text: str) -> int | None:
    """``55``, ``55 mins``, ``1:05:30``, ``1h 5m``, ``1時間5分``."""
    clock = re.fullmatch(r"(\d{1,3}):(\d\d)(?::\d\d)?", text)
    words = re.fullmatch(
        r"(?:(\d{1,3})\s*(?:h|hours?|hrs?|時間))?\s*(?:(\d{1,5})\s*(?:m|mins?|minutes?|分)?)?"
        r"(?:\s*\d+\s*(?:s|secs?|seconds?|秒))?",
        text,
    )
    match = clock or words
    if match is None or not (match[1] or match[2]):
        return None
    return int(match[1] or 0) * 60 + int(match[2] or 0)
