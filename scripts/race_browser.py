"""A browser without script, as small as the races need: cookies, redirects and forms."""

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import urlencode, urljoin, urlsplit

ANSWER_SECONDS = 120
MOST_REDIRECTS = 6
MOST_AGAIN = 5
CONTROLS = ("input", "select", "textarea", "option", "button")


@dataclass
class Form:
    """One form of a page: where it goes, what is in it, what must not stay empty."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    choices: dict[str, str] = field(default_factory=dict)
    button: str = ""

    def filled(self, answers: Mapping[str, str], *, otherwise: str) -> dict[str, str]:
        """What is sent: ``answers`` where the form asks for them, else what must be there.

        A choice that must be made is the first one offered; a text that must be there is
        ``otherwise``.
        """
        sent = dict(self.fields)
        sent |= {name: value for name, value in answers.items() if name in self.names}
        for name in self.required:
            if not sent.get(name):
                sent[name] = self.choices.get(name, otherwise)
        return sent

    @property
    def names(self) -> set[str]:
        """All names a value may be sent under."""
        return set(self.fields) | set(self.choices) | self.required


class Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.form: Form | None = None
        self.select = ""
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one tag."""
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(given.get("href", ""))
        if tag == "form":
            self.form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.found.append(self.form)
        elif self.form is not None and tag in CONTROLS:
            self.note(self.form, tag, given)

    def note(self, form: Form, tag: str, given: dict[str, str]) -> None:
        """Note one control of ``form``."""
        name, value = given.get("name", ""), given.get("value", "")
        kind = given.get("type", "text") if tag == "input" else tag
        if kind == "option":
            if self.select and value:
                form.choices.setdefault(self.select, value)
                if "selected" in given:
                    form.fields[self.select] = value
            return
        self.select = name if kind == "select" else ""
        if not name or kind in ("file", "image"):
            return
        if kind in ("submit", "button"):
            # The first button is the one that the Enter key presses.
            if not form.button:
                form.button = name
                form.fields.setdefault(name, value)
            return
        if "required" in given:
            form.required.add(name)
        if kind in ("checkbox", "radio"):
            form.choices.setdefault(name, value or "on")
            if "checked" in given:
                form.fields[name] = value or "on"
        else:
            form.fields[name] = value

    def handle_endtag(self, tag: str) -> None:
        """A form ends."""
        if tag == "form":
            self.form = None


@dataclass
class Page:
    """An answer, after its redirects."""

    status: int
    path: str
    text: str

    @cached_property
    def forms(self) -> list[Form]:
        """The forms that change something."""
        reader = Forms()
        reader.feed(self.text)
        return [form for form in reader.found if "csrfmiddlewaretoken" in form.fields]

    def form_with(self, *words: str) -> Form:
        """The first form that has a field, or an address, with one of ``words`` in it.

        Raises:
            ValueError: there is none.
        """
        for form in self.forms:
            if any(word in name for word in words for name in (*form.names, form.action)):
                return form
        raise ValueError(f"{self.path} ({self.status}) has no form with {' or '.join(words)}")

    def link_with(self, word: str) -> str:
        """The first link whose address ends with ``word``.

        Raises:
            ValueError: there is none.
        """
        reader = Forms()
        reader.feed(self.text)
        for link in reader.links:
            if urlsplit(link).path.endswith(word):
                return link
        raise ValueError(f"{self.path} ({self.status}) has no link to {word}")

    @property
    def state(self) -> str:
        """The state of the registration that the page tells of; empty if of none."""
        told = re.search(r'data-state="(\w+)"', self.text)
        return told[1] if told else ""

    @property
    def reference(self) -> str:
        """The receipt number that the page shows; empty if none."""
        shown = re.search(r'class="reference">([\w-]+)<', self.text)
        return shown[1] if shown else ""

    @property
    def says_why(self) -> bool:
        """Whether a refusal stands in words that a reader is led to."""
        return 'role="alert"' in self.text or "<h1" in self.text


@dataclass
class Browser:
    """One visitor with cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    sent_again: int = 0

    def get(self, path: str) -> Page:
        """Open ``path``."""
        return self.follow("GET", path, None)

    def send(self, page: Page, form: Form, data: Mapping[str, str]) -> Page:
        """Press the button of ``form`` on ``page``; where the portal is busy, its 「送り直す」."""
        answer = self.follow("POST", urljoin(page.path, form.action or page.path), data)
        for _time in range(MOST_AGAIN):
            if answer.status != HTTPStatus.SERVICE_UNAVAILABLE or not answer.forms:
                break
            self.sent_again += 1
            again = answer.forms[0]
            answer = self.follow("POST", urljoin(answer.path, again.action), again.fields)
        return answer

    def follow(self, method: str, path: str, data: Mapping[str, str] | None) -> Page:
        """The page at the end of the redirects."""
        for _redirect in range(MOST_REDIRECTS):
            status, place, text = self.request(method, path, data)
            if status not in (301, 302, 303):
                return Page(status, path, text)
            method, path, data = "GET", urljoin(path, place), None
        raise ValueError(f"{path} leads in circles")

    def request(
        self, method: str, path: str, data: Mapping[str, str] | None = None
    ) -> tuple[int, str, str]:
        """Status, place to go next, and body of one answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
        body = None
        if data is not None:
            body = urlencode(data)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://127.0.0.1:{self.port}"
        parts = urlsplit(path)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request(method, target, body, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
            for header in response.headers.get_all("Set-Cookie") or ():
                name, _, rest = header.partition("=")
                self.cookies[name] = rest.partition(";")[0]
            return response.status, response.headers.get("Location", ""), text
        finally:
            connection.close()
