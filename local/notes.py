"""What a run must remember about the data in the engine, kept in the engine.

Whatever becomes of the engine's state, saved, lost or reset, the notes share its fate and never contradict it.
"""

import json

from local import embedded
from local.api import Json

PREFIX = "/relevo/local/"


def get(endpoint: str, name: str) -> Json:
    """The note `name`, or None."""
    ssm = embedded.client("ssm", endpoint)
    try:
        return json.loads(ssm.get_parameter(Name=PREFIX + name)["Parameter"]["Value"])
    except ssm.exceptions.ParameterNotFound:
        return None


def put(endpoint: str, name: str, value: Json) -> None:
    """Keep `value` (anything JSON) as the note `name`."""
    ssm = embedded.client("ssm", endpoint)
    ssm.put_parameter(Name=PREFIX + name, Value=json.dumps(value), Type="String", Overwrite=True)
