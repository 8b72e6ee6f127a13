"""Send mails by SES: to members, and to the address that is told of sensitive acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email.utils import formataddr
from typing import TYPE_CHECKING, TypedDict

from botocore.exceptions import ClientError

from functions.deliver.load_message import LoadedMessage, Message, MessageLoader
from shared.domain.kernel.colours import readable
from shared.domain.leads import claim_link
from shared.domain.notifications.address_pause import AddressPause
from shared.domain.notifications.channel_rules import offer_link
from shared.domain.notifications.email_content import EmailContent, compose_email, compose_security_email
from shared.domain.notifications.places import page_of
from shared.domain.notifications.sensitive_acts import SensitiveAct
from shared.domain.plan_records.plan import Plan
from shared.mail_layout import BUTTON_TEXT, OWN_COLOUR, to_html, to_text
from shared.observe import count, error_code, logger
from shared.secrets import MasterSecret
from shared.store import codec

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sesv2.type_defs import ContentTypeDef

# Errors that a retry does not fix: the address is wrong, or the account, or this function, may not send from it.
REFUSED = frozenset(
    {
        "MessageRejected",
        "BadRequestException",
        "MailFromDomainNotVerifiedException",
        "AccessDenied",
        "AccessDeniedException",
    }
)


class _Set(TypedDict, total=False):
    ConfigurationSetName: str


PROFILE = "me"  # the page where members choose what they get
API_PATH = "/api"  # the console is served at the address without it


class MailFailed(Exception):
    """SES did not send; the queue tries again. Holds only AWS's error code, because its text may name the member."""


class Mail:
    """Send notifications to members by mail."""

    def __init__(
        self,
        loader: MessageLoader,
        secret: MasterSecret,
        client: Callable[[], SESV2Client],
        sender: str,
        security_address: str,
        public_url: str,
        configuration_set: str = "",
    ) -> None:
        self._loader, self._secret, self._make, self._sender = loader, secret, client, sender
        self._security_address, self._public_url = security_address, public_url
        # Names no set where the stack has none: SES then uses the identity's own, if it has one.
        self._set: _Set = {"ConfigurationSetName": configuration_set} if configuration_set else {}
        self._client: SESV2Client | None = None

    def send(self, message: Message) -> None:
        """Send a mail to the member, if the notification is still worth sending.

        Raises:
            MailFailed: SES throttled the call or failed; the queue tries again.
        """
        if not self._sender:
            count("MailNotConfigured")
            return
        loaded = self._loader.load(message)
        if loaded is not None and _is_paused(loaded):
            count("MailPaused")
        elif loaded is not None:
            me, plan = loaded.me, loaded.plan
            links = self._link(loaded), self._page(PROFILE)
            content = compose_email(loaded.notification, loaded.lead, me, plan, *links)
            self._post(content, me.email, plan, {"agent_id": me.agent_id})

    def send_security(self, message: Message) -> None:
        """Tell the security address of a sensitive act, if there is one.

        Raises:
            MailFailed: SES throttled the call or failed; the queue tries again.
        """
        if not self._security_address:
            return
        if not self._sender:
            count("MailNotConfigured")
            return
        act = SensitiveAct.of(message, datetime.fromisoformat(message["at"]))
        plan = self._loader.plan()
        content = compose_security_email(act, plan, self._page("audit"))
        self._post(content, self._security_address, plan, {"to": "security_address"})

    def _link(self, loaded: LoadedMessage) -> str | None:
        """Return the mail's link: the claim link of an offer, else its page; None if there is no console."""
        notification, lead, me = loaded.notification, loaded.lead, loaded.me
        link = offer_link(lead, me, loaded.now) if lead and notification.kind == "offer" else None
        if link:
            return f"{self._public_url}/claim-links/{claim_link.to_token(self._secret.claim_link_keys()[0], link)}"
        return self._page(page_of(notification, me, lead.lead_id if lead else None).removeprefix("/"))

    def _page(self, path: str) -> str | None:
        """Return the address of a page of the console; None if there is no console."""
        console = self._public_url.removesuffix(API_PATH)
        return f"{console}/{path}" if console != self._public_url else None

    def _post(self, content: EmailContent, to: str, plan: Plan, log_fields: dict[str, str]) -> None:
        colour = readable(plan.settings.accent_color or OWN_COLOUR, BUTTON_TEXT)
        self._client = self._client or self._make()
        try:
            self._client.send_email(
                FromEmailAddress=formataddr((plan.settings.team_name, self._sender)),
                Destination={"ToAddresses": [to]},
                **self._set,
                Content={"Simple": {
                    "Subject": _part(content.subject),
                    "Body": {"Text": _part(to_text(content)), "Html": _part(to_html(content, colour=colour))},
                }},
            )  # fmt: skip
        except ClientError as error:
            if error_code(error) not in REFUSED:
                raise MailFailed(error_code(error)) from None
            logger.error("mail_refused", extra={"error": error_code(error), **log_fields})
            count("MailRefused")
        else:
            count("MailSent")


def _is_paused(loaded: LoadedMessage) -> bool:
    return loaded.beside is not None and codec.from_item(AddressPause, loaded.beside).stands


def _part(data: str) -> ContentTypeDef:
    return {"Data": data, "Charset": "UTF-8"}
