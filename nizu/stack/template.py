"""A migrated database to clone: made once per set of migrations, copied in a tenth of a second."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from .state import CHECKOUT

PREFIX = "nizu_template_"
LOCK = 7_309_144  # any fixed number: who makes the template holds it


def template_name() -> str:
    """A name that changes with every migration of ours and every pinned package."""
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        digest.update(path.relative_to(CHECKOUT).as_posix().encode() + b"\0" + path.read_bytes())
    return PREFIX + digest.hexdigest()[:12]


def _sources() -> Iterable[Path]:
    yield CHECKOUT / "requirements" / "base.txt"
    for app in ("nizu", "network", "requests_app", "events"):
        yield from (CHECKOUT / app).glob("migrations/*.py")


def clone(name: str) -> None:
    """Create database `name` as a copy of the migrated template, and point Django's connection at it.

    Needs configured settings. The template is made first when there is none for today's migrations.
    """
    from django.db import connection

    template = template_name()
    with _maintenance() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        present = {row[0] for row in cursor.fetchall()}
        if template not in present:
            _make(cursor, template)
        for older in present - {template}:
            cursor.execute(f'DROP DATABASE IF EXISTS "{older}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    _use(connection, name)


def drop(name: str) -> None:
    from django.db import connection

    connection.close()
    with _maintenance() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _make(cursor, template: str) -> None:
    from django.core.management import call_command
    from django.db import connection

    draft = f"{template}_draft"
    cursor.execute(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)')
    cursor.execute(f'CREATE DATABASE "{draft}"')
    _use(connection, draft)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{template}"')


def _use(connection, name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


class _maintenance:
    """A cursor on the server's `postgres` database; CREATE DATABASE wants no transaction."""

    def __enter__(self):
        import psycopg
        from django.db import connection

        parameters = connection.get_connection_params() | {"dbname": "postgres"}
        wanted = ("dbname", "user", "password", "host", "port")
        self.connection = psycopg.connect(
            autocommit=True, **{name: parameters[name] for name in wanted if parameters.get(name)}
        )
        return self.connection.cursor()

    def __exit__(self, *failure) -> None:
        self.connection.close()
