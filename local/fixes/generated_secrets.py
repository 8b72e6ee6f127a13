"""Generate a stack's secrets of letters and digits alone where its template asks for that.

Stock behaviour: `ExcludePunctuation` of `GenerateSecretString` is ignored, so a secret may hold what none has on AWS.
"""

import string

from ministack.services.cloudformation import provisioners

from local.fixes import Stock, replace

GENERATE, EXCLUDED = "GenerateSecretString", "ExcludeCharacters"


def repair() -> None:
    """Leave punctuation out of generated secrets where that is asked for."""
    stock: Stock = replace(provisioners, "_sm_secret_string", lambda props: stock(heeded(props)))


def heeded(props: Stock) -> Stock:
    """Return a secret's properties with punctuation among what it excludes, if it is to have none."""
    asked = props.get(GENERATE) or {}
    if str(asked.get("ExcludePunctuation", "")).lower() != "true":
        return props
    return {**props, GENERATE: {**asked, EXCLUDED: asked.get(EXCLUDED, "") + string.punctuation}}
