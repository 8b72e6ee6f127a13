"""The operation that exports leads as CSV."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from shared.domain import access
from shared.domain.i18n.lead_columns import COLUMNS, OUTCOMES, STATES
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.closing import NOTHING_SAID
from shared.domain.kernel.errors import Forbidden
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.doors import NewId
from shared.lead_session import LeadSession
from shared.store.table import Table, put
from shared.web.app import Response
from shared.web.csv_cells import csv_file, to_csv
from shared.web.formulas import Cell
from shared.web.lead_schemas import LeadShown
from shared.web.request import Request
from shared.web.schemas import RequestModel

MOST = 500  # leads of one file


def _each_once(given: tuple[LeadId, ...]) -> tuple[LeadId, ...]:
    return tuple(dict.fromkeys(given))


class LeadsExportBody(RequestModel):
    """The leads to export, in this order."""

    ids: Annotated[tuple[LeadId, ...], Field(min_length=1, max_length=MOST), AfterValidator(_each_once)]


class LeadExport:
    """The operation that exports leads, for Managers and the Rainmaker."""

    def __init__(self, session: LeadSession, table: Table, new_id: NewId) -> None:
        self._session, self._table, self._new_id = session, table, new_id

    def export_leads(self, request: Request, body: LeadsExportBody) -> Response:
        """Export up to 500 leads as CSV, in the caller's language; those that do not exist, and samples, are left out.

        Managers may export only while the setting `managers_export` is on. Each export is audited with its leads, and
        told to Rainmakers.
        """
        known = self._session.read_many(request, body.ids)
        me, plan, now = known.me, known.plan, request.now
        if not access.may_export(me, plan.settings):
            raise Forbidden
        leads = [known.leads[one] for one in body.ids if one in known.leads and known.leads[one].is_real]
        ids = [lead.lead_id for lead in leads]
        entry = Audit(audit_id=self._new_id("audit"), at=now, by=me.agent_id, what="leads.exported", subject="leads",
                      after={"lead_ids": [*ids]})  # fmt: skip
        self._table.commit([put(entry)])
        name = f"leads-{now.astimezone(plan.settings.zone):%Y-%m-%d}.csv"
        return csv_file(to_csv(_rows(leads, me, plan, now)), name)


def _rows(leads: list[Lead], me: Member, plan: Plan, now: datetime) -> Iterator[list[Cell]]:
    language, zone = me.language or plan.settings.language, plan.settings.zone

    def local(at: datetime | None) -> str | None:
        return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else None

    yield [*COLUMNS[language]]
    for lead in leads:
        shown = LeadShown.of(lead, me, plan, now)
        contact, outcome, closing = shown.contact, lead.outcome, lead.closing or NOTHING_SAID
        value = closing.value
        yield [
            contact.first_name, contact.last_name, "; ".join(contact.emails), "; ".join(contact.phones),
            STATES[language][lead.state], OUTCOMES[language][outcome] if outcome else None, shown.owner_name,
            shown.source_title, local(lead.created_at), local(lead.last_activity_at),
            local(lead.conversation.waiting_since if lead.conversation else None), closing.reason,
            value.amount if value else None, value.currency if value else None, closing.note, lead.lead_id,
        ]  # fmt: skip
