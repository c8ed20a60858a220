"""WSGI entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()

# Loaded before the first request instead of in it; and what stays for the life of the process
# is looked at no more by the garbage collector, whose full rounds took 100 ms and more.
get_resolver().url_patterns  # noqa: B018  loads the views
gc.collect()
gc.freeze()
