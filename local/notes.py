"""Keep what a run must remember about the engine's data inside the engine.

If the engine's state is saved, lost or reset, so are the notes: the two never contradict each other.
"""

import json

from local import embedded
from local.api import Json

PREFIX = "/relevo/local/"


def get(endpoint: str, name: str) -> Json:
    """Return the note `name`, or None."""
    ssm = embedded.client("ssm", endpoint)
    try:
        return json.loads(ssm.get_parameter(Name=PREFIX + name)["Parameter"]["Value"])
    except ssm.exceptions.ParameterNotFound:
        return None


def put(endpoint: str, name: str, value: Json) -> None:
    """Keep `value` (anything JSON) as the note `name`."""
    ssm = embedded.client("ssm", endpoint)
    ssm.put_parameter(Name=PREFIX + name, Value=json.dumps(value), Type="String", Overwrite=True)
