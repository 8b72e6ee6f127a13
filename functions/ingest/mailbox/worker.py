"""Handle a mail that SES received: give it to the source whose address it was sent to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from functions.ingest.mailbox.confirmation import read_confirmation
from functions.ingest.mailbox.notice import MailNotice, read_notice
from functions.ingest.mailbox.proven_sender import proven_sender
from functions.ingest.providers.mail_sender import SENDER
from functions.ingest.webhooks.deliveries import DeliveryWriter
from shared.domain.kernel.errors import BodyMalformed, BodyTooLarge, MadeByNewerRelease
from shared.domain.lead_records.inquiry import accepts_deliveries
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.doors import Now
from shared.observe import count, logger
from shared.queue import messages_of
from shared.secrets import MasterSecret, mail_names
from shared.store.plans import Plans
from shared.uploads import Uploads
from shared.web.errors import FieldErrors
from shared.web.request import Request


class MailWorker:
    """Handle mails that were received.

    An address is known to nobody but the team and whom it told: a mail to it is authentic, and is never refused. One
    that is sent to no source's address is deleted unread.

    Source: docs/rules.md, "Entry" 17.
    """

    def __init__(self, plans: Plans, secret: MasterSecret, writer: DeliveryWriter, files: Uploads, now: Now) -> None:
        self._plans, self._secret, self._writer, self._files, self._now = plans, secret, writer, files, now

    def __call__(self, event: dict[str, Any], _context: object) -> None:
        """Handle the message of an event. After an exception the queue delivers it again."""
        for record in messages_of(event, self._now()):
            for outcome in self.work(record["body"]):
                logger.info("mail_handled", extra={"outcome": outcome})

    def work(self, body: str) -> list[str]:
        """Handle the mail that a message is about, and return the outcome for each source that it was sent to.

        A message that comes again changes nothing: each event is stored once, and the mail is deleted in the end.

        Raises:
            Busy: too many concurrent writers. The mail is still there.
            MadeByNewerRelease: a newer release made its source. The mail is still there, and the message is put aside.
        """
        notice = read_notice(body)
        if notice is None:
            return ["no_mail"]
        now, plan = self._now(), self._plans.current()
        sources = self._addressed(notice, plan, now)
        if any(source.is_newer for source in sources):
            raise MadeByNewerRelease
        found = self._files.read(notice.key) if sources else None
        outcomes = [self._handle(notice, found[1], plan, source, now) for source in sources] if found else []
        self._files.delete(notice.key)
        if not sources:
            count("DeliveryRefused")
            return ["refused"]
        return outcomes or ["handled_before"]

    def _addressed(self, notice: MailNotice, plan: Plan, now: datetime) -> list[Source]:
        """Return the sources to whose present or former address the mail was sent."""
        names = notice.names
        there = (
            one
            for one in plan.sources.values()
            if (one.kind == "email" or one.is_newer) and accepts_deliveries(one, now)
        )
        return [one for one in there if names.intersection(mail_names(self._secret, one, now))]

    def _handle(self, notice: MailNotice, raw: bytes, plan: Plan, source: Source, now: datetime) -> str:
        sender = proven_sender(raw) if notice.proven else None
        request = Request(None, {SENDER: sender} if sender else {}, raw, now, "", "provider")
        if notice.infected:
            self._writer.keep_apart(request, plan, source, outcome="unreadable", reason="virus_found")
            return "virus_found"
        asked = read_confirmation(raw) if notice.proven else None
        if asked:
            self._writer.keep_apart(request, plan, source, outcome="confirmation", confirmation=asked)
            return "confirmation"
        try:
            self._writer.write(request, plan, source)
        except (BodyMalformed, BodyTooLarge, FieldErrors):
            return "unreadable"
        count("DeliveryAccepted")
        return "accepted"
