"""Define the team's settings, and its logo: a small picture that is what its first bytes say."""

import base64
import binascii
import hashlib
from datetime import date
from typing import Annotated, ClassVar, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime, Field, StrictBool, StringConstraints

from shared.domain.kernel.field_error import field_error
from shared.domain.kernel.record import NewerRule, Record, Stored, is_unset
from shared.domain.kernel.weekly_hours import QuietHours, Window
from shared.domain.kernel.working_time import WorkingTime
from shared.domain.plan_records.close_reason import CloseReason
from shared.domain.plan_records.retention import MAX_YEARS, RetentionTimes, is_usual
from shared.domain.plan_records.second_factor import SecondFactor
from shared.domain.plan_records.team_holidays import TeamHolidays, is_no_holiday

Language = Literal["es", "en"]


def _is_a_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise field_error("time_zone_unknown", "there is no such IANA time zone; one is Europe/Madrid") from error
    return name


TimeZone = Annotated[str, StringConstraints(min_length=1, max_length=64), AfterValidator(_is_a_zone)]


CLAIM_TARGET_SECONDS = 300  # by default


def is_the_usual_target(seconds: object) -> bool:
    """Return whether a target for the time to claim is the one of a team that chose none."""
    return seconds == CLAIM_TARGET_SECONDS


NIGHT = QuietHours(start="21:00", to="08:00")


def is_the_usual_night(value: object) -> bool:
    """Return whether the quiet hours are those of a team that chose none."""
    return value == NIGHT


WARN_AFTER_SECONDS = 3600  # by default


def is_the_usual_warning(seconds: object) -> bool:
    """Return whether it is the time after which a team that chose none is warned that somebody waits."""
    return seconds == WARN_AFTER_SECONDS


CURRENCIES = {
    "EUR": "AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK",
    "USD": "EC PA PR SV US", "MXN": "MX", "GBP": "GB", "CAD": "CA", "AUD": "AU", "NZD": "NZ", "CHF": "CH LI",
    "SEK": "SE", "NOK": "NO", "DKK": "DK", "PLN": "PL", "CZK": "CZ", "HUF": "HU",
}  # fmt: skip
"""List the countries in whose currency alone homes are priced; elsewhere a price is shown without one."""

NOT_THE_TEAMS = ("created_at", "days_off", "logo", "second_factor")  # settings that the Rainmaker does not change here


def _required_since(stored: Stored) -> object:
    """Return the stricter reading of a second factor that only a newer release knows."""
    since = stored["second_factor"].get("since") if isinstance(stored["second_factor"], dict) else None
    return {"mode": "required", "since": since or stored["created_at"]}


_LONGEST = {"leads_months": None, "deliveries_days": 365, "imports_days": 365, "audit_months": None,
            "keep_won_years": MAX_YEARS}  # fmt: skip


