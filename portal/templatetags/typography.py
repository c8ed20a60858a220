"""Words and dates as they are set: line breaks in Japanese, days in both languages."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import dateformat, timezone
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

register = template.Library()

WORD_END = re.compile(r"(?<=[ァ-ヶー]{2})(?=お?[一-龥])")
JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
APART = gettext_lazy(" ・ ")
"""Stands between facts on one line; English has its own dot."""
LISTED = gettext_lazy("・")
"""Stands between the names of a list; English has a comma."""


def local(when: date | datetime) -> date | datetime:
    """A moment in Japan's time; a date as it is."""
    return timezone.localtime(when) if isinstance(when, datetime) else when


@register.filter
def phrases(text: Any) -> SafeString:
    """Allow a line break where katakana ends and the next word begins.

    ``word-break: auto-phrase`` keeps サイバーセキュリティお助け隊 as one; where it is too long
    for a line the break would otherwise fall inside a word.
    """
    return mark_safe(WORD_END.sub("<wbr>", escape(str(text))))  # noqa: S308  escaped first


@register.filter
def lang(text: Any) -> SafeString:
    """The attribute for words that people wrote in Japanese on a page of another language.

    A voice then reads them rightly and lines break as Japanese does (WCAG 2.2, 3.1.2). Put it
    inside the tag: ``<p{{ words|lang }}>{{ words }}</p>``. Nothing on a Japanese page.
    """
    foreign = (get_language() or "ja") != "ja" and JAPANESE.search(str(text))
    return SafeString(' lang="ja"' if foreign else "")


@register.simple_tag
def apart() -> str:
    """What stands between two facts on one line."""
    return str(APART)


@register.simple_tag(name="listed")
def listed_mark() -> str:
    """What stands between two names of a list."""
    return str(LISTED)


@register.filter
def listed(names: Iterable[Any]) -> SafeString:
    """The names as a list on one line."""
    return format_html_join(str(LISTED), "{}", ((name,) for name in names))


@register.filter
def bracketed(words: Any) -> str:
    """An addition in brackets, directly behind what it adds to."""
    return _("（%(words)s）") % {"words": words}


@register.filter
def age(since: datetime) -> str:
    """How long ago in its largest unit: ``2週間``, not ``2週間, 6日``."""
    return timesince(since, depth=1)


@register.filter
def long_day(when: date | datetime) -> str:
    """2026年11月23日（月） / Monday 23 November 2026."""
    return dateformat.format(local(when), _("Y年n月j日（D）"))


@register.filter
def short_moment(when: date | datetime) -> str:
    """11月23日（月） 14:00 / Mon 23 Nov 14:00; without a time for a date."""
    day = dateformat.format(local(when), _("n月j日（D）"))
    return f"{day} {local(when):%H:%M}" if isinstance(when, datetime) else day
