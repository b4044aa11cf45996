import csv
import datetime
import json
import shutil

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from network.directory.services import fixture
from network.directory.services.fixture import DATA, FixtureError
from network.models import Category, Contact, District, Neighbourhood, Offer, Partner, Postcode, Theme

AT = datetime.datetime(2026, 11, 21, 9, tzinfo=datetime.UTC)
KINDS = {
    "districts": 10,
    "neighbourhoods": 111,
    "postcodes": 223,
    "themes": 13,
    "categories": 60,
    "referral targets": 15,
    "partners": 70,
    "contacts": 119,
    "offers": 119,
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(tmp_path):
    """A copy of the data files that a test may spoil."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    return folder


def spoil_csv(path, line, column, value):
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    rows[line - 2][column] = value
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def spoil_offer(data, identity, **values):
    path = data / "partners.json"
    document = json.loads(path.read_text())
    for partner in document["partners"]:
        for offer in partner["offers"]:
            if offer["id"] == identity:
                offer.update(values)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1))


def test_first_load_creates_the_whole_network():
    report = fixture.load(at=AT)

    assert {kind: tally.created for kind, tally in report.tallies.items()} == KINDS
    assert report.changes == sum(KINDS.values())
    assert Postcode.objects.get(code="3562").district.slug == "overvecht"
    assert not Postcode.objects.get(code="3704").in_city
    assert Neighbourhood.objects.filter(district__slug="west").exists()
    offer = Offer.objects.select_related("contact", "partner").get(slug="hh-maatje")
    assert (offer.partner.slug, offer.mode, offer.format) == ("handjehelpen", "home", "one_to_one")
    assert (offer.places_total, offer.places_free, offer.capacity_confirmed_at) == (180, 6, AT)
    assert offer.contact.email == "intake.hh-maatje@example.org"


def test_full_offer_with_a_waiting_time_takes_a_waiting_list():
    fixture.load(at=AT)

    full = Offer.objects.filter(places_free=0)
    assert {offer.slug: offer.takes_waiting_list for offer in full} == dict.fromkeys(
        ["hh-logeren", "uc-tuin", "lh-budget", "sm-financieel"], True
    )
    assert not Offer.objects.get(slug="tdm-cafe").takes_waiting_list


def test_second_load_changes_nothing():
    fixture.load(at=AT)

    report = fixture.load(at=AT + datetime.timedelta(days=1))

    assert report.changes == 0
    assert {kind: tally.unchanged for kind, tally in report.tallies.items()} == KINDS


def test_second_load_leaves_what_a_partner_changed_and_mends_places():
    fixture.load(at=AT)
    Partner.objects.filter(slug="handjehelpen").update(profile="Zelf geschreven.")
    Offer.objects.filter(slug="hh-maatje").update(places_free=1)
    Contact.objects.filter(role="Coördinator maatje voor volwassenen").update(role="Balie")
    District.objects.filter(slug="west").update(name="Westen")

    report = fixture.load(at=timezone.now())

    assert Partner.objects.get(slug="handjehelpen").profile == "Zelf geschreven."
    assert Offer.objects.get(slug="hh-maatje").places_free == 1
    assert Contact.objects.filter(partner__slug="handjehelpen").count() == 5
    assert District.objects.get(slug="west").name == "West"
    assert report.changes == 1
    assert [report.tallies[kind].kept for kind in ("partners", "contacts", "offers")] == [1, 1, 1]


def test_overwrite_puts_everything_back_and_then_rests():
    fixture.load(at=AT)
    Partner.objects.filter(slug="handjehelpen").update(paused_until=datetime.date(2027, 1, 1))
    Offer.objects.filter(slug="hh-maatje").update(places_free=1, capacity_confirmed_at=timezone.now())
    Contact.objects.filter(role="Coördinator maatje voor volwassenen").delete()

    report = fixture.load(at=AT, overwrite=True)

    offer = Offer.objects.select_related("partner", "contact").get(slug="hh-maatje")
    assert (offer.places_free, offer.capacity_confirmed_at, offer.partner.paused_until) == (6, AT, None)
    assert offer.contact.role == "Coördinator maatje voor volwassenen"
    assert report.changes == 3
    assert fixture.load(at=AT, overwrite=True).changes == 0


@pytest.mark.parametrize(
    ("file", "line", "column", "value", "what"),
    [
        ("districts.csv", 4, "tile_row", "boven", "expected a whole number of 0 or more, got 'boven'."),
        ("districts.csv", 3, "slug", "west", '"west" stands on line 2 as well.'),
        ("neighbourhoods.csv", 7, "district_slug", "atlantis", 'unknown value "atlantis"; known are west'),
        ("postcodes.csv", 3, "postcode4", "34511", '"34511" is not a postcode of four digits.'),
        ("postcodes.csv", 3, "district_slug", "", "is empty, while people live at this postcode."),
        ("postcodes_outside.csv", 5, "gemeente", "Utrecht", "Utrecht belongs in postcodes.csv."),
        ("postcodes_outside.csv", 5, "postcode4", "3562", '"3562" stands in postcodes.csv as well.'),
        ("help_categories.csv", 9, "volunteer_fit", "misschien", 'unknown value "misschien"'),
        ("help_categories.csv", 3, "theme_label_en", "Other", 'theme "contact" had another value'),
        ("referral_targets.csv", 2, "route", "taxi", 'unknown value "taxi"'),
    ],
)
def test_bad_row_is_named_by_file_line_and_column(data, file, line, column, value, what):
    spoil_csv(data / file, line, column, value)

    with pytest.raises(FixtureError) as error:
        fixture.load(data, at=AT)

    assert str(error.value).startswith(f'{file}, line {line}, column "{column}": {what}')
    assert not District.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("categories", ["maatje", "toveren"], 'unknown category "toveren".'),
        ("categories", [], "needs at least one category."),
        ("districts", ["overvecht", "overvecht"], "names the same district twice."),
        ("postcodes4", [9999], 'unknown postcode "9999".'),
        ("requires_any", ["rijk"], 'unknown tag "rijk".'),
        ("languages", ["xx"], 'unknown language "xx".'),
        ("weekdays", ["monday"], 'unknown weekday "monday".'),
        ("dayparts", ["noen"], 'unknown daypart "noen".'),
        ("mode", "zweven", 'unknown value "zweven"; known are thuis, locatie, telefoon, elders.'),
        ("capacity_free", 999, "999 of 180 places free."),
        ("capacity_total", "veel", "expected a whole number of 0 or more, got 'veel'."),
        ("age_max", 3, "3 is lower than age_min 18."),
        ("women_only", "nee", "expected true or false, got 'nee'."),
        ("contact_email", "geen adres", "Enter a valid email address."),
        ("title", "x" * 121, "Ensure this value has at most 120 characters (it has 121)."),
        ("partner_id", "humanitas", 'stands with partner "handjehelpen".'),
    ],
)
def test_bad_offer_is_named_by_line_partner_offer_and_field(data, field, value, what):
    spoil_offer(data, "hh-maatje", **{field: value})

    with pytest.raises(FixtureError) as error:
        fixture.load(data, at=AT)

    lines = (data / "partners.json").read_text().splitlines()
    begin = next(number for number, text in enumerate(lines) if '"id": "hh-maatje"' in text)
    line = next(number for number in range(begin, len(lines)) if f'"{field}":' in lines[number])
    column = lines[line].index(f'"{field}"') + 1
    assert str(error.value) == (
        f'partners.json, line {line + 1}, column {column}, partner "handjehelpen", '
        f'offer "hh-maatje", field "{field}": {what}'
    )
    assert not Theme.objects.exists()


def test_offer_with_a_taken_id_is_refused(data):
    spoil_offer(data, "hh-kind", id="hh-maatje")

    with pytest.raises(FixtureError, match='offer "hh-maatje", field "id": "hh-maatje" is taken'):
        fixture.load(data, at=AT)


@pytest.mark.parametrize(
    ("file", "text", "what"),
    [
        ("partners.json", '{"partners": [\n{"id": }]}', "partners.json, line 2, column 8: Expecting value."),
        ("partners.json", "[]", "partners.json, line 1: expected an object with a list of partners."),
        ("districts.csv", "number,name\n01,West\n", 'districts.csv, line 1, column "cbs_code": is missing.'),
        (
            "postcodes_outside.csv",
            "postcode4,woonplaats,gemeente\n1391,Abcoude\n",
            "postcodes_outside.csv, line 2, column 3: expected 3 cells, got 2.",
        ),
    ],
)
def test_broken_file_is_named(data, file, text, what):
    (data / file).write_text(text)

    with pytest.raises(FixtureError) as error:
        fixture.load(data, at=AT)

    assert str(error.value).startswith(what) or what in str(error.value)


def test_missing_file_is_named(data):
    (data / "districts.csv").unlink()

    with pytest.raises(FixtureError, match=r"districts.csv: cannot be read \(No such file or directory\)"):
        fixture.load(data, at=AT)


def test_command_reports_and_takes_a_fixed_clock(capsys):
    call_command("load_network", confirmed_at="2026-11-21T09:00+00:00")

    output = capsys.readouterr().out
    assert [line.split()[:2] for line in output.splitlines() if line.startswith("offers")] == [
        ["offers", "119"]
    ]
    assert set(Offer.objects.values_list("capacity_confirmed_at", flat=True)) == {AT}
    assert Category.objects.count() == 60


def test_command_fails_with_one_sentence_and_loads_nothing(data):
    spoil_csv(data / "postcodes.csv", 3, "district_slug", "atlantis")

    with pytest.raises(CommandError) as error:
        call_command("load_network", data)

    assert str(error.value).startswith('Nothing was loaded. postcodes.csv, line 3, column "district_slug"')
    assert error.value.returncode == 1
    assert not District.objects.exists()


def test_command_refuses_a_moment_that_is_none():
    with pytest.raises(CommandError, match="is not a moment"):
        call_command("load_network", confirmed_at="gisteren")
