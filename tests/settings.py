"""Settings of the test run: the product's own, with fast hashing and mail in memory."""

from portal.settings import *  # noqa: F403

SECRET_KEY = "test" * 16
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "tests.harness.storage.PrivateMemory"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "pages", "searches")
}
# Tests write what was asked when they want to look at it.
SEARCH_LOG_SECONDS = 10**9
# Kept pages and the second factor of staff have tests of their own.
PAGE_CACHE_SECONDS = 0
MFA_REQUIRED_PREFIXES = ()
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
