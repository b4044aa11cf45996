"""A statement that each connection keeps prepared, so that PostgreSQL need not read and plan it anew.

For the one long statement that is asked with every request an ambassador opens: reading and planning it
takes three times as long as answering it. PostgreSQL plans it for the values of the first five times, and
after that once for all where that costs no more. Not for a pooler that changes connections between
transactions.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db import DatabaseError, connection

_PARAMETER = re.compile(r"%\((\w+)\)s")
# The server forgot it, or a migration changed a column it gives.
_OUTDATED = (psycopg.errors.InvalidSqlStatementName, psycopg.errors.FeatureNotSupported)
_number = count(1)
_names: WeakKeyDictionary[psycopg.Connection, dict["Prepared", str]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a new connection is told once, and what asks for the answer; both SQL with a place for a name."""

    prepare: str
    execute: str


def prepared(statement: str, types: Mapping[str, str]) -> Prepared:
    """A statement with `%(name)s` for its parameters; `types`: the SQL type of each.

    Raises KeyError for a parameter without a type.
    """
    names = list(dict.fromkeys(_PARAMETER.findall(statement)))
    numbered = _PARAMETER.sub(lambda found: f"${names.index(found[1]) + 1}", statement)
    declared = ", ".join(types[parameter] for parameter in names)
    given = ", ".join(f"%({parameter})s" for parameter in names)
    return Prepared(f"PREPARE {{name}} ({declared}) AS {numbered}", f"EXECUTE {{name}} ({given})")


def rows(asked: Prepared, parameters: dict[str, Any]) -> list[tuple]:
    """The rows it gives for these parameters."""
    try:
        return _rows(asked, parameters)
    except DatabaseError as error:
        if not isinstance(error.__cause__, _OUTDATED):
            raise
        _names[connection.connection].pop(asked, None)
        if connection.in_atomic_block:  # this transaction is lost; the next one prepares it again
            raise
        return _rows(asked, parameters)


def _rows(asked: Prepared, parameters: dict[str, Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        session = connection.connection
        names = _names.setdefault(session, {})
        if asked not in names:
            # A new name each time: nobody knows what an interruption left behind.
            name = f"nizu_{next(_number)}"
            with connection.wrap_database_errors:
                session.execute(asked.prepare.replace("{name}", name, 1))
            names[asked] = name
        cursor.execute(asked.execute.replace("{name}", names[asked], 1), parameters)
        return cursor.fetchall()
