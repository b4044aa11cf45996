"""Translations: each .po catalogue compiled to the .mo that Django reads."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).with_name("locale")


def compile_catalogues() -> None:
    """Write the .mo of each catalogue whose .po is newer; GNU gettext is not on a bare machine."""
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file)
        draft = target.with_suffix(".new")
        with draft.open("wb") as file:
            write_mo(file, catalogue)
        draft.replace(target)
