"""Mail, by SES: one letter to one member."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import formataddr
from html import escape
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from functions.deliver.load_message import LoadedMessage, Message, MessageLoader
from shared.domain.leads import claim_link
from shared.domain.notifications.channel_rules import offer_link
from shared.domain.notifications.email_content import EmailContent, compose_email
from shared.observe import count, error_code, logger
from shared.secrets import MasterSecret

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sesv2.type_defs import ContentTypeDef

# What SES will not send however often it is asked: the address, or what the account may do, is at fault.
REFUSED = frozenset({"MessageRejected", "BadRequestException", "MailFromDomainNotVerifiedException"})
CONSOLE = "/api"  # where an address ends in it, the console stands above


class MailFailed(Exception):
    """SES did not send; the queue asks again. Says only AWS's code: its message may name the member."""


class Mail:
    """Sends what members are told to their e-mail address."""

    def __init__(
        self,
        reader: MessageLoader,
        secret: MasterSecret,
        client: Callable[[], SESV2Client],
        sender: str,
        public_url: str,
    ) -> None:
        self._reader, self._secret, self._make, self._sender = reader, secret, client, sender
        self._public_url = public_url
        self._client: SESV2Client | None = None

    def send(self, message: Message) -> None:
        """Write to the member, if what is to be told still holds.

        Raises:
            MailFailed: SES is throttled or not well; the queue asks again.
        """
        if not self._sender:
            count("MailNotConfigured")
            return
        at = self._reader.read(message)
        if at is not None:
            self._post(compose_email(at.notice, at.lead, at.me, at.plan, self._address(at)), at)

    def _address(self, at: LoadedMessage) -> str | None:
        """Where the mail leads: to the claim of an offer; else to the lead in the console, where there is one."""
        if at.lead is None:
            return None
        link = offer_link(at.lead, at.me, at.now) if at.notice.kind == "offer" else None
        if link:
            return f"{self._public_url}/claim-links/{claim_link.to_token(self._secret.claim_link_key(), link)}"
        console = self._public_url.removesuffix(CONSOLE)
        return f"{console}/leads/{at.lead.lead_id}" if console != self._public_url else None

    def _post(self, told: EmailContent, at: LoadedMessage) -> None:
        self._client = self._client or self._make()
        language = at.me.language or at.plan.settings.language
        try:
            self._client.send_email(
                FromEmailAddress=formataddr((at.plan.settings.team_name, self._sender)),
                Destination={"ToAddresses": [at.me.email]},
                Content={"Simple": {
                    "Subject": _part(told.subject),
                    "Body": {"Text": _part(text(told)), "Html": _part(html(told, language))},
                }},
            )  # fmt: skip
        except ClientError as error:
            if error_code(error) not in REFUSED:
                raise MailFailed(error_code(error)) from None
            logger.error("mail_refused", extra={"error": error_code(error), "agent_id": at.me.agent_id})
            count("MailRefused")
        else:
            count("MailSent")


def text(told: EmailContent) -> str:
    """The letter in plain text."""
    about = "\n".join(f"{name}: {value}" for name, value in told.summary)
    link = ": ".join(told.link) if told.link else ""
    return "\n\n".join(part for part in (*told.paragraphs, about, link, f"-- \n{told.footer}") if part) + "\n"


def html(told: EmailContent, language: str) -> str:
    """The letter as a page of the simplest kind: mail programs know little."""
    says = "".join(f"<p>{escape(one)}</p>" for one in told.paragraphs)
    rows = "".join(f"<tr><td>{escape(name)}:</td><td>{escape(value)}</td></tr>" for name, value in told.summary)
    link = f'<p><a href="{escape(told.link[1])}"><b>{escape(told.link[0])}</b></a></p>' if told.link else ""
    about = f'<table cellpadding="4">{rows}</table>' if rows else ""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(told.subject)}</title>'
        f'</head><body style="font-family: sans-serif">{says}{about}{link}'
        f"<p><small>{escape(told.footer)}</small></p></body></html>"
    )


def _part(data: str) -> ContentTypeDef:
    return {"Data": data, "Charset": "UTF-8"}
