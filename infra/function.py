"""Build one function of the wiring: its role, log, code, and the alias `live` that triggers target."""

from collections.abc import Mapping, Sequence

from aws_cdk import AssetHashType, Duration, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra import grants, wiring
from infra.assets import Architecture, Staged
from infra.grants import Resource
from infra.policy import acknowledge, wildcard_finding
from infra.wiring.function import ALIAS

RUNTIME = lambda_.Runtime.PYTHON_3_13
MACHINES = {Architecture.ARM64: lambda_.Architecture.ARM_64, Architecture.X86_64: lambda_.Architecture.X86_64}

type Places = Mapping[Resource, Sequence[str]]
"""Map each resource of a grant to its ARNs in this stack."""


class LambdaFunction(Construct):
    """Build a function with exactly the permissions of its wiring."""

    def __init__(
        self,
        scope: Construct,
        wired: wiring.Function,
        *,
        code: Staged,
        layers: Sequence[lambda_.ILayerVersion],
        architecture: Architecture,
        environment: Mapping[str, str],
        places: Places,
        log_days: int,
        reserves: bool,
        snap_start: bool,
    ) -> None:
        """Create the function.

        With `reserves`, it has the concurrency that its wiring keeps for it. With `snap_start`, if it is awaited,
        each of its versions starts from a snapshot that Lambda takes when the version is published.
        """
        super().__init__(scope, wired.name.title())
        self.function_name = f"{Stack.of(self).stack_name}-{wired.name}"
        self.log = make_log(self, "Log", name=f"/aws/lambda/{self.function_name}", days=log_days)
        self.role = make_role(
            self, wired, {**places, Resource.OWN_LOG: [self.log.log_group_arn]}, sender=environment["MAIL_FROM"]
        )
        function = lambda_.Function(
            self,
            "Function",
            function_name=self.function_name,
            description=wired.does,
            runtime=RUNTIME,
            architecture=MACHINES[architecture],
            handler=wired.entry,
            code=staged_code(code),
            layers=list(layers),
            environment=wired.variables.model_validate(environment).env(),
            role=self.role.without_policy_updates(),
            memory_size=wired.memory,
            timeout=Duration.seconds(wired.timeout_seconds),
            log_group=self.log,
            reserved_concurrent_executions=wired.reserved if reserves else None,
            snap_start=lambda_.SnapStartConf.ON_PUBLISHED_VERSIONS if snap_start and wired.awaited else None,
        )
        self.live = function.add_alias(ALIAS)
        self.dimensions = {"FunctionName": self.function_name}
        acknowledge(function, _ANSWERS.get(wired.trigger, _CALLER_WAITS))


def make_role(scope: Construct, wired: wiring.Function, places: Places, *, sender: str) -> iam.Role:
    """Create the function's own role, with one statement for each grant on a resource that this tenant has.

    Args:
        scope: the function.
        wired: its wiring.
        places: the ARNs of resources.
        sender: the address that mails may be sent from.
    """
    granted = [grant for grant in (*grants.EVERY_FUNCTION, *wired.grants) if places[grant.resource]]
    role = iam.Role(
        scope,
        "Role",
        assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
        inline_policies={
            "Wired": iam.PolicyDocument(
                minimize=False,
                statements=[
                    iam.PolicyStatement(
                        actions=list(grant.actions),
                        resources=list(places[grant.resource]),
                        conditions=grant.conditions(sender),
                    )
                    for grant in granted
                ],
            )
        },
    )
    for grant in granted:
        if why := grants.WILDCARDS.get(grant.resource):
            acknowledge(role, {wildcard_finding(role, arn): why for arn in places[grant.resource]})
    acknowledge(role, {"Serverless-LambdaStarPermissions": "each `*` has its reason in infra.grants.WILDCARDS"})
    return role


def make_log(scope: Construct, construct_id: str, *, name: str, days: int) -> logs.LogGroup:
    """Create a log group that deletes entries after `days`. It goes with the stack: it holds no personal data."""
    log = logs.LogGroup(scope, construct_id, log_group_name=name, removal_policy=RemovalPolicy.DESTROY)
    group = log.node.default_child
    assert isinstance(group, logs.CfnLogGroup)  # noqa: S101 - the CDK types it as any construct
    group.retention_in_days = days
    return log


def staged_code(staged: Staged) -> lambda_.AssetCode:
    """Return code that the CDK need not hash again: the staging's digest names it."""
    return lambda_.Code.from_asset(str(staged.path), asset_hash=staged.digest, asset_hash_type=AssetHashType.CUSTOM)


_RUNTIME = "Python 3.13 on purpose: the same version for checkout, bytecode and Lambda; see .python-version"
_UNTRACED = "the log has each call's milliseconds; a trace costs more than the call (docs/decisions, 37)"
_ALL = {
    "AwsSolutions-L1": _RUNTIME,
    "Serverless-LambdaLatestVersion": _RUNTIME,
    "Serverless-LambdaTracing": _UNTRACED,
}
_NOBODY_WAITS = ("Serverless-LambdaDLQ", "Serverless-LambdaAsyncFailureDestination")
_CALLER_WAITS = _ALL | dict.fromkeys(
    _NOBODY_WAITS, "never invoked asynchronously: its caller waits for the answer and sees the error"
)
_ANSWERS: dict[wiring.Trigger | None, dict[str, str]] = {
    wiring.Trigger.EVERY_MINUTE: _ALL
    | dict.fromkeys(_NOBODY_WAITS, "the next sweep, a minute later, does the work of a failed one; its errors alarm"),
    wiring.Trigger.PROBE: _ALL
    | dict.fromkeys(_NOBODY_WAITS, "the next probe, some minutes later, tells as much; its errors alarm"),
    wiring.Trigger.SCHEDULE: _ALL
    | dict.fromkeys(_NOBODY_WAITS, "the sweep, a minute later, does the work of a failed switch; its errors alarm"),
}
