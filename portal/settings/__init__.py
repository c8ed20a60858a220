"""Settings by concern; each module stands alone and reads ``environment``."""

from .auth import *  # noqa: F403
from .base import *  # noqa: F403
from .celery import *  # noqa: F403
from .database import *  # noqa: F403
from .email import *  # noqa: F403
from .logging import *  # noqa: F403
from .matchmaking import *  # noqa: F403
from .search import *  # noqa: F403
from .security import *  # noqa: F403
