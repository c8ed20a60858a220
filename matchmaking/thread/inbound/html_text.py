"""The words of an HTML mail as plain text, quotations marked as plain mails mark them."""

import re
from html.parser import HTMLParser

LONGEST = 2_000_000
_BLOCK_TAGS = (
    "address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4"
    " h5 h6 header hr li main nav ol p pre section table tbody td th tr ul"
)
_UNSHOWN_TAGS = "head script style template title noscript svg math iframe object"
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_UNSHOWN = frozenset(_UNSHOWN_TAGS.split())
_DECLARATION = re.compile(r"<[!?][^>]*>?")
# Values in quotes may hold >, but no tag reaches beyond the next <.
_TAG = re.compile(
    r"""<(?:(/?[A-Za-z][^\s<>/]*)(?:(?:[^<>"']|"[^"<]*"|'[^'<]*')*?(/?)>|[^<>]*>))?"""
)
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol"})


def to_text(html: str) -> str:
    """``html`` as its reader sees it; never fails, whatever the tags are."""
    reader = _Reader()
    reader.feed(_plain_tags(html[:LONGEST]))
    reader.close()
    return reader.text()


def _plain_tags(html: str) -> str:
    """``html`` with bare tags alone: no comment, no attribute, no ``<`` that opens nothing.

    The parser looks for the end of each of these to the end of the mail, in time that grows
    with the square of its length.
    """
    kept, place = [], 0
    while (start := html.find("<!--", place)) >= 0 and (end := html.find("-->", start + 2)) >= 0:
        kept.append(html[place:start])
        place = end + 3
    rest = _DECLARATION.sub("", "".join([*kept, html[place:]]))
    return _TAG.sub(lambda tag: f"<{tag[1]}{tag[2] or ''}>" if tag[1] else "&lt;", rest)


class _Reader(HTMLParser):
    """Collects words line by line; keeps only counters, so that depth costs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = ""
        self.unshown = 0
        self.quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Blocks begin a line; a quotation begins."""
        if tag in _UNSHOWN:
            self.unshown += 1
        elif tag == "br":
            self._end_line(always=True)
        elif tag in _BLOCKS:
            self._end_line()
            if tag in _PARAGRAPHS:
                self._gap()
            if tag == "blockquote":
                self.quoted += 1
            if tag == "li":
                self.line = "・"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """``<br/>`` breaks; ``<script/>`` opens nothing."""
        if tag not in _UNSHOWN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Blocks end their line; a quotation ends."""
        if tag in _UNSHOWN:
            self.unshown = max(self.unshown - 1, 0)
        elif tag in _BLOCKS:
            self._end_line()
            if tag in _PARAGRAPHS:
                self._gap()
            if tag == "blockquote":
                self.quoted = max(self.quoted - 1, 0)

    def handle_data(self, data: str) -> None:
        """Words; white space is one space."""
        if not self.unshown:
            words = re.sub(r"[ \t\r\n\f]+", " ", data)
            self.line += words.lstrip() if not self.line or self.line.endswith(" ") else words

    def _end_line(self, *, always: bool = False) -> None:
        if self.line.strip() or always:
            self.lines.append("> " * min(self.quoted, 5) + self.line.rstrip())
        self.line = ""

    def _gap(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def text(self) -> str:
        """What was collected."""
        self._end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).replace("\xa0", " ").strip()
