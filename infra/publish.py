"""Put the built console where CloudFront reads it."""

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
"""What leads to other files comes after them: whoever gets a new first page gets everything that it names."""


def is_built(console: Path = BUILT) -> bool:
    """Whether `make console` has been here."""
    return (console / pages.START).is_file()


def publish(console: Path, bucket: str, config: Mapping[str, str], client: "S3Client") -> None:
    """Upload every file of the built `console`, and `config` as config.json.

    Files of earlier builds stay: a tab that was left open goes on loading its own.
    """
    told = json.dumps(dict(config)).encode()
    _put(client, bucket, "config.json", told)
    for name in _in_order(console):
        _put(client, bucket, name, (console / name).read_bytes())


def config(outputs: Mapping[str, str]) -> dict[str, str]:
    """What the console must know of its stack: where the API is, and who signs in where."""
    return {"api": "/api", "userPoolId": outputs["UserPoolId"], "clientId": outputs["UserPoolClientId"]}


def _in_order(console: Path) -> Iterator[str]:
    """The files, without what the build keeps for itself (in folders that begin with a dot)."""
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
