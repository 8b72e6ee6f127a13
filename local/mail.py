"""`make mail FILE=…`: send a mail, as the file holds it, to a source of the running stack."""

import os
import re
import smtplib
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from local import stack_file
from local.problems import Broken, Unusable

SENDER = "portal@example.com"
"""Name the sender on the envelope: nothing reads it."""

_LINE_END = re.compile(rb"\r\n|\r|\n")


def send_mail(smtp: str, to: str, raw: bytes) -> None:
    """Send a mail by SMTP. Its lines end as SMTP asks; nothing else of it changes.

    Args:
        smtp: host and port of the server.
        to: the address on the envelope.
        raw: the mail.

    Raises:
        Broken: it was refused.
    """
    host, _, port = smtp.rpartition(":")
    try:
        with smtplib.SMTP(host, int(port)) as server:
            server.sendmail(SENDER, [to], _LINE_END.sub(b"\r\n", raw), ["BODY=8BITMIME"])
    except (smtplib.SMTPException, OSError) as problem:
        raise Broken(f"The mail was refused: {problem}") from None


def choose_mailbox(sources: Iterable[Mapping[str, Any]], wanted: str) -> Mapping[str, Any]:
    """Return the source with an address whose title or id is `wanted`; the first one if nothing is.

    Raises:
        Unusable: there is no such source.
    """
    there = [one for one in sources if one.get("mail_address")]
    for one in there:
        if not wanted or wanted.casefold() in {one["title"].casefold(), one["source_id"]}:
            return one
    known = ", ".join(repr(one["title"]) for one in there) or "none"
    raise Unusable(f"No source {wanted!r} has an address for mail. There are: {known}.")


def main() -> int:
    """Send the mail and tell where it went."""
    try:
        stack = stack_file.read()
        if not stack["smtp"]:
            raise Unusable("This stack receives no mail: its tenant file names no inbound_domain.")
        raw = _read(os.environ.get("FILE", ""))
        rainmaker = stack_file.as_member(stack, "rainmaker")
        source = choose_mailbox(rainmaker.ask("GET", "/sources")["items"], os.environ.get("SOURCE", "").strip())
        send_mail(stack["smtp"], source["mail_address"], raw)
    except (Unusable, Broken) as problem:
        print(problem, file=sys.stderr)
        return problem.code
    print(f"Sent to {source['mail_address']} ({source['title']!r}); what became of it:")
    print(f"  {stack['console']}/sources/{source['source_id']}")
    return 0


def _read(name: str) -> bytes:
    if not name:
        raise Unusable("usage: make mail FILE=a.eml (SOURCE=title)")
    try:
        return Path(name).expanduser().read_bytes()
    except OSError as problem:
        raise Unusable(f"{name}: {problem.strerror}") from None


if __name__ == "__main__":
    sys.exit(main())
