"""The clients of the race: each fills the form like a browser without script."""

import enum
import http.client
import re
import threading
import time
from collections.abc import Mapping
from urllib.parse import urlencode

ANSWER_SECONDS = 120


class Outcome(enum.Enum):
    """What a client was told."""

    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    REFUSED = "refused"
    UNCLEAR = "unclear"


class Client:
    """One browser with its own session."""

    def __init__(self, *, port: int, type_id: int, number: int, cookie: str) -> None:
        self.port, self.number = port, number
        self.form = f"/registrations/apply/{type_id}/"
        self.cookies = {"sessionid": cookie}

    def request(
        self, method: str, path: str, data: Mapping[str, str] | None = None
    ) -> tuple[int, str, str]:
        """Status, place to go next, and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
        body = None
        if data is not None:
            body = urlencode(data)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://127.0.0.1:{self.port}"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
            for header in response.headers.get_all("Set-Cookie") or ():
                name, _, rest = header.partition("=")
                self.cookies[name] = rest.partition(";")[0]
            return response.status, response.headers.get("Location", ""), text
        finally:
            connection.close()

    def fill_in(self) -> dict[str, str]:
        """Steps 1 and 2: the form with two people, then the page with the last button."""
        _status, _next, page = self.request("GET", self.form)
        answers = {"csrfmiddlewaretoken": token(page), "people": "2", "action": "review"}
        answers |= {"name": "競走 太郎", "email": f"race{self.number}@example.jp", "phone": ""}
        for index in range(2):
            start = f"people-{index}-"
            answers |= {
                start + "family_name": "競走",
                start + "given_name": "太郎",
                start + "family_name_kana": "キョウソウ",
                start + "given_name_kana": "タロウ",
                start + "email": f"race{self.number}-{index}@example.jp",
            }
        status, place, page = self.request("POST", self.form, answers)
        if status != 302:
            raise ValueError(f"form answered {status}")
        _status, _next, page = self.request("GET", place)
        key = re.search(r'name="key" value="(\w+)"', page)
        if key is None:
            raise ValueError("no last button")
        return {"csrfmiddlewaretoken": token(page), "key": key[1], "consent": "yes"}

    def send(self, answers: Mapping[str, str]) -> Outcome:
        """Step 3: the last button, and the receipt."""
        status, place, page = self.request("POST", self.form + "review/", answers)
        if status in (409, 422):
            return Outcome.REFUSED
        if status != 302:
            return Outcome.UNCLEAR
        _status, _next, page = self.request("GET", place)
        state = re.search(r'data-state="(\w+)"', page)
        if state is None or state[1] not in ("confirmed", "waitlisted"):
            return Outcome.UNCLEAR
        return Outcome(state[1])


def token(page: str) -> str:
    """The CSRF token of the form of ``page``."""
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    if found is None:
        raise ValueError("page without form")
    return found[1]


def run_clients(*, port: int, type_id: int, cookies: list[str]) -> tuple[list[Outcome], float]:
    """All clients at once; what each was told, and seconds from the common start to the last."""
    outcomes = [Outcome.UNCLEAR] * len(cookies)
    ends = [0.0] * len(cookies)
    began = [0.0]
    gate = threading.Barrier(len(cookies), action=lambda: began.__setitem__(0, time.monotonic()))

    def one(number: int) -> None:
        client = Client(port=port, type_id=type_id, number=number, cookie=cookies[number])
        answers = None
        try:
            answers = client.fill_in()
        except (OSError, ValueError, http.client.HTTPException) as error:
            print(f"race: client {number}: {error!r}", flush=True)
        gate.wait()
        if answers is not None:
            try:
                outcomes[number] = client.send(answers)
            except (OSError, http.client.HTTPException) as error:
                print(f"race: client {number}: {error!r}", flush=True)
        ends[number] = time.monotonic()

    threads = [threading.Thread(target=one, args=(n,)) for n in range(len(cookies))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes, max(ends) - began[0]
