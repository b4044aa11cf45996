"""Make the virtual environment of this checkout: `python3 nizu/stack/bootstrap.py demo|dev|lock`.

Runs with the system's Python before anything is installed, so: standard library only, and no syntax that an
old Python stumbles over before it can be told what is missing.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
REQUIREMENTS = CHECKOUT / "requirements"
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
TOOLS = VENV / "tools"
GROUPS = {"demo": ["base", "embedded"], "dev": ["base", "embedded", "dev"]}
STAMPS = {"demo": VENV / ".ready", "dev": VENV / ".ready-dev"}
COMPILE = [
    "--generate-hashes",
    "--universal",
    "--python-version",
    "3.11",
    "--no-header",
    "--no-emit-index-url",
]
# Of the caller's shell; each of them sends packages or imports somewhere else.
STRIPPED = (  # noqa: SIM905
    "VIRTUAL_ENV PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE PYTHONSTARTUP"
    " PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV UV_PYTHON UV_PROJECT_ENVIRONMENT"
).split()


def main(arguments):
    use_a_new_enough_python()
    for name in STRIPPED:
        os.environ.pop(name, None)
    set_defaults_for_uv()
    if arguments == ["lock"]:
        return lock()
    if len(arguments) != 1 or arguments[0] not in GROUPS:
        return stop("Usage: python3 nizu/stack/bootstrap.py demo|dev|lock")
    descriptor = os.open(str(REQUIREMENTS), os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)  # two `make`s at once: the second one finds the work done
    return 0 if is_up_to_date(arguments[0]) else install(arguments[0])


def use_a_new_enough_python():
    if sys.version_info >= (3, 11):  # noqa: UP036
        return
    for minor in (14, 13, 12, 11):
        other = shutil.which("python3.{}".format(minor))  # noqa: UP032 (an older Python reads this)
        if other:
            os.execv(other, [other, *sys.argv])  # noqa: S606
    found = ".".join(str(part) for part in sys.version_info[:2])
    stop("The portal needs Python 3.11 or newer; this is {}. Install python3.11.".format(found))  # noqa: UP032
    sys.exit(1)


def set_defaults_for_uv():
    os.environ.setdefault("UV_SYSTEM_CERTS", "1")  # also behind a proxy with its own certificate
    os.environ.setdefault("UV_LINK_MODE", "copy")
    os.environ.setdefault("UV_PYTHON_DOWNLOADS", "never")
    os.environ.setdefault("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    home = Path(os.path.expanduser("~"))
    if not os.access(str(home), os.W_OK):  # an account without a home
        os.environ.setdefault("UV_NO_CACHE", "1")


def is_up_to_date(group):
    stamp = STAMPS[group]
    sources = [*REQUIREMENTS.glob("*.txt"), Path(__file__)]
    return (
        stamp.exists() and runs() and stamp.stat().st_mtime >= max(path.stat().st_mtime for path in sources)
    )


def runs():
    """Whether the environment's Python starts and is new enough; a system upgrade may have taken it away."""
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([str(PYTHON), "-c", check], stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def install(group):
    say("Setting up the environment (only when requirements changed) …")
    if not runs():
        if VENV.exists():
            shutil.rmtree(str(VENV))
        # Without pip: Debian's Python can make such an environment even when it lacks python3-venv.
        if subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(VENV)]).returncode:
            return stop("This Python cannot make a virtual environment. On Debian: apt install python3-venv")
    installer = find_installer()
    if installer is None:
        return stop("pip is missing from this Python. On Debian: apt install python3-venv")
    files = [part for name in GROUPS[group] for part in ("-r", str(REQUIREMENTS / (name + ".txt")))]
    if subprocess.run([*installer, "--require-hashes", *files], stdout=sys.stderr).returncode:
        return stop(
            "The packages could not be installed; the lines above say why. Where a wheel is missing for this"
            " machine, use docker compose (docs/running.md)."
        )
    put_checkout_on_path()
    for name, stamp in STAMPS.items():
        if set(GROUPS[name]) <= set(GROUPS[group]):
            stamp.touch()
    return 0


def find_installer():
    """uv where there is one or where it can be had, else pip."""
    uv = find_uv()
    if uv:
        return [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON)]
    if subprocess.run([str(PYTHON), "-m", "ensurepip"], capture_output=True).returncode:
        return None
    return [str(PYTHON), "-m", "pip", "install", "--quiet"]


def find_uv():
    """uv from the path, else the pinned one in an environment apart from the portal's packages."""
    found = shutil.which("uv") or shutil.which("uv", path=str(TOOLS / "bin"))
    if found:
        return found
    if subprocess.run([sys.executable, "-m", "venv", str(TOOLS)], capture_output=True).returncode:
        return None
    pip = [str(TOOLS / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes"]
    subprocess.run([*pip, "-r", str(REQUIREMENTS / "tools.txt")], capture_output=True)
    return shutil.which("uv", path=str(TOOLS / "bin"))


def put_checkout_on_path():
    """Let `pytest`, `celery` and `gunicorn` find the portal from any folder."""
    show = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = (
        subprocess.run([str(PYTHON), "-c", show], stdout=subprocess.PIPE, check=True).stdout.decode().strip()
    )
    (Path(packages) / "nizu.pth").write_text(str(CHECKOUT) + "\n")


def lock():
    uv = find_uv()
    if not uv:
        return stop("`make lock` needs uv.")
    for name in ("base", "embedded", "dev", "tools"):
        command = [uv, "pip", "compile", "--quiet", *COMPILE, name + ".in", "-o", name + ".txt"]
        if subprocess.run(command, cwd=str(REQUIREMENTS)).returncode:
            return 1
    return 0


def say(text):
    print(text, file=sys.stderr, flush=True)


def stop(text):
    say(text)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
