"""Define the Clock: a state machine that waits for an offer's deadline, then calls `expire`. Two states, no loop."""

import json

from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.policy import acknowledge
from infra.states import definition


class ClockStateMachine(Construct):
    """Build the state machine, and a role that may call `expire` and nothing else."""

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
                "AwsSolutions-SF1": "a Standard machine keeps each run's history; a copy would cost more than the run",
                "AwsSolutions-SF2": "two states, whose times its history has: the wait, and one call",
                "Serverless-StepFunctionStateMachineAllLogsToCloudWatch": "as SF1",
                "Serverless-StepFunctionStateMachineXray": "as SF2",
            },
        )
