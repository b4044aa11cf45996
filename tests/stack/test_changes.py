"""The autoreload of `make dev`: one reload per burst of changes."""

import pytest

from nizu.stack import changes


@pytest.fixture
def clock(monkeypatch):
    moments = {"now": 100.0}
    monkeypatch.setattr(changes.time, "monotonic", lambda: moments["now"])
    return moments


def test_burst_of_changes_gives_one_reload_when_it_is_over(tmp_path, clock):
    module = tmp_path / "network" / "models.py"
    module.parent.mkdir()
    module.write_text("one")
    watch = changes.Watch(tmp_path)

    def seen_at(moment: float) -> bool:
        clock["now"] = moment
        return watch.has_settled_anew()

    assert not seen_at(101)
    (tmp_path / "network" / "new.py").write_text("two")
    assert not seen_at(102)
    module.unlink()
    assert not seen_at(103)
    assert not seen_at(104)
    assert seen_at(105.1)
    assert not seen_at(110)
