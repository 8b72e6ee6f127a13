"""Let SES receive a tenant's mail, after its stack was deployed: add a rule to the account's active rule set.

An account has one active set, which all its tenants share, with others' rules perhaps. So only the rule of this tenant
is ever written, under the name of its stack.
"""

import contextlib
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.tenant_file import TenantFile
from infra.wiring.limits import MAILS

RULE_SET = "relevo"
"""Name the set that is made where the account has no active one."""

type Ses = Any
"""Stand for a client of SES's first API: the second one knows no rules for mail that is received."""


class ReceivingError(RuntimeError):
    """Report that SES did not take the rule; the message is one line."""


def receive(file: TenantFile, outputs: Mapping[str, str], ses: Ses) -> str | None:
    """Add or replace the tenant's rule, or remove it if the tenant's file names no domain.

    Args:
        file: the tenant's file.
        outputs: of its stack.
        ses: a client in the stack's region.

    Returns:
        What is left for the domain's owner to do; None if the tenant receives no mail.

    Raises:
        ReceivingError: SES refused.
    """
    if file.inbound_domain is None:
        stop_receiving(file, ses)
        return None
    try:
        _write(_rule(file.stack_name, file.inbound_domain, outputs), ses)
    except (ClientError, BotoCoreError) as error:
        raise ReceivingError(f"SES did not take the rule for mail (does this region receive any?): {error}") from None
    return (
        f"mail for {file.inbound_domain} is received once the domain is verified in SES, in this region, and has this "
        f"record: MX 10 inbound-smtp.{ses.meta.region_name}.amazonaws.com"
    )


def stop_receiving(file: TenantFile, ses: Ses) -> None:
    """Remove the tenant's rule, if there is one.

    Who never received mail may lack the permission, or be in a region where SES receives none.
    """
    with contextlib.suppress(ClientError, BotoCoreError):
        _remove(file.stack_name, ses)


def _rule(name: str, domain: str, outputs: Mapping[str, str]) -> dict[str, Any]:
    """Return the rule. Mail without TLS is taken too: what a portal sends so would be lost."""
    store = {"BucketName": outputs["InboundBucket"], "ObjectKeyPrefix": MAILS, "TopicArn": outputs["InboundTopic"]}
    return {
        "Name": name,
        "Enabled": True,
        "TlsPolicy": "Optional",
        "Recipients": [domain],
        "ScanEnabled": True,
        "Actions": [{"S3Action": store}],
    }


def _write(rule: dict[str, Any], ses: Ses) -> None:
    active, names = _active(ses)
    if active is None:
        names = _made(ses)
    write = ses.update_receipt_rule if rule["Name"] in names else ses.create_receipt_rule
    write(RuleSetName=active or RULE_SET, Rule=rule)
    if active is None:
        ses.set_active_receipt_rule_set(RuleSetName=RULE_SET)


def _made(ses: Ses) -> set[str]:
    """Make the set, or find it as an earlier run left it, and return the names of its rules."""
    try:
        ses.create_receipt_rule_set(RuleSetName=RULE_SET)
    except ses.exceptions.AlreadyExistsException:
        return _names(ses.describe_receipt_rule_set(RuleSetName=RULE_SET))
    return set()


def _remove(name: str, ses: Ses) -> None:
    active, names = _active(ses)
    if active and name in names:
        ses.delete_receipt_rule(RuleSetName=active, RuleName=name)


def _active(ses: Ses) -> tuple[str | None, set[str]]:
    """Return the name of the active set, if there is one, and the names of its rules."""
    found = ses.describe_active_receipt_rule_set()
    return found.get("Metadata", {}).get("Name"), _names(found)


def _names(rule_set: Mapping[str, Any]) -> set[str]:
    return {one["Name"] for one in rule_set.get("Rules", [])}