class Settings(Record, defer_build=False):
    """The settings of the whole team. They are first taken from the tenant's file; then the Rainmaker changes them.

    A new setting is defined only here: `SettingsPatch` and `SettingsShown` are derived from this class, without what is
    `NOT_THE_TEAMS`.
    `hide_contact_until_claimed`, `agents_see` and `agents_see_pool` decide what agents may see. No search goes back
    before `created_at`. `warn_after_seconds` is for a person who waits, `attention_after_seconds` for a conversation
    that is open; `waiting_clock` says which time counts for both. `close_quiet_after_days` is after how many days a
    conversation closes itself, 0 for never. `claim_target_seconds` is what reports compare times
    to claim with. `setup_hidden` puts away
    the checklist of a new team. `accent_color` is the console's colour, empty for Relevo's own.
    `logo` is the tag of the Logo, empty for none: `change_logo` changes both.
    `close_reasons` are the team's own reasons for closing a lead, under each outcome.
    `days_off` are the dates that `holidays` make, computed when they are set and renewed by the sweep, so that nothing
    that routes computes them.
    `second_factor` follows the tenant's file with every deployment; None means off.

    Source: docs/rules.md, "Restrictions" 1 and 7, "Offers and deadlines" 6, "Claiming" 4, "Entry" 6,
    "Supervision" 2, 8 and 9, "People's data" 5.
    """

    newer_rule: ClassVar[NewerRule] = NewerRule(
        stand_ins={
            "team_name": lambda stored: str(stored.get("team_name"))[:80].strip() or "?",
            "agents_see_pool": lambda _: False,
            "managers_export": lambda _: False,
            "retention": lambda _: _LONGEST,
            "second_factor": _required_since,
        },
        decisive=frozenset(),
    )
    team_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
    time_zone: TimeZone
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    language: Language = "es"
    working_hours: Annotated[tuple[Window, ...], Field(max_length=50)] = ()
    holidays: Annotated[TeamHolidays, Field(exclude_if=is_no_holiday)] = TeamHolidays()
    days_off: Annotated[tuple[date, ...], Field(exclude_if=is_unset)] = ()
    quiet_hours: Annotated[QuietHours | Literal["none"], Field(exclude_if=is_the_usual_night)] = NIGHT
    hold_hours: Annotated[int, Field(ge=0, le=96, strict=True)] = 0
    repeat_leads: Literal["same_owner", "route"] = "same_owner"
    agents_see: Literal["own", "team"] = "own"
    agents_see_pool: StrictBool = True
    hide_contact_until_claimed: StrictBool = True
    attention_after_seconds: Annotated[int, Field(ge=60, le=30 * 86_400, strict=True)] = 86_400
    warn_after_seconds: Annotated[int, Field(ge=60, le=30 * 86_400, strict=True, exclude_if=is_the_usual_warning)] = (
        WARN_AFTER_SECONDS
    )
    close_quiet_after_days: Annotated[int, Field(ge=0, le=365, strict=True, exclude_if=is_unset)] = 0
    waiting_clock: Annotated[Literal["always", "working"], Field(exclude_if=lambda clock: clock == "always")] = "always"
    claim_target_seconds: Annotated[int, Field(ge=10, le=86_400, strict=True, exclude_if=is_the_usual_target)] = (
        CLAIM_TARGET_SECONDS
    )
    managers_export: StrictBool = True
    setup_hidden: Annotated[StrictBool, Field(exclude_if=is_unset)] = False
    accent_color: Annotated[str, StringConstraints(pattern=r"^(#[0-9a-f]{6})?$"), Field(exclude_if=is_unset)] = ""
    logo: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{16})?$"), Field(exclude_if=is_unset)] = ""
    retention: Annotated[RetentionTimes, Field(exclude_if=is_usual)] = RetentionTimes()
    close_reasons: Annotated[tuple[CloseReason, ...], Field(max_length=100, exclude_if=is_unset)] = ()
    second_factor: Annotated[SecondFactor | None, Field(exclude_if=lambda value: value is None)] = None
    created_at: AwareDatetime

    @property
    def currency(self) -> str | None:
        """Return the currency of property prices in the team's country; None where they are in more than one."""
        return next((code for code, countries in CURRENCIES.items() if self.country in countries.split()), None)

    @property
    def zone(self) -> ZoneInfo:
        """Return the team's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def working_time(self) -> WorkingTime:
        """Return the team's working time: its working hours but on its holidays.

        Source: docs/rules.md, "Offers and deadlines" 7.
        """
        return WorkingTime(self.working_hours, self.zone, self.days_off)


MAX_LOGO_BYTES = 100_000
MAX_LOGO_CHARACTERS = -(-MAX_LOGO_BYTES // 3) * 4  # in Base64


class Logo(Record):
    """The team's logo in Base64, empty for none. It lies beside the plan, because nothing that routes needs it.

    Source: docs/rules.md, "Supervision" 9.
    """

    image: str = ""

    @property
    def tag(self) -> str:
        """Return what differs for another picture; empty for none."""
        return hashlib.sha256(self.image.encode()).hexdigest()[:16] if self.image else ""

    @property
    def media_type(self) -> str | None:
        """Return what the picture is by its first bytes; None if it is none of the three kinds."""
        return _kind_of(base64.b64decode(self.image))


def checked_image(image: str) -> str:
    """Return a picture in Base64 if it is a PNG, JPEG or WebP of at most `MAX_LOGO_BYTES`.

    SVG is refused: it may hold scripts, and links to other servers.
    """
    try:
        content = base64.b64decode(image, validate=True)
    except (binascii.Error, ValueError) as error:
        raise field_error("malformed", "a picture in Base64") from error
    if len(content) > MAX_LOGO_BYTES or _kind_of(content) is None:
        raise field_error("malformed", f"a PNG, JPEG or WebP picture of at most {MAX_LOGO_BYTES} bytes")
    return image


def _kind_of(content: bytes) -> str | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    return None
