"""Upload the built console to the bucket that CloudFront reads."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from infra import pages
from infra.assets import ROOT

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUILT = ROOT / "console" / "dist"
LAST = (pages.START, "sw.js")
"""Upload files that refer to others last: whoever gets a new first page then finds every file that it names."""


def is_built(console: Path = BUILT) -> bool:
    """Return whether the console is built."""
    return (console / pages.START).is_file()


def publish(console: Path, bucket: str, config: Mapping[str, str], client: "S3Client") -> None:
    """Upload every file of the built `console`, and `config` as config.json.

    Files of earlier builds stay, so that a tab left open can still load its own.
    """
    told = json.dumps(dict(config)).encode()
    _put(client, bucket, "config.json", told)
    for name in _in_order(console):
        _put(client, bucket, name, (console / name).read_bytes())


def config(outputs: Mapping[str, str]) -> dict[str, str]:
    """Return what the console must know about its stack: where the API and live connections are, and who signs in."""
    return {
        "api": "/api",
        "live": outputs["LiveUrl"],
        "userPoolId": outputs["UserPoolId"],
        "clientId": outputs["UserPoolClientId"],
    }


def _in_order(console: Path) -> Iterator[str]:
    """List the files in upload order, without folders whose names begin with a dot: those serve the build only."""
    names = [file.relative_to(console) for file in sorted(console.rglob("*")) if file.is_file()]
    shown = [name.as_posix() for name in names if not any(part.startswith(".") for part in name.parts)]
    yield from (name for name in shown if name not in LAST)
    yield from (name for name in LAST if name in shown)


def _put(client: "S3Client", bucket: str, name: str, content: bytes) -> None:
    client.put_object(
        Bucket=bucket,
        Key=name,
        Body=content,
        ContentType=pages.media_type(name),
        CacheControl=pages.cache_control(name),
    )
