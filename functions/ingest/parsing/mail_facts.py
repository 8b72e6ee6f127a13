"""Tell who sent a mail, for whom, and what it is: the ground on which addresses are taken for the person's."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from functions.ingest.inquiries.inquiry_builder import InquiryBuilder
from functions.ingest.parsing.mime_message import MimeMessage, read_address
from functions.ingest.parsing.quoted_mail import InnerMail
from functions.ingest.parsing.senders import (
    Sender,
    asker_of,
    business_of,
    is_bulk,
    is_personal,
    is_portal,
    is_system,
    same_organisation,
    shown_name,
)
from functions.ingest.recognition.labelled_lines import own_text, without_legal
from functions.ingest.recognition.labelled_text import (
    LabelledText,
    is_message_label,
)
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.own_words import SelfDescription, described_self
from functions.ingest.recognition.prose import (
    asker_named,
    is_organisation,
    named_for,
)
from functions.ingest.recognition.signatures import signed_name
from functions.ingest.recognition.sorting import NAMES
from functions.ingest.recognition.surroundings import directly, whose
from functions.ingest.recognition.told_message import is_call
from functions.ingest.recognition.values import emails_in, looks_like_full_name, phones_in, says_nothing
from shared.domain.intake.office import Office
from shared.domain.kernel.contact import words_of

_LEAST_PART = 3  # letters that an address has in common with a name


@dataclass
class MailFacts:
    """What a mail tells of who asks, before any of it is taken for theirs.

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

    @cached_property
    def subject(self) -> str:
        """Return what the mail says it is about."""
        return self.mail.header("subject")

    @cached_property
    def own(self) -> str:
        """Return the text without its footer."""
        return own_text(self.inner.text)

    @cached_property
    def sender(self) -> Sender | None:
        """Return who asks by the headers; nobody if the text tells of somebody else."""
        sender = asker_of(self.mail, self.inner, self.office)
        if sender is None and not self.inner.forwarded and (not self.names_anybody or self.is_letter):
            sender = business_of(self.mail, self.inner.text, self.office)
        return None if sender and not self.inner.forwarded and self.tells_of_another(sender) else sender

    @cached_property
    def is_letter(self) -> bool:
        """Return whether labels tell only how to reach who signed the mail, as a signature does."""
        fields = {one for label, value in self.text.fields if value for one in read_label((label,)).fields}
        return bool(self.signed) and fields <= {"email", "phone"} and not asker_named(self.own)

    @cached_property
    def bulk(self) -> bool:
        """Return whether the mail went to many, and no sentence tells who asks."""
        told = asker_named(self.subject) or asker_named(self.own) or is_call(self.subject)
        return is_bulk(self.mail, self.office) and not told

    @cached_property
    def has_message(self) -> bool:
        """Return whether a label says which part is the message."""
        return any(is_message_label(label, self.builder.fields.mapping) for label, _ in self.text.fields)

    @cached_property
    def names_anybody(self) -> bool:
        """Return whether labels or a sentence name the person, so that somebody else may have sent the mail."""
        fields = {one for label, value in self.text.fields if value for one in read_label((label,)).fields}
        return bool(fields & {*NAMES, "email", "phone"}) or bool(asker_named(self.own))

    @cached_property
    def has_phone_label(self) -> bool:
        """Return whether a phone has a label, also one under which it says that there is none."""
        return any(
            "phone" in read_label((label,)).fields and (phones_in(value) or (value and says_nothing(value.strip())))
            for label, value in self.text.fields
        )

    @cached_property
    def has_name_label(self) -> bool:
        """Return whether a name has a label."""
        return any({*read_label((label,)).fields} & {*NAMES} for label, value in self.text.fields if value)

    @cached_property
    def wrote(self) -> bool:
        """Return whether the person wrote the mail themselves, and no portal for them."""
        if self.sender is None:
            return False
        sent_it = self.mail.address("from")[1] == self.sender.email and not is_portal(self.sender.email)
        return self.inner.forwarded or sent_it or bool(self.mail.header("list-id"))

    @cached_property
    def by_colleague(self) -> bool:
        """Return whether somebody of the team wrote the mail, and none of its programs."""
        if self.inner.forwarded or self.sender:
            return False
        name, email = self.mail.address("from")
        return self.office.has(email) and not is_system(Sender(name, email)) and shown_name(name) == name

    @cached_property
    def described(self) -> SelfDescription:
        """Return what the person says of themselves in a mail that they wrote, its signature included."""
        return described_self(f"{without_legal(self.inner.text)}\n{self.subject if self.wrote else ''}")

    @cached_property
    def names_us(self) -> bool:
        """Return whether labels in the mail name the team itself, as in what a supplier writes to it."""
        labelled = [
            one
            for label, value in self.text.fields
            if "email" in read_label((label,)).fields
            for one in emails_in(value)
        ]
        return bool(labelled) and all(map(self.office.has, labelled))

    @cached_property
    def referred(self) -> SelfDescription | None:
        """Return whom the sender writes for and how to reach them directly; None if they ask for themselves."""
        at = -1 if self.has_name_label else directly(self.own)
        name = (named_for(self.own) or asker_named(self.own)) if at >= 0 and not self.bulk else ""
        if not name or {*words_of(name)} <= {*words_of(self.mail.address("from")[0])}:
            return None
        said = self.own[at:].partition("\n\n")[0]
        found = described_self(said)
        return SelfDescription(name, found.emails[:1], found.phones[:1]) if found.emails or found.phones else None

    def tells_of_another(self, sender: Sender) -> bool:
        """Return whether labels or a sentence name somebody whom neither the sender's name nor e-mail names."""
        told = [self.builder.name] if self.builder.has_name and self.builder.has("phone", "email") else []
        if not looks_like_full_name(sender.name) or is_organisation(sender.name):
            told += filter(None, [asker_named(self.own)])
        if self.builder.has("email") and not is_personal(sender) and sender.email not in self.builder.emails:
            return not self.is_letter
        known = {*words_of(sender.name), *words_of(sender.email.replace("_", " "))}
        joined = "".join(words_of(sender.email.partition("@")[0]))
        return bool(told) and not any(
            word in known or (len(word) >= _LEAST_PART and word in joined) for one in told for word in words_of(one)
        )

    def may_ask(self, email: str) -> bool:
        """Return whether an e-mail in a text may be the person's: not the team's, a system's or a writing firm's."""
        sent_from = self.mail.address("from")[1]
        if self.builder.fields.is_aside(email):
            return False
        return not (self.office.has(email) or is_system(Sender("", email)) or same_organisation(email, sent_from))

    def is_theirs(self, address: str) -> bool:
        """Return whether the words around an address leave it to the person."""
        at = self.own.find(address)
        return at < 0 or whose(self.own, at, at + len(address)) != "others"

    @cached_property
    def signed(self) -> str:
        """Return the name that the mail is signed with."""
        name, _ = self.mail.address("from") if not self.inner.forwarded else read_address(self.inner.sender)
        return signed_name(self.inner.text.splitlines(), "" if is_organisation(name) else name)
