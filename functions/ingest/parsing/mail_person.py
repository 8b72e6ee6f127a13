"""Read who asks in a mail, and what about.

An address is the person's if a label says so, if a link leads to it, if they leave it in their own words, or if they
sent the mail; never if it is the team's own, a portal's, or the sender's of a mail that was passed on.

Source: docs/rules.md, "Entry" 11.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from functions.ingest.inquiries.inquiry_builder import InquiryBuilder
from functions.ingest.parsing.mime_message import MimeMessage
from functions.ingest.parsing.quoted_mail import InnerMail
from functions.ingest.parsing.senders import (
    Sender,
    asker_of,
    is_bulk,
    is_notice,
    is_system,
    named_sender,
    same_organisation,
    shown_name,
)
from functions.ingest.recognition.labelled_text import (
    LabelledText,
    add_labelled_fields,
    is_message_label,
    own_text,
)
from functions.ingest.recognition.people import add_own_words
from functions.ingest.recognition.prose import (
    add_from_prose,
    addresses_alone,
    asker_named,
    is_organisation,
    mailboxes_in,
    quoted_words,
    signed_name,
)
from functions.ingest.recognition.values import emails_in, phones_in
from shared.domain.intake.office import Office


@dataclass
class MailPerson:
    """Collect what a mail says of one person.

    Attributes:
        mail: as it came.
        inner: the mail itself, or the one that was passed on within it.
        text: of the inner mail, split into labelled fields.
        office: the team's own addresses.
        builder: of the inquiry.
    """

    mail: MimeMessage
    inner: InnerMail
    text: LabelledText
    office: Office
    builder: InquiryBuilder = field(default_factory=InquiryBuilder)

    def read(self) -> InquiryBuilder:
        """Return what was found; nothing of what a program only tells the team."""
        if is_notice(self._subject) and not self._wrote and not self._has_message:
            return self.builder
        add_labelled_fields(self.text, self.builder)
        self._add_addresses()
        self._add_words()
        self._add_name()
        self._add_listing()
        return self.builder

    @cached_property
    def _subject(self) -> str:
        return self.mail.header("subject")

    @cached_property
    def _sender(self) -> Sender | None:
        return asker_of(self.mail, self.inner, self.office)

    @cached_property
    def _bulk(self) -> bool:
        return is_bulk(self.mail)

    @cached_property
    def _has_message(self) -> bool:
        return any(is_message_label(label, self.builder.fields.mapping) for label, _ in self.text.fields)

    @cached_property
    def _wrote(self) -> bool:
        """Return whether the person wrote the mail themselves, and no portal for them."""
        if self._sender is None:
            return False
        sent_it = self.mail.address("from")[1] == self._sender.email
        return self.inner.forwarded or sent_it or bool(self.mail.header("list-id"))

    @cached_property
    def _by_colleague(self) -> bool:
        """Return whether somebody of the team wrote the mail, and none of its programs."""
        if self.inner.forwarded or self._sender:
            return False
        name, email = self.mail.address("from")
        return self.office.has(email) and not is_system(Sender(name, email)) and shown_name(name) == name

    def _may_ask(self, email: str) -> bool:
        """Return whether an e-mail in a text may be the person's: not the team's, a system's or a writing firm's."""
        sent_from = self.mail.address("from")[1]
        if self.builder.fields.is_aside(email):
            return False
        return not (self.office.has(email) or is_system(Sender("", email)) or same_organisation(email, sent_from))

    def _add_email(self, email: str) -> bool:
        """Add an e-mail if it may be the person's and there is none yet; return whether it was added."""
        if self.builder.has("email") or not self._may_ask(email):
            return False
        self.builder.add_field("email", email)
        return True

    def _add_addresses(self) -> None:
        """Add the addresses that links, mailboxes and lines of their own name, and the sender's."""
        if not self._bulk:
            self._add_linked()
            for name, email in mailboxes_in(own_text(self.inner.text)):
                if self._add_email(email) and not self.builder.has_name:
                    self.builder.add_field("full_name", name)
        if not self._bulk and not self._by_colleague:
            self._add_alone()
        if self._sender and not self.builder.has("email"):
            self.builder.add_field("email", self._sender.email)

    def _add_linked(self) -> None:
        """Add the first e-mail and the first phone that the mail links to and that may be a person's."""
        for link in self.text.links:
            scheme, _, address = link.partition(":")
            numbers = phones_in(address) if scheme == "tel" and not self.builder.has("phone") else []
            if numbers:
                self.builder.add_field("phone", numbers[0])
            for email in emails_in(address)[:1] if scheme == "mailto" else ():
                self._add_email(email)

    def _add_alone(self) -> None:
        """Add the addresses that have a line of their own, as in a card of the person."""
        emails, phones = addresses_alone(self.text.rest)
        for email in emails:
            self._add_email(email)
        if not self.builder.has("phone"):
            for phone in phones:
                self.builder.add_field("phone", phone)

    def _add_words(self) -> None:
        """Add what the person says of themselves, and what a portal quotes of them."""
        own, searched = own_text(self.inner.text), not self._bulk and not self._by_colleague
        if searched and (self._wrote or self._has_message):
            said = own if self._wrote else _first_paragraph(self.builder.message)
            add_own_words(said, self.builder, more_phones=self._wrote)
        if searched:
            self._add_only_email(own)
        quoted = "" if self._wrote or self._has_message else quoted_words(self.inner.text)
        if quoted:
            self.builder.replace_message(quoted)

    def _add_only_email(self, text: str) -> None:
        """Add the e-mail in a text that names no other, if it names somebody: there may be more of systems."""
        found = {one for one in emails_in(text) if self._may_ask(one)}
        named = self.builder.has_name or self.builder.has("phone") or asker_named(text)
        if len(found) == 1 and named and self._add_email(found.pop()):
            add_own_words(text, self.builder, more_phones=False)

    def _add_name(self) -> None:
        """Add the sender's name if no label names anybody, or the fuller one that the mail is signed with."""
        if self.builder.has_name or not (self.builder.has_person or self.builder.message):
            return
        name = self._sender.name if self._sender else named_sender(self.mail, self.inner, self.office)
        signed = signed_name(self.text.rest) if self._wrote else ""
        fuller = not name or is_organisation(name) or {*name.casefold().split()} <= {*signed.casefold().split()}
        self.builder.add_field("full_name", signed if signed and fuller else name)

    def _add_listing(self) -> None:
        """Add the listing that the mail is about, and who asks, by its sentences."""
        if self.builder.has_person and (not self._bulk or self.builder.has("email")):
            links = [link.removeprefix("link:") for link in self.text.links if link.startswith("link:")]
            add_from_prose(self._subject, self.inner.text, links, self.builder)


def _first_paragraph(text: str) -> str:
    """Return a text up to its first empty line: what follows in a portal's mail may be the portal's."""
    return text.strip().partition("\n\n")[0]
