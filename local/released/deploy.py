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
    s3, key = embedded.client("s3", endpoint), f"released/{stack}-{release.commit}.json"
    if not _has(s3, key):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            release.unpack(folder)
            assets = Assets(Architecture.of_host(), on_host=True, root=folder, out=places.BUILD / "assets")
            template = with_code(release.templates[EMBEDDED], assets, s3)
        s3.put_object(Bucket=BUCKET, Key=key, Body=json.dumps(template).encode())
    _put_up(endpoint, stack, key)


def copy_release(origin: str, endpoint: str, stack: str) -> None:
    """Make a stack one of the release that the stack of this name has in another engine; nothing is built anew.

    Raises:
        Broken: the stack could not be updated; says why.
    """
    body = embedded.client("cloudformation", origin).get_template(StackName=stack)["TemplateBody"]
    template = body if isinstance(body, dict) else json.loads(body)
    theirs, ours = embedded.client("s3", origin), embedded.client("s3", endpoint)
    for code in _code_of(template):
        content = theirs.get_object(Bucket=BUCKET, Key=code)["Body"].read()
        ours.put_object(Bucket=BUCKET, Key=code, Body=content)
    key = f"released/{stack}-copied.json"
    ours.put_object(Bucket=BUCKET, Key=key, Body=json.dumps(template).encode())
    _put_up(endpoint, stack, key)


def _code_of(template: Template) -> set[str]:
    """Return the keys of the code of all functions and layers."""
    kinds = {FUNCTION: "Code", LAYER: "Content"}
    parts = (one["Properties"][kinds[one["Type"]]] for one in template["Resources"].values() if one["Type"] in kinds)
    return {part["S3Key"] for part in parts if OUR_OWN not in part}


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
    if not _has(s3, key):
        s3.put_object(Bucket=BUCKET, Key=key, Body=_zip(staged.path))
    return {"S3Bucket": BUCKET, "S3Key": key}


def _has(s3: Client, key: str) -> bool:
    return bool(s3.list_objects_v2(Bucket=BUCKET, Prefix=key).get("KeyCount"))


def _zip(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), DATE)
            entry.external_attr, entry.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return packed.getvalue()


def _put_up(endpoint: str, stack: str, key: str) -> None:
    """Make the stack of a template, or update it, and wait until that has ended."""
    cloudformation = embedded.client("cloudformation", endpoint)
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
            raise Broken(f"{stack} could not become that release: {problem}") from None
