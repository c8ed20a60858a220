"""What the tests of the desk share: who signs in, and how its pages are asked for."""

from django.contrib.auth.models import Group
from django.urls import reverse

from portal.accounts.enums import Role
from tests.factories import events as make
from tests.factories import selection as choose


def enter(client, event, duty):
    """Sign in as a person with ``duty`` in ``event`` who may open the admin."""
    user = choose.staffed(event, duty)
    user.groups.add(Group.objects.get(name=Role.EDITOR))
    client.force_login(user)
    return user


def manager(client):
    user = make.make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=Role.EVENT_MANAGER))
    client.force_login(user)
    return user


def address(name, *args):
    return reverse(f"events_selection:{name}", args=args)


def get(client, name, *args):
    response = client.get(address(name, *args))
    assert response.status_code == 200, name
    return response.content.decode()


def post(client, name, *args, **data):
    return client.post(address(name, *args), data, follow=True).content.decode()
