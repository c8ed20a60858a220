"""Tests reach this machine and nothing else."""

import ipaddress
import socket
from typing import Any

import pytest


class NetworkReached(AssertionError):
    """A test tried to leave this machine."""


def is_local(address: Any) -> bool:
    """Whether ``address`` (host, port, …) is on this machine."""
    if not isinstance(address, tuple):
        return True  # a socket file
    host = str(address[0])
    if host in {"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """Refuse connections to other machines."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(self: socket.socket, address: Any) -> None:
        if not is_local(address):
            raise NetworkReached(f"connection to {address}")
        connect(self, address)

    def guarded_ex(self: socket.socket, address: Any) -> int:
        if not is_local(address):
            raise NetworkReached(f"connection to {address}")
        return connect_ex(self, address)

    socket.socket.connect, socket.socket.connect_ex = guarded, guarded_ex
    yield
    socket.socket.connect, socket.socket.connect_ex = connect, connect_ex
