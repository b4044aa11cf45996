"""The state folder: its lock, its secret key and what it tells a second terminal."""

import os

import pytest

from nizu.stack.servers import cache_beside
from nizu.stack.state import State, load_running_environment


@pytest.fixture
def state(tmp_path):
    state = State(tmp_path / "state")
    state.create()
    yield state
    state.unlock()


@pytest.fixture
def environment(monkeypatch, state):
    """The environment of a second terminal: nothing set but the folder."""
    for name in ("NIZU_ENV", "DATABASE_URL", "REDIS_URL", "CACHE_URL"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("NIZU_STATE", str(state.folder))
    yield os.environ
    for name in ("NIZU_ENV", "DATABASE_URL"):
        os.environ.pop(name, None)


def test_lock_has_one_owner(state):
    other = State(state.folder)

    assert state.lock()
    assert not other.lock()

    state.unlock()
    assert other.lock()
    other.unlock()


def test_published_environment_is_read_while_the_owner_lives(state, environment):
    state.lock()
    state.publish({"NIZU_ENV": "demo", "DATABASE_URL": "postgres://running"})

    load_running_environment()

    assert environment["NIZU_ENV"] == "demo"
    assert environment["DATABASE_URL"] == "postgres://running"


def test_published_environment_of_a_dead_owner_is_ignored(state, environment):
    state.publish({"NIZU_ENV": "demo", "DATABASE_URL": "postgres://gone"})

    load_running_environment()

    assert "DATABASE_URL" not in environment


def test_production_command_never_meets_the_demo(state, environment, monkeypatch):
    monkeypatch.setenv("NIZU_ENV", "production")
    state.lock()
    state.publish({"NIZU_ENV": "demo", "DATABASE_URL": "postgres://running"})

    load_running_environment()

    assert "DATABASE_URL" not in environment


def test_file_that_others_can_read_is_ignored(state, environment):
    state.lock()
    state.publish({"NIZU_ENV": "demo", "DATABASE_URL": "postgres://running"})
    state.environment_file.chmod(0o644)

    load_running_environment()

    assert "DATABASE_URL" not in environment


def test_secret_key_stays_and_is_private(state):
    key = state.secret_key()

    assert len(key) >= 50
    assert State(state.folder).secret_key() == key
    assert (state.folder / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("broker", "cache"),
    [
        ("redis+socket:///run/v.sock?virtual_host=1", "unix:///run/v.sock?db=0"),
        ("redis+socket:///run/v.sock", "unix:///run/v.sock?db=1"),
        ("redis://:secret@host:6379/1", "redis://:secret@host:6379/0"),
        ("redis://host:6379", "redis://host:6379/1"),
        ("rediss://host:6379/0?ssl_cert_reqs=required", "rediss://host:6379/1?ssl_cert_reqs=required"),
    ],
)
def test_cache_never_shares_the_brokers_database(broker, cache):
    assert cache_beside(broker) == cache
