"""Blocks: what they refuse, what they escape."""

import json

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from portal.content import models
from portal.content.blocks import BodyBlock
from portal.content.blocks.figures import ChartBlock
from portal.content.blocks.tabular import SheetBlock, parse, write
from portal.content.models import GuidePage
from tests.factories import content

EVIL = "<img src=x onerror=alert(1)>"


def chart_value(data):
    block = ChartBlock()
    return block.to_python(
        {
            "title": "題名",
            "kind": "bar",
            "unit": "",
            "data": data,
            "note": "",
            "needs_check": False,
            "source": {"title": "資料", "publisher": "局", "date": "", "url": "", "status": "V"},
        }
    )


def test_sheet_keeps_what_a_spreadsheet_pasted():
    text = '県\t件数\n"福岡\n市"\t1,951\n\n'
    assert parse(text) == [["県", "件数"], ["福岡\n市", "1,951"]]
    assert parse(write(parse(text))) == parse(text)


@pytest.mark.parametrize("text", ["", "見出しだけ", "a\tb\n1", "a\n" + "1\n" * 300])
def test_sheet_refuses_what_is_no_table(text):
    with pytest.raises(ValidationError):
        SheetBlock().clean(text)


def test_chart_refuses_words_as_numbers():
    with pytest.raises(StructBlockValidationError) as caught:
        ChartBlock().clean(chart_value("県\t件数\n福岡\t多数"))
    assert "多数" in str(caught.value.block_errors["data"])


def test_chart_takes_numbers_and_gaps():
    cleaned = ChartBlock().clean(chart_value("県\t件数\n福岡\t1,951\n佐賀\t"))
    assert cleaned.chart.series[0].values == (1951, None)


def test_every_block_has_a_preview():
    for name, block in BodyBlock().child_blocks.items():
        assert block.is_previewable or name in {"text", "heading"}, name
        assert hasattr(block.meta, "preview_value"), name


def test_every_preview_renders(homes):
    for block in BodyBlock().child_blocks.values():
        value = block.normalize(block.get_preview_value())
        assert block.render(value, context={})


@pytest.mark.usefixtures("past_second_factor")
def test_previews_in_the_admin_wear_the_style_of_the_site(client, staff):
    client.force_login(staff("editor"))
    for name, block in GuidePage.body.field.stream_block.child_blocks.items():
        response = client.get("/admin/block-preview/", {"id": block.definition_prefix})
        assert response.status_code == 200, name
        assert "portal/site.css" in response.content.decode()


def test_headings_follow_each_other(client, homes, body):
    blocks = json.loads(body)
    chart, heading = blocks[6], blocks[0]
    page = content.page(GuidePage, body=json.dumps([chart, heading, {**chart, "id": None}]))
    html = client.get(page.url).content.decode()
    assert '<h2 class="chart-title">' in html
    assert '<h3 class="chart-title">' in html


def test_html_in_plain_fields_is_escaped(client, homes, body):
    blocks = json.loads(body.replace("はじめに", EVIL).replace("できた", EVIL))
    blocks[6]["value"]["data"] = f"県\t件数\n{EVIL}\t3"
    blocks[6]["value"]["title"] = EVIL
    page = content.page(GuidePage, body=json.dumps(blocks), who=EVIL, summary=EVIL)
    html = client.get(page.url).content.decode()
    assert EVIL not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_hidden_related_pages_are_left_out(uncached, client, homes, django_assert_max_num_queries):
    shown = content.page(GuidePage, title="見える手引き")
    hidden = content.page(GuidePage, title="隠れた手引き")
    tool = content.page(models.ToolPage, title="道具")
    hidden.unpublish()
    related = {"title": "次に読む", "pages": [shown.pk, hidden.pk, tool.pk]}
    body = [
        {"type": "related", "value": related},
        {"type": "tool_card", "value": {"tool": tool.pk, "text": "便利"}},
    ]
    page = content.page(GuidePage, body=json.dumps(body))
    client.get(page.url)
    with django_assert_max_num_queries(8):
        html = client.get(page.url).content.decode()
    assert "見える手引き" in html
    assert "隠れた手引き" not in html
    assert html.count("道具") >= 2
