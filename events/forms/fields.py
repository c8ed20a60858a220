"""Form fields that take what people type: any width, hiragana or katakana."""

from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..normalise import fold_widths, is_katakana, odd_characters, to_katakana


class WordsField(forms.CharField):
    """One line of text, widths folded; too long or unprintable is answered in words."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        super().__init__(strip=True, **kwargs)
        self.limit = max_length

    def to_python(self, value: Any) -> str:
        """The text with half-width kana and full-width letters folded."""
        return fold_widths(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        """Length and characters."""
        super().validate(value)
        if len(value) > self.limit:
            raise ValidationError(
                _("%(limit)s文字以内で入力してください（いまは%(length)s文字です）。")
                % {"limit": self.limit, "length": f"{len(value):,}"},
                code="max_length",
            )
        if odd := odd_characters(value):
            raise ValidationError(
                _("使えない文字が含まれています: %(characters)s。取り除いてください。")
                % {"characters": odd[:10]},
                code="characters",
            )


class KanaField(WordsField):
    """A reading in katakana; hiragana and half-width kana are turned into it."""

    def to_python(self, value: Any) -> str:
        """The reading in full-width katakana."""
        return to_katakana(super().to_python(value))

    def validate(self, value: Any) -> None:
        """Kana only."""
        super().validate(value)
        if value and not is_katakana(value):
            raise ValidationError(_("カタカナで入力してください。例: タカサキ"), code="not_kana")


class AddressField(forms.EmailField):
    """An e-mail address; full-width letters are folded."""

    def to_python(self, value: Any) -> str:
        """The address in half-width, without spaces around."""
        return fold_widths(super().to_python(value) or "").replace(" ", "")


class PhoneField(WordsField):
    """A Japanese telephone number, hyphens optional; kept as digits."""

    def clean(self, value: Any) -> str:
        """Digits of a possible number.

        Raises:
            ValidationError: no such number is possible in Japan.
        """
        text = super().clean(value)
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, "JP")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError(
                _("電話番号を市外局番から入力してください。例: 092-555-1234"), code="phone"
            )
        national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        return "".join(char for char in national if char.isdigit())
