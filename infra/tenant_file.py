"""Read and check a tenant's file, infra/tenants/<name>.toml; refuse a wrong one with a one-line message.

The files may be kept elsewhere, as in a repository of their own: TENANTS_DIR names the folder.
"""

import os
import re
import tomllib
import zoneinfo
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    EmailStr,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

ROOT = Path(__file__).parent.parent
TENANTS = ROOT / "infra" / "tenants"


def tenants_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the tenants' files: TENANTS_DIR, from the checkout's root, or else the checkout's own."""
    return ROOT / Path(environment.get("TENANTS_DIR") or TENANTS).expanduser()


OWN_ADDRESS = re.compile(r"https://([^/]+)/api$")

LogDays = Literal[
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653
]
"""List the retentions that CloudWatch Logs offers, in days."""


def file_of(tenant: str) -> Path:
    """Return where a tenant's file is."""
    return tenants_folder() / f"{tenant}.toml"


def shown_path(path: Path) -> str:
    """Return a path as people read it: within the checkout from its root."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


class TenantFileError(ValueError):
    """Report that the file cannot be used; the message is one line that names the file and the field."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise ValueError(f"unknown time zone '{name}' (an IANA name such as Europe/Madrid)") from None
    return name


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Domain = Annotated[str, StringConstraints(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*\.)+[a-z]{2,63}$", max_length=200)]
Region = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]+)+-\d$")]
WebAclArn = Annotated[str, StringConstraints(pattern=r"^arn:aws:wafv2:us-east-1:\d{12}:global/webacl/[\w-]+/[\w-]+$")]
CertificateArn = Annotated[str, StringConstraints(pattern=r"^arn:aws:acm:us-east-1:\d{12}:certificate/[\w-]+$")]
SlackChannel = Annotated[str, StringConstraints(pattern=r"^T[A-Z0-9]{2,20}/[CG][A-Z0-9]{2,20}$")]
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
TeamsChannel = Annotated[str, StringConstraints(pattern=rf"^{_UUID}/{_UUID}/[A-Za-z0-9%._:@-]{{10,200}}$")]
TableName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{3,255}$")]
StreamArn = Annotated[
    str, StringConstraints(pattern=r"^arn:aws:dynamodb:[a-z0-9-]+:\d{12}:table/[A-Za-z0-9_.-]+/stream/[\w:.-]+$")
]
SecretArn = Annotated[
    str, StringConstraints(pattern=r"^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$")
]
BucketName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
WallTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
EndTime = Annotated[str, StringConstraints(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")]


class Strict(BaseModel):
    """Define a table of the file: no unknown fields, immutable after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TeamTable(Strict):
    """Hold how people call the team."""

    name: Name


class Rainmaker(Strict):
    """Hold the first member, invited by `make deploy` if the team has none."""

    email: EmailStr
    first_name: Name
    last_name: Name


class Retention(Strict):
    """Hold how long logs and data are kept."""

    log_days: LogDays


class HoursWindow(Strict):
    """Hold weekly working hours: local time of the team, `to` exclusive."""

    days: Annotated[list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]], Field(min_length=1)]
    opens: WallTime = Field(alias="from")
    closes: EndTime = Field(alias="to")

    @model_validator(mode="after")
    def _is_a_span(self) -> Self:
        if self.opens == self.closes:
            raise ValueError("ends where it begins; all day is 00:00 to 24:00")
        if len(set(self.days)) != len(self.days):
            raise ValueError("names a day twice")
        return self


class RemovalPolicy(StrEnum):
    """Say what happens to the data when the stack is deleted."""

    RETAIN = "retain"
    DESTROY = "destroy"


class Adopted(Strict):
    """Name what is there already, and is used instead of being made: left by a deleted stack, or restored.

    `make adopt` and `make restore` write it; `infra.lifecycle.parts` says what each of them is.
    """

    table: TableName | None = None
    table_stream: StreamArn | None = None
    user_pool: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]+)+-\d_[A-Za-z0-9]+$")] | None = None
    master_secret: SecretArn | None = None
    contact_secret: SecretArn | None = None
    ledger: BucketName | None = None
    blocked: BucketName | None = None
    photos: BucketName | None = None
    deliveries: BucketName | None = None
    imports: BucketName | None = None

    @field_validator("table_stream")
    @classmethod
    def _is_of_the_table(cls, stream: str | None, info: ValidationInfo) -> str | None:
        if stream and f":table/{info.data.get('table')}/stream/" not in stream:
            raise ValueError("is not a stream of adopt.table")
        return stream

    @model_validator(mode="after")
    def _has_a_stream(self) -> Self:
        if self.table and not self.table_stream:
            raise ValueError("table needs table_stream: `make adopt` finds it")
        return self


class TenantFile(Strict):
    """Describe one team, and so one stack."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,20}[a-z0-9]$")]
    team: TeamTable
    time_zone: Annotated[str, AfterValidator(_known_zone)]
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    language: Literal["es", "en"]
    rainmaker: Rainmaker
    retention: Retention
    removal_policy: RemovalPolicy
    account: Annotated[str, StringConstraints(pattern=r"^\d{12}$")] | None = None
    region: Region | None = None
    alarm_email: EmailStr | None = None
    alarm_slack: SlackChannel | None = None
    alarm_teams: TeamsChannel | None = None
    monthly_budget: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    mail_from: EmailStr | None = None
    mail_identity: Literal["domain", "address"] = "domain"
    mail_region: Region | None = None
    security_address: EmailStr | None = None
    inbound_domain: Domain | None = None
    public_url: Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+(/[a-z0-9._-]+)*$")] | None = None
    certificate_arn: CertificateArn | None = None
    web_acl_arn: WebAclArn | None = None
    reserve_concurrency: bool = False
    snap_start: bool = False
    canary: bool = False
    dashboard: bool = False
    probe_minutes: Annotated[int, Field(ge=1, le=60)] | None = None
    pack_leads: bool = False
    mfa: Literal["off", "optional", "required"] = "off"
    object_lock: Literal["governance", "compliance"] | None = None
    working_hours: Annotated[list[HoursWindow], Field(max_length=50)] = []
    adopt: Adopted = Adopted()

    @field_validator("certificate_arn")
    @classmethod
    def _is_for_the_public_url(cls, arn: str | None, info: ValidationInfo) -> str | None:
        if arn and not OWN_ADDRESS.match(info.data.get("public_url") or ""):
            raise ValueError("is for the name in public_url, which must be https://<name>/api")
        return arn

    @field_validator("object_lock")
    @classmethod
    def _is_for_data_that_stays(cls, mode: str | None, info: ValidationInfo) -> str | None:
        if mode and info.data.get("removal_policy") is not RemovalPolicy.RETAIN:
            raise ValueError('needs removal_policy = "retain": what is locked cannot be deleted with the stack')
        return mode

    @classmethod
    def read(cls, tenant: str, folder: Path | None = None) -> Self:
        """Read the file of `tenant`.

        Args:
            tenant: its name.
            folder: of the files; `tenants_folder()` if None.

        Raises:
            TenantFileError: there is no such file, or a field is missing or wrong.
        """
        path = (folder or tenants_folder()) / f"{tenant}.toml"
        shown = shown_path(path)
        try:
            found = cls.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            raise TenantFileError(f"{shown}: no such file (copy infra/tenants/example.toml)") from None
        except tomllib.TOMLDecodeError as error:
            raise TenantFileError(f"{shown}: {error}") from None
        except ValidationError as error:
            raise TenantFileError(f"{shown}: {first_fault(error)}") from None
        if found.name != tenant:
            raise TenantFileError(f"{shown}: name: is '{found.name}', must be '{tenant}' like the file")
        return found

    @property
    def stack_name(self) -> str:
        """Return the name of this tenant's CloudFormation stack."""
        return f"relevo-{self.name}"

    @property
    def mail_domain(self) -> str | None:
        """Return the domain of the address that emails are sent from."""
        return self.mail_from.rpartition("@")[2] if self.mail_from else None

    @property
    def mail_verified(self) -> str | None:
        """Return what is verified in SES of the address that emails are sent from: its domain, or itself."""
        return self.mail_domain if self.mail_identity == "domain" else self.mail_from

    @property
    def domain(self) -> str | None:
        """Return the domain name that CloudFront serves, if the file has a certificate for it."""
        found = OWN_ADDRESS.match(self.public_url or "") if self.certificate_arn else None
        return found[1] if found else None

    @property
    def keeps_data(self) -> bool:
        """Return whether the data stay when the stack is deleted."""
        return self.removal_policy is RemovalPolicy.RETAIN

    def seed(self) -> dict[str, object]:
        """Return the bootstrap function's input: settings for a new team, the Rainmaker, and the second factor."""
        settings: dict[str, object] = {
            "team_name": self.team.name,
            "time_zone": self.time_zone,
            "country": self.country,
            "language": self.language,
        }
        if self.working_hours:
            settings["working_hours"] = [window.model_dump(by_alias=True) for window in self.working_hours]
        return {"settings": settings, "rainmaker": self.rainmaker.model_dump(), "second_factor": self.mfa}


def first_fault(error: ValidationError) -> str:
    """Return the first fault as `field: what is wrong`; one at a time reads better than a list."""
    fault = error.errors()[0]
    field = ".".join(str(part) for part in fault["loc"])
    return f"{field}: {fault['msg'].removeprefix('Value error, ')}"
