"""Read what a visitor's browser posted, and say what is missing in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from functions.ingest.inquiries.consents import yes_or_no
from functions.ingest.parsing.form_body import read_plain_form
from functions.ingest.recognition.values import emails_in, phones_in
from shared.domain.kernel.clean_text import clean
from shared.domain.kernel.errors import BodyMalformed, BodyTooLarge
from shared.domain.lead_records.inquiry import MAX_MESSAGE
from shared.domain.plan_records.open_form import FIELDS, FormField, OpenForm
from shared.web.request import Request

MAX_BYTES = 64 * 1024
MAX_MORE = 20  # fields beside ours, which whoever pasted the form has added
MAX_VALUE = 1_000  # characters of each of them
MAX_PAGE = 500
TRAP = "contact_me_by_fax"  # people do not see this field; programs fill it in
TOKEN, CONSENT, VERSION, PAGE = "token", "consent", "consent_version", "page"
_OURS = {*FIELDS, TRAP, TOKEN, CONSENT, VERSION, PAGE}


@dataclass(frozen=True, slots=True)
class PostedForm:
    """What was posted.

    Attributes:
        typed: our fields, as typed; all are there, and empty if they were not sent, or the form does not ask for them.
        more: other fields, by the names that their author gave them.
        agreed: whether the box of consent was ticked.
        version: of the text of consent that was shown, as a form says that was pasted into a site.
        outdated: whether the box was ticked by a text that is not the present one.
        page: the address of the page that showed the form, if the script sent it.
        token: as sent; empty if it was not.
        trapped: whether the field was filled in that people do not see.
    """

    typed: Mapping[FormField, str]
    more: Mapping[str, str]
    agreed: bool = False
    version: str = ""
    outdated: bool = False
    page: str = ""
    token: str = ""
    trapped: bool = False

    @classmethod
    def read(cls, request: Request, form: OpenForm) -> PostedForm:
        """Return the form in a body: URL-encoded, multipart or JSON. Files are left out, and nothing is unpacked.

        Raises:
            BodyTooLarge: it is over 64 KB.
            BodyMalformed: it is no form.
        """
        if len(request.raw) > MAX_BYTES:
            raise BodyTooLarge
        body = read_plain_form(request.raw, request.headers.get("content-type", ""))
        if not isinstance(body, dict):
            raise BodyMalformed
        asked = {name for name, _ in form.asked()}
        given = {str(name): text for name, value in body.items() if (text := _text(value))}
        more = [(name[:MAX_VALUE], text[:MAX_VALUE]) for name, text in given.items() if name not in _OURS]
        return cls(
            typed={one: given.get(one, "")[:MAX_MESSAGE] if one in asked else "" for one in FIELDS},
            more=dict(more[:MAX_MORE]),
            agreed=yes_or_no(given.get(CONSENT)) is True,
            version=given.get(VERSION, ""),
            page=given.get(PAGE, "")[:MAX_PAGE],
            token=given.get(TOKEN, ""),
            trapped=TRAP in given,
        )

    def shown_with(self, version: str, form: OpenForm) -> PostedForm:
        """Return the form as shown with this version of the text of consent: a tick by another agrees to nothing."""
        other = version != form.consent_version
        return replace(self, version=version, agreed=self.agreed and not other, outdated=self.agreed and other)

    def identity(self, now: datetime) -> str:
        """Return what tells this form from others of the day, so that one that is sent twice is one."""
        said = [f"{now:%Y-%m-%d}", *self.typed.values(), *self.more.values()]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def mistakes(self, form: OpenForm) -> dict[str, str]:
        """Return the key of the sentence that says what to change, by field; none if all is well."""
        return dict(self._mistakes(form))

    def _mistakes(self, form: OpenForm) -> Iterator[tuple[str, str]]:
        shown = dict(form.asked())
        for one, how in shown.items():
            if how == "required" and not self.typed[one]:
                yield one, f"form.{one}.needed"
        email, phone = self.typed["email"], self.typed["phone"]
        if email and not emails_in(email):
            yield "email", "form.email.unfit"
        if phone and not phones_in(phone):
            yield "phone", "form.phone.unfit"
        if not email and not phone and not {shown.get("email"), shown.get("phone")} & {"required"}:
            yield ("email" if "email" in shown else "phone"), "form.address.needed"
        if form.consent_text and not self.agreed:
            yield CONSENT, "form.consent.changed" if self.outdated else "form.consent.needed"


def _text(value: object) -> str:
    """Return a value as clean text; of several, each on a line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, value)))
    return clean(str(value)).strip() if isinstance(value, str | int | float) else ""
