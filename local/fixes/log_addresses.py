"""Write nobody's e-mail address into the engine's log.

Stock behaviour: SES and Cognito log the addresses that they send to, and the users that they make.
"""

import logging
import re
from typing import Any

ADDRESS = re.compile(r"[^\s@<>()\[\]{}'\",;:=/|]+(?:@|%40)[^\s@<>()\[\]{}'\",;:=/|?&]+", re.IGNORECASE)
HIDDEN = "(address)"


def repair() -> None:
    """Hide addresses in every record, before any handler sees it."""
    stock = logging.getLogRecordFactory()

    def record(*given: Any, **more: Any) -> logging.LogRecord:
        return without_addresses(stock(*given, **more))

    logging.setLogRecordFactory(record)


def without_addresses(record: logging.LogRecord) -> logging.LogRecord:
    """Return the record with its arguments put in, and no address in its text. One that cannot be put in stays."""
    try:
        text = record.getMessage()
    except (TypeError, ValueError, KeyError):
        return record
    if "@" in text or "%40" in text:
        record.msg, record.args = ADDRESS.sub(HIDDEN, text), ()
    return record
