"""What the tests of the staff side share."""

from django.contrib.auth.models import Group

from portal.content.services import roles
from tests.factories import content as content_factory
from tests.factories import events as make


def staff(role):
    """A member of staff with ``role``; homes and groups are made on the way."""
    content_factory.homes()
    roles.setup()
    user = make.make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user
