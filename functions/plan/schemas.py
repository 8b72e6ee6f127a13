"""Models of the plan in answers. `SourceMade` is the only one here that holds a secret."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, AwareDatetime, Field, create_model

from shared.domain import access
from shared.domain.kernel.languages import Spoken
from shared.domain.kernel.record import Record
from shared.domain.kernel.weekly_hours import QuietHours, Window
from shared.domain.lead_records.source_watch import SourceWatch
from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.condition import Condition
from shared.domain.plan_records.member import Limits, Member, Pause, Role
from shared.domain.plan_records.open_form import OpenForm
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import ResponseRule, Route, Rule, ToAgent, WorkingClock
from shared.domain.plan_records.settings import MAX_LOGO_CHARACTERS, NOT_THE_TEAMS, Language, Settings, checked_image
from shared.domain.plan_records.source import Kind, Source
from shared.domain.planning.permissions import (
    MemberVerb,
    RouteVerb,
    SourceVerb,
    member_verbs,
    route_verbs,
    source_verbs,
)
from shared.web.absence_schemas import AbsenceShown
from shared.web.schemas import RequestModel, Shown


def newer_fields(record: Record) -> tuple[str, ...] | None:
    """Return the fields of a record that this release cannot read, and shows otherwise; None if there are none.

    Source: docs/rules.md, "Newer releases" 2.
    """
    return tuple(sorted(record.newer_fields)) or None


class SeatShown(Shown):
    """An agent's place on a route; an Agent sees only their own weight."""

    agent_id: str
    weight: int | None = None


class RouteShown(Shown):
    """A route; `position` 1 is the top of the list. `next_on` and `next_off` are a special route's next switches.

    `switched_by` is a member's id, or `schedule`. `may` lists what the caller may do with the route now. `newer_fields`
    is there if a newer release made the route: it gets no leads, and these fields are shown otherwise than they are.
    """

    route_id: str
    title: str
    rule: Rule
    sources: Literal["all"] | tuple[str, ...]
    windows: tuple[Window, ...]
    claim_seconds: int
    claim_clock: WorkingClock
    agents: tuple[SeatShown, ...]
    conditions: tuple[Condition, ...] = ()
    when_nobody: Literal["pool", "next_route"] | ToAgent
    response: ResponseRule | None = None
    activation: Activation | None = None
    next_on: AwareDatetime | None = None
    next_off: AwareDatetime | None = None
    status: Literal["active", "paused"]
    switched_at: AwareDatetime | None = None
    switched_by: str | None = None
    position: int
    version: int
    may: tuple[RouteVerb, ...]
    newer_fields: tuple[str, ...] | None = None

    @classmethod
    def of(cls, route: Route, plan: Plan, me: Member) -> "RouteShown":
        """Return the route with its position, as `me` may see it."""
        fields = dict(route)
        del fields["created_at"]
        fields["agents"] = tuple(
            SeatShown(agent_id=seat.agent_id, weight=seat.weight if access.may_know_agent(me, seat.agent_id) else None)
            for seat in route.agents
        )
        may, newer = route_verbs(route, me), newer_fields(route)
        return cls(**fields, position=plan.positions[route.route_id] + 1, may=may, newer_fields=newer)


class OrderShown(Shown):
    """The routes from the top of the list, and the version of the order, for If-Match."""

    ids: tuple[str, ...]
    version: int


_PRIVATE = ("sub", "notifications", "sessions_valid_from", "ended_sessions", "active_since", "calendar")


class MemberShown(Shown):
    """A member of the team. A pause with `side` `own` was set by the member, with `team` by the team.

    `may` lists what the caller may do with the member now. `newer_fields` are those that a newer release made, and that
    are shown otherwise than they are.
    """

    agent_id: str
    email: str
    first_name: str
    last_name: str
    role: Role
    phone: str | None = None
    language: Language | None = None
    languages: tuple[Spoken, ...]
    time_zone: str | None = None
    quiet_hours: QuietHours | Literal["none"] | None = None
    sees: Literal["own", "team"] | None = None
    hours: tuple[Window, ...]
    limits: Limits
    pauses: tuple[Pause, ...]
    absences: tuple[AbsenceShown, ...] = ()
    covers_for: tuple[str, ...] = ()
    pause_after_missed: int | None = None
    may_hand_over: bool
    status: Literal["invited", "active", "removed"]
    removed_at: AwareDatetime | None = None
    leads_to: str | None = None
    second_factor_since: AwareDatetime | None = None
    invited_again_at: AwareDatetime | None = None
    created_at: AwareDatetime
    version: int
    may: tuple[MemberVerb, ...]
    newer_fields: tuple[str, ...] | None = None

    @classmethod
    def of(cls, member: Member, plan: Plan, me: Member, now: datetime) -> "MemberShown":
        """Return the member without their pool user's id, sessions, first sign-in and choice of notifications."""
        fields = {name: value for name, value in member if name not in _PRIVATE}
        fields["absences"] = tuple(AbsenceShown.of(absence) for absence in member.absences)
        return cls(**fields, may=member_verbs(member, plan, me, now), newer_fields=newer_fields(member))


