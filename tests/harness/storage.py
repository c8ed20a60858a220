"""Files of tests, in memory."""

from django.core.files.storage import InMemoryStorage

from portal.delivery.storage import WithoutAddress


class PrivateMemory(WithoutAddress, InMemoryStorage):
    """As private as the folder of the product."""
