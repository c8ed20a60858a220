"""Which search engine stands behind ``search.api``."""

from .environment import read_environment

env = read_environment()

SEARCH_ENGINE = env.search_engine
ELASTICSEARCH_URL = env.elasticsearch_url
ELASTICSEARCH_INDEX = env.elasticsearch_index
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.wagtail_backend"}}
