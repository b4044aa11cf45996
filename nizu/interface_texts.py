"""The interface texts: Dutch in the source, English beside it in nizu/locale/en.

Extraction uses Babel and Django's own template lexer, so that no GNU gettext has to be installed.
"""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize
from jinja2.ext import babel_extract

from nizu.catalogue import LOCALE

CHECKOUT = LOCALE.parent.parent
ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "gettext_noop": None,
}
# A comment would hide all that follows once the page is one line.
COMMENT = re.compile(r"{%\s*comment\b.*?endcomment\s*%}|{#.*?#}", re.DOTALL)
APPS = ("nizu", "network", "requests_app", "events")


def collect() -> Catalog:
    """All texts in the source that are meant for people."""
    found = Catalog(locale="nl", fuzzy=False)
    for path, method, source in _sources():
        name = path.relative_to(CHECKOUT).as_posix()
        for _line, message, comments, context in extract(
            method, io.BytesIO(source.encode()), keywords=KEYWORDS
        ):
            found.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return found


def english() -> Catalog:
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def update_english() -> Catalog:
    """Bring the English catalogue in line with the source; new texts stay empty, old ones go."""
    catalogue = english() if ENGLISH.exists() else Catalog(locale="en", project="NIZU", fuzzy=False)
    catalogue.update(collect(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.header_comment = "# The English texts of the portal."
    catalogue.obsolete.clear()
    with ENGLISH.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
    return catalogue


def untranslated() -> list[str]:
    """Texts of the source that have no English twin."""
    known = english()
    missing = []
    for message in collect():
        if not message.id:
            continue
        twin = known.get(message.id, message.context)
        texts = twin.string if twin and isinstance(twin.string, tuple) else [twin.string if twin else ""]
        if twin is None or twin.fuzzy or not all(texts):
            missing.append(message.id if isinstance(message.id, str) else message.id[0])
    return missing


def _sources() -> Iterator[tuple[Path, str | Callable, str]]:
    """(file, how Babel reads it, its text)"""
    for app in APPS:
        for path in sorted((CHECKOUT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, "python", path.read_text()
    for folder in ("templates", *(f"{app}/templates" for app in APPS)):
        for path in sorted((CHECKOUT / folder).rglob("*")):
            if "jinja" in path.parts and path.is_file():
                yield path, babel_extract, path.read_text()
            elif path.suffix in (".html", ".txt"):
                # One line: what templatize leaves of a page's layout is no valid Python indentation.
                yield path, "python", " ".join(templatize(COMMENT.sub("", path.read_text())).splitlines())
