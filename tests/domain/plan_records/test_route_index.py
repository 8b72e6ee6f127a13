"""Does the index find the routes that a plain loop over all of them finds?"""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from shared.domain.kernel.weekly_hours import DAYS, Window, covers
from shared.domain.plan_records.condition import Condition, matches_condition
from shared.domain.plan_records.route_index import REMEMBERED, RouteIndex, first_position, positions
from tests import make
from tests.make import PORTAL, WEB
from tests.soak import often

FIELDS = ("place", "price_max", "tags")
SOURCES = (WEB, PORTAL, make.id_of("source", "third"))

times = st.sampled_from(["00:00", "06:00", "09:00", "13:30", "18:00", "22:00"])
windows = st.builds(
    lambda days, start, to: Window(days=tuple(days), start=start, to=to if to != start else "24:00"),
    st.lists(st.sampled_from(DAYS), min_size=1, max_size=7, unique=True), times, times,
)  # fmt: skip
texts = st.sampled_from(["madrid", "Málaga", "malaga", "1", "5", "20"])
numbers = st.one_of(st.integers(0, 6), st.sampled_from([0.5, 2.5, 1e300]))
scalars = st.one_of(texts, numbers, st.booleans())


@st.composite
def conditions(draw):
    op = draw(st.sampled_from(["eq", "ne", "in", "gte", "lt", "contains", "exists"]))
    value = {
        "in": st.lists(scalars, min_size=1, max_size=3).map(tuple), "gte": numbers, "lt": numbers, "contains": texts,
        "exists": st.booleans(),
    }.get(op, scalars)  # fmt: skip
    # Fields without a known type: every operator is valid for them.
    return Condition(field=f"x_{draw(st.sampled_from(FIELDS))}", op=op, value=draw(value))


@st.composite
def routes(draw):
    number = draw(st.integers(0, 12))
    return [
        make.route(
            make.id_of("route", f"r{n}"),
            status=draw(st.sampled_from(["active", "active", "paused"])),
            sources=draw(st.one_of(st.just("all"), st.lists(st.sampled_from(SOURCES), min_size=1, unique=True))),
            windows=tuple(draw(st.lists(windows, max_size=3))),
            conditions=tuple(draw(st.lists(conditions(), max_size=3))),
        )
        for n in range(number)
    ]


given_values = st.one_of(
    st.none(), scalars, st.text(max_size=3), st.floats(allow_nan=False), st.integers(), st.lists(scalars, max_size=2),
    st.sampled_from(["", "nan", "inf", " 5 ", "1e3", []]),
)  # fmt: skip
attributes = st.dictionaries(st.sampled_from([f"x_{name}" for name in FIELDS]), given_values)
instants = st.integers(0, 7 * 24 * 60 - 1).map(lambda n: datetime(2026, 3, 23, tzinfo=UTC) + timedelta(minutes=n))


def plainly(listed, source_id, given_, now, zone):
    """Check each route by itself."""
    return [
        n
        for n, route in enumerate(listed)
        if route.status == "active"
        and (route.sources == "all" or source_id in route.sources)
        and covers(route.windows, now, zone)
        and all(matches_condition(condition, given_) for condition in route.conditions)
    ]


@given(routes(), st.lists(st.tuples(st.sampled_from(SOURCES), attributes, instants), min_size=1, max_size=20))
@how(max_examples=often(300))
def test_the_index_finds_the_same_routes_as_a_plain_loop(listed, leads):
    """One index serves all leads: what it caches for one must hold for the next."""
    index, zone = RouteIndex(listed), make.settings().zone
    for source_id, given_, now in leads:
        found = index.covering(source_id, given_, now.astimezone(zone))
        assert list(positions(found)) == plainly(listed, source_id, given_, now, zone)


def test_the_lowest_bit_is_the_route_nearest_the_top():
    assert first_position(0b10100) == 2


def test_the_cache_of_attribute_values_is_bounded():
    route = make.route(conditions=(Condition(field="place", op="contains", value="ma"),))
    index = RouteIndex([route])
    names = (*(f"Roma {n}" for n in range(REMEMBERED + 1)), "Soria", "Madrid", "Soria")
    found = [index.conditions({"place": name}) for name in names]
    assert found == [1] * (REMEMBERED + 1) + [0, 1, 0]
    attribute = index._fields["place"]
    assert 0 < len(attribute._written) <= REMEMBERED
    assert 0 < len(attribute._kinds) <= REMEMBERED


def test_long_texts_are_not_cached():
    index = RouteIndex([make.route(conditions=(Condition(field="wish", op="contains", value="pool"),))])
    found = [index.conditions({"wish": wish}) for wish in ("a pool " + "x" * 600, "x" * 600)]
    assert found == [1, 0]
    assert (index._fields["wish"]._written, index._fields["wish"]._kinds) == ({}, {})
