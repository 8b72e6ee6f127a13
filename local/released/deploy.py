"""Deploy a kept release to the embedded AWS: in an empty one, or over the stack of another release."""

import copy
import io
import json
import tempfile
import zipfile
from pathlib import Path

from botocore.exceptions import ClientError, WaiterError

from infra.assets import Architecture, Assets, Staged
from local import embedded, places
from local.embedded import ACCOUNT, REGION, Client
from local.problems import Broken
from local.released.archive import EMBEDDED, Release, Template, layers

BUCKET = f"cdk-hnb659fds-assets-{ACCOUNT}-{REGION}"
"""Name the bucket that `cdk bootstrap` makes for code."""

FUNCTION, LAYER = "AWS::Lambda::Function", "AWS::Lambda::LayerVersion"
OUR_OWN = "ZipFile"  # a function whose code stands in the template
DATE = (1980, 1, 1, 0, 0, 0)
LOOKS = {"Delay": 1, "MaxAttempts": 1800}


def deploy(endpoint: str, release: Release, stack: str) -> None:
    """Make the stack of a kept release, or of a stack that is there one of that release.

    Args:
        endpoint: of the running engine, after `cdk bootstrap`.
        release: as it was kept.
        stack: the name of the demo's stack.

    Raises:
        Broken: the stack could not be made or updated; says why.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        release.unpack(folder)
        assets = Assets(Architecture.of_host(), on_host=True, root=folder, out=places.BUILD / "assets")
        template = with_code(release.templates[EMBEDDED], assets, embedded.client("s3", endpoint))
    _put_up(endpoint, stack, template)


def with_code(kept: Template, assets: Assets, s3: Client) -> Template:
    """Upload the code of all functions and layers; return the template with their places, for this machine."""
    template, locks = copy.deepcopy(kept), layers(kept)
    machine = assets.architecture.value
    for name, one in template["Resources"].items():
        properties = one.get("Properties", {})
        if one["Type"] == FUNCTION and OUR_OWN not in properties["Code"]:
            staged = assets.function(properties["Handler"].split(".")[1])
            properties |= {"Architectures": [machine], "Code": _uploaded(staged, s3)}
        elif one["Type"] == LAYER:
            staged = assets.layer(Path(locks[name]).stem)
            properties |= {"CompatibleArchitectures": [machine], "Content": _uploaded(staged, s3)}
    return template


def _uploaded(staged: Staged, s3: Client) -> dict[str, str]:
    key = f"released/{staged.digest}.zip"
    if not s3.list_objects_v2(Bucket=BUCKET, Prefix=key).get("KeyCount"):
        s3.put_object(Bucket=BUCKET, Key=key, Body=_zip(staged.path))
    return {"S3Bucket": BUCKET, "S3Key": key}


def _zip(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), DATE)
            entry.external_attr, entry.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return packed.getvalue()


def _put_up(endpoint: str, stack: str, template: Template) -> None:
    """Make the stack, or update it, and wait until that has ended."""
    cloudformation, s3 = embedded.client("cloudformation", endpoint), embedded.client("s3", endpoint)
    key = f"released/{stack}.json"
    s3.put_object(Bucket=BUCKET, Key=key, Body=json.dumps(template).encode())
    there = any(
        one["StackName"] == stack and one["StackStatus"] != "DELETE_COMPLETE"
        for page in cloudformation.get_paginator("list_stacks").paginate()
        for one in page["StackSummaries"]
    )
    act, ended = ("update_stack", "stack_update_complete") if there else ("create_stack", "stack_create_complete")
    try:
        getattr(cloudformation, act)(
            StackName=stack, TemplateURL=f"{endpoint}/{BUCKET}/{key}", Capabilities=["CAPABILITY_NAMED_IAM"]
        )
        cloudformation.get_waiter(ended).wait(StackName=stack, WaiterConfig=LOOKS)
    except (ClientError, WaiterError) as problem:
        if "No updates are to be performed" not in str(problem):
            raise Broken(f"{stack} could not become the kept release: {problem}") from None
