"""How much is tried: in the gate a bounded sample, by `make soak` as much as a night allows."""

from hypothesis import settings

MORE = 20
"""So many times what the gate tries, where nothing else is said."""


def often(gate, soak=None):
    """Return how often to try: `gate` times, or by `make soak` `soak` times."""
    if settings.get_current_profile_name() != "soak":
        return gate
    return soak or gate * MORE
