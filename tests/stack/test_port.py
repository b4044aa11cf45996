"""The port of the portal: the one asked for, or the next one that is free."""

import socket

import pytest

from nizu.stack import port
from nizu.stack.state import StackError


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def close(sockets) -> None:
    for one in sockets:
        one.close()


def test_taken_port_that_was_asked_for_names_who_has_it(taken):
    with pytest.raises(StackError, match=rf"Port {taken} is taken by process \d+ .*pytest"):
        port.listen(str(taken))


def test_next_free_port_when_none_was_asked_for(taken, monkeypatch):
    monkeypatch.setattr(port, "FIRST", taken)

    number, sockets = port.listen(None)

    assert taken < number < taken + port.TRIED
    close(sockets)


def test_only_loopback_is_bound():
    number, sockets = port.listen(None)

    assert {one.getsockname()[0] for one in sockets} <= {"127.0.0.1", "::1"}
    assert {one.getsockname()[1] for one in sockets} == {number}
    close(sockets)


@pytest.mark.parametrize("wanted", ["eighty", "0", "70000", "-1"])
def test_port_that_is_no_port_is_refused(wanted):
    with pytest.raises(StackError, match="PORT must be a number"):
        port.listen(wanted)
