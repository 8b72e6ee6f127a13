"""Where leads come from."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from shared.domain.kernel.record import AgentId, Record, SecretId, SourceId, Value

Kind = Literal["standard", "api_key", "meta", "google", "typeform", "realtor", "adf", "email", "manual"]
ISSUED: tuple[Kind, ...] = ("meta",)  # kinds whose secret the provider issues; Relevo issues the others'


class FormerSecret(Value):
    """A secret that was renewed: deliveries signed with it are accepted until `until`."""

    version: int
    kept: SecretId | None = None
    until: AwareDatetime


class Source(Record):
    """One origin of leads: a provider's webhook, or people entering leads by hand (`manual`).

    `secret_version` names the secret that is derived for this source; where the provider issued it, `kept`
    names the place in which it is kept. `former` are those before it that are accepted a while longer. An
    `owner` receives this source's leads directly.

    Source: docs/rules.md, "Entry" 2-3.
    """

    source_id: SourceId
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    kind: Kind
    category: Annotated[str, StringConstraints(max_length=60)] | None = None
    owner: AgentId | None = None
    status: Literal["active", "archived"] = "active"
    archived_at: AwareDatetime | None = None
    secret_version: int = 1
    kept: SecretId | None = None
    former: tuple[FormerSecret, ...] = ()
    created_at: AwareDatetime
