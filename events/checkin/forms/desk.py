"""Forms of the desk: a code, a guest without application, the link, a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from events.enums import AttendanceMode
from events.forms.fields import AddressField, KanaField, WordsField
from events.models import ParticipationType, Session
from events.services.application import Company, Person
from portal.taxonomy.models import Prefecture, Sector

from ..services.walk_in import Guest

LARGEST_FILE = 5 * 1024 * 1024
OFF = {"autocomplete": "off"}


class TypeField(forms.ModelChoiceField):
    """Participation types with what is left of them."""

    def label_from_instance(self, obj: Any) -> str:
        """The name and the places left."""
        return str(_("%(type)s（残り%(left)s枠）") % {"type": obj.label, "left": obj.places_left})


class WalkInForm(forms.Form):
    """Who stands at the desk without having applied: as few fields as a registration needs."""

    participation_type = TypeField(
        label=_("参加区分"), queryset=ParticipationType.objects.none(), empty_label=None
    )
    company = WordsField(label=_("事業者名"), max_length=120, widget=forms.TextInput(attrs=OFF))
    sector = forms.ModelChoiceField(label=_("業種"), queryset=Sector.objects.order_by("position"))
    prefecture = forms.ModelChoiceField(
        label=_("都道府県"), queryset=Prefecture.objects.order_by("position")
    )
    family_name = WordsField(label=_("姓"), max_length=60, widget=forms.TextInput(attrs=OFF))
    given_name = WordsField(label=_("名"), max_length=60, widget=forms.TextInput(attrs=OFF))
    family_name_kana = KanaField(label=_("セイ"), max_length=60, widget=forms.TextInput(attrs=OFF))
    given_name_kana = KanaField(label=_("メイ"), max_length=60, widget=forms.TextInput(attrs=OFF))
    email = AddressField(
        label=_("メールアドレス"),
        required=False,
        help_text=_("参加証とアンケートの案内を送ります。なければ空欄で結構です。"),
        widget=forms.EmailInput(attrs=OFF),
    )
    consented = forms.BooleanField(
        label=_("個人情報の取扱いを案内し、同意をいただきました"),
        error_messages={"required": _("個人情報の取扱いを案内し、同意をいただいてください。")},
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=36)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["participation_type"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101  declared above
        choice.queryset = ParticipationType.objects.filter(
            session=session, mode=AttendanceMode.ONSITE
        ).select_related("session__event")
        prefecture = self.fields["prefecture"]
        prefecture.initial = session.prefecture_id

    def guest(self) -> Guest:
        """The checked guest."""
        data = self.cleaned_data
        names = ("family_name", "given_name", "family_name_kana", "given_name_kana", "email")
        return Guest(
            company=Company(
                name=data["company"],
                sector=data["sector"].pk,
                prefecture=data["prefecture"].pk,
            ),
            person=Person(**{name: data[name] for name in names}),
        )


class LinkForm(forms.Form):
    """The link behind the online entrance."""

    url = forms.CharField(
        label=_("参加用URL"),
        required=False,
        max_length=500,
        help_text=_("https:// で始まるURL。空欄にすると入口を閉じます。"),
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    reason = WordsField(
        label=_("変える理由"),
        max_length=200,
        required=False,
        help_text=_("記録に残ります。URLは書かないでください。"),
    )


class ReportForm(forms.Form):
    """The file of a meeting tool."""

    file = forms.FileField(
        label=_("参加記録のファイル（CSV）"),
        help_text=_(
            "Webex・Teams・Zoom の参加記録か、"
            "氏名・メールアドレス・参加時刻・退出時刻の列がある CSV。"
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
    skip_unknown = forms.BooleanField(
        label=_("名簿にない人の行を飛ばす（講師や事務局など）"), required=False
    )

    def clean_file(self) -> UploadedFile:
        """A file of a size that such a file has."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("ファイルが大きすぎます。5MBまでにしてください。"))
        return file


class JoinForm(forms.Form):
    """Who wants to go in by the shared address."""

    name = WordsField(
        label=_("お名前（姓名）"),
        max_length=121,
        help_text=_("申込のときのお名前か、フリガナ。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = AddressField(
        label=_("メールアドレス"),
        help_text=_("申込のときのメールアドレス。お持ちでない方は、申込者のアドレス。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
