"""Acknowledge findings of cdk-nag with a reason. A finding without a reason fails the synthesis."""

from collections.abc import Mapping

from aws_cdk import Acknowledgment, App, Stack, Validations
from constructs import IConstruct


def check(app: App) -> None:
    """Check the app with both rule packs when it is synthesized."""
    from cdk_nag import AwsSolutionsChecks, ServerlessChecks  # here: local deployments skip it, and start faster

    Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))


def acknowledge(construct: IConstruct, reasons: Mapping[str, str]) -> None:
    """Acknowledge findings on `construct`: rule → why it does not apply."""
    Validations.of(construct).acknowledge(*(Acknowledgment(id=rule, reason=why) for rule, why in reasons.items()))


def wildcard_finding(scope: IConstruct, arn: str) -> str:
    """Name the rule that a grant on `arn` breaks, as the rule pack writes it: references in angle brackets."""
    resolved = Stack.of(scope).resolve(arn)
    parts = resolved["Fn::Join"][1] if isinstance(resolved, dict) and "Fn::Join" in resolved else [resolved]
    return f"AwsSolutions-IAM5[Resource::{''.join(_written(part) for part in parts)}]"


def _written(part: str | dict[str, str | list[str]]) -> str:
    if isinstance(part, str):
        return part
    (reference,) = part.values()
    return f"<{reference if isinstance(reference, str) else '.'.join(reference)}>"
