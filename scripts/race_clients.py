"""The clients of the race: each does what its person would do, page by page.

They read forms and follow redirects, so that a step more in the journey needs no change here.
"""

import enum
import http.client
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scripts.race_browser import Browser, Page

MOST_STEPS = 6
REASON = "競走"
PEOPLE = 2
PERSON = {
    "family_name": "競走",
    "given_name": "太郎",
    "family_name_kana": "キョウソウ",
    "given_name_kana": "タロウ",
}
TROUBLE = (OSError, ValueError, http.client.HTTPException)


class Outcome(enum.Enum):
    """What a client was told."""

    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    REFUSED = "refused"
    UNCLEAR = "unclear"


TOLD = {
    "confirmed": Outcome.CONFIRMED,
    "waitlisted": Outcome.WAITLISTED,
    # Somebody gave a place back between the last button and the receipt.
    "offered": Outcome.WAITLISTED,
}


@dataclass
class Answer:
    """What one client was told, about which registration, and whether it cancelled later."""

    outcome: Outcome = Outcome.UNCLEAR
    reference: str = ""
    cancelled: bool = False
    ended: float = 0.0
    problem: str = ""


class Applicant:
    """A company that applies; with ``leaves`` it cancels as soon as it is confirmed."""

    def __init__(
        self, *, port: int, type_id: int, number: int, cookie: str, leaves: bool = False
    ) -> None:
        self.browser = Browser(port, {"sessionid": cookie})
        self.start = f"/registrations/apply/{type_id}/"
        self.number, self.leaves = number, leaves
        self.page: Page | None = None

    def prepare(self) -> None:
        """Everything before the last button; who has applied already is shown that."""
        page = self.browser.get(self.start)
        for _step in range(MOST_STEPS):
            if page.status >= 400:
                raise ValueError(f"{page.path} answered {page.status} before the last button")
            if page.state or any("consent" in form.names for form in page.forms):
                self.page = page
                return
            form = page.form_with("family_name")
            given = self.answers(form.names)
            page = self.browser.send(page, form, form.filled(given, otherwise="1") | given)
        raise ValueError(f"no last button within {MOST_STEPS} steps")

    def answers(self, names: set[str]) -> dict[str, str]:
        """The applicant's own words for the fields called ``names``: so many people."""
        given: dict[str, str] = {}
        if "name" in names:
            given |= {"name": "競走 太郎", "email": f"race{self.number}@example.jp"}
        if "people" in names:
            given["people"] = str(PEOPLE)
        for index in range(PEOPLE if "people-0-family_name" in names else 0):
            start = f"people-{index}-"
            given |= {start + name: word for name, word in PERSON.items()}
            given[start + "email"] = f"race{self.number}-{index}@example.jp"
        return given

    def act(self) -> Answer:
        """The last button, the receipt, and for some the cancellation."""
        if self.page is None:
            self.prepare()
        page = self.page
        if page is None:
            return Answer()
        if not page.state:
            form = page.form_with("consent")
            page = self.browser.send(page, form, form.filled({"consent": "yes"}, otherwise="1"))
        if page.status in (409, 422) and page.says_why:
            return Answer(Outcome.REFUSED)
        if page.status != 200 or page.state not in TOLD:
            return Answer(problem=f"{page.path} answered {page.status} {page.state}")
        answer = Answer(TOLD[page.state], page.reference)
        if self.leaves and answer.outcome == Outcome.CONFIRMED:
            answer.cancelled = cancel(self.browser, page)
        return answer


class Leaver:
    """A company with a place that cancels."""

    def __init__(self, *, port: int, reference: str, cookie: str) -> None:
        self.browser = Browser(port, {"sessionid": cookie})
        self.reference = reference
        self.page: Page | None = None

    def prepare(self) -> None:
        """Open the registration."""
        self.page = self.browser.get(f"/registrations/{self.reference}/")

    def act(self) -> Answer:
        """Cancel: no place is asked for, so the clear answer is that it is given back."""
        if self.page is None or not cancel(self.browser, self.page):
            return Answer(problem="not cancelled")
        return Answer(Outcome.REFUSED, self.reference, cancelled=True)


def cancel(browser: Browser, page: Page) -> bool:
    """Cancel the registration that ``page`` shows; whether the portal says it is done."""
    asked = browser.get(page.link_with("/cancel/"))
    # The form that asks nothing but the one question.
    form = asked.forms[-1]
    return browser.send(asked, form, form.filled({}, otherwise=REASON)).state == "cancelled"


class Clerk:
    """Somebody of the office who gives a company that was turned down its place after all."""

    def __init__(self, *, port: int, pk: int, reference: str, cookie: str) -> None:
        self.browser = Browser(port, {"sessionid": cookie})
        self.path = f"/admin/events/registrations/inspect/{pk}/"
        self.reference = reference
        self.page: Page | None = None

    def prepare(self) -> None:
        """Open the registration."""
        self.page = self.browser.get(self.path)

    def act(self) -> Answer:
        """Press the button with a reason and read the message."""
        if self.page is None:
            return Answer(problem="no page")
        form = self.page.form_with("/confirm/")
        page = self.browser.send(self.page, form, form.filled({"reason": REASON}, otherwise="1"))
        told = re.search(r'<li class="(success|error|warning)', page.text)
        if page.status != 200 or told is None:
            return Answer(problem=f"{page.path} answered {page.status}")
        given = told[1] == "success"
        return Answer(Outcome.CONFIRMED if given else Outcome.REFUSED, self.reference)


Client = Applicant | Leaver | Clerk


def run_clients(
    clients: Sequence[Client], *, started: Callable[[], None] = lambda: None, early: bool = False
) -> tuple[list[Answer], float]:
    """All clients at once; what each was told, and seconds from the start to the last.

    All wait for each other at their last button; with ``early`` every second applicant waits
    before the first page instead, and so makes its whole way during the race.
    ``started`` is called at the start.
    """
    answers = [Answer() for _client in clients]
    began = [0.0]

    def begin() -> None:
        began[0] = time.monotonic()
        started()

    gate = threading.Barrier(len(clients), action=begin)

    def one(index: int, client: Client) -> None:
        runs_all = early and isinstance(client, Applicant) and index % 2 == 0
        try:
            if not runs_all:
                client.prepare()
        except TROUBLE as error:
            answers[index].problem = repr(error)
        gate.wait()
        if not answers[index].problem:
            try:
                answers[index] = client.act()
            except TROUBLE as error:
                answers[index].problem = repr(error)
        if answers[index].problem:
            print(f"race: client {index}: {answers[index].problem}", flush=True)
        answers[index].ended = time.monotonic()

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers, max(answer.ended for answer in answers) - began[0]
