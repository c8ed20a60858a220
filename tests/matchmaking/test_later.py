"""Functions that are named and loaded when first called."""

import inspect
from functools import partial
from importlib import import_module

import pytest
from django.urls import URLPattern

from matchmaking import desk_urls, later, transitions


def test_every_view_that_the_addresses_name_is_there():
    patterns = [one for one in desk_urls.urlpatterns if isinstance(one, URLPattern)]
    views = {one.name: inspect.unwrap(one.callback) for one in patterns}
    named = {name: view.args[0] for name, view in views.items() if isinstance(view, partial)}
    assert len(named) > 10
    for address, path in named.items():
        module, name = path.rsplit(".", 1)
        assert callable(getattr(import_module(f"matchmaking.{module}"), name)), address


def test_a_call_goes_to_the_function_with_all_it_was_given():
    check = later.loaded("transitions.check")
    check(transitions.NEED, current="draft", wanted="submitted")
    with pytest.raises(transitions.NotAllowedError):
        check(transitions.NEED, "closed", wanted="published")
