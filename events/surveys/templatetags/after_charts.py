"""Charts of answers, drawn on the server like those of the figures pages."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from portal.content.charts.draw import SIZES, draw

from ..selectors.results import QuestionResult

register = template.Library()
WIDE = SIZES[-1]


@register.simple_tag
def survey_chart(result: QuestionResult) -> SafeString:
    """The distribution of one question as SVG with title and description."""
    data = result.chart
    if data is None:
        return SafeString("")
    drawn = draw(data, WIDE, f"q{result.question.pk}")
    return mark_safe(drawn)  # noqa: S308  written by an XML serializer, which escapes
