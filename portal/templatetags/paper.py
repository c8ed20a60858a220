"""What mails and PDFs need: absolute addresses."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def absolute(path: str = "/") -> str:
    """The full address of a path of this site."""
    return f"{settings.BASE_URL}{path}"
