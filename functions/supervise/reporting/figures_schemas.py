"""Models of the report's figures: counts, rates, times and sums of money."""

from collections.abc import Mapping
from typing import Any

from shared.domain.lead_records.counters import VALUE, VALUE_TAKEN_OVER, Timed
from shared.domain.reporting.report_figures import ReportFigures
from shared.web.schemas import Shown

_COUNTS = (
    "claimed", "assigned", "passed", "expired", "withdrawn", "taken", "in_time", "in_time_working", "response_met",
    "response_missed", "responded", "responded_taken_over", "appointments", "appointments_taken_over", "won",
    "won_taken_over", "contacted", "re_routed", "credited", "merged", "pool_claimed", "hand_assigned", "calls",
    "emails", "texts", "messages",
)  # fmt: skip
HOPS: Mapping[str, Timed] = {
    "received_to_offer": "o",
    "offer_to_delivered": "d",
    "delivered_to_seen": "s",
    "seen_to_claim": "c",
    "received_to_contact": "f",
}
"""Name the steps of a lead's way that are timed besides claims and first responses."""


class ReportSumShown(Shown):
    """Amounts of one currency, added up; below 0 where more was taken back in the range than was won."""

    currency: str
    amount: int


class FiguresShown(Shown):
    """Counts, rates from 0 to 1, and times in seconds.

    `received` counts leads; in an agent's row, their offers and assignments. `responded`, `appointments` and `won`
    count all leads that came through routing, whoever owned them; in an agent's row, those that a route brought to
    them, and what ends in `_taken_over` is beside that. `won_value` is of the same leads: what their deals are worth,
    one sum for each currency, the team's first; a sum of 0 is left out. Times in `working_seconds` count the team's
    working hours alone. Times and rates are left out where there is no data for them.
    """

    received: int
    claimed: int
    assigned: int
    passed: int
    expired: int
    withdrawn: int
    taken: int
    claim_rate: float | None = None
    median_claim_seconds: int | None = None
    p90_claim_seconds: int | None = None
    median_claim_working_seconds: int | None = None
    p90_claim_working_seconds: int | None = None
    in_time: int
    in_time_rate: float | None = None
    in_time_working: int
    in_time_working_rate: float | None = None
    median_response_seconds: int | None = None
    p90_response_seconds: int | None = None
    median_response_working_seconds: int | None = None
    p90_response_working_seconds: int | None = None
    response_met: int
    response_missed: int
    response_met_rate: float | None = None
    responded: int
    responded_taken_over: int
    appointments: int
    appointments_taken_over: int
    won: int
    won_taken_over: int
    won_value: tuple[ReportSumShown, ...]
    won_value_taken_over: tuple[ReportSumShown, ...]
    contacted: int
    median_received_to_offer_seconds: int | None = None
    p90_received_to_offer_seconds: int | None = None
    median_received_to_offer_working_seconds: int | None = None
    median_offer_to_delivered_seconds: int | None = None
    p90_offer_to_delivered_seconds: int | None = None
    median_delivered_to_seen_seconds: int | None = None
    p90_delivered_to_seen_seconds: int | None = None
    median_seen_to_claim_seconds: int | None = None
    p90_seen_to_claim_seconds: int | None = None
    median_received_to_contact_seconds: int | None = None
    p90_received_to_contact_seconds: int | None = None
    median_received_to_contact_working_seconds: int | None = None
    p90_received_to_contact_working_seconds: int | None = None
    re_routed: int
    credited: int
    merged: int
    pool_claimed: int
    hand_assigned: int
    calls: int
    emails: int
    texts: int
    messages: int

    @staticmethod
    def fields(figures: ReportFigures, received: int, currency: str | None) -> dict[str, Any]:
        """Return the figures by their names; of sums, those in the team's `currency` first."""
        return {
            "received": received,
            **{name: figures[name] for name in _COUNTS},
            "won_value": _sums(figures, VALUE, currency),
            "won_value_taken_over": _sums(figures, VALUE_TAKEN_OVER, currency),
            **rate_and_times(figures),
            **_shares(figures),
            **_hop_times(figures),
        }


def rate_and_times(figures: ReportFigures) -> dict[str, Any]:
    """Return the claim rate, and the times to claim and to respond, by their names."""
    return {
        "claim_rate": figures.claim_rate,
        "median_claim_seconds": figures.seconds("t", 50),
        "p90_claim_seconds": figures.seconds("t", 90),
        "median_response_seconds": figures.seconds("r", 50),
        "p90_response_seconds": figures.seconds("r", 90),
        "median_claim_working_seconds": figures.seconds("t", 50, working=True),
        "p90_claim_working_seconds": figures.seconds("t", 90, working=True),
        "median_response_working_seconds": figures.seconds("r", 50, working=True),
        "p90_response_working_seconds": figures.seconds("r", 90, working=True),
    }


def _sums(figures: ReportFigures, name: str, currency: str | None) -> tuple[ReportSumShown, ...]:
    found = sorted(figures.sums(name).items(), key=lambda one: (one[0] != currency, one[0]))
    return tuple(ReportSumShown(currency=code, amount=amount) for code, amount in found)


def _shares(figures: ReportFigures) -> dict[str, float | None]:
    names = ("in_time_rate", "in_time_working_rate", "response_met_rate")
    return {name: getattr(figures, name) for name in names}


def _hop_times(figures: ReportFigures) -> dict[str, int | None]:
    """Return the percentiles of each step of a lead's way, as far as the model has them."""
    found: dict[str, int | None] = {}
    for name, took in HOPS.items():
        for percent, label in ((50, "median"), (90, "p90")):
            found[f"{label}_{name}_seconds"] = figures.seconds(took, percent)
            found[f"{label}_{name}_working_seconds"] = figures.seconds(took, percent, working=True)
    return {name: seconds for name, seconds in found.items() if name in FiguresShown.model_fields}
