"""A session that is on right now, made in a running portal, and a camera that sees a ticket."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno
from PIL import Image

from tests.browser.portal import Portal

LINK = "https://meet.example.com/j/4711"
MAKING = """
import json
from datetime import timedelta
from django.utils import timezone
from events import links
from tests.factories import events as make
names = [("髙﨑", "花子", "タカサキ", "ハナコ"), ("𠮷田", "一郎", "ヨシダ", "イチロウ"),
    ("阿部", "次郎", "アベ", "ジロウ"), ("中村", "三奈", "ナカムラ", "ミナ")]
for _day in range({number}):
    start = timezone.now() - timedelta(minutes=10)
    session = make.make_session(
        starts_at=start, state="closed", join_url="{link}", address_ja="北九州市若松区ひびきの2-1",
        event=make.make_event(code=f"day-{{start:%H%M%S%f}}", contact_phone="092-555-1234"))
    team = make.make_type(session, capacity=40)
    viewer = make.make_type(session, code="viewer", label_ja="オンライン視聴",
        label_en="Online viewer", mode="online", capacity=500)
    people = []
    for number, (family, given, kana, reading) in enumerate(names):
        kind = viewer if number == 3 else team
        person = make.person(f"day{{session.pk}}-{{number}}@example.jp", family_name=family,
            given_name=given, family_name_kana=kana, given_name_kana=reading)
        made = make.apply(kind, attendees=[person], door="staff",
            company=make.company(f"若松精機{{number}}株式会社", corporate_number=""),
            contact=make.contact(f"day{{session.pk}}-{{number}}@example.jp"))
        one = made.attendees.get()
        people.append({{"pk": one.pk, "name": one.full_name, "code": one.ticket_code,
            "reference": made.reference, "token": links.attendee_token(one),
            "email": one.email}})
    print(json.dumps({{"session": session.pk, "people": people}}))
"""


@dataclass(frozen=True)
class Day:
    """A session with three people at the venue and one online."""

    portal: Portal
    session: int
    people: list[dict[str, Any]]

    def url(self, name: str = "", prefix: str = "") -> str:
        """An address of the desk."""
        return f"{prefix}/registrations/checkin/{self.session}/{name}"

    def personal(self, number: int, prefix: str = "") -> str:
        """The page of one person."""
        return f"{prefix}/registrations/me/{self.people[number]['token']}/"

    def rows(self, table: str) -> int:
        """How many attendances or reports there are."""
        return self.portal.installation.sql(
            f"SELECT count(*) FROM checkin_{table} WHERE session_id = ?",
            self.session,
        )[0][0]

    def cancel(self, number: int) -> None:
        """The company cancels, while the desk is offline."""
        reference = self.people[number]["reference"]
        self.portal.installation.run(
            "manage.py",
            "shell",
            "-v0",
            "-c",
            "from events.models import Registration; from events.services import decisions;"
            f"decisions.cancel(registration=Registration.objects.get(reference='{reference}'))",
        )


def make_days(portal: Portal, number: int) -> list[Day]:
    """Sessions that began ten minutes ago."""
    making = MAKING.format(number=number, link=LINK)
    told = portal.installation.run("manage.py", "shell", "-v0", "-c", making)
    lines = told.strip().splitlines()[-number:]
    return [Day(portal, **json.loads(line)) for line in lines]


def film(code: str, target: Path) -> Path:
    """A film of a ticket held before the camera, as Chromium's false camera plays it."""
    picture = target.with_suffix(".png")
    segno.make(f"SECUNITY:{code}", error="m", micro=False).save(
        str(picture), kind="png", scale=8, border=4
    )
    frame = Image.new("RGB", (640, 480), (96, 96, 96))
    ticket = Image.open(picture).convert("RGB")
    frame.paste(ticket, ((640 - ticket.width) // 2, (480 - ticket.height) // 2))
    frame.save(target.with_suffix(".jpg"), quality=90)
    content = target.with_suffix(".jpg").read_bytes()
    target.write_bytes(content * 30)
    return target
