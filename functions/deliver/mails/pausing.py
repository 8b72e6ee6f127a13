"""Pause the addresses of members from which mails came back, or whose readers called a mail unwanted."""

from __future__ import annotations

from functools import partial

from functions.deliver.mails.mail_events import Unknown, read_trouble
from shared.domain.notifications.address_pause import AddressEvent, AddressPause, members_at, pause_address
from shared.domain.plan_records.member import Member
from shared.doors import Now
from shared.observe import count, logger
from shared.store import keys
from shared.store.plans import Plans
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, put


class AddressPausing:
    """Handle what SES tells of sent mails. It writes pauses of addresses, and nothing else."""

    def __init__(self, table: Table, plans: Plans, now: Now, security_address: str) -> None:
        self._table, self._plans, self._now = table, plans, now
        self._security_address = security_address.lower()

    def take(self, body: str) -> None:
        """Pause the addresses that an event is about. One that is unknown, or of nobody, is counted and dropped.

        Raises:
            Busy: other writes were in the way six times; the queue tries again.

        Source: docs/rules.md, "Supervision" 12.
        """
        try:
            trouble = read_trouble(body)
        except Unknown:
            logger.warning("mail_event_unknown")
            count("MailEventUnknown")
            return
        if trouble is not None:
            for address in trouble.addresses:
                self._pause(address, trouble)

    def _pause(self, address: str, trouble: AddressEvent) -> None:
        if address == self._security_address:
            # The tenant's file names it, so nobody in the team could use it again: a person mends the file.
            logger.error("security_address_refused", extra={"cause": trouble.cause})
            count("MailRefused")
        members = members_at(address, self._plans.current())
        if not members and address != self._security_address:
            count("MailTroubleOfNobody")
        for member in members:
            if retry_on_conflict(self._table, partial(self._pause_for, member, trouble)):
                logger.warning("address_paused", extra={"agent_id": member.agent_id, "cause": trouble.cause})
                count("AddressPaused")

    def _pause_for(self, member: Member, trouble: AddressEvent) -> bool:
        """Return whether this paused the member's address."""
        known = self._table.get(AddressPause, keys.address_pause(member.agent_id))
        paused = pause_address(known, member, trouble, self._now())
        if paused is None:
            return False
        self._table.commit([put(paused)])
        return True
