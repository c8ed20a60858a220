"""Addresses to answer to: only the portal can make one, and it names one person's thread."""

import pytest
import time_machine
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from matchmaking.thread import reply_addresses
from matchmaking.thread.reply_addresses import AddressError, Fault, ReplyTarget

pytestmark = pytest.mark.usefixtures("by_mail")


def fault(address):
    with pytest.raises(AddressError) as raised:
        reply_addresses.read(address)
    return raised.value.fault


@given(st.integers(1, 10**11), st.integers(1, 10**11))
@limits(max_examples=25, deadline=None)
def test_an_address_is_read_back_in_any_case_and_fits(introduction, user):
    address = reply_addresses.make(introduction_id=introduction, user_id=user)
    assert len(address.partition("@")[0]) <= 64
    for form in (address, address.upper(), f" <{address}> "):
        assert reply_addresses.read(form) == ReplyTarget(introduction, user)


@given(st.integers(0, 70), st.sampled_from("abcz27-+.é\n"))
@limits(max_examples=25, deadline=None)
def test_no_changed_letter_passes(place, letter):
    address = reply_addresses.make(introduction_id=31, user_id=7)
    place = min(place, len(address) - 1)
    changed = address[:place] + letter + address[place + 1 :]
    if changed.strip() == address:
        return
    assert fault(changed) in {Fault.FORGED, Fault.UNKNOWN}


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("", Fault.UNKNOWN),
        ("reply@in.example.jp", Fault.UNKNOWN),
        ("info@in.example.jp", Fault.UNKNOWN),
        ("reply+@in.example.jp", Fault.FORGED),
        ("reply+1-2-3-aaaaaaaaaaaaaaaaaaaaaaaaaa@in.example.jp", Fault.FORGED),
        ("reply+1-2-3-aaaaaaaaaaaaaaaaaaaaaaaaaa@other.example.jp", Fault.UNKNOWN),
    ],
)
def test_what_is_none_of_ours_is_refused(address, wanted):
    assert fault(address) is wanted


def test_an_address_runs_out_after_half_a_year():
    with time_machine.travel("2026-01-10T00:00:00Z", tick=False):
        address = reply_addresses.make(introduction_id=1, user_id=2)
    with time_machine.travel("2026-07-09T00:00:00Z", tick=False):
        assert reply_addresses.read(address) == ReplyTarget(1, 2)
    with time_machine.travel("2026-07-10T00:00:00Z", tick=False):
        assert fault(address) is Fault.EXPIRED


def test_an_address_outlives_a_change_of_the_secret_key_while_the_old_one_is_known(settings):
    address = reply_addresses.make(introduction_id=1, user_id=2)
    settings.SECRET_KEY, old = "n" * 60, settings.SECRET_KEY
    assert fault(address) is Fault.FORGED
    settings.SECRET_KEY_FALLBACKS = [old]
    assert reply_addresses.read(address) == ReplyTarget(1, 2)


def test_without_a_setting_no_address_is_read(settings):
    address = reply_addresses.make(introduction_id=1, user_id=2)
    settings.REPLY_ADDRESS = ""
    assert fault(address) is Fault.UNKNOWN
    assert not reply_addresses.is_of_portal("")
