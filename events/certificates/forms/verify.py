"""What a visitor types to see whether a certificate counts."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The code on the paper."""

    UNKNOWN = _("英数字で入力してください。")

    code = forms.CharField(
        label=_("確認用の符号"),
        max_length=60,
        help_text=_("修了証の右下にある25文字です。ハイフンはなくても構いません。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class NameForm(forms.Form):
    """The family name, which whoever was shown the certificate knows."""

    WRONG = _("修了証の姓と一致しません。表記を確かめて、もう一度入力してください。")

    family_name = forms.CharField(
        label=_("修了証にある姓"),
        max_length=60,
        help_text=_("入力した姓が合っていれば、氏名をすべて表示します。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
