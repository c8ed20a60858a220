"""Settings of the race: the product's own; style sheets are served without a manifest."""

from portal.settings import *  # noqa: F403

STORAGES = {
    **STORAGES,  # noqa: F405  of the product
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
