"""May an outbound webhook go to the public internet only?"""

from ipaddress import ip_address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.outbound_url import check_url, is_public, may_send_to

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0",  # noqa: S104  # an address to be refused
    "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
    "169.254.169.254", "169.254.170.2", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9",
    "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "ff0e::1", "2001:db8::1", "100::1", "3fff::1",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1"]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_of_private_networks_are_refused(address):
    assert not is_public(ip_address(address))
    assert not may_send_to(ip_address(address), loopback=False)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_allowed(address):
    assert may_send_to(ip_address(address), loopback=False)


@pytest.mark.parametrize("address", sorted(set(PRIVATE) - {"127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"}))
def test_a_local_run_allows_this_machine_only(address):
    assert not may_send_to(ip_address(address), loopback=True)
    assert may_send_to(ip_address("127.0.0.1"), loopback=True)
    assert may_send_to(ip_address("::1"), loopback=True)


@pytest.mark.parametrize("url", [
    "https://crm.example.com", "https://crm.example.com/hooks/1?team=7&a=%20", "https://crm.example.com:8443/",
    "HTTPS://CRM.EXAMPLE.COM/x", "https://crm.example.com.", "https://1.1.1.1/x", "https://[2606:4700::1111]:444/x",
    "https://xn--bcher-kva.example/x", "https://a_b.example.com", "https://3com.example",
])  # fmt: skip
def test_an_https_url_on_the_internet_is_accepted(url):
    check_url(url, "url", loopback=False)


REFUSED = [
    "http://crm.example.com", "ftp://crm.example.com", "crm.example.com", "//crm.example.com/x", "https://", "https:///x",
    "javascript:alert(1)", "https://user@crm.example.com", "https://user:pass@crm.example.com", "https://@crm.example.com",
    "https://crm.example.com/#part", "https://crm.example.com/#", "https://crm.example.com:0/", "https://crm.example.com:x",
    "https://crm.example.com:99999/", "https://crm", "https://localhost", "https://crm.localhost", "https://crm.internal",
    "https://printer.local", "https://2130706433", "https://127.1", "https://0x7f.0.0.1", "https://0x7f000001",
    "https://0177.0.0.1", "https://1.2.3.0x4", "https://a..b.com", "https://-a.com", "https://bücher.example",
    "https://crm.example.com/ x", "https://crm.example.com\\@evil.example", "https://crm.example.com/\r\nHost: x",
    "https://[fe80::1%25eth0]/", "https://[::1", "https://crm.example.com/é",
    *(f"https://{f'[{address}]' if ':' in address else address}/x" for address in PRIVATE),
]  # fmt: skip


@pytest.mark.parametrize("url", REFUSED)
@pytest.mark.parametrize("loopback", [False, True], ids=["in AWS", "on one machine"])
def test_any_other_url_is_refused(url, loopback):
    """In a local run, everything but this machine is refused."""
    if loopback and any(here in url for here in ("//127.", "//localhost", "//[::1]", "//[::ffff:127.0.0.1]")):
        return
    with pytest.raises(Invalid) as refused:
        check_url(url, "url", loopback=loopback)
    assert refused.value.mistakes[0].loc == ("body", "url")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000/x", "https://127.0.0.1/x", "http://[::1]:1/", "http://localhost:1"]
)
def test_this_machine_may_be_told_in_a_local_run_and_in_no_other(url):
    check_url(url, "url", loopback=True)
    with pytest.raises(Invalid):
        check_url(url, "url", loopback=False)


def test_this_machine_is_told_by_http_and_nothing_else():
    with pytest.raises(Invalid):
        check_url("ftp://127.0.0.1/x", "url", loopback=True)


def spellings(address):
    """Yield what a private IPv4 address can be written as: some resolver somewhere understands each."""
    a, b, c, d = address.packed
    whole = int(address)
    yield from (str(address), f"{address}.", f"{address}..", str(whole), hex(whole), oct(whole).replace("0o", "0"))
    yield from (
        f"{a}.{(b << 16) | (c << 8) | d}",
        f"{a}.{b}.{(c << 8) | d}",
        f"{a:#x}.{b:#x}.{c:#x}.{d:#x}",
        f"0{a:o}.{b}.{c}.{d}",
    )
    yield from (
        f"{a:03}.{b:03}.{c:03}.{d:03}",
        f"{a}.{b}.{c}.{d:#x}",
        f"{a + 256}.{b}.{c}.{d}",
        f"{a}.{b}.{c}.{d}%00.example.com",
    )
    yield from (f"[::ffff:{address}]", f"[::{address}]", f"[64:ff9b::{address}]", f"[64:ff9b:1::{address}]")
    yield from (
        f"[2002:{a:02x}{b:02x}:{c:02x}{d:02x}::1]",
        f"[0:0:0:0:0:ffff:{a:02x}{b:02x}:{c:02x}{d:02x}]",
        f"[::ffff:0:{address}]",
    )
    yield from (
        f"crm.example.com@{address}",
        f"user:pass@{address}",
        f"{address}\\@crm.example.com",
        f"{address}#@crm.example.com",
    )
    for dot in "\u3002\uff0e\uff61":
        yield str(address).replace(".", dot)
    yield "".join(f"%{ord(one):02x}" for one in str(address))
    yield "".join(chr(ord(one) + 0xFEE0) if one.isdigit() else one for one in str(address))
    yield f"{address}:443.example.com"


@given(st.ip_addresses(v=4).filter(lambda one: not is_public(one)))
@example(ip_address("127.0.0.1"))
@example(ip_address("169.254.169.254"))
@example(ip_address("10.0.0.1"))
def test_a_private_address_is_refused_however_it_is_spelled(address):
    for host in spellings(address):
        with pytest.raises(Invalid):
            check_url(f"https://{host}/x", "url", loopback=False)
