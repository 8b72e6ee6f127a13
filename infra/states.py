"""Define the Clock's states in the Amazon States Language. Pure data: `infra.clock` makes a state machine of it."""

from typing import Any

LAMBDA_TROUBLE = [
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
    "Sandbox.Timedout",
]
ANY_OTHER = ["States.TaskFailed"]
"""Match every error but a time-out of the state itself, which this one has none of."""
SPREAD = {
    "IntervalSeconds": 1,
    "BackoffRate": 2.0,
    "MaxDelaySeconds": 30,
    "MaxAttempts": 12,
    "JitterStrategy": "FULL",
}
"""Spread what fails over time: without chance in it all clocks of one instant would come back at one instant too."""


def definition(expire_arn: str) -> dict[str, Any]:
    """Return the state machine's definition. Its input is exactly `{lead_id, clock_id, at}`.

    `at` is a whole second, UTC. `expire` raises `TooEarly` if its own clock has not reached the deadline yet: a second
    later it is called again. Whatever else fails is retried too, spread over time: throttling has many names, of
    DynamoDB's own and of Lambda's, and where many clocks fire at once it is what fails.
    """
    return {
        "Comment": "One clock for one offer",
        "StartAt": "Wait",
        "States": {
            "Wait": {"Type": "Wait", "TimestampPath": "$.at", "Next": "Expire"},
            "Expire": {
                "Type": "Task",
                "Resource": expire_arn,
                "Retry": [
                    {"ErrorEquals": ["TooEarly"], "IntervalSeconds": 1, "BackoffRate": 1.0, "MaxAttempts": 10},
                    {"ErrorEquals": LAMBDA_TROUBLE, **SPREAD},
                    {"ErrorEquals": ANY_OTHER, **SPREAD},
                ],
                "End": True,
            },
        },
    }
