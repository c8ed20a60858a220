"""What an applicant types, as a browser sends it."""

import re

from django.urls import reverse


def answers(people=1, **changes):
    """A filled form of ``people`` persons."""
    data = {
        "people": str(people),
        "name": "髙﨑　花子",
        "email": "hanako@example.jp",
        "phone": "０９２−555-1234",
        "message": "",
        "action": "review",
    }
    for index in range(people):
        data |= {
            f"people-{index}-family_name": "髙﨑",
            f"people-{index}-given_name": "花子",
            f"people-{index}-family_name_kana": "たかさき",
            f"people-{index}-given_name_kana": "ﾊﾅｺ",
            f"people-{index}-department": "",
            f"people-{index}-job_title": "",
            f"people-{index}-email": f"person{index}@example.jp",
        }
    return data | changes


COMPANY = {
    "company-name": "若松精機株式会社",
    "company-corporate_number": "",
    "company-sector": "manufacturing",
    "company-prefecture": "fukuoka",
    "company-size": "21-50",
}


def apply_url(kind):
    return reverse("events:apply", args=[kind.pk])


def review_url(kind):
    return reverse("events:review", args=[kind.pk])


def key_of(client, kind):
    """The key that the review step carries."""
    page = client.get(review_url(kind)).content.decode()
    return re.search(r'name="key" value="(\w+)"', page)[1]


def send(client, kind, people=1, **changes):
    """Fill in, look once more, send."""
    client.post(apply_url(kind), answers(people, **changes))
    key = key_of(client, kind)
    return client.post(review_url(kind), {"key": key, "consent": "yes"})
