"""What a page is built of; one module per family."""

from wagtail import blocks

from .figures import ChartBlock, FigureBlock, TableBlock
from .links import ContactBlock, RelatedBlock, ToolCardBlock
from .lists import ChecklistBlock, StepsBlock
from .prose import FEATURES, CalloutBlock, HeadingBlock, TextBlock

__all__ = ["BodyBlock"]


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    heading = HeadingBlock(max_length=120)
    text = TextBlock(features=FEATURES)
    steps = StepsBlock()
    checklist = ChecklistBlock()
    callout = CalloutBlock()
    figure = FigureBlock()
    chart = ChartBlock()
    table = TableBlock()
    tool_card = ToolCardBlock()
    related = RelatedBlock()
    contact = ContactBlock()

    class Meta:
        required = False
        template = "portal/content/blocks/body.html"
