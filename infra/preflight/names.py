"""Check that the names of the tenant's file lead where they should: DNS, and the certificate for the console."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import dns.exception
import dns.resolver

from infra.aws import Clients
from infra.preflight.finding import Finding, Readiness
from infra.preflight.quotas import EVERYWHERE
from infra.tenant_file import TenantFile

type Resolve = Callable[[str, str], list[str]]
"""Return the records of a name, by type; none if there are none.

Raises:
    DNSException: nobody answered.
"""


def resolve(name: str, kind: str) -> list[str]:
    """Ask this machine's resolver."""
    try:
        return [str(record) for record in dns.resolver.resolve(name, kind)]
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []


def check_public_url(file: TenantFile, records: Resolve) -> Iterator[Finding]:
    """Tell whether the name of `public_url` is known to DNS."""
    if file.public_url is None:
        yield Finding("public_url", Readiness.OK, "people use the name that CloudFront gives")
        return
    name = urlsplit(file.public_url).hostname or ""
    try:
        found = records(name, "CNAME") or records(name, "A") or records(name, "AAAA")
    except dns.exception.DNSException as error:
        yield Finding("public_url", Readiness.UNKNOWN, f"DNS did not answer for {name}: {type(error).__name__}")
        return
    if found:
        yield Finding("public_url", Readiness.OK, f"{name} leads to {found[0]}")
    else:
        told = f"{name} is not in DNS: links in mails lead nowhere until it is a CNAME or alias of ConsoleUrl's name"
        yield Finding("public_url", Readiness.FAILS, f"{told}, which the first deployment prints")


def check_inbound_domain(file: TenantFile, region: str, records: Resolve) -> Iterator[Finding]:
    """Tell whether mail to `inbound_domain` is delivered to SES in this region."""
    if file.inbound_domain is None:
        return
    wanted = f"inbound-smtp.{region}.amazonaws.com"
    try:
        found = [one.split()[-1].rstrip(".").lower() for one in records(file.inbound_domain, "MX")]
    except dns.exception.DNSException as error:
        yield Finding(
            "MX record", Readiness.UNKNOWN, f"DNS did not answer for {file.inbound_domain}: {type(error).__name__}"
        )
        return
    if found == [wanted]:
        yield Finding("MX record", Readiness.OK, f"{file.inbound_domain} is received by {wanted}")
    else:
        there = ", ".join(found) or "nobody"
        told = f"{file.inbound_domain} is received by {there}: it needs the one record MX 10 {wanted}"
        yield Finding("MX record", Readiness.FAILS, told)


def check_certificate(file: TenantFile, clients: Clients) -> Iterator[Finding]:
    """Tell whether the certificate is issued, and is for the name."""
    if file.certificate_arn is None or file.domain is None:
        return
    acm = clients("acm", EVERYWHERE)
    try:
        found = acm.describe_certificate(CertificateArn=file.certificate_arn)["Certificate"]
    except acm.exceptions.ResourceNotFoundException:
        yield Finding("certificate", Readiness.FAILS, "this account has no certificate of that ARN in us-east-1")
        return
    names = found.get("SubjectAlternativeNames") or [found["DomainName"]]
    above = "*." + file.domain.partition(".")[2]
    if found["Status"] != "ISSUED":
        yield Finding("certificate", Readiness.FAILS, f"it is {found['Status']}: add the DNS record that ACM shows")
    elif file.domain not in names and above not in names:
        yield Finding("certificate", Readiness.FAILS, f"it is for {', '.join(names)}, not for {file.domain}")
    else:
        yield Finding("certificate", Readiness.OK, f"issued for {file.domain}")
