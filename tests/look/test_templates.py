"""What no template may do, and what the pieces it names must have. Reads every template of every app."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from nizu import faces, navigation

CHECKOUT = Path(__file__).resolve().parent.parent.parent
STATIC = CHECKOUT / "static"
TEMPLATES = sorted(path for path in (CHECKOUT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "email" not in path.parts]
CSS = (STATIC / "css" / "nizu.css").read_text()


def name_of(path: Path) -> str:
    return path.relative_to(CHECKOUT / "templates").as_posix()


def sprite_icons() -> set[str]:
    return set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_page_asks_nothing_that_the_policy_forbids(path):
    text = path.read_text()

    assert re.findall(r"<[^>]*\sstyle\s*=", text) == []
    assert re.findall(r"<[^>]*\son[a-z]+\s*=", text) == []
    assert re.findall(r"<style", text) == []
    scripts = re.findall(r"<script\b([^>]*)>", text)
    assert [script for script in scripts if "src=" not in script and "application/json" not in script] == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', text) == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_icons_of_a_template_are_in_the_sprite(path):
    text = path.read_text()
    named = set(re.findall(r'{% icon "([\w-]+)"', text)) | set(re.findall(r'\bicon="([\w-]+)"', text))
    named |= set(re.findall(r'\bicon\|default:"([\w-]+)"', text))
    named |= set(re.findall(r'"([\w-]+)"\|icon\b', text)) | set(re.findall(r'\|tag\("([\w-]+)"', text))

    assert named - sprite_icons() == set()


def test_icons_that_python_names_are_in_the_sprite():
    tables = (faces.FACES, faces.CAPACITY_FACES, faces.URGENCY_FACES)
    named = {face.icon for table in tables for face in table.values()} | set(faces.THEME_ICONS.values())
    named |= {room.icon for room in all_rooms()}

    assert named - sprite_icons() == set()


def test_sprite_holds_exactly_the_listed_icons():
    lines = (STATIC / "icons.txt").read_text().splitlines()
    listed = {line.strip() for line in lines if line.strip() and not line.startswith("#")}

    assert sprite_icons() == listed | {"nizu-mark"}


def test_every_tone_has_a_colour():
    tables = (faces.FACES, faces.CAPACITY_FACES, faces.URGENCY_FACES)

    for tone in {face.tone for table in tables for face in table.values()}:
        assert f".tone-{tone} {{" in CSS


def test_vendored_files_name_their_licence():
    vendored = (STATIC / "VENDORED.md").read_text()

    assert (STATIC / "lucide-LICENSE.txt").read_text().startswith("ISC License")
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "source-sans-3-LICENSE.txt").read_text()
    for font in (STATIC / "fonts").glob("*.woff2"):
        assert font.name in vendored
        assert font.name in CSS


def test_stylesheet_stays_small():
    """One request for every page; 60 kB raw is some 12 kB on the line."""
    assert len(CSS.encode()) < 64_000


def test_stylesheet_loads_nothing_from_elsewhere():
    assert re.findall(r'url\("?(?!"?\.\./)', CSS) == []


def all_rooms() -> list[navigation.Room]:
    return [
        *navigation.VISITOR_ROOMS,
        *navigation.WORK_ROOMS,
        *navigation.OWN_ROOMS,
        *navigation.FOOTER_ROOMS,
        *navigation.KEEPER_ROOMS,
    ]


@pytest.mark.parametrize("room", all_rooms(), ids=lambda room: room.url_name)
def test_navigation_leads_somewhere(room):
    assert reverse(room.url_name).startswith("/")
