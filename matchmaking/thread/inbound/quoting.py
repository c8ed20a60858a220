"""Cutting an answer to what its writer wrote: history, signature and advertising of the phone.

Where it is not certain that everything below a mark is history, the mail stays whole: words
that are read twice harm nobody, words that are lost do.
"""

import re

MARKER = "##----##"
"""Stands above each mail that leaves; below it nothing new is written from the top."""

_QUOTED = re.compile(r"^\s*[>＞|]")
_MAIL = r"[^\s<>@]+@[^\s<>@]+"
_WHEN_EN = re.compile(r"^\s*On\b.{4,220}\bwrote:\s*$", re.IGNORECASE)
_WHEN_JA = re.compile(
    r"^\s*(?:On\s)?[(（]?\s*(?:19|20)\d\d[年/.-].{2,220}"
    rf"(?:<{_MAIL}>|{_MAIL}|さん|様|のメッセージ|のメール|書きました|wrote)\s*[>)）]?\s*[:：]\s*$"
)
_ORIGINAL = re.compile(
    r"^\s*[-_]{2,}\s*(?:Original Message|元のメッセージ|Forwarded message|転送メッセージ|"
    r"Original Appointment|元の予定)\s*[-_]{2,}\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^\s*\**(?:From|差出人|送信者)\**\s*[:：]", re.IGNORECASE)
_FIELD = re.compile(
    r"^\s*\**(?:Sent|Date|To|Cc|Subject|送信日時|日時|日付|宛先|件名)\**\s*[:：]", re.IGNORECASE
)
_RULE = re.compile(r"^\s*[-_=─━＿―*＊☆★◆◇~～]{8,}\s*$")
_CONTACT = re.compile(r"(?:TEL|FAX|電話|〒|E-?mail|メール|https?://|@|＠|携帯)", re.IGNORECASE)
_DEVICE = re.compile(
    r"^\s*(?:Sent from (?:my|Outlook|Mail|Yahoo)\b.{0,60}|Get Outlook for \w+.{0,60}"
    r"|(?:iPhone|iPad|Android|スマートフォン|携帯電話).{0,12}から送信.{0,12}"
    r"|Outlook for (?:iOS|Android).{0,6}を入手.{0,60}|Yahoo!?メール.{0,20}から送信.{0,12})\s*$",
    re.IGNORECASE,
)
_LONGEST_SIGNATURE = 12


def cut(text: str) -> str:
    """What its writer wrote of ``text``; all of it when that is not certain or would be empty."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    lines = whole.split("\n")
    lines = _without_history(lines)
    lines = _without_device(lines)
    lines = _without_signature(lines)
    lines = _without_device(lines)
    left = "\n".join(lines).strip()
    return left or whole.strip()


def _without_history(lines: list[str]) -> list[str]:
    for number, line in enumerate(lines):
        start, mark = number, number
        if MARKER in line:
            start = _above_marker(lines, number)
        elif (end := _attribution_end(lines, number)) is not None and _is_quoted_below(lines, end):
            mark = end
        elif not (_ORIGINAL.match(line) or _is_header_block(lines, number)):
            continue
        if not _is_all_history(lines, start, mark):
            return lines
        while start and (not lines[start - 1].strip() or _RULE.match(lines[start - 1])):
            start -= 1
        return lines[:start]
    return _without_last_quotation(lines)


def _above_marker(lines: list[str], number: int) -> int:
    """Where the history that begins with a marker begins: with its attribution or its fields."""
    for start in range(max(number - 9, 0), number):
        if (
            _ORIGINAL.match(lines[start])
            or _is_header_block(lines, start)
            or _attribution_end(lines, start) is not None
        ):
            return start
    start = number
    while start and _QUOTED.match(lines[start - 1]):
        start -= 1
    return start


def _is_header_block(lines: list[str], number: int) -> bool:
    """Outlook's fields of the mail that is answered."""
    if not _FROM.match(lines[number]):
        return False
    return sum(bool(_FIELD.match(line)) for line in lines[number + 1 : number + 7]) >= 2


def _attribution_end(lines: list[str], number: int) -> int | None:
    """The last line of "who wrote when" that begins here, in either language; None if none does.

    Mail programs wrap it onto a second and third line.
    """
    for length in (1, 2, 3):
        joined = " ".join(lines[number : number + length])
        if _WHEN_JA.match(joined) or _WHEN_EN.match(joined):
            return number + length - 1
    return None


def _is_quoted_below(lines: list[str], end: int) -> bool:
    below = next((line for line in lines[end + 1 :] if line.strip()), "")
    return bool(_QUOTED.match(below)) or MARKER in below


def _is_all_history(lines: list[str], start: int, mark: int) -> bool:
    """Whether nothing new can stand from ``start`` on: answers between or below would."""
    if not any(line.strip() and not _QUOTED.match(line) for line in lines[:start]):
        return False
    rest = [line for line in lines[mark + 1 :] if line.strip()]
    quoted = [bool(_QUOTED.match(line)) for line in rest]
    if not any(quoted[:3]) and not _QUOTED.match(lines[mark]):
        # History without marks, as Outlook leaves it: all that follows is older.
        return True
    return all(quoted) or not _holds_words(rest, quoted)


def _holds_words(rest: list[str], quoted: list[bool]) -> bool:
    """Whether words stand below a quotation that are more than a phone's line or a signature."""
    tail = [line for line, is_quoted in zip(rest, quoted, strict=True) if not is_quoted]
    kept = _without_signature(_without_device(tail))
    return any(line.strip() for line in kept)


def _without_last_quotation(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and (not lines[end - 1].strip() or _QUOTED.match(lines[end - 1])):
        end -= 1
    removed = any(_QUOTED.match(line) for line in lines[end:])
    above = any(_QUOTED.match(line) for line in lines[:end])
    return lines[:end] if removed and not above else lines


def _without_device(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[: end - 1] if end and _DEVICE.match(lines[end - 1]) else lines


def _without_signature(lines: list[str]) -> list[str]:
    """Below "-- " (RFC 3676, section 4.3), or between two rules at the very end."""
    for number in range(len(lines) - 1, max(len(lines) - _LONGEST_SIGNATURE - 2, -1), -1):
        if lines[number] in {"-- ", "--"}:
            return lines[:number]
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    if end < 3 or not _RULE.match(lines[end - 1]):
        return lines
    for number in range(end - 2, max(end - _LONGEST_SIGNATURE - 2, -1), -1):
        if _RULE.match(lines[number]):
            inside = "\n".join(lines[number:end])
            return lines[:number] if _CONTACT.search(inside) else lines
    return lines
