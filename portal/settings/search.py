"""Which search engine stands behind ``search.api``."""

from .environment import read_environment

env = read_environment()

SEARCH_ENGINE = env.search_engine
ELASTICSEARCH_URL = env.elasticsearch_url
ELASTICSEARCH_INDEX = env.elasticsearch_index
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.wagtail_backend"}}

# What is asked is counted in memory and written so often, after an answer has left.
SEARCH_LOG_SECONDS = 10
SEARCH_LOG_DAYS = 180
