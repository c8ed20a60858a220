"""What an application costs the database: the numbers are written down and do not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.events import forms
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def applicant(client):
    client.force_login(make.make_user(make.make_organization()))
    return client


def cost(action):
    with CaptureQueriesContext(connection) as captured:
        response = action()
    assert response.status_code in (200, 302)
    return len(captured), response


def application(client, kind, people=1):
    """Statements of the form, of the last button and of the receipt."""
    form, _page = cost(lambda: client.get(forms.apply_url(kind)))
    client.post(forms.apply_url(kind), forms.answers(people))
    key = forms.key_of(client, kind)
    data = {"key": key, "consent": "yes"}
    sent, response = cost(lambda: client.post(forms.review_url(kind), data))
    receipt, _page = cost(lambda: client.get(response.url))
    return form, sent, receipt


def test_the_statements_of_an_application_are_counted(applicant):
    application(applicant, make.make_type())
    form, sent, receipt = application(applicant, make.make_type())
    assert (form, sent, receipt) == (6, 39, 4)


def test_more_people_cost_mails_only(applicant):
    application(applicant, make.make_type())
    form, sent, receipt = application(applicant, make.make_type())
    form_of_five, sent_of_five, receipt_of_five = application(applicant, make.make_type(), 5)
    assert (form_of_five, receipt_of_five) == (form, receipt)
    # A mail each to the four colleagues: wording, row and message, and two savepoints.
    assert sent_of_five - sent <= 4 * 7
