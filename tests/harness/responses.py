"""Public pages carry no inline script or style: the content security policy forbids both."""

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


def inline_code(html: str) -> list[str]:
    """What of ``html`` a strict policy would refuse."""
    parser = InlineCode()
    parser.feed(html)
    return parser.found


@pytest.fixture(autouse=True)
def _inline_code_fails(monkeypatch):
    """Look at every HTML answer that the test client receives."""
    request = Client.request

    def guarded(self: Client, **arguments: Any) -> Any:
        response = request(self, **arguments)
        path = response.wsgi_request.path
        kind = response.headers.get("Content-Type", "")
        if kind.startswith("text/html") and not path.startswith(STAFF_PATHS):
            content = b"" if response.streaming else response.content
            if found := inline_code(content.decode(response.charset)):
                raise InlineCodeFound(f"{path}: {found[:5]}")
        return response

    monkeypatch.setattr(Client, "request", guarded)
