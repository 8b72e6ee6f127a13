"""Define the group of special routes' schedules, and the role in which EventBridge Scheduler calls `activate`.

The schedules themselves are created at run time, one for each next change (`shared/schedules.py`).
"""

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_scheduler as scheduler
from constructs import Construct


class ScheduleGroup(Construct):
    """Build the group and a role that may only call `activate`. Deleting the stack deletes the schedules.

    Functions that set schedules are given the role, so the role must not depend on them: it refers to `activate` by
    name.
    """

    def __init__(self, scope: Construct, construct_id: str, *, name: str, target: str) -> None:
        super().__init__(scope, construct_id)
        stack = Stack.of(self)
        group = scheduler.CfnScheduleGroup(self, "Group", name=name)
        self.target_arn = stack.format_arn(
            service="lambda", resource="function", resource_name=target, arn_format=ArnFormat.COLON_RESOURCE_NAME
        )
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal(
                "scheduler.amazonaws.com",
                conditions={"StringEquals": {"aws:SourceAccount": stack.account, "aws:SourceArn": group.attr_arn}},
            ),
            inline_policies={
                "Wired": iam.PolicyDocument(
                    statements=[iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=[self.target_arn])]
                )
            },
        )
        self.group, self.role_arn = group.ref, role.role_arn
        self.schedules_arn = stack.format_arn(service="scheduler", resource="schedule", resource_name=f"{self.group}/*")
