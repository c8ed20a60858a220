"""Fields that accept what people type in Japan and keep one form of it."""

import re
import unicodedata
from typing import Any

import jaconv
import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength
from stdnum.jp import cn

_HYPHENS = re.compile(r"[\s\-‐‑‒–—―−ー－〒]")
_KANA = re.compile(r"^[ァ-ヺー・ヽヾA-Za-z0-9 .,&'()\-]*$")


class TextField(forms.CharField):
    """One line of text: half-width kana widened, spaces collapsed, too long named with its length.

    The control carries no ``maxlength``: a browser would cut a pasted text without a word.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {}).setdefault(
            "max_length",
            _("%(limit_value)d文字以内で入力してください（今は%(show_value)d文字です）。"),
        )
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The usual attributes without ``maxlength``."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def to_python(self, value: Any) -> str:
        """Characters of names (髙, 﨑) stay as typed: no NFKC here."""
        text = super().to_python(value) or ""
        return re.sub(r"\s+", " ", jaconv.h2z(text)).strip()


class KanaField(TextField):
    """フリガナ: hiragana and half-width kana become full-width katakana."""

    def to_python(self, value: Any) -> str:
        """The reading in katakana; ValidationError for kanji."""
        text = jaconv.hira2kata(unicodedata.normalize("NFKC", super().to_python(value)))
        if not _KANA.match(text):
            raise ValidationError(_("カタカナで入力してください。"), code="kana")
        return text


class CorporateNumberField(forms.CharField):
    """法人番号: 13 digits with the check digit of the ordinance; empty is None."""

    def to_python(self, value: Any) -> str | None:
        """Thirteen digits; ValidationError says which part is wrong."""
        text = unicodedata.normalize("NFKC", str(value or ""))
        text = _HYPHENS.sub("", text).removeprefix("T")
        if not text:
            return None
        try:
            return str(cn.validate(text))
        except InvalidLength:
            raise ValidationError(
                _("法人番号は13桁です（今は%(length)d桁です）。登記の12桁の番号ではありません。"),
                code="length",
                params={"length": len(text)},
            ) from None
        except InvalidChecksum:
            raise ValidationError(
                _("法人番号のどこかの数字が違います。1桁ずつお確かめください。"), code="checksum"
            ) from None
        except (InvalidFormat, InvalidComponent):
            raise ValidationError(
                _("法人番号は数字だけで入力してください。"), code="form"
            ) from None

    def validate(self, value: Any) -> None:
        """None is fine: sole proprietors have no number."""


class PostalCodeField(forms.CharField):
    """郵便番号: seven digits, hyphen or not, full-width or not."""

    def to_python(self, value: Any) -> str:
        """Seven digits; ValidationError otherwise."""
        text = _HYPHENS.sub("", unicodedata.normalize("NFKC", str(value or "")))
        if text and not re.fullmatch(r"[0-9]{7}", text):
            raise ValidationError(_("郵便番号は7桁の数字で入力してください。"), code="form")
        return text

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A hyphen more or less is no change."""
        return self.to_python(initial) != self.to_python(data)


class PhoneField(forms.CharField):
    """電話番号: kept as 093-123-4567."""

    def to_python(self, value: Any) -> str:
        """The national form; ValidationError when no phone has such a number."""
        text = unicodedata.normalize("NFKC", str(value or "")).strip()
        text = re.sub(r"[‐‑‒–—―−ー]", "-", text)
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, "JP")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise ValidationError(
                _("電話番号を市外局番から入力してください（例: 093-123-4567）。"), code="form"
            )
        kind = phonenumbers.PhoneNumberFormat
        japanese = number.country_code == 81
        return phonenumbers.format_number(
            number, kind.NATIONAL if japanese else kind.INTERNATIONAL
        )
