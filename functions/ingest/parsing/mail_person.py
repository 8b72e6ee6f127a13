"""Read who asks in a mail, and what about.

An address is the person's if a label says so, if a link leads to it, if they leave it in their own words, or if they
sent the mail; never if it is the team's own, a portal's, or the sender's of a mail that was passed on.

Source: docs/rules.md, "Entry" 11.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from functions.ingest.inquiries.inquiry_builder import InquiryBuilder
from functions.ingest.inquiries.names import untitled
from functions.ingest.parsing.mime_message import MimeMessage
from functions.ingest.parsing.quoted_mail import InnerMail
from functions.ingest.parsing.senders import (
    Sender,
    asker_of,
    business_of,
    is_bulk,
    is_notice,
    is_portal,
    is_system,
    named_sender,
    same_organisation,
    shown_name,
)
from functions.ingest.recognition.cards import name_beside
from functions.ingest.recognition.labelled_lines import own_text, without_legal
from functions.ingest.recognition.labelled_text import (
    LabelledText,
    add_labelled_fields,
    is_message_label,
)
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.own_words import SelfDescription, described_self
from functions.ingest.recognition.people import add_own_words
from functions.ingest.recognition.prose import (
    add_from_prose,
    addresses_alone,
    asker_named,
    is_organisation,
    mailboxes_in,
)
from functions.ingest.recognition.signatures import signed_name
from functions.ingest.recognition.sorting import NAMES
from functions.ingest.recognition.surroundings import directly, whose
from functions.ingest.recognition.told_message import announced_words, is_call, is_quoted, persons_part, quoted_words
from functions.ingest.recognition.values import emails_in, looks_like_full_name, phones_in
from shared.domain.intake.office import Office
from shared.domain.kernel.contact import words_of
from shared.domain.lead_records.inquiry import MAX_MESSAGE

_LEAST_PART = 3  # letters that an address has in common with a name


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
    _passed_on: str = field(default="", init=False)  # the message, where a program passes it on as such

    def read(self) -> InquiryBuilder:
        """Return what was found; nothing of what a program only tells the team."""
        if is_notice(self._subject) and (self._names_us or not self._wrote) and not self._has_message:
            return self.builder
        add_labelled_fields(self.text, self.builder)
        if self._referred:
            self._add_referred()
            self._add_listing()
            return self.builder
        if self._by_colleague:
            self._add_noted()
        else:
            self._add_addresses()
            self._add_words()
        if (
            self._sender
            and not self.builder.has("email")
            and not self.builder.has("phone")
            and is_portal(self._sender.email)
        ):
            self.builder.add_field("email", self._sender.email)  # made for this person alone
        self._add_name()
        self._add_listing()
        return self.builder

    @cached_property
    def _subject(self) -> str:
        return self.mail.header("subject")

    @cached_property
    def _own(self) -> str:
        """Return the text without its footer."""
        return own_text(self.inner.text)

    @cached_property
    def _sender(self) -> Sender | None:
        """Return who asks by the headers; nobody if the text tells of somebody else."""
        sender = asker_of(self.mail, self.inner, self.office)
        if sender is None and not self.inner.forwarded and not self._names_anybody:
            sender = business_of(self.mail, self.office)
        return None if sender and not self.inner.forwarded and self._tells_of_another(sender) else sender

    @cached_property
    def _bulk(self) -> bool:
        return is_bulk(self.mail)

    @cached_property
    def _has_message(self) -> bool:
        return any(is_message_label(label) for label, _ in self.text.fields)

    @cached_property
    def _names_anybody(self) -> bool:
        """Return whether labels or a sentence name the person, so that somebody else may have sent the mail."""
        fields = {one for label, value in self.text.fields if value for one in read_label((label,)).fields}
        return bool(fields & {*NAMES, "email", "phone"}) or bool(asker_named(self._own))

    @cached_property
    def _has_phone_label(self) -> bool:
        return any("phone" in read_label((label,)).fields and phones_in(value) for label, value in self.text.fields)

    @cached_property
    def _has_name_label(self) -> bool:
        return any({*read_label((label,)).fields} & {*NAMES} for label, value in self.text.fields if value)

    @cached_property
    def _wrote(self) -> bool:
        """Return whether the person wrote the mail themselves, and no portal for them."""
        if self._sender is None:
            return False
        sent_it = self.mail.address("from")[1] == self._sender.email and not is_portal(self._sender.email)
        return self.inner.forwarded or sent_it or bool(self.mail.header("list-id"))

    @cached_property
    def _by_colleague(self) -> bool:
        """Return whether somebody of the team wrote the mail, and none of its programs."""
        if self.inner.forwarded or self._sender:
            return False
        name, email = self.mail.address("from")
        return self.office.has(email) and not is_system(Sender(name, email)) and shown_name(name) == name

    @cached_property
    def _described(self) -> SelfDescription:
        """Return what the person says of themselves in a mail that they wrote, its signature included."""
        return described_self(f"{without_legal(self.inner.text)}\n{self._subject if self._wrote else ''}")

    @cached_property
    def _names_us(self) -> bool:
        """Return whether labels in the mail name the team itself, as in what a supplier writes to it."""
        labelled = [
            one
            for label, value in self.text.fields
            if "email" in read_label((label,)).fields
            for one in emails_in(value)
        ]
        return bool(labelled) and all(map(self.office.has, labelled))

    @cached_property
    def _referred(self) -> SelfDescription | None:
        """Return whom the sender writes for and how to reach them directly; None if they ask for themselves."""
        at = -1 if self._has_name_label else directly(self._own)
        name = asker_named(self._own) if at >= 0 and not self._bulk else ""
        if not name or {*words_of(name)} <= {*words_of(self.mail.address("from")[0])}:
            return None
        said = self._own[at:].partition("\n\n")[0]
        found = described_self(said)
        return SelfDescription(name, found.emails[:1], found.phones[:1]) if found.emails or found.phones else None

    def _add_referred(self) -> None:
        """Add the person whom the sender writes for."""
        found = self._referred or SelfDescription("", (), ())
        self.builder = InquiryBuilder()
        self.builder.add_field("full_name", found.name)
        self.builder.add_field("message", self._own[:MAX_MESSAGE])
        for email in found.emails:
            self._add_email(email)
        for phone in found.phones:
            self.builder.add_field("phone", phone)

    def _tells_of_another(self, sender: Sender) -> bool:
        """Return whether labels or a sentence name somebody whom neither the sender's name nor e-mail names."""
        told = [self.builder.name] if self.builder.has_name and self.builder.has("phone", "email") else []
        if not looks_like_full_name(sender.name) or is_organisation(sender.name):
            told += filter(None, [asker_named(self._own)])
        known = {*words_of(sender.name), *words_of(sender.email.replace("_", " "))}
        joined = "".join(words_of(sender.email.partition("@")[0]))
        return bool(told) and not any(
            word in known or (len(word) >= _LEAST_PART and word in joined) for one in told for word in words_of(one)
        )

    def _may_ask(self, email: str) -> bool:
        """Return whether an e-mail in a text may be the person's: not the team's, a system's or a writing firm's."""
        sent_from = self.mail.address("from")[1]
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
            for name, email in mailboxes_in(self._own):
                if self._add_email(email) and not self.builder.has_name and looks_like_full_name(name):
                    self.builder.add_field("full_name", name)
            self._add_alone()
        if self._sender and not self.builder.has("email") and not is_portal(self._sender.email):
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
        if not self.builder.has("phone") and not self._wrote:
            for phone in [one for one in phones if self._is_theirs(one)][:1]:
                self.builder.add_field("phone", phone)

    def _is_theirs(self, address: str) -> bool:
        at = self._own.find(address)
        return at < 0 or whose(self._own, at, at + len(address)) != "others"

    def _add_words(self) -> None:
        """Add what the person says of themselves, and what a portal quotes of them."""
        if self._bulk:
            return
        if self._wrote:
            for phone in self._described.phones:
                self.builder.add_field("phone", phone)
            for email in self._described.emails:
                self._add_email(email)
            return
        told = "" if self._has_message else quoted_words(self.inner.text) or announced_words(self._own)
        quoted = bool(told) or is_quoted(self.builder.message)
        self.builder.replace_message(told or persons_part(self.builder.message))
        if quoted or self._has_message:
            self._passed_on = self.builder.message
            add_own_words(self._passed_on, self.builder, more_phones=quoted)
        self._add_told()

    def _add_told(self) -> None:
        """Add the only e-mail, and the phone, of the person whom a program tells of."""
        text = f"{self._subject}\n{self._own}"
        found = list(dict.fromkeys(one for one in emails_in(self._own) if self._may_ask(one) and self._is_theirs(one)))
        named = self.builder.has_name or self.builder.has("phone") or asker_named(text) or self._beside(found)
        if len(found) == 1 and named:
            self._add_email(found[0])
        reachable = named or self.builder.has("email") or is_call(text)
        if reachable and not self._has_phone_label and (is_call(text) or not self.builder.has("phone")):
            around = text.replace(self._passed_on, " ") if self._passed_on else text
            for phone in described_self(around).phones[:1]:
                self.builder.add_field("phone", phone)

    def _beside(self, addresses: list[str]) -> str:
        """Return the name that stands beside one of these addresses."""
        lines = self._own.splitlines()
        return next((name for one in addresses if (name := name_beside(lines, one))), "")

    def _add_noted(self) -> None:
        """Add the person of whom a colleague made a note: with an address, or else there is nobody to reach."""
        text = self._without_signature()
        said = described_self(text)
        emails = [one for one in said.emails if self._may_ask(one)]
        for email in emails[:1]:
            self._add_email(email)
        for phone in () if self.builder.has("phone") else said.phones:
            self.builder.add_field("phone", phone)
        if not self.builder.has_name and self.builder.has("phone", "email"):
            lines = text.splitlines()
            beside = (name_beside(lines, one) for one in (*emails, *said.phones))
            name = asker_named(text) or next((one for one in beside if one), "")
            self.builder.add_field("full_name", name) if name else None

    def _without_signature(self) -> str:
        """Return a colleague's text up to the line that they sign with."""
        own = {*words_of(self.mail.address("from")[0])}
        lines = self._own.splitlines()
        signed = (at for at, line in enumerate(lines) if at and words_of(line) and {*words_of(line)} <= own)
        return "\n".join(lines[: next(signed, len(lines))])

    def _add_name(self) -> None:
        """Add the name of who asks, if no label names anybody: as the mail tells it, signs it, or shows its sender."""
        if self.builder.has_name or not (self.builder.has_person or self.builder.message):
            return
        if self._bulk and not self._addresses:
            return
        if self._wrote:
            name = _best_name(self._sender.name if self._sender else "", self._described.name, self._signed)
        else:
            shown = self._sender.name if self._sender else named_sender(self.mail, self.inner, self.office)
            told = _fuller(asker_named(self._subject), asker_named(self._own)) or self._beside(self._addresses)
            name = "" if self._by_colleague else _best_name(shown, _fuller(told, self._named_in_message), "")
        self.builder.add_field("full_name", name) if name else None

    @property
    def _named_in_message(self) -> str:
        """Return the name that the person gives in the message that a program passes on, or signs it with."""
        said = self._passed_on
        return _fuller(described_self(said).name, signed_name(said.splitlines()))

    @cached_property
    def _signed(self) -> str:
        return signed_name(self.inner.text.splitlines())

    @property
    def _addresses(self) -> list[str]:
        return [*self.builder.emails, *self.builder.phones]

    def _add_listing(self) -> None:
        """Add the listing that the mail is about, and who asks, by its sentences."""
        if self.builder.has_person and (not self._bulk or self.builder.has("email")):
            links = [link.removeprefix("link:") for link in self.text.links if link.startswith("link:")]
            add_from_prose(self._subject, self.inner.text, links, self.builder)


def _fuller(first: str, other: str) -> str:
    """Return the fuller of two names for the same person; the first if they are of two people."""
    same = bool({*words_of(first)} & {*words_of(other)})
    return max(first, other, key=len) if same else first or other


def _best_name(shown: str, said: str, signed: str) -> str:
    """Return the fullest of a sender's names that do not contradict each other; what they say before what is shown."""
    shown = "" if is_organisation(shown) or all(len(one.strip(".")) == 1 for one in shown.split()) else untitled(shown)
    if said and not {*words_of(said)} & {*words_of(f"{shown} {signed}")}:
        return said
    own = max((said, signed), key=lambda one: len(one.split()))
    if not shown or not own:
        return own or shown
    shown_words, own_words = {*words_of(shown)}, {*words_of(own)}
    abbreviated = all(any(one.startswith(word) for one in own_words) for word in shown_words if len(word) == 1)
    within = {word for word in shown_words if len(word) > 1 or not abbreviated} <= own_words
    if own_words <= shown_words or (looks_like_full_name(shown) and not within):
        return shown
    return own if len(own.split()) > 1 else shown
