"""Name and rhythm of a saved search."""

from django import forms

from portal.discovery.models import SavedSearch


class SavedSearchForm(forms.ModelForm):
    """What the person may change."""

    class Meta:
        model = SavedSearch
        fields = ("name", "rhythm")
        widgets = {"rhythm": forms.RadioSelect}
