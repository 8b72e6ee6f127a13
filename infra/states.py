"""The Clock's states, in the States language. Pure data: `infra.clock` makes a state machine of it."""

from typing import Any

LAMBDA_TROUBLE = [
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
    "Sandbox.Timedout",
]
# What `expire` may fail with when many offers end in the same second: none of it is the clock's last word.
CROWDED = ["Busy", "ClientError", "ConnectTimeoutError", "ReadTimeoutError", "EndpointConnectionError"]


def definition(expire_arn: str) -> dict[str, Any]:
    """The machine, in the States language. Its input is exactly `{lead_id, clock_id, at}`; `at` is a whole second, UTC.

    `expire` raises `TooEarly` if the Wait ended before the deadline by its own clock: a second later it is asked again.
    What fails because many clocks fire at once is tried again too, spread out.
    """
    return {
        "Comment": "One offer, one clock",
        "StartAt": "Wait",
        "States": {
            "Wait": {"Type": "Wait", "TimestampPath": "$.at", "Next": "Expire"},
            "Expire": {
                "Type": "Task",
                "Resource": expire_arn,
                "Retry": [
                    {"ErrorEquals": ["TooEarly"], "IntervalSeconds": 1, "BackoffRate": 1.0, "MaxAttempts": 10},
                    {"ErrorEquals": LAMBDA_TROUBLE, "IntervalSeconds": 2, "BackoffRate": 2.0, "MaxAttempts": 6},
                    {
                        "ErrorEquals": CROWDED,
                        "IntervalSeconds": 1,
                        "BackoffRate": 2.0,
                        "MaxAttempts": 5,
                        "JitterStrategy": "FULL",
                    },
                ],
                "End": True,
            },
        },
    }
