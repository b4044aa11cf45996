"""The house stays in order: imports point down, migrations are complete, no template lies about unused."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

CHECKOUT = Path(__file__).resolve().parent.parent


def test_imports_point_down():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_template_is_used():
    templates = CHECKOUT / "templates"
    names = {
        path.relative_to(templates).as_posix().removeprefix("jinja/")  # both engines look by the same name
        for path in templates.rglob("*.*")
        if path.suffix != ".md"
    }
    # found by Django, allauth or the mail composer by their names
    names = {
        name
        for name in names
        if not name.startswith(("account/", "allauth/", "django/", "mfa/", "socialaccount/", "usersessions/"))
    }
    names -= {"400.html", "403.html", "404.html", "429.html", "500.html", "503.html"}
    sources = [*templates.rglob("*.*")]
    for app in ("nizu", "network", "requests_app", "events"):
        sources += (CHECKOUT / app).rglob("*.py")
    text = "\n".join(path.read_text() for path in sources)

    unused = {name for name in names if name not in text and not _named_in_parts(name, text)}

    assert unused == set()


def _named_in_parts(name: str, text: str) -> bool:
    """A mail is named without its ending, a step of a form as f"…/intake_{step}.html"."""
    as_mail = name.startswith("email/") and f'"{name.rsplit(".", 1)[0]}"' in text
    start, underscore, _ = name.rpartition("_")
    return as_mail or bool(underscore and f"{start}_{{" in text)


def test_nothing_names_a_registry_or_a_path_of_one_machine():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    hosts = re.compile(
        "|".join(
            ["py" + r"pi\.org", "pythonhos" + "ted", "npm" + r"js\.org", "jsde" + "livr", "unp" + r"kg\.com"]
        )
    )
    paths = re.compile(r"(?<![\w./-])/(work|root|home/[a-z]+)/")
    found = []
    for name in listed:
        path = CHECKOUT / name
        if (
            not path.is_file()
            or path.suffix in {".woff2", ".png", ".svg", ".geojson"}
            or path == Path(__file__)
        ):
            continue
        text = path.read_text(errors="replace")
        if hosts.search(text) or paths.search(text):
            found.append(name)

    assert found == []


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("home", "/"),
        ("requests:intake", "/hulp-vragen/"),
        ("requests:professional", "/verwijzen/"),
        ("network:offer_list", "/aanbod/"),
        ("events:event_list", "/agenda/"),
        ("privacy", "/privacy/"),
        ("accessibility", "/toegankelijkheid/"),
        ("requests:workplace", "/werkplek/"),
        ("requests:desk", "/balie/"),
        ("manage", "/beheer/"),
        ("network:profile", "/profiel/"),
        ("network:mailbox", "/postvak/"),
        ("healthz", "/healthz"),
        ("readyz", "/readyz"),
    ],
)
def test_addresses_that_stay(name, address):
    assert reverse(name) == address


PRODUCTION = {
    "NIZU_ENV": "production",
    "SECRET_KEY": "a-long-random-text-of-the-portal-0123456789-ABCDEFGHIJ",
    "DATABASE_URL": "postgres://nizu:x@localhost/nizu",
    "REDIS_URL": "redis://localhost/1",
    "CACHE_URL": "redis://localhost/0",
    "SITE_URL": "https://portaal.example",
    "EMAIL_URL": "smtp+tls://u:p@mail.example:587",
    "DEFAULT_FROM_EMAIL": "NIZU <portaal@nizu.example>",
}


def _production(*arguments: str, **changes: str) -> subprocess.CompletedProcess:
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = {**keep, **PRODUCTION, **changes}
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "import django; django.setup(); import sys; from django.core.management import"
            " execute_from_command_line as run; run(['manage.py', *sys.argv[1:]])",
            *arguments,
        ],
        cwd=CHECKOUT,
        env={**{k: v for k, v in environment.items() if v}, "DJANGO_SETTINGS_MODULE": "nizu.settings"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_passes_the_deploy_check():
    done = _production("check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", sorted(set(PRODUCTION) - {"NIZU_ENV"}))
def test_production_refuses_to_start_without(name):
    done = _production("check", **{name: ""})

    assert done.returncode != 0
    assert name in done.stderr.splitlines()[-1]


def test_production_refuses_a_demo_secret():
    done = _production("check", SECRET_KEY="demo-" + PRODUCTION["SECRET_KEY"])

    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr.splitlines()[-1]


def test_unset_environment_means_production():
    done = _production("check", NIZU_ENV="", SECRET_KEY="")

    assert done.returncode != 0
    assert "make demo" in done.stderr
