"""Where leads come from."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from shared.domain.record import AgentId, Record, SourceId

Kind = Literal["standard", "api_key", "manual"]


class Source(Record):
    """One origin of leads: a provider's webhook, or people entering leads by hand (`manual`).

    `secret_version` names the secret that is derived for this source; until `previous_until` the one
    before it is accepted too. An `owner` receives this source's leads directly.

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
    previous_until: AwareDatetime | None = None
    created_at: AwareDatetime
