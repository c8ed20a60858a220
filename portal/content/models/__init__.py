"""Pages of the portal; one module per family."""

from .attachment import AttachmentText, PageAttachment
from .community import CommunityIndexPage, CommunityPage
from .figure import FigureIndexPage, FigurePage
from .guide import GuideIndexPage, GuidePage
from .home import HomePage
from .news import NewsIndexPage, NewsPage
from .record import OpeningRecord
from .standard import EmergencyPage, StandardPage
from .tool import ToolIndexPage, ToolPage

__all__ = [
    "AttachmentText",
    "CommunityIndexPage",
    "CommunityPage",
    "EmergencyPage",
    "FigureIndexPage",
    "FigurePage",
    "GuideIndexPage",
    "GuidePage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "OpeningRecord",
    "PageAttachment",
    "StandardPage",
    "ToolIndexPage",
    "ToolPage",
]
