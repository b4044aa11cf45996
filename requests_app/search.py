"""Find a request by what somebody remembers of it: a number, a telephone number, a name, some words.

Words are stemmed by PostgreSQL's Dutch dictionary; a word with a spelling mistake is compared with the
stems that occur in requests (SearchWord).
"""

import re
from functools import reduce
from operator import and_, or_

import phonenumbers
from django.conf import settings
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Q

from requests_app.models import SearchWord

NUMBER = re.compile(r"^\s*(?:hv[-\s]?)?(\d{1,9})\s*$", re.IGNORECASE)
# How much a stem must look like the typed word, and how many such stems are tried.
ALIKE = 0.4
NEIGHBOURS = 4
LONGEST_QUERY = 100


def matching(typed: str) -> Q | None:
    """The condition for what was typed into the search field; None when there is nothing to look for."""
    typed = typed[:LONGEST_QUERY].replace("\x00", "").strip()
    if not typed:
        return None
    if number := NUMBER.match(typed):
        found = Q(pk=int(number[1]))
        return found | phone if (phone := _as_phone(typed)) else found
    if phone := _as_phone(typed):
        return phone
    if "@" in typed:
        return Q(email__iexact=typed) | Q(asker_email__iexact=typed)
    return _as_words(typed)


def _as_phone(typed: str) -> Q | None:
    if len(re.sub(r"\D", "", typed)) < 8:
        return None
    try:
        number = phonenumbers.parse(typed, settings.PHONENUMBER_DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        return None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Q(phone=written) | Q(asker_phone=written)


def _as_words(typed: str) -> Q | None:
    words = re.findall(r"\w+", typed.lower())[:8]
    if not words:
        return None
    near = _stems_near(words)
    query = reduce(and_, (_any_form(word, near.get(word, [])) for word in words))
    return Q(search=query) | Q(name__trigram_word_similar=typed)


def _any_form(word: str, stems: list[str]) -> SearchQuery:
    """The word itself, the beginning of a longer one, or a stem that looks like it."""
    forms = [SearchQuery(f"{word}:*", config="dutch", search_type="raw")]
    forms += [SearchQuery(f"'{stem}'", config="simple", search_type="raw") for stem in stems]
    return reduce(or_, forms)


def _stems_near(words: list[str]) -> dict[str, list[str]]:
    """For each longer word that occurs in no request, the known stems that look most like it."""
    table = SearchWord._meta.db_table
    statement = f"""
        SELECT typed.word, near.stem FROM unnest(%s::text[]) AS typed(word)
        CROSS JOIN LATERAL (
            SELECT stem FROM {table}
            WHERE stem %% typed.word AND similarity(stem, typed.word) >= %s
            ORDER BY similarity(stem, typed.word) DESC, stem LIMIT %s
        ) AS near
        WHERE NOT EXISTS (
            SELECT FROM {table} WHERE stem = ANY(tsvector_to_array(to_tsvector('dutch', typed.word)))
        )
    """  # noqa: S608 - the table's own name; everything typed is a parameter
    long_words = [word for word in words if len(word) > 3]
    if not long_words:
        return {}
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, [long_words, ALIKE, NEIGHBOURS])
        for word, stem in cursor.fetchall():
            found.setdefault(word, []).append(stem.replace("'", ""))
    return found


def learn_words(newest: int | None = None) -> int:
    """Add the stems of the newest requests (None: of all) to those a search compares with."""
    source = "SELECT search FROM requests_app_helprequest"
    if newest is not None:
        source += f" ORDER BY id DESC LIMIT {newest:d}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {SearchWord._meta.db_table} (stem)
            SELECT word FROM ts_stat(%s) WHERE length(word) BETWEEN 3 AND 60 AND word !~ '\\d'
            ON CONFLICT (stem) DO NOTHING""",  # noqa: S608 - the table's own name
            [source],
        )
        return cursor.rowcount
