"""Publishing on time."""

from django.core.management import call_command


def publish_scheduled() -> None:
    """Publish what is due and take down what has expired, as Wagtail's own command does."""
    call_command("publish_scheduled", verbosity=0)
