"""Tables of this part."""

from .draw import Draw, DrawEntry
from .letters import Letter, LetterBatch, LetterText
from .proposal import Proposal, ProposalLine
from .sheet import Criterion, Review, Score, Sheet

__all__ = [
    "Criterion",
    "Draw",
    "DrawEntry",
    "Letter",
    "LetterBatch",
    "LetterText",
    "Proposal",
    "ProposalLine",
    "Review",
    "Score",
    "Sheet",
]
