"""Public pages carry nothing that a browser would refuse, as the test client does not.

No inline script or style, which the content security policy forbids. No form that posts from a
page with ``no-referrer``: browsers send it with an origin of ``null``, and CSRF refuses it.
"""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

STAFF_PATHS = ("/admin/", "/documents/")
DATA_SCRIPTS = {"application/json", "application/ld+json"}


class InlineCodeFound(AssertionError):
    """A public page carries code that the browser will refuse."""


class InlineCode(HTMLParser):
    """Collects script, style and event attributes that stand in the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "style":
            self.found.append("<style>")
        if tag == "script" and "src" not in values and values.get("type") not in DATA_SCRIPTS:
            self.found.append("<script>")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.found.append(f'{tag} {name}="{value}"')
            if name in {"href", "src", "action"} and (value or "").startswith("javascript:"):
                self.found.append(f'{tag} {name}="{value}"')


class RefusedForm(AssertionError):
    """A page holds a form whose sending the portal would refuse."""


class Forms(HTMLParser):
    """Notices forms that post, and a page that hides where they come from."""

    def __init__(self) -> None:
        super().__init__()
        self.posts = self.hides = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: (value or "").lower() for name, value in attrs}
        self.posts |= tag == "form" and values.get("method") == "post"
        self.hides |= tag == "meta" and (
            (values.get("name"), values.get("content")) == ("referrer", "no-referrer")
        )


def is_refused(html: str, policy: str = "") -> bool:
    """Whether a browser would send a form of ``html`` in vain."""
    parser = Forms()
    parser.feed(html)
    return parser.posts and (parser.hides or policy == "no-referrer")


def inline_code(html: str) -> list[str]:
    """What of ``html`` a strict policy would refuse."""
    parser = InlineCode()
    parser.feed(html)
    return parser.found


@pytest.fixture(autouse=True)
def _refused_by_browsers_fails(monkeypatch):
    """Look at every HTML answer that the test client receives."""
    request = Client.request

    def guarded(self: Client, **arguments: Any) -> Any:
        response = request(self, **arguments)
        path = response.wsgi_request.path
        kind = response.headers.get("Content-Type", "")
        if kind.startswith("text/html") and not path.startswith(STAFF_PATHS):
            content = b"" if response.streaming else response.content
            html = content.decode(response.charset)
            if found := inline_code(html):
                raise InlineCodeFound(f"{path}: {found[:5]}")
            if is_refused(html, response.headers.get("Referrer-Policy", "")):
                raise RefusedForm(f"{path}: a form that posts under no-referrer")
        return response

    monkeypatch.setattr(Client, "request", guarded)
