"""Report the exception's class name as `errorType` of a failed function.

Stock behaviour: every exception of a Python function is reported as `Runtime.HandlerError`, so a state machine that
retries on `TooEarly` never matches. AWS reports the class name. Here it appears only in the log's traceback.
"""

from ministack.services import lambda_svc

from local.fixes import Stock, replace

UNNAMED = "Runtime.HandlerError"
TRACEBACK = "Traceback (most recent call last)"


def repair() -> None:
    """Report the exception's class as AWS does."""

    def execute(*args: Stock, **kwargs: Stock) -> Stock:
        result = stock(*args, **kwargs)
        body = result.get("body")
        if isinstance(body, dict) and body.get("errorType") == UNNAMED:
            body["errorType"] = class_name(result.get("log") or "") or UNNAMED
        return result

    stock = replace(lambda_svc, "_execute_function_warm", execute)


def class_name(log: str) -> str | None:
    """Return the class of the last exception whose traceback `log` holds, without its module."""
    _, found, trace = log.rpartition(TRACEBACK)
    if not found:
        return None
    # Below the heading, frames are indented; the first line that is not indented names the exception.
    for line in trace.splitlines()[1:]:
        if line and not line[0].isspace():
            return line.partition(":")[0].strip().rpartition(".")[2]
    return None
