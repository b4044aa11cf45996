"""Wishes for property tests: any combination of facts the portal knows."""

from hypothesis import strategies as st

from requests_app.matching.findings import Availability, Person
from requests_app.matching.wish import Wish
from tests.requests_app.matching.city import offers, vocabulary

TAGS = sorted(
    {
        tag
        for offer in offers().values()
        for name in ("requires_any", "requires_all", "excludes")
        for tag in offer[name]
    }
    | {"geen-groep", "geen-thuis", "alleen-vrouwen"}
)
DISTRICTS = sorted(set(vocabulary().district_names.values()))
POSTCODES = sorted(code for code, area in vocabulary().postcodes.items() if area.district)


@st.composite
def wishes(draw) -> Wish:
    days = draw(
        st.lists(st.sampled_from(["ma", "di", "wo", "do", "vr", "za", "zo"]), unique=True, max_size=3)
    )
    parts = draw(st.lists(st.sampled_from(["ochtend", "middag", "avond"]), unique=True, max_size=2))
    postcode4 = draw(st.none() | st.sampled_from(POSTCODES))
    return Wish(
        categories=tuple(
            draw(st.lists(st.sampled_from(sorted(vocabulary().themes)), unique=True, min_size=1, max_size=4))
        ),
        district=vocabulary().postcodes[postcode4].district
        if postcode4
        else draw(st.none() | st.sampled_from(DISTRICTS)),
        postcode4=postcode4,
        urgency=draw(st.sampled_from(["normal", "soon", "urgent"])),
        person=Person(
            age=draw(st.none() | st.integers(0, 100)),
            child_age=draw(st.none() | st.integers(0, 17)),
            languages=tuple(
                draw(st.lists(st.sampled_from(["ar", "tr", "en", "uk", "fr"]), unique=True, max_size=2))
            ),
            speaks_nl=draw(st.sampled_from(["goed", "beetje", "geen"])),
            mobility=draw(st.sampled_from(["goed", "slecht-ter-been", "rolstoel", "aan-huis"])),
            gender=draw(st.sampled_from([None, "v", "m"])),
            availability=Availability(tuple(days), tuple(parts)) if days or parts else None,
            tags=tuple(draw(st.lists(st.sampled_from(TAGS), unique=True, max_size=4))),
        ),
        words=tuple(
            draw(
                st.lists(
                    st.sampled_from(["tuin", "hond", "voer", "soep", "arabisch"]), unique=True, max_size=2
                )
            )
        ),
    )
