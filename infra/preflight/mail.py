"""Check that SES sends the team's mail, and receives it for its sources."""

from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from infra.aws import Clients
from infra.preflight.finding import Finding, Readiness
from infra.tenant_file import TenantFile

SENDING = "mail to members"
RECEIVING = "mail to sources"


def check_sending(file: TenantFile, clients: Clients) -> Iterator[Finding]:
    """Tell whether SES may send from `mail_from`, and to whom."""
    if file.mail_from is None:
        yield Finding(SENDING, Readiness.OK, "none is sent: the tenant's file has no mail_from")
        return
    ses = clients("sesv2", file.mail_region)
    account = ses.get_account()
    if not account["SendingEnabled"]:
        yield Finding(SENDING, Readiness.ASK, "AWS has paused this account's sending: see SES's account dashboard")
    elif not account["ProductionAccessEnabled"]:
        told = "SES is in its sandbox here and sends to verified addresses only: ask for production access"
        yield Finding(SENDING, Readiness.ASK, told)
    else:
        yield Finding(SENDING, Readiness.OK, f"{account['SendQuota']['Max24HourSend']:,.0f} mails a day")
    name = file.mail_verified or ""
    where = f"in {file.mail_region}" if file.mail_region else "in this region"
    found = [name] if _is_verified(name, ses) else []
    yield _identity("sender", found, f'{name} (mail_identity = "{file.mail_identity}") is not verified in SES {where}')


def check_receiving(file: TenantFile, clients: Clients) -> Iterator[Finding]:
    """Tell whether SES receives mail in this region, and for `inbound_domain`."""
    if file.inbound_domain is None:
        yield Finding(RECEIVING, Readiness.OK, "none is received: the tenant's file has no inbound_domain")
        return
    try:
        clients("ses", None).describe_active_receipt_rule_set()
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("InvalidAction", "UnknownOperation", "AccessDenied"):
            raise
        told = "SES may receive no mail in this region; AWS's documentation lists those where it does"
        yield Finding(RECEIVING, Readiness.UNKNOWN, told)
    else:
        yield Finding(RECEIVING, Readiness.OK, "SES receives mail in this region")
    found = [file.inbound_domain] if _is_verified(file.inbound_domain, clients("sesv2", None)) else []
    yield _identity("inbound_domain", found, f"{file.inbound_domain} is not verified in SES in this region")


def _identity(subject: str, found: list[str], otherwise: str) -> Finding:
    if found:
        return Finding(subject, Readiness.OK, f"{found[0]} is verified")
    return Finding(subject, Readiness.FAILS, f"{otherwise}: add the identity, and the DNS records that SES shows")


def _is_verified(name: str, ses: Any) -> bool:
    try:
        return bool(ses.get_email_identity(EmailIdentity=name)["VerifiedForSendingStatus"])
    except ses.exceptions.NotFoundException:
        return False
