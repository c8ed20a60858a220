"""What is asked about outcomes and stories."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.taxonomy.models import Theme

from ..enums import OutcomeKind, Side
from .questions import ONGOING


class AnswerForm(forms.Form):
    """How it goes, in one choice."""

    kind = forms.ChoiceField(
        label=_("どうなりましたか"),
        choices=[(ONGOING, _("まだ進めている")), *OutcomeKind.choices],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("ひとこと"),
        max_length=500,
        required=False,
        help_text=_("書かなくてもかまいません。コーディネーターだけが読みます。"),
    )


class ByTelephoneForm(forms.Form):
    """What a coordinator heard from one side."""

    side = forms.ChoiceField(
        label=_("どちらの側"), choices=[(one.value, one.label) for one in Side][:2]
    )
    kind = forms.ChoiceField(label=_("成果"), choices=OutcomeKind.choices)
    note = forms.CharField(label=_("ひとこと"), max_length=500, required=False)


class StoryForm(forms.Form):
    """The words of a story."""

    title = forms.CharField(label=_("題名"), max_length=80)
    summary = forms.CharField(
        label=_("要約"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
    trouble = forms.CharField(
        label=_("困っていたこと"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    support = forms.CharField(
        label=_("受けた支援"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    result = forms.CharField(
        label=_("その後"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    with_names = forms.BooleanField(
        label=_("双方の事業者名を載せる"),
        required=False,
        help_text=_("載せないのが基本です。載せるときは、双方の別の同意が要ります。"),
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(),
        label=_("テーマ"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("検索と一覧で見つかるようになります。"),
    )


class StoryReplyForm(forms.Form):
    """A side's answer to the words it has read."""

    fingerprint = forms.CharField(max_length=64, widget=forms.HiddenInput)
    names = forms.BooleanField(label=_("事業者名を載せることに同意します"), required=False)

    def __init__(self, *args: Any, with_names: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_names:
            del self.fields["names"]


class StoryDeclineForm(forms.Form):
    """Why not these words."""

    note = forms.CharField(label=_("直してほしいところ"), max_length=500, required=False)
