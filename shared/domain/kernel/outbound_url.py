"""Decide which URLs Relevo may send to: https on the public internet, never a private network.

A host name is checked here by its form only; the addresses it resolves to are checked when sending.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.field_error import MistakeReason

type _UrlError = tuple[MistakeReason, str]

_INTERNET = IPv6Network("2000::/3")  # all IPv6 addresses that are allocated
_DOCUMENTATION = IPv6Network("3fff::/20")  # reserved for examples; newer than the list in `ipaddress`
_PRIVATE_TOP_LEVELS = frozenset({"local", "localhost", "internal", "intranet", "lan", "home", "corp", "arpa"})
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)  # resolvers may read it as part of an IPv4 address


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether the address is on the public internet.

    An IPv4-mapped IPv6 address counts as its IPv4 address. Addresses that go through a gateway (6to4, Teredo, NAT64)
    are never public.
    """
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address not in _INTERNET or address in _DOCUMENTATION:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def may_send_to(address: IPv4Address | IPv6Address, *, loopback: bool) -> bool:
    """Return whether Relevo may send to this address.

    Args:
        address: resolved from a name, or written in a URL.
        loopback: whether this machine is allowed too, as in local runs.
    """
    return is_public(address) or (loopback and address.is_loopback)


def check_url(url: str, field: str, *, loopback: bool) -> None:
    """Refuse a URL to which nothing may be sent. A host name is not resolved here.

    Args:
        url: as given.
        field: the field of the request body that holds it.
        loopback: whether this machine is allowed too, and then also by http.

    Raises:
        Invalid: the reason says why.

    Source: docs/security.md, "Outbound webhooks", "Mail and push".
    """
    if error := _url_error(url, loopback=loopback):
        reason, says = error
        raise Invalid(("body", field), reason, says)


def _url_error(url: str, *, loopback: bool) -> _UrlError | None:
    if re.search(r"[^!-~]|\\", url):
        return "address_not_ascii", "Only printable ASCII: a name in another script as xn--…, all else as %…."
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "not_an_address", "This is no address."
    if "@" in parts.netloc or "#" in url:
        return "no_user_in_address", "No user, password or fragment in the address."
    if port == 0:
        return "port_zero", "There is no port 0."
    return _host_error(parts, loopback=loopback)


def _host_error(parts: SplitResult, *, loopback: bool) -> _UrlError | None:
    host = parts.hostname or ""
    literal = _ip_literal(host)
    if loopback and (host == "localhost" or (literal is not None and literal.is_loopback)):
        if parts.scheme not in {"http", "https"}:
            return "https_needed", "Only https, or http to this machine."
        return None
    if parts.scheme != "https":
        return "https_needed", "Only https."
    if literal is not None and not is_public(literal):
        return "private_network", "No address of a private network."
    if literal is None and not _is_public_name(host):
        return "whole_name_needed", "A whole name such as crm.example.com is needed."
    return None


def _ip_literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_public_name(host: str) -> bool:
    """Return whether this may be a host name in the public DNS: at least two labels, the last one not a number."""
    labels = host.removesuffix(".").split(".")
    well_formed = len(host) <= 253 and len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)
    return well_formed and not _NUMBER.fullmatch(labels[-1]) and labels[-1] not in _PRIVATE_TOP_LEVELS
