"""Letters that staff may reword: a shipped text, placeholders, and a frame that stays.

A room registers its letters in ``ready()``. ``mail.queue`` asks here first: a registered
letter is put together from the edited wording if there is one, else from the shipped one;
both pass through the same frame (``templates/email/<frame>.{txt,html}``), which adds the
name, the facts, the links and the signature. A text holds words and placeholders, never
template code, so nobody can reach anything but what the list of placeholders offers.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape, format_html, urlize
from django.utils.safestring import SafeString, mark_safe

from .models import MailTemplate

logger = logging.getLogger(__name__)

PLACEHOLDER = re.compile(r"\{\{\s*([^{}\n]*?)\s*\}\}")
Context = dict[str, Any]


@dataclass(frozen=True)
class Placeholder:
    """What ``{{ 会社名 }}`` (or ``{{ company }}``) stands for, from the letter's context."""

    ja: str
    en: str
    value: Callable[[Context], str]
    is_address: bool = False

    def name(self, language: str) -> str:
        """The name that belongs into a text of ``language``; a text may hold either."""
        return self.en if language.startswith("en") else self.ja


@dataclass(frozen=True)
class Wording:
    """Subject and text with placeholders in them."""

    subject: str
    text: str


@dataclass(frozen=True)
class Example:
    """A real case to look at a letter with: its name and the letter's context."""

    title: str
    context: Context


@dataclass(frozen=True)
class Letter:
    """A kind of mail; ``subject`` and ``text`` are the shipped wording, translatable.

    ``example(user, words)`` finds a real case by the words typed (empty: the latest one)
    among those that ``user`` may see; None when there is none. ``may_edit(user)`` is the
    room's own rule.
    """

    code: str
    label: Any
    when: Any
    subject: Any
    text: Any
    frame: str
    placeholders: tuple[Placeholder, ...]
    example: Callable[[Any, str], Example | None]
    may_edit: Callable[[Any], bool]

    def shipped(self, language: str) -> Wording:
        """The wording that comes with the portal."""
        with translation.override(language):
            return Wording(str(self.subject), str(self.text))

    def known(self) -> dict[str, Placeholder]:
        """Placeholders by each of their names."""
        return {name: one for one in self.placeholders for name in (one.ja, one.en)}


@dataclass(frozen=True)
class Composed:
    """A letter ready to be kept as a mail."""

    subject: str
    text: str
    html: str


_letters: dict[str, Letter] = {}


def register(letter: Letter) -> None:
    """Let staff reword ``letter``.

    Raises:
        ValueError: the code is taken, or the shipped text holds an unknown placeholder.
    """
    if letter.code in _letters:
        raise ValueError(f"Letter {letter.code!r} is registered already.")
    for text in (letter.subject, letter.text):
        if unknown := find_problems(str(text), letter):
            raise ValueError(f"Letter {letter.code!r}: {unknown}")
    _letters[letter.code] = letter


def find(code: str) -> Letter | None:
    """The letter ``code``, None if no room registered it."""
    return _letters.get(code)


def letters() -> list[Letter]:
    """All letters in the order of registration."""
    return list(_letters.values())


@dataclass(frozen=True)
class Problem:
    """What a text may not hold, and on which line."""

    line: int
    fragment: str


def find_problems(text: str, letter: Letter) -> list[Problem]:
    """Placeholders that ``letter`` does not know, and braces that are none."""
    known = letter.known()
    problems = []
    for number, line in enumerate(text.splitlines(), start=1):
        for match in PLACEHOLDER.finditer(line):
            if match[1] not in known:
                problems.append(Problem(number, match[0]))
        rest = PLACEHOLDER.sub(" ", line)
        problems += [
            Problem(number, mark) for mark in ("{{", "}}", "{%", "%}", "{#") if mark in rest
        ]
    return problems


def current(code: str, language: str) -> MailTemplate | None:
    """The edited wording in force, None while the shipped one is."""
    return MailTemplate.objects.filter(code=code, language=language, is_current=True).first()


def edited_wordings() -> dict[tuple[str, str], str]:
    """Subjects of the edited wordings in force, by letter and language."""
    rows = MailTemplate.objects.filter(is_current=True).order_by("pk")
    return {(row.code, row.language): row.subject for row in rows}


def compose(letter: Letter, context: Context, *, language: str) -> Composed:
    """The letter in ``language``; an edited wording that fails gives way to the shipped one."""
    edited = current(letter.code, language)
    if edited is not None:
        try:
            wording = Wording(edited.subject, edited.text)
            return compose_with(letter, wording, context, language=language)
        except Exception:
            logger.exception("edited letter failed", extra={"letter": letter.code})
    return compose_with(letter, letter.shipped(language), context, language=language)


def compose_with(letter: Letter, wording: Wording, context: Context, *, language: str) -> Composed:
    """The letter in this wording.

    Raises:
        KeyError: the wording holds a placeholder that the letter does not know.
    """
    with translation.override(language):
        known = letter.known()
        names = {match[1] for match in PLACEHOLDER.finditer(wording.subject + wording.text)}
        values = {name: known[name].value(context) for name in names}
        addresses = {name for name in names if known[name].is_address}
        filled = context | {
            "letter": _fill(wording.text, values).strip(),
            "letter_html": _as_html(wording.text, values, addresses),
        }
        return Composed(
            subject=" ".join(_fill(wording.subject, values).split()),
            text=render_to_string(f"email/{letter.frame}.txt", filled),
            html=render_to_string(f"email/{letter.frame}.html", filled),
        )


def _fill(text: str, values: dict[str, str]) -> str:
    """Values are put in once: what looks like a placeholder in a value stays as it is."""
    return PLACEHOLDER.sub(lambda match: values[match[1]], text)


def _as_html(text: str, values: dict[str, str], addresses: set[str]) -> SafeString:
    """Paragraphs and line breaks; addresses that staff wrote are links, those in names not."""

    def put(name: str) -> str:
        if name in addresses:
            return format_html('<a href="{0}">{0}</a>', values[name])
        return escape(values[name])

    paragraphs = []
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        # Words and names of placeholders by turns.
        parts = PLACEHOLDER.split(paragraph)
        words = [
            put(part) if number % 2 else urlize(part, autoescape=True).replace("\n", "<br>")
            for number, part in enumerate(parts)
        ]
        paragraphs.append(f"<p>{''.join(words)}</p>")
    return mark_safe("\n".join(paragraphs))  # noqa: S308  every part is escaped above
