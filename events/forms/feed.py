"""The form that makes a private calendar address."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FeedForm(forms.Form):
    """A name by which one knows the address again."""

    name = forms.CharField(
        label=_("どこで使いますか"),
        max_length=60,
        help_text=_("例: 会社のOutlook、自分のスマートフォン"),
    )
