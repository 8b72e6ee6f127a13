"""Where what we send to others may go: to the public internet by https, and never into anybody's own network."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.field_error import MistakeReason

type _Wrong = tuple[MistakeReason, str]

_INTERNET = IPv6Network("2000::/3")  # all that is given out of IPv6
_DOCUMENTED = IPv6Network("3fff::/20")  # for examples; younger than the library's list
# Top levels that nobody has outside of a network of their own.
_INSIDE = frozenset({"local", "localhost", "internal", "intranet", "lan", "home", "corp", "arpa"})
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)  # what systems take for a part of an IPv4 address


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether the address is one of the public internet.

    An IPv4 address in an IPv6 one is judged by itself where it is only written so; those that stand for a way through
    a gateway (6to4, Teredo, NAT64) are none, whatever they lead to.
    """
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address not in _INTERNET or address in _DOCUMENTED:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def may_go_to(address: IPv4Address | IPv6Address, *, loopback: bool) -> bool:
    """Whether something may be sent to this address.

    Args:
        address: what a name leads to, or what stands in a URL.
        loopback: whether this machine itself may be meant, as in local runs.
    """
    return is_public(address) or (loopback and address.is_loopback)


def check_url(url: str, field: str, *, loopback: bool) -> None:
    """Whether we may be told to send there, as far as the address tells by itself; a name is looked up when we do.

    Args:
        url: as given.
        field: of the body, in which it was.
        loopback: whether this machine itself may be meant, and then also by http.

    Raises:
        Invalid: says what is wrong with it.

    Source: docs/security.md, "Outbound webhooks", "Mail and push".
    """
    if wrong := _wrong(url, loopback=loopback):
        reason, says = wrong
        raise Invalid(("body", field), reason, says)


def _wrong(url: str, *, loopback: bool) -> _Wrong | None:
    """What is wrong with an address, if anything is."""
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
    return _wrong_host(parts, loopback=loopback)


def _wrong_host(parts: SplitResult, *, loopback: bool) -> _Wrong | None:
    host = parts.hostname or ""
    literal, itself = _literal(host), host == "localhost"
    if loopback and (itself or (literal is not None and literal.is_loopback)):
        if parts.scheme not in {"http", "https"}:
            return "https_needed", "Only https, or http to this machine."
        return None
    if parts.scheme != "https":
        return "https_needed", "Only https."
    if literal is not None and not is_public(literal):
        return "private_network", "No address of a private network."
    if literal is None and not _is_name(host):
        return "whole_name_needed", "A whole name such as crm.example.com is needed."
    return None


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_name(host: str) -> bool:
    """Whether it is the name of a host in the public DNS: two labels at the least, the last one no number."""
    labels = host.removesuffix(".").split(".")
    well_made = len(host) <= 253 and len(labels) > 1 and all(_NAME.fullmatch(label) for label in labels)
    return well_made and not _NUMBER.fullmatch(labels[-1]) and labels[-1] not in _INSIDE
