"""Set how much is tried: in the gate a bounded sample, in `make soak` as much as a night allows."""

from hypothesis import settings

MORE = 20
"""Try so many times what the gate tries, unless told otherwise."""


def often(gate, soak=None):
    """Return how often to try: `gate` times, or `soak` times in `make soak`."""
    if settings.get_current_profile_name() != "soak":
        return gate
    return soak or gate * MORE
