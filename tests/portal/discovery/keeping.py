"""Keeps a search as the page of results does."""

import urllib.parse

from portal.discovery.services import saved


def keep(user, text="演習", language="ja", **more):
    query = urllib.parse.urlencode({"q": text, **more}, doseq=True)
    return saved.save(user=user, address=f"?{query}", language=language, rhythm="daily")
