"""What mails and PDFs need: absolute addresses and fonts by file."""

from pathlib import Path

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

FONTS = Path(__file__).resolve().parent.parent / "pdf_fonts"
WEIGHTS = {400: "NotoSansJP_400Regular.ttf", 700: "NotoSansJP_700Bold.ttf"}


@register.simple_tag
def absolute(path: str = "/") -> str:
    """The full address of a path of this site."""
    return f"{settings.BASE_URL}{path}"


@register.simple_tag
def pdf_font_faces() -> SafeString:
    """``@font-face`` rules of whole fonts: sliced web fonts print wrong glyphs in PDFs."""
    rules = [
        f'@font-face{{font-family:"Noto Sans JP";font-weight:{weight};'
        f'src:url("{(FONTS / name).as_uri()}")}}'
        for weight, name in WEIGHTS.items()
    ]
    return mark_safe("".join(rules))  # noqa: S308  built from paths of our own files
