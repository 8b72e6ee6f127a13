"""Send hints over live connections, and close them: best effort, without personal data."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from shared.observe import count, error_code, logger

HINT = json.dumps({"kind": "moved"})
"""All that is ever sent: that something moved. What it was, its reader asks for."""

GONE = "GoneException"


class ConnectionsClient(Protocol):
    """The part of botocore's client of a WebSocket API's connections that is used."""

    def post_to_connection(self, *, ConnectionId: str, Data: bytes) -> Any:  # noqa: N803 - AWS's names
        """Send a message."""

    def delete_connection(self, *, ConnectionId: str) -> Any:  # noqa: N803 - AWS's name
        """Close a connection."""


class LiveSockets:
    """The open connections of the team's WebSocket API, at API Gateway.

    Args:
        client: returns the client, made with the first call: most invocations send nothing.
    """

    def __init__(self, client: Callable[[], ConnectionsClient]) -> None:
        self._client = client

    def hint(self, connection_id: str) -> bool:
        """Send a hint; return whether the connection is still there, as far as is known."""
        return self._try(lambda: self._client().post_to_connection(ConnectionId=connection_id, Data=HINT.encode()))

    def close(self, connection_id: str) -> bool:
        """Close a connection; return whether it may still be there."""
        return self._try(lambda: self._client().delete_connection(ConnectionId=connection_id))

    def _try(self, call: Callable[[], Any]) -> bool:
        try:
            call()
        except (ClientError, BotoCoreError) as error:
            if error_code(error) == GONE:
                return False
            logger.warning("hint_failed", extra={"error": error_code(error)})
            count("HintFailed")
        return True
