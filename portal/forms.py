"""How forms look: label → support text → control → error, after the DADS conventions."""

from typing import Any

from django.forms import CheckboxInput, HiddenInput
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import CheckboxSelectMultiple, MultiWidget, RadioSelect

GROUPS = (RadioSelect, CheckboxSelectMultiple, MultiWidget)


class PortalBoundField(BoundField):
    """A field that knows how it is laid out: as a group, a single choice or a control."""

    @property
    def layout(self) -> str:
        """``group`` (fieldset), ``choice`` (one checkbox) or ``control``."""
        widget = self.field.widget
        if isinstance(widget, GROUPS):
            return "group"
        return "choice" if isinstance(widget, CheckboxInput) else "control"

    @property
    def support_id(self) -> str:
        """The id of the support text."""
        return f"{self.auto_id}_support"

    @property
    def error_id(self) -> str:
        """The id of the error text."""
        return f"{self.auto_id}_error"

    @property
    def description(self) -> str:
        """Ids of what describes the field, for ``aria-describedby``."""
        ids = [self.support_id] if self.help_text else []
        if self.errors:
            ids.append(self.error_id)
        return " ".join(ids)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        """Add the description; groups carry it on their fieldset."""
        widget = widget or self.field.widget
        attrs = dict(super().build_widget_attrs(attrs, widget))
        if isinstance(widget, HiddenInput):
            return attrs
        attrs.pop("aria-describedby", None)
        own = self.field.widget.attrs.get("aria-describedby")
        described = " ".join(filter(None, [own, self.description]))
        if described and not isinstance(widget, GROUPS):
            attrs["aria-describedby"] = described
        return attrs


class PortalFormRenderer(TemplatesSetting):
    """Renders ``{{ form }}`` and ``{{ form.x.as_field_group }}`` with the portal's templates."""

    form_template_name = "components/form/form.html"
    formset_template_name = "components/form/formset.html"
    field_template_name = "components/form/field.html"
    bound_field_class = PortalBoundField