class SourceShown(Shown):
    """A source. Until `previous_until`, if it is there, the former secret is accepted too.

    `last_delivery_at` is when it delivered last, including tests and unreadable deliveries. `silent_since` is there
    while it has been silent for longer than is usual for it, `failing_since` while what it sends cannot be read;
    `usual_seconds` is the usual time between two deliveries. To `mail_address` mail for it is forwarded: only the
    Rainmaker is shown it. `mapping` says what fields of its deliveries stand for, by their names. `may` lists what the
    caller may do with the source now. `newer_fields` is there if a newer release made the source: its deliveries wait,
    and what is shown for these fields is not what they are.
    """

    source_id: str
    title: str
    kind: Kind
    category: str | None = None
    owner: str | None = None
    status: Literal["active", "archived"]
    archived_at: AwareDatetime | None = None
    previous_until: AwareDatetime | None = None
    form: OpenForm | None = None
    webhook_path: str | None = None
    mail_address: str | None = None
    last_delivery_at: AwareDatetime | None = None
    silent_since: AwareDatetime | None = None
    failing_since: AwareDatetime | None = None
    usual_seconds: int | None = None
    mapping: dict[str, str] | None = None
    created_at: AwareDatetime
    version: int
    may: tuple[SourceVerb, ...]
    newer_fields: tuple[str, ...] | None = None

    @classmethod
    def of(
        cls, source: Source, plan: Plan, me: Member, now: datetime, known: SourceWatch | None = None, **more: Any
    ) -> Self:
        """Return the source, with its webhook's path if its kind has one, what its deliveries say, and `more`."""
        shown = cls(**_source_fields(source, plan, me, now), **more)
        if known is None or source.status == "archived":
            return shown
        usual = known.usual_gap
        told = {"silent_since": known.silent_since, "failing_since": known.failing_since}
        return shown.model_copy(update={**told, "usual_seconds": round(usual.total_seconds()) if usual else None})


class SourceMade(SourceShown):
    """A source with its new secret, which is shown only this once.

    `verify_token` is what a provider sends when it subscribes to the webhook.
    """

    secret: str | None = None
    verify_token: str | None = None


def _of_settings(cls: type["SettingsShown"]) -> type["SettingsShown"]:
    """Add all settings to the model `cls`, without the constraints that apply to requests."""
    known = Settings.model_fields.items()
    fields: dict[str, Any] = {name: field.annotation for name, field in known if name not in NOT_THE_TEAMS}
    return create_model(cls.__name__, __base__=cls, __module__=cls.__module__, __doc__=cls.__doc__, **fields)


@_of_settings
class SettingsShown(Shown):
    """The team's settings. `newer_fields` are those that a newer release made, and that are shown otherwise."""

    newer_fields: tuple[str, ...] | None = None

    @classmethod
    def of(cls, settings: Settings) -> "SettingsShown":
        """Return the settings that the Rainmaker may see and change."""
        shown = {name: value for name, value in settings if name not in NOT_THE_TEAMS}
        return cls(**shown, newer_fields=newer_fields(settings))


class LogoBody(RequestModel):
    """A PNG, JPEG or WebP picture of at most 100 kB in Base64; null removes the logo."""

    image: Annotated[str, Field(max_length=MAX_LOGO_CHARACTERS), AfterValidator(checked_image)] | None


class LogoShown(Shown):
    """The team's logo in Base64, and what its first bytes say that it is."""

    image: str
    media_type: str | None


INTERNAL = {"secret_version", "master_version", "deliveries_version", "former", "kept"}


def _source_fields(source: Source, plan: Plan, me: Member, now: datetime) -> dict[str, Any]:
    path = None if source.kind == "manual" else f"/webhooks/{source.source_id}"
    shown = {name: value for name, value in source if name not in INTERNAL}
    former, may = source.accepted_former(now), source_verbs(source, plan, me, now)
    until = former.until if former else None
    mapping = source.mapping or None
    return {**shown, "mapping": mapping, "previous_until": until, "webhook_path": path, "may": may,
            "newer_fields": newer_fields(source)}  # fmt: skip
