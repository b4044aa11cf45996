"""A statement that each connection keeps prepared: read and planned once, then only carried out.

For the one long statement that is asked with every request an ambassador opens: reading and planning it anew
takes three times as long as answering it. Connections must not be shared by a pool between transactions.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.db import connection

_PARAMETER = re.compile(r"%\((\w+)\)s")
_kept: WeakKeyDictionary[psycopg.Connection, set[str]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a new connection is told once, and what asks for the answer; both SQL."""

    name: str
    prepare: str
    execute: str


def prepared(name: str, statement: str, types: Mapping[str, str]) -> Prepared:
    """A statement with `%(name)s` for its parameters; `types`: the SQL type of each.

    Raises KeyError for a parameter without a type.
    """
    names = list(dict.fromkeys(_PARAMETER.findall(statement)))
    numbered = _PARAMETER.sub(lambda found: f"${names.index(found[1]) + 1}", statement)
    declared = ", ".join(types[parameter] for parameter in names)
    given = ", ".join(f"%({parameter})s" for parameter in names)
    return Prepared(name, f"PREPARE {name} ({declared}) AS {numbered}", f"EXECUTE {name} ({given})")


def rows(asked: Prepared, parameters: dict[str, Any]) -> list[tuple]:
    """The rows it gives for these parameters."""
    with connection.cursor() as cursor:
        session = connection.connection
        kept = _kept.setdefault(session, set())
        if asked.name not in kept:
            session.execute(asked.prepare)
            kept.add(asked.name)
        cursor.execute(asked.execute, parameters)
        return cursor.fetchall()
