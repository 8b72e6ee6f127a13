"""Transport: what never leaves this machine counts as secure.

Not a fault of stock: it speaks no TLS and says so. The stack's queues and topics refuse whatever comes without it, on
AWS rightly; here nothing could be sent.
"""

from ministack.core import iam_evaluator

from local.fixes import Stock, replace

KEY = "aws:securetransport"


def repair() -> None:
    """Answer policies that ask for TLS as if there were."""

    def resolve(key: str, context: Stock) -> Stock:
        return "true" if key.lower() == KEY else stock(key, context)

    stock = replace(iam_evaluator, "_resolve_condition_key", resolve)
