"""Does the local SMTP server store a mail as it is, tell of it as SES does, and refuse what SES would?"""

import json
import socket

import pytest

from local import mail
from local.ports import HOST
from local.problems import Broken, Unusable
from local.serving.inbox import MailListener

MAIL = "Subject: Zoé\n\nHola.\n.con punto\n".encode("latin-1")


class Aws:
    """Stand in for the engine's clients: keep what is stored and told, or fail."""

    def __init__(self):
        self.stored, self.told, self.fails = {}, [], False

    def put_object(self, Bucket, Key, Body):
        if self.fails:
            raise RuntimeError("full")
        self.stored[Bucket, Key] = Body

    def publish(self, TopicArn, Message):
        self.told.append((TopicArn, json.loads(Message)))


@pytest.fixture
def aws():
    return Aws()


@pytest.fixture
def server(aws):
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    server = MailListener(port, lambda *_: aws)
    server.open("leads.example.com", "http://engine", "bucket", "topic")
    yield server
    server.close()


@pytest.fixture
def smtp(server):
    return server.address


def test_a_mail_is_stored_as_it_was_sent_and_told_of_as_ses_does(aws, smtp):
    mail.send_mail(smtp, "k7@leads.example.com", MAIL)
    (((bucket, key), stored),) = aws.stored.items()
    assert (bucket, key.startswith("mail/")) == ("bucket", True)
    assert stored == MAIL.replace(b"\n", b"\r\n")
    ((topic, told),) = aws.told
    assert (topic, told["notificationType"]) == ("topic", "Received")
    assert told["receipt"]["recipients"] == ["k7@leads.example.com"]
    assert told["receipt"]["action"]["objectKey"] == key


def test_mail_for_another_domain_is_refused(aws, smtp):
    with pytest.raises(Broken, match=r"only mail for leads\.example\.com"):
        mail.send_mail(smtp, "k7@example.com", MAIL)
    assert aws.stored == {}


def test_a_mail_over_40_mb_is_refused_before_it_is_sent(aws, smtp):
    line = b"x" * 76 + b"\r\n"
    with pytest.raises(Broken, match="552"):
        mail.send_mail(smtp, "k7@leads.example.com", MAIL + line * (40 * 1024 * 1024 // len(line)))
    assert aws.stored == {}


def test_a_mail_that_could_not_be_stored_is_not_said_to_be_taken(aws, smtp):
    aws.fails = True
    with pytest.raises(Broken):
        mail.send_mail(smtp, "k7@leads.example.com", MAIL)


def test_a_long_line_is_taken_as_it_is(aws, smtp):
    mail.send_mail(smtp, "k7@leads.example.com", MAIL + b"y" * 100_000)
    assert next(iter(aws.stored.values())).endswith(b"y" * 100_000 + b"\r\n")


def test_opened_again_it_takes_mail_for_the_new_stack(aws, server):
    server.open("leads.example.org", "http://engine", "another", "topic")
    mail.send_mail(server.address, "k7@leads.example.org", MAIL)
    assert [bucket for bucket, _ in aws.stored] == ["another"]


def test_closed_it_takes_none(server):
    server.close()
    with pytest.raises(Broken, match="refused"):
        mail.send_mail(server.address, "k7@leads.example.com", MAIL)


SOURCES = [
    {"source_id": "source_1", "title": "Web"},
    {"source_id": "source_2", "title": "Portales", "mail_address": "a@leads.example.com"},
    {"source_id": "source_3", "title": "Otros", "mail_address": "b@leads.example.com"},
]


@pytest.mark.parametrize(("wanted", "found"), [("", "source_2"), ("otros", "source_3"), ("source_3", "source_3")])
def test_a_source_is_found_by_title_or_id(wanted, found):
    assert mail.choose_mailbox(SOURCES, wanted)["source_id"] == found


@pytest.mark.parametrize("wanted", ["Web", "Fax"])
def test_a_source_without_an_address_is_refused_by_name(wanted):
    with pytest.raises(Unusable, match=f"{wanted}.*There are: 'Portales', 'Otros'"):
        mail.choose_mailbox(SOURCES, wanted)
