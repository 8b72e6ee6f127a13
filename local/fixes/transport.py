"""Treat requests within this machine as secure.

Not a fault of stock: it speaks no TLS and says so. The stack's queues and topics refuse requests without TLS; here
nothing could be sent.
"""

from ministack.core import iam_evaluator

from local.fixes import Stock, replace

KEY = "aws:securetransport"


def repair() -> None:
    """Evaluate policies as if every request used TLS."""

    def resolve(key: str, context: Stock) -> Stock:
        return "true" if key.lower() == KEY else stock(key, context)

    stock = replace(iam_evaluator, "_resolve_condition_key", resolve)
