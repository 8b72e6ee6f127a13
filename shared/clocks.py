"""Start and stop clocks: executions of the Clock state machine, each named by its clock id.

What a clock that fires leads to is decided in `functions/expire`.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient


class Clocks:
    """The clocks of one state machine.

    Args:
        client: of Step Functions.
        arn: of the state machine.
    """

    def __init__(self, client: SFNClient, arn: str) -> None:
        self._client, self._arn = client, arn

    def start(self, lead_id: str, clock_id: str, at: datetime) -> None:
        """Start the clock that fires at `at` (whole seconds). A clock that was started before does not change."""
        fires = {"lead_id": lead_id, "clock_id": clock_id, "at": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"}
        try:
            self._client.start_execution(stateMachineArn=self._arn, name=clock_id, input=json.dumps(fires))
        except self._client.exceptions.ExecutionAlreadyExists:
            return

    def stop(self, clock_id: str) -> None:
        """Stop a clock that is not needed any more. It may have fired already, or never have been started."""
        execution = f"{self._arn.replace(':stateMachine:', ':execution:')}:{clock_id}"
        try:
            self._client.stop_execution(executionArn=execution)
        except self._client.exceptions.ExecutionDoesNotExist:
            return
