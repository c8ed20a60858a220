"""The words of a story: what both sides see, agree to, and everybody reads."""

import hashlib
import html
import json
import re
from collections.abc import Iterable
from typing import Any

from django.utils.html import escape, strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.rich_text import RichText

from ..models import Story

# What stands before or after a company's own name.
_FORMS = re.compile(r"株式会社|有限会社|合同会社|合資会社|合名会社|（見本）|\(見本\)|\s")
_LINK = re.compile(r"<a\b[^>]*?(?:href|id)=\"([^\"]*)\"", re.IGNORECASE)
_LANGUAGE = "ja"


def names(story: Story) -> tuple[str, str]:
    """What the page says of the two sides: names by extra consent, otherwise their kind."""
    if story.with_names:
        return story.company.name, story.provider.name
    with override(_LANGUAGE):
        return str(story.sector.label_ja), _("支援にあたった事業者（匿名）")


def blocks(story: Story) -> list[tuple[str, str]]:
    """Heading and paragraphs of the page in order."""
    with override(_LANGUAGE):
        return [
            (_("困っていたこと"), story.trouble),
            (_("受けた支援"), story.support),
            (_("その後"), story.result),
            (_("この事例の登場者"), _sides(story)),
        ]


def _sides(story: Story) -> str:
    company, provider = names(story)
    return _("相談した会社: %(company)s\n支援した事業者: %(provider)s") % {
        "company": company,
        "provider": provider,
    }


def fingerprint(story: Story) -> str:
    """A short name of exactly these words, with names, trade and themes."""
    said = {
        "title": story.title,
        "summary": story.summary,
        "blocks": blocks(story),
        "sector": story.sector_id,
        "themes": sorted(theme.pk for theme in story.themes.all()),
    }
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def body(story: Story) -> list[tuple[str, Any]]:
    """The blocks of the page's body, as StreamField takes them."""
    found: list[tuple[str, Any]] = []
    for heading, text in blocks(story):
        found.append(("heading", heading))
        found.append(("text", RichText(_paragraphs(text))))
    return found


def _paragraphs(text: str) -> str:
    lines = [line.strip() for line in text.splitlines()]
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


def agreed(story: Story) -> list[str]:
    """The words of the page as agreed, for comparison with ``shown``."""
    pieces = [value for pair in blocks(story) for value in pair]
    return _plain([story.title, story.summary, *pieces])


def shown(page: Any) -> list[str]:
    """The words a page would show, with the targets of its links."""
    pieces = [page.title, page.summary]
    for block in page.body:
        if block.block_type not in ("heading", "text"):
            pieces.append(f"[{block.block_type}]")
            continue
        source = str(getattr(block.value, "source", block.value))
        pieces += [_unescaped(source), *_LINK.findall(source)]
    return _plain([*pieces, *(str(source) for source in page.sources)])


def _unescaped(source: str) -> str:
    return html.unescape(strip_tags(source.replace("</p>", " ")))


def _plain(pieces: Iterable[str]) -> list[str]:
    return [text for piece in pieces if (text := re.sub(r"\s+", "", piece))]


def named(story: Story) -> list[str]:
    """Names of the two sides that stand in the words of a story without names."""
    said = re.sub(r"\s", "", "".join((story.title, story.summary, story.trouble)))
    said += re.sub(r"\s", "", story.support + story.result)
    own = (_FORMS.sub("", one.name) for one in (story.company, story.provider))
    return [name for name in own if len(name) > 1 and name in said]
