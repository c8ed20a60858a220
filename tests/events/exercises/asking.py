"""A request to hold an exercise, as a body sends it."""

from events.exercises.forms import coming_months
from events.exercises.models import ExerciseRequest
from events.exercises.services import requests


def received(**changes):
    """A request that has arrived."""
    fields = {
        "body": "八幡商工会議所",
        "kind": "chamber",
        "contact_name": "山田 一郎",
        "contact_email": "yamada@example.jp",
        "prefecture_id": "fukuoka",
        "months": [coming_months()[2][0]],
        "companies": 12,
        "format": "hybrid",
        "message": "相談",
    }
    key = str(ExerciseRequest.objects.count())
    return requests.receive(key=key, **fields | changes)
