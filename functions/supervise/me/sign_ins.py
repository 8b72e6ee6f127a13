"""The operation that shows the caller's sign-ins."""

from __future__ import annotations

from pydantic import AwareDatetime

from shared.domain.lead_records.sign_in import Browser, SignIns, System
from shared.store import codec, keys
from shared.store.plans import Plans, version_of
from shared.store.table import Table
from shared.web import auth
from shared.web.request import Request
from shared.web.schemas import Page, Shown


class SignInShown(Shown):
    """One sign-in of the caller. `current` is the session of this request; `ended` one that was signed out of."""

    at: AwareDatetime
    browser: Browser
    system: System
    current: bool
    ended: bool


class SignInOperations:
    """The operation that lists the caller's sign-ins."""

    def __init__(self, table: Table, plans: Plans) -> None:
        self._table, self._plans = table, plans

    def list_sign_ins(self, request: Request) -> Page[SignInShown]:
        """List the caller's latest sign-ins, the latest first."""
        guess = self._plans.warm().members_by_sub.get(request.sub or "")
        where = [keys.sign_ins(guess.agent_id)] if guess else []
        items = self._table.items([keys.VERSION, *where])
        me = auth.caller(request, self._plans.current(version_of(items.get(keys.VERSION))))
        mine = keys.sign_ins(me.agent_id)
        stored = codec.from_item(SignIns, items[mine]) if mine in items else None
        return Page(
            items=tuple(
                SignInShown(
                    at=one.at, browser=one.browser, system=one.system,
                    current=one.session == request.session, ended=me.has_ended(one.session),
                )
                for one in (stored.entries if stored else ())
            )
        )  # fmt: skip
