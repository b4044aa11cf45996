"""What the supervisor does with one process; whole portals are in test_drills.py."""

import itertools
import sys

import pytest

from nizu.stack.children import Child
from nizu.stack.state import StackError, State
from nizu.stack.supervisor import Supervisor

TALK = """
import sys, time
for part in ["first ", "line\\nsecond", " line\\n", "no end"]:
    print(part, end="", flush=True)
    time.sleep(0.05)
sys.exit(int(sys.argv[1]))
"""


@pytest.fixture
def supervisor(tmp_path):
    supervisor = Supervisor("demo", State(tmp_path))
    yield supervisor
    while supervisor._pump(0):
        pass
    supervisor.selector.close()


def test_output_comes_in_whole_lines_with_the_name_in_front(supervisor, capsys):
    supervisor._run_once(Child("talker", [sys.executable, "-c", TALK, "0"]))

    assert capsys.readouterr().out.splitlines() == [
        "  talker | first line",
        "  talker | second line",
        "  talker | no end",
    ]


def test_failed_preparation_stops_the_start(supervisor):
    with pytest.raises(StackError, match=r"manage.py talker. failed"):
        supervisor._run_once(Child("talker", [sys.executable, "-c", TALK, "3"]))


def test_process_that_keeps_dying_ends_everything(supervisor, monkeypatch):
    child = Child("broken", [sys.executable, "-c", "raise SystemExit(1)"])
    supervisor._add(child)
    child.process.wait()
    seconds = itertools.count()
    monkeypatch.setattr("nizu.stack.supervisor.time.monotonic", lambda: next(seconds))

    def watch_for_a_minute() -> None:
        for _ in range(60):
            child.process.wait()
            supervisor._look_after(child)
            supervisor._pump(0)

    with pytest.raises(StackError, match="broken stopped 5 times within a minute"):
        watch_for_a_minute()
