"""The folder of the cache is looked through now and then, not at every write."""

import random

from portal.file_cache import FileCache

MOST, WRITES = 20, 600


def test_the_folder_does_not_grow_without_end(tmp_path):
    random.seed(7)
    cache = FileCache(str(tmp_path), {"OPTIONS": {"MAX_ENTRIES": MOST}})
    for number in range(WRITES):
        cache.set(str(number), number)
    assert cache.get(str(WRITES - 1)) == WRITES - 1
    assert len(list(tmp_path.iterdir())) < WRITES


def test_a_write_does_not_list_the_folder(tmp_path, monkeypatch):
    looks = []
    monkeypatch.setattr(FileCache, "_list_cache_files", lambda self: looks.append(self) or [])
    random.seed(7)
    cache = FileCache(str(tmp_path), {})
    for number in range(WRITES):
        cache.set(str(number), number)
    assert 0 < len(looks) < WRITES / 20
