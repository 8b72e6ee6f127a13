"""Keep what is measured from writing to the terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from logging import StreamHandler
from typing import Any, cast

from shared.observe import logger


@contextmanager
def quiet() -> Iterator[None]:
    """Log and print nothing that anybody sees."""
    sink, log = io.StringIO(), cast("StreamHandler[Any]", logger.registered_handler)
    before = log.setStream(sink)
    try:
        with redirect_stdout(sink):
            yield
    finally:
        if before is not None:
            log.setStream(before)
