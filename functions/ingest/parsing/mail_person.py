"""Read who asks in a mail, and what about.

An address is the person's if a label says so, if a link leads to it, if they leave it in their own words, or if they
sent the mail; never if it is the team's own, a portal's, or the sender's of a mail that was passed on.

Source: docs/rules.md, "Entry" 11.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from functions.ingest.inquiries.inquiry_builder import InquiryBuilder
from functions.ingest.parsing.mail_facts import MailFacts
from functions.ingest.parsing.mail_names import best_name, fuller_name
from functions.ingest.parsing.senders import (
    is_firms,
    is_notice,
    is_offer,
    is_personal,
    is_portal,
    named_sender,
)
from functions.ingest.recognition.agreeing_names import agreeing_name
from functions.ingest.recognition.cards import name_beside, name_beside_any
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labelled_text import (
    LabelledText,
    add_labelled_fields,
)
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.own_words import SelfDescription, described_self
from functions.ingest.recognition.people import add_own_words
from functions.ingest.recognition.prose import (
    add_from_prose,
    addresses_alone,
    asker_named,
    mailboxes_in,
    told_in_small_letters,
)
from functions.ingest.recognition.signatures import signed_in_small_letters, signed_name
from functions.ingest.recognition.told_message import (
    announced_words,
    is_call,
    is_quoted,
    persons_part,
    quoted_words,
    tells_of_interest,
)
from functions.ingest.recognition.values import emails_in, looks_like_full_name, looks_like_phone, phones_in
from functions.ingest.recognition.vocabulary import CODE
from shared.domain.kernel.contact import words_of
from shared.domain.lead_records.inquiry import MAX_MESSAGE

_TALKED = re.compile(
    r"\b(?:habl[eé] con|spoke (?:to|with)|(?:de|en|a|por) (?:la|nuestra) (?:oficina|agencia))\b", re.IGNORECASE
)  # of who asks, in a colleague's note


def _is_short_for(line: str, name: set[str]) -> bool:
    """Return whether a line is a name or the beginning of its words, as who writes often signs: `Bego` of `Begoña`."""
    return all(any(one.startswith(word) for one in name) for word in words_of(line))


@dataclass
class MailPerson(MailFacts):
    """Collect what a mail says of one person."""

    _passed_on: str = field(default="", init=False)  # the message, where a program passes it on as such

    def read(self) -> InquiryBuilder:
        """Return what was found; nothing of what a program only tells the team."""
        if self._is_notice and not self.has_message:
            return self.builder
        add_labelled_fields(self._of_asker, self.builder)
        if self.bulk and not self.builder.has("email"):
            self.builder = InquiryBuilder(self.builder.fields)
            return self.builder
        if self.referred:
            self._add_referred()
            self._add_listing()
            return self.builder
        if self.by_colleague:
            self._add_noted()
        else:
            self._add_addresses()
            self._add_words()
        if (
            self.sender
            and not self.builder.has("email")
            and not self.builder.has("phone")
            and is_portal(self.sender.email)
        ):
            self.builder.add_field("email", self.sender.email)  # made for this person alone
        self._add_name()
        self._add_listing()
        return self.builder

    @property
    def _is_notice(self) -> bool:
        """Return whether a program or a firm only tells the team something."""
        if is_offer(self.mail, self.own, self.office) and not self.inner.forwarded and not self.has_name_label:
            return True
        if self.mail.header("list-unsubscribe") and not (self.sender or self.inner.forwarded or self.names_anybody):
            return not (asker_named(self.subject) or is_call(f"{self.subject}\n{self.own}"))
        told = is_notice(self.subject)
        return told and (self.names_us or not self.wrote or not (self.sender and is_personal(self.sender)))

    @property
    def _of_asker(self) -> LabelledText:
        """Return the labelled text; the team's own addresses in it are an agent's, where somebody else has one too."""
        held = [(label, value, emails_in(value)[:1]) for label, value in self.text.fields]
        ours = [bool(emails) and self.office.has(emails[0]) for _, _, emails in held]
        if not any(ours) or not any(emails and not our for (_, _, emails), our in zip(held, ours, strict=True)):
            return self.text
        told = zip(held, ours, strict=True)
        fields = [(f"agent {label}" if our else label, value) for (label, value, _), our in told]
        return LabelledText(fields, self.text.rest, self.text.links)

    def _add_referred(self) -> None:
        """Add the person whom the sender writes for."""
        found = self.referred or SelfDescription("", (), ())
        self.builder = InquiryBuilder(self.builder.fields)
        self.builder.add_field("full_name", found.name)
        self.builder.add_field("message", self.own[:MAX_MESSAGE])
        for email in found.emails:
            self._add_email(email)
        for phone in found.phones:
            self.builder.add_field("phone", phone)

    def _add_email(self, email: str) -> bool:
        """Add an e-mail if it may be the person's and there is none yet; return whether it was added."""
        if self.builder.has("email") or not self.may_ask(email):
            return False
        self.builder.add_field("email", email)
        return True

    def _add_addresses(self) -> None:
        """Add the addresses that links, mailboxes and lines of their own name, and the sender's."""
        if not self.bulk:
            self._add_by_value()
            self._add_linked()
            for name, email in mailboxes_in(self.own):
                if self._add_email(email) and not self.builder.has_name and looks_like_full_name(name):
                    self.builder.add_field("full_name", name)
            self._add_alone()
        if self.sender and not self.builder.has("email") and not is_portal(self.sender.email):
            self.builder.add_field("email", self.sender.email)

    def _add_by_value(self) -> None:
        """Add what can only be an e-mail or phone, under a label of the sender's own that names nobody else."""
        for label, value in self.text.fields if self.builder.has_person else ():
            if read_label((label,)).others:
                continue
            if emails_in(value)[:1] == [value]:
                self._add_email(value)
            elif looks_like_phone(value) and not self.builder.has("phone") and not {*words_of_label(label)} & CODE:
                self.builder.add_field("phone", value)

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
        if not self.builder.has("phone") and not self.wrote:
            for phone in [one for one in phones if self.is_theirs(one)][:1]:
                self.builder.add_field("phone", phone)

    def _add_words(self) -> None:
        """Add what the person says of themselves, and what a portal quotes of them."""
        if self.bulk:
            return
        if self.wrote:
            for phone in self.described.phones:
                self.builder.add_field("phone", phone)
            for email in self.described.emails:
                self._add_email(email)
            return
        told = "" if self.has_message else quoted_words(self.inner.text, self.subject) or announced_words(self.own)
        quoted = bool(told) or is_quoted(self.builder.message)
        self.builder.replace_message(told or persons_part(self.builder.message))
        if quoted or self.has_message:
            self._passed_on = self.builder.message
            add_own_words(self._passed_on, self.builder, more_phones=quoted)
        self._add_told()

    def _add_told(self) -> None:
        """Add the only e-mail, and the phone, of the person whom a program tells of."""
        text = f"{self.subject}\n{self.own}"
        found = list(dict.fromkeys(one for one in emails_in(self.own) if self.may_ask(one) and self.is_theirs(one)))
        named = self.builder.has_name or self.builder.has("phone") or bool(asker_named(text) or self._beside(found))
        named = named or (tells_of_interest(text) and not self.bulk)
        if len(found) == 1 and named:
            self._add_email(found[0])
        reachable = named or self.builder.has("email") or is_call(text)
        if reachable and not self.has_phone_label and (is_call(text) or not self.builder.has("phone")):
            around = text.replace(self._passed_on, " ") if self._passed_on else text
            for phone in described_self(around).phones[:1]:
                self.builder.add_field("phone", phone)

    def _beside(self, addresses: list[str]) -> str:
        """Return the name that stands beside one of these addresses."""
        return name_beside_any(self.own.splitlines(), addresses)

    def _add_noted(self) -> None:
        """Add the person of whom a colleague made a note: with an address, or else there is nobody to reach."""
        text = _TALKED.sub(" ", self._without_signature())
        said = described_self(text)
        emails = [one for one in said.emails if self.may_ask(one)]
        for email in emails[:1]:
            self._add_email(email)
        for phone in () if self.builder.has("phone") else said.phones:
            self.builder.add_field("phone", phone)
        if not self.builder.has_name and self.builder.has("phone", "email"):
            lines = text.splitlines()
            beside = (name_beside(lines, one) for one in (*emails, *said.phones))
            name = asker_named(text) or next((one for one in beside if one), "") or self._copied
            name = name or told_in_small_letters(text)
            self.builder.add_field("full_name", name) if name else None

    def _without_signature(self) -> str:
        """Return a colleague's subject and text up to the line that they sign with."""
        own = {*words_of(self.mail.address("from")[0])}
        lines = [self.subject, *self.own.splitlines()]
        signed = (at for at, line in enumerate(lines) if at and words_of(line) and _is_short_for(line, own))
        return "\n".join(lines[: next(signed, len(lines))])

    @property
    def _copied(self) -> str:
        """Return the name of who is in copy, if a colleague writes of them."""
        name, email = self.mail.address("cc")
        return name if email and not self.office.has(email) and name and name in self.own else ""

    def _add_name(self) -> None:
        """Add the name of who asks, if no label names anybody: as the mail tells it, signs it, or shows its sender."""
        self.builder.complete_name(described_self(self.builder.message).name)
        self.builder.complete_name(signed_name(self.builder.message.splitlines()) if not self.wrote else "")
        self.builder.complete_name(name_beside_any(self.builder.message.splitlines(), self.builder.phones))
        if self.builder.has_name or not (self.builder.has_person or self.builder.message):
            return
        if (self.bulk or self.mail.header("list-unsubscribe")) and not self._addresses:
            return
        if self.wrote:
            shown = self.sender.name if self.sender and not self._signs_for_firm else ""
            name = best_name(shown, self.described.name, self.signed)
            name = name or signed_in_small_letters(self.own, self.mail.address("from")[1])
        else:
            shown = self.sender.name if self.sender else ""
            shown = shown or named_sender(self.mail, self.inner, self.office)
            told = fuller_name(asker_named(self.subject), asker_named(self.own))
            told = fuller_name(told, self._beside(self._addresses))
            told = fuller_name(told, self._named_in_message)
            told = told or agreeing_name(f"{self.subject}\n{self.own}", self.builder.emails)
            name = "" if self.by_colleague else best_name(shown, told, "") or described_self(self.own).name
        self.builder.add_field("full_name", name) if name else None

    @property
    def _signs_for_firm(self) -> bool:
        """Return whether a firm's mailbox sent the mail, and a person signed it."""
        return self.sender is not None and is_firms(self.sender.email) and looks_like_full_name(self.signed)

    @property
    def _named_in_message(self) -> str:
        """Return the name that the person gives in the message that a program passes on, or signs it with."""
        said = self._passed_on
        return fuller_name(described_self(said).name, signed_name(said.splitlines()))

    @property
    def _addresses(self) -> list[str]:
        return [*self.builder.emails, *self.builder.phones]

    def _add_listing(self) -> None:
        """Add the listing that the mail is about, and who asks, by its sentences."""
        if self.builder.has_person and (not self.bulk or self.builder.has("email")):
            links = [link.removeprefix("link:") for link in self.text.links if link.startswith("link:")]
            add_from_prose(self.subject, self.inner.text, links, self.builder)
