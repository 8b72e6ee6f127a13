"""The claim function: offers, the pool, claiming and passing; what owners and Managers do with leads by hand."""

from __future__ import annotations

from dataclasses import dataclass

from functions.claim.calendars import Calendars
from functions.claim.claim_links import ClaimLinks
from functions.claim.giving import Giving
from functions.claim.offers import Offers
from functions.claim.owners import Owners
from shared.domain.kernel.errors import (
    AgentUnknown,
    AlreadyClaimed,
    AlreadyRouted,
    Busy,
    CursorInvalid,
    Forbidden,
    Invalid,
    KeyReused,
    LeadClosed,
    LeadErased,
    LeadMerged,
    LimitReached,
    MadeByNewerRelease,
    MayNotSee,
    Missing,
    NotActive,
    NotOffered,
    NotOwner,
    OfferExpired,
    SampleLead,
    TooManyRequests,
    TooManyTasks,
)
from shared.doors import Doors
from shared.lead_session import LeadSession
from shared.secrets import MasterSecret
from shared.seen_log import SeenLog
from shared.store.caller_rates import CallerRequests
from shared.web import auth
from shared.web.app import Api
from shared.web.not_modified import NOT_MODIFIED

LINK = (Missing, Forbidden, MadeByNewerRelease, LeadClosed, LeadMerged, LeadErased, Busy)
CLAIM = (*LINK, SampleLead)


@dataclass(frozen=True, kw_only=True)
class ClaimDoors(Doors):
    """The dependencies of the claim function, beside those of every function."""

    secret: MasterSecret


def build(doors: ClaimDoors) -> Api:
    """Build the function from its dependencies."""
    session = LeadSession(doors.table, doors.plans, doors.now, doors.secret.keyed_hashes, SeenLog(doors.table))
    api = Api(doors.now, auth.guard(doors.plans, CallerRequests(doors.table, doors.request_step).take))
    giving = Giving(session, doors.table)
    _offers(api, Offers(session, giving, doors.table, doors.plans, doors.secret, doors.new_id))
    _owners(api, Owners(session, giving, doors.new_id))
    api.route("GET", "/assignable", refuses=(Missing, Forbidden, Busy))(giving.list_assignable)
    _links(api, ClaimLinks(session, doors.plans, doors.secret, doors.new_id))
    feeds = (Missing, TooManyRequests, Busy)
    api.route("GET", "/calendars/{token}", who="anyone", refuses=feeds, others=NOT_MODIFIED)(
        Calendars(doors.table, doors.plans).show_calendar
    )
    return api


def _offers(api: Api, offers: Offers) -> None:
    api.route("GET", "/me/offers", refuses=(Forbidden,), others=NOT_MODIFIED)(offers.my_offers)
    api.route("GET", "/pool", refuses=(Forbidden, CursorInvalid))(offers.pool)
    claims = (*CLAIM, NotOffered, AlreadyClaimed, OfferExpired)
    api.route("POST", "/leads/{lead_id}/claim", refuses=(*claims, LimitReached))(offers.claim_lead)
    api.route("POST", "/leads/{lead_id}/pass", refuses=claims, status=204)(offers.pass_lead)
    assigns = (*CLAIM, NotActive, AgentUnknown)
    api.route("POST", "/leads/{lead_id}/assign", who="manager", refuses=assigns)(offers.assign_lead)
    api.route("POST", "/leads/{lead_id}/release", who="manager", refuses=CLAIM)(offers.release_lead)
    routes = (*CLAIM, AlreadyRouted, Invalid)
    api.route("POST", "/leads/{lead_id}/route", who="manager", refuses=routes)(offers.route_lead)


def _owners(api: Api, owners: Owners) -> None:
    api.route("POST", "/leads/{lead_id}/give-back", refuses=(*CLAIM, NotOwner))(owners.give_back_lead)
    hands_over = (*CLAIM, NotOwner, NotActive, AgentUnknown, Invalid)
    api.route("POST", "/leads/{lead_id}/handover", refuses=hands_over)(owners.hand_over_lead)
    records = (
        Missing,
        Forbidden,
        MadeByNewerRelease,
        NotOwner,
        LeadMerged,
        LeadErased,
        SampleLead,
        Invalid,
        KeyReused,
        Busy,
    )
    also_plans = (*records, LeadClosed, AgentUnknown, MayNotSee, TooManyTasks)  # of the appointment that it led to
    api.route("POST", "/leads/{lead_id}/interactions", status=201, refuses=also_plans)(owners.record_interaction)


def _links(api: Api, links: ClaimLinks) -> None:
    shows = (Missing, Forbidden, OfferExpired, Busy)
    api.route("GET", "/claim-links/{token}", who="anyone", refuses=shows)(links.show_claim_link)
    claims = (*LINK, AlreadyClaimed, OfferExpired, LimitReached)
    api.route("POST", "/claim-links/{token}", who="anyone", refuses=claims)(links.claim_by_link)
    passes = (*LINK, AlreadyClaimed, OfferExpired)
    api.route("POST", "/claim-links/{token}/pass", who="anyone", refuses=passes, status=204)(links.pass_by_link)
