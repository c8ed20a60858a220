"""An undefined variable printed by one of our templates is an error, not an empty string."""

import sys
from types import FrameType

import pytest
from django.conf import settings
from django.template import engines
from django.template.base import Node

OURS = str(settings.BASE_DIR)
NOT_OURS = ("/site-packages/",)


class UndefinedTemplateVariable(AssertionError):
    """A template prints a variable that its context does not have."""


def _origin(frame: FrameType | None) -> str:
    """The file of the template node being rendered."""
    while frame is not None:
        node = frame.f_locals.get("self")
        if frame.f_code.co_name == "render_annotated" and isinstance(node, Node):
            return str(getattr(node.origin, "name", ""))
        frame = frame.f_back
    return ""


class Hostile(str):
    """Django's ``string_if_invalid``: empty for others' templates, an error for ours.

    Django asks for its truth just before it would use it, from the method that knows the
    variable.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        frame = sys._getframe(1)
        origin = _origin(frame)
        if origin.startswith(OURS) and not any(part in origin for part in NOT_OURS):
            expression = frame.f_locals.get("self")
            name = getattr(expression, "var", None) or expression
            raise UndefinedTemplateVariable(f"{{{{ {name} }}}} is undefined in {origin}")
        return False


@pytest.fixture(autouse=True, scope="session")
def _undefined_variables_fail():
    """Make every template engine of the run hostile."""
    for engine in engines.all():
        if hasattr(engine, "engine"):
            engine.engine.string_if_invalid = Hostile()
