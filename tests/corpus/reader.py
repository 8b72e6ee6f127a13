"""Read an input of the corpus with the product, as a source or an import would."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from functions.ingest.imports.columns import fields_of
from functions.ingest.imports.csv_file import UnusableFile, read_csv
from functions.ingest.imports.rows import UnusableRow, read_row
from functions.ingest.inquiries.body import InquiryGiven
from functions.ingest.inquiries.delivered_event import DeliveredEvent, Pointer
from functions.ingest.providers import PROVIDERS, meta
from shared.addresses import emails, phones
from shared.domain.intake.office import Office
from shared.domain.kernel.errors import Refusal
from shared.web.request import Request
from tests.corpus.corpus import Case
from tests.corpus.score import Got, GotLead

MAIL_PROVIDERS = ("postmark", "sendgrid", "mailgun")
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def read(case: Case) -> Got:
    """Return what the product makes of an input."""
    if case.arrives == "csv":
        return _rows(case)
    kind = "email" if case.arrives in MAIL_PROVIDERS else case.arrives
    if kind not in PROVIDERS:
        return Got(outcome="unreadable")
    try:
        return _got(_events(case, kind), case)
    except Refusal:
        return Got(outcome="unreadable")


def _events(case: Case, kind: Any) -> list[DeliveredEvent]:
    headers = {name.lower(): value for name, value in case.headers.items()}
    request = Request(None, {"webhook-id": "event-1", **headers}, case.body(), NOW, "request-1", "provider")
    if kind == "meta":
        answer = json.loads(case.body())
        if "field_data" in answer:
            return [meta.details(Pointer(str(answer.get("id"))), answer)]
    events = PROVIDERS[kind].parse(request, Office.of(_members(case.office)))
    return [one for one in events if isinstance(one, DeliveredEvent)]


def _members(office: Iterable[str]) -> list[str]:
    """Return e-mails of members for an office of domains and addresses."""
    return [one if "@" in one else f"somebody@{one}" for one in office]


def _got(events: list[DeliveredEvent], case: Case) -> Got:
    if any(one.test for one in events):
        return Got(outcome="test")
    if not events:
        return Got(outcome="nothing")
    if all(one.unidentified for one in events):
        return Got(outcome="to_read" if case.arrives in ("email", *MAIL_PROVIDERS) else "unreadable")
    return Got(
        outcome="leads", leads=tuple(_joined(_lead(one.inquiry, case) for one in events if not one.unidentified))
    )


def _joined(leads: Iterable[GotLead]) -> list[GotLead]:
    """Return leads with those of one phone and no other person joined, as later messages join a conversation."""
    found: dict[object, GotLead] = {}
    for at, one in enumerate(leads):
        key = (one.name, one.phones) if one.phones else at
        there = found.get(key)
        found[key] = replace(there, message=f"{there.message}\n{one.message}") if there else one
    return list(found.values())


def _rows(case: Case) -> Got:
    try:
        file = read_csv(case.body())
        fields = fields_of(file.header, None)
    except UnusableFile:
        return Got(outcome="unreadable")
    leads = []
    for row in file.rows:
        try:
            leads.append(_lead(read_row(row, fields, file.header), case))
        except UnusableRow:
            continue
    return Got(outcome="leads", leads=tuple(leads))


def _lead(given: InquiryGiven, case: Case) -> GotLead:
    contact = given.contact
    name = " ".join(filter(None, (contact.first_name, contact.last_name)))
    return GotLead(
        name=name or None,
        first_name=contact.first_name or None,
        last_name=contact.last_name or None,
        emails=tuple(one.normal or one.given for one in emails(contact.emails)),
        phones=tuple(one.normal or one.given for one in phones(contact.phones, case.country)),
        message=given.message,
        attributes=_plain(given.attributes),
        consent=_consent(given),
    )


def _plain(attributes: Mapping[str, Any]) -> dict[str, str | int | float]:
    return {
        name: value if isinstance(value, (str, int, float)) else json.dumps(value, ensure_ascii=False)
        for name, value in attributes.items()
    }


def _consent(given: InquiryGiven) -> dict[str, bool]:
    """Return consents under the corpus's names of purposes."""
    purposes = {"privacy_notice": "privacy", "calls": "contact"}
    return {purposes.get(one.purpose, one.purpose): one.given for one in given.consents}
