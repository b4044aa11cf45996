"""One process: its output, its end, and what ends it when its parent is gone."""

import signal
import subprocess
import sys

from nizu.stack.children import GUARD, Child, command_line, stop_leftover, wait_until


def test_child_that_ignores_the_request_is_killed_with_all_it_started():
    ignore = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('on', flush=True);"
    child = Child("stubborn", [sys.executable, "-c", f"{ignore} time.sleep(60)"])
    child.start()
    assert wait_until(lambda: child.output.readline() == b"on\n", patience=20)

    child.stop(patience=0.2)

    assert not child.is_running()
    assert child.process.returncode == -signal.SIGKILL
    child.output.close()


def test_leftover_is_stopped_only_when_the_mark_is_its_own():
    sleeper = subprocess.Popen(["sleep", "60.125"])
    assert wait_until(lambda: "sleep 60.125" in command_line(sleeper.pid), patience=20)

    stop_leftover(sleeper.pid, "another mark", numbers=[signal.SIGTERM])
    assert sleeper.poll() is None

    stop_leftover(sleeper.pid, "sleep 60.125", numbers=[signal.SIGTERM])
    assert sleeper.wait(5) == -signal.SIGTERM
    assert command_line(sleeper.pid) == ""


def test_guard_ends_a_process_whose_parent_is_gone():
    """What macOS uses, where the kernel does not do this."""
    parent, process = subprocess.Popen(["true"]), subprocess.Popen(["sleep", "60"])
    parent.wait()

    subprocess.run(
        [sys.executable, GUARD, str(parent.pid), str(process.pid), str(int(signal.SIGTERM))], check=True
    )

    assert process.wait(5) == -signal.SIGTERM
