"""Define the request body that says what the fields of a source's deliveries stand for."""

from __future__ import annotations

from pydantic import ConfigDict, RootModel

from shared.domain.plan_records.source import FieldMapping


class FieldMappingBody(RootModel[FieldMapping]):
    """What fields stand for, by their names: those of the containers around a field and its own, joined by dots."""

    model_config = ConfigDict(frozen=True)
