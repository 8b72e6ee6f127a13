"""Clocks: one execution of the Clock state machine per open offer, named by the offer's id."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient


class Clocks:
    """Winds clocks and stops them."""

    def __init__(self, client: SFNClient, arn: str) -> None:
        self._client, self._arn = client, arn

    def wind(self, lead_id: str, clock_id: str, at: datetime) -> None:
        """Start the clock that fires at `at` (whole seconds). One that was wound before stays as it is."""
        told = {"lead_id": lead_id, "clock_id": clock_id, "at": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"}
        try:
            self._client.start_execution(stateMachineArn=self._arn, name=clock_id, input=json.dumps(told))
        except self._client.exceptions.ExecutionAlreadyExists:
            return

    def stop(self, clock_id: str) -> None:
        """Stop a clock that is no longer needed. It may be over, or never have been wound."""
        execution = f"{self._arn.replace(':stateMachine:', ':execution:')}:{clock_id}"
        try:
            self._client.stop_execution(executionArn=execution)
        except self._client.exceptions.ExecutionDoesNotExist:
            return
