"""Generate rows of counters with hypothesis."""

from hypothesis import strategies as st

from shared.domain.lead_records.counters import TAKEN, VALUE, VALUE_TAKEN_OVER, CounterRow
from tests.make import ANN, BOB, CAT, MAIN, NIGHT, PORTAL, WEB

NAMES = [
    *("won_taken_over", "appointments_taken_over", "responded_taken_over", "tw44", "rw3", "o2", "ow2", "fw9"),
    *("received", "claimed", "passed", "expired", "withdrawn", "assigned", "won", "pool_claimed", "hand_assigned"),
    *(
        "calls",
        "emails",
        "texts",
        "messages",
        "appointments",
        "responded",
        "t0",
        "t44",
        "t90",
        "r3",
        "r77",
        "h0",
        "h167",
    ),
    *(TAKEN + agent_id for agent_id in (ANN, BOB)),
    *(name + currency for name in (VALUE, VALUE_TAKEN_OVER) for currency in ("EUR", "MXN")),
]


def rows(days):
    """Draw rows of some of these days, each row once, as the table has them."""
    places = st.tuples(
        days.map(str), st.sampled_from([None, ANN, BOB, CAT]), st.sampled_from([None, MAIN, NIGHT]),
        st.sampled_from([None, WEB, PORTAL]),
    )  # fmt: skip
    counts = st.dictionaries(st.sampled_from(NAMES), st.integers(1, 9), min_size=1, max_size=6)
    return st.dictionaries(places, counts, max_size=12).map(
        lambda d: [CounterRow(*row, counts) for row, counts in d.items()]
    )
