"""Tables of the room."""

from .log import AskedQuery, QueryMark
from .promotion import Promotion
from .saved import FirstSeen, SavedSearch, ToldDocument
from .vocabulary import VocabularyEntry

__all__ = [
    "AskedQuery",
    "FirstSeen",
    "Promotion",
    "QueryMark",
    "SavedSearch",
    "ToldDocument",
    "VocabularyEntry",
]
