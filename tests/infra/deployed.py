"""Answer as CloudFormation does of stacks that are deployed, for `tests.infra.accounts`."""

from datetime import UTC, datetime

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)


def stack(name="relevo-acme", release="0.1.0", commit="a" * 40, status="UPDATE_COMPLETE", **more):
    """Return one stack as DescribeStacks tells it; `outputs` adds to its outputs."""
    outputs = {"ApiUrl": f"https://{name}.example.com", "Commit": commit, **more.pop("outputs", {})}
    return {
        "StackName": name, "StackStatus": status, "CreationTime": AT, "EnableTerminationProtection": True,
        "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()],
        "Tags": [{"Key": "relevo:release", "Value": release}],
        **more,
    }  # fmt: skip


def stacks(*found):
    """Return what answers DescribeStacks: with one by its name, or with all."""

    def answer(asked):
        if "StackName" not in asked:
            return {"Stacks": list(found)}
        named = [one for one in found if one["StackName"] == asked["StackName"]]
        return {"Stacks": named} if named else "ValidationError"

    return answer


def resources(*found):
    """Return what answers ListStackResources with these (type, logical id, physical id)."""
    return {
        "StackResourceSummaries": [
            {
                "ResourceType": kind, "LogicalResourceId": logical, "PhysicalResourceId": physical,
                "LastUpdatedTimestamp": AT, "ResourceStatus": "CREATE_COMPLETE",
            }
            for kind, logical, physical in found
        ]
    }  # fmt: skip
