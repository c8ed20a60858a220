"""Components declare their arguments: what they do not know is an error of the template."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError

from portal.kinds import SECTORS
from portal.taxonomy import terms


def render(source: str, **context) -> str:
    return Template("{% load components %}" + source).render(Context(context))


@pytest.mark.parametrize(
    "tag",
    [
        '{% icon "search" size=3 %}',
        '{% button label="a" url="/" colour="red" %}',
        '{% button "a" "/" %}',
        '{% card title="a" url="/" image="x" %}',
        '{% card title="a" %}',
        '{% chip label="a" tone="x" %}',
        "{% breadcrumb trail=items %}",
        '{% callout kind="info" colour="red" %}x{% endcallout %}',
        "{% error_summary formset=form %}",
        "{% pager pages=page %}",
        "{% date_block date=when %}",
        "{% progress steps=items %}",
        "{% stepper steps=items %}",
        "{% timeline entries=items %}",
        '{% empty_state text="no title" %}',
        '{% data_table caption="a" %}',
        "{% places_left free=3 capacity=7 %}",
        '{% reason_bar label="a" score=1 %}',
    ],
)
def test_unknown_or_missing_arguments_fail(tag):
    with pytest.raises(TemplateSyntaxError):
        render(tag, items=[], form=None, page=None, when=None)


@pytest.mark.parametrize(
    "tag",
    [
        '{% icon "padlock" %}',
        '{% button label="a" url="/" kind="loud" %}',
        '{% card title="a" url="/" kind="poster" %}',
        '{% callout kind="fear" %}x{% endcallout %}',
        '{% empty_state title="a" kind="sad" %}',
    ],
)
def test_unknown_kinds_fail(tag):
    with pytest.raises(TemplateSyntaxError, match="is not one of"):
        render(tag)


def test_card_escapes_what_it_is_given():
    html = render(
        "{% card title=title url='/x/' summary=title %}", title="<script>alert(1)</script>"
    )
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_sector_codes_are_those_of_the_taxonomy():
    assert {code: str(label) for code, label in SECTORS.items()} == {
        code: label for code, label, _english in terms.SECTORS
    }


def test_pager_keeps_the_other_parameters(rf):
    page = Paginator(range(50), 10).page(2)
    html = render("{% pager page=page %}", page=page, request=rf.get("/?q=vpn&page=2"))
    assert 'href="?q=vpn&amp;page=3"' in html
    assert 'aria-current="page"' in html


def test_places_say_full_in_words():
    html = render("{% places_left left=0 capacity=7 %}")
    assert "満席" in html
    assert "places-full" in html


class SampleForm(forms.Form):
    name = forms.CharField(label="会社名", help_text="登記の名称")
    phone = forms.CharField(label="電話", required=False)
    kind = forms.ChoiceField(
        label="参加方法", choices=[("a", "会場"), ("b", "オンライン")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="同意します")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_fields_say_whether_they_are_required():
    html = str(SampleForm())
    assert html.count("※必須") == 3
    assert html.count("※任意") == 1


def test_support_text_and_error_describe_the_control():
    html = str(SampleForm({}))
    control = re.search(r'<input[^>]*name="name"[^>]*>', html).group()
    described = re.search(r'aria-describedby="([^"]+)"', control).group(1).split()
    assert described == ["id_name_support", "id_name_error"]
    for target in described:
        assert html.count(f'id="{target}"') == 1
    assert 'aria-invalid="true"' in control


def test_radio_group_is_a_fieldset_with_legend():
    html = str(SampleForm({}))
    group = re.search(r"<fieldset.*?</fieldset>", html, re.DOTALL).group()
    assert "<legend>参加方法" in group
    assert 'aria-describedby="id_kind_error"' in group


def test_error_summary_links_to_the_fields():
    html = str(SampleForm({}))
    for target in re.findall(r'<a href="#([^"]+)"', html):
        assert f'id="{target}"' in html
    assert html.index("error-summary") < html.index("<input")
