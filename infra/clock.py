"""The Clock: a state machine that waits for an offer's deadline and calls `expire`. Two states, no loop."""

import json
from typing import Any

from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.policy import acknowledge

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


class Clock(Construct):
    """The state machine and a role that may call `expire`, and nothing else."""

    def __init__(self, scope: Construct, construct_id: str, *, name: str, expire: lambda_.IFunction) -> None:
        super().__init__(scope, construct_id)
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("states.amazonaws.com"),
            inline_policies={
                "Wired": iam.PolicyDocument(
                    statements=[iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[expire.function_arn])]
                )
            },
        )
        self.machine = sfn.CfnStateMachine(
            self,
            "Machine",
            state_machine_name=name,
            role_arn=role.role_arn,
            definition_string=json.dumps(definition("${Expire}")),
            definition_substitutions={"Expire": expire.function_arn},
        )
        self.arn = self.machine.attr_arn
        self.name = self.machine.attr_name
        acknowledge(
            self.machine,
            {
                "AwsSolutions-SF1": "a Standard machine keeps each run's history; a copy costs more than the run",
                "AwsSolutions-SF2": "two states: the one task's function is traced, the wait has nothing to trace",
                "Serverless-StepFunctionStateMachineAllLogsToCloudWatch": "as SF1",
                "Serverless-StepFunctionStateMachineXray": "as SF2",
            },
        )
