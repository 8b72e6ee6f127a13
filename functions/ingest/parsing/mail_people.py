"""Read the people that a mail names: under labels, in a table, a list, a chat's transcript, or JSON within its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.inquiries.inquiry_builder import InquiryBuilder
from functions.ingest.parsing.mail_person import MailPerson
from functions.ingest.parsing.mime_message import MimeMessage
from functions.ingest.parsing.quoted_mail import InnerMail
from functions.ingest.parsing.sender_lines import without_own_lines
from functions.ingest.parsing.senders import is_bulk
from functions.ingest.recognition.cards import callers_listed, listed_people, people_on_cards
from functions.ingest.recognition.embedded import json_in, table_in
from functions.ingest.recognition.labelled_lines import own_text
from functions.ingest.recognition.labelled_text import (
    LabelledText,
    add_labelled_fields,
    people_in,
    read_labels,
)
from functions.ingest.recognition.people import add_values
from functions.ingest.recognition.prose import add_from_prose
from functions.ingest.recognition.transcripts import Transcript, read_transcript
from functions.ingest.recognition.values import emails_in
from shared.domain.intake.office import Office


def people_of(mail: MimeMessage, inner: InnerMail, office: Office, fields: FieldReadings) -> list[InquiryBuilder]:
    """Return what a mail says of each of its people; of several only what is said of each alone."""
    if not inner.forwarded:
        inner = replace(inner, text=without_own_lines(inner.text, mail))
    if not is_bulk(mail, office):
        transcript = read_transcript(inner.text)
        if transcript and (said := _of_transcript(transcript, mail, inner)).has("phone", "email"):
            return [said]
        if several := _of_data(inner.text, fields) or _of_list(inner.text, mail.header("subject"), office):
            return several
    texts = people_in(read_labels(inner.text, fields.mapping))
    if len(texts) > 1:
        return [_of_labels(text, fields) for text in texts]
    return [MailPerson(mail, inner, texts[0], office, InquiryBuilder(fields)).read()]


def _of_transcript(transcript: Transcript, mail: MimeMessage, inner: InnerMail) -> InquiryBuilder:
    """Return what the asker said in a chat, beside what labels around it say of them."""
    around = read_labels(inner.text)
    builder = _of_labels(LabelledText([*transcript.fields()]))
    add_from_prose(mail.header("subject"), inner.text, around.links, builder)
    return builder


def _of_labels(text: LabelledText, fields: FieldReadings | None = None) -> InquiryBuilder:
    builder = InquiryBuilder(fields)
    add_labelled_fields(text, builder)
    return builder


def _of_data(text: str, fields: FieldReadings) -> list[InquiryBuilder]:
    """Return the people in JSON or a table within a text; none if none of them can be reached."""
    found = [_of_labels(LabelledText(row), fields) for row in table_in(text)]
    if facts := json_in(text):
        builder = InquiryBuilder(fields)
        add_values(facts, builder)
        found.append(builder)
    return [one for one in found if one.has("phone", "email")]


def _of_list(text: str, subject: str, office: Office) -> list[InquiryBuilder]:
    """Return the people of a list with a line, or a block, for each; not the team's own."""
    found = []
    lines = [line for line in text.splitlines() if not any(map(office.has, emails_in(line)))]
    listed = listed_people(lines) or people_on_cards(own_text(text), subject) or callers_listed(lines, subject)
    for line, name, emails, phones in listed:
        facts: Sequence[tuple[str, str]] = [
            *([("name", name)] if name else []),
            *(("email", one) for one in emails),
            *(("phone", one) for one in phones),
        ]
        builder = _of_labels(LabelledText([*facts, ("message", line)]))
        found.append(builder)
    return found
