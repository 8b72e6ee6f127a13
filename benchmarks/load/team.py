"""Find the team to load: that of a stack on this machine, or of a deployment.

`stack.json` in the folder RELEVO_STACK describes it. The file that `make up` writes is one; that of a deployed team
needs `api`, `webhooks` (`kind`, `path`, `secret`), and `users` (`role`, and `token`, an id token that lasts an hour).
Load a team of its own: what providers send here is made up.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from local.api import sign_in


class Team:
    """Hold who is in a team, and where its leads are delivered."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.api: str = told["api"]
        self.webhooks: list[dict[str, str]] = told["webhooks"]
        self._told = told

    @cached_property
    def tokens(self) -> dict[str, list[str]]:
        """Return everybody's tokens, by role."""
        found: dict[str, list[str]] = {}
        for user in self._told["users"]:
            found.setdefault(user["role"], []).append(user.get("token") or self._signed_in(user))
        return found

    def _signed_in(self, user: dict[str, str]) -> str:
        told = self._told
        return sign_in(told["aws_endpoint"], told["user_pool_client_id"], user["email"], user["password"])
