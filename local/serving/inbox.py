"""Stand in for SES where it receives mail: take mails by SMTP, store them, and tell of them by the stack's topic."""

import asyncio
import json
import uuid
from collections.abc import Callable
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from infra.wiring.limits import MAILS
from local import embedded
from local.embedded import Client
from local.ports import HOST

LARGEST_MAIL = 40 * 1024 * 1024
"""Limit mails to the same size as SES."""

VERDICTS = {
    f"{name}Verdict": {"status": "PASS"} for name in ("spam", "virus", "spf", "dkim", "dmarc")
}  # this server checks nothing


class MailListener:
    """Listen on 127.0.0.1 from when it is opened until it is closed.

    Args:
        port: to listen on.
        client: makes a client of an AWS service at an endpoint.
    """

    def __init__(self, port: int, client: Callable[[str, str], Client] = embedded.client) -> None:
        self.address = f"{HOST}:{port}"
        self._port, self._client = port, client
        self._listener: Controller | None = None

    def open(self, domain: str, endpoint: str, bucket: str, topic: str) -> None:
        """Take mail for addresses of the domain; if it was open before, for this stack instead.

        Args:
            domain: of the tenant's addresses.
            endpoint: of the embedded AWS.
            bucket: the stack's bucket for mails.
            topic: the ARN of the stack's topic.
        """
        self.close()
        receiver = _Receiver(domain, bucket, topic, self._client("s3", endpoint), self._client("sns", endpoint))
        self._listener = _Controller(receiver, hostname=HOST, port=self._port)
        self._listener.start()

    def close(self) -> None:
        """Stop listening, if it does."""
        if self._listener:
            self._listener.stop()
        self._listener = None


class _Receiver:
    """Answer what a sending server asks. As at SES, every address of the domain exists."""

    def __init__(self, domain: str, bucket: str, topic: str, files: Client, news: Client) -> None:
        self._domain, self._bucket, self._topic, self._files, self._news = domain, bucket, topic, files, news

    async def handle_RCPT(  # noqa: N802 - as aiosmtpd calls it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.rpartition("@")[2].lower() != self._domain:
            return f"550 5.7.1 only mail for {self._domain} is taken here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - as aiosmtpd calls it
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Answer after the mail is stored, so that what is not comes again."""
        await asyncio.to_thread(self._keep, envelope)
        return "250 OK"

    def _keep(self, envelope: Envelope) -> None:
        message_id = uuid.uuid4().hex
        key = f"{MAILS}{message_id}"
        self._files.put_object(Bucket=self._bucket, Key=key, Body=envelope.original_content)
        action = {"type": "S3", "bucketName": self._bucket, "objectKey": key, "topicArn": self._topic}
        told = {
            "notificationType": "Received",
            "mail": {"messageId": message_id, "source": envelope.mail_from, "destination": envelope.rcpt_tos},
            "receipt": {"recipients": envelope.rcpt_tos, "action": action, **VERDICTS},
        }
        self._news.publish(TopicArn=self._topic, Message=json.dumps(told))


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, data_size_limit=LARGEST_MAIL, hostname=self.hostname, ident="Relevo")


class _Server(SMTP):
    line_length_limit: Any = 1024 * 1024  # saved mails are not always wrapped
