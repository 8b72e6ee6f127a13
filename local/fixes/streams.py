"""Let table streams survive a restart.

Stock behaviour: a mapping's position in a stream is saved, but not the stream's records. After a restart the count
begins at zero again, so the function is not called until as many changes were made as before. AWS keeps records for a
day, independent of restarts.
"""

from ministack.services import dynamodb

from local.fixes import Stock, find, replace

KEPT = ("_stream_records", "_stream_trimmed")


def repair() -> None:
    """Save and restore the records with their tables."""

    def get_state() -> Stock:
        return stock_get() | kept

    def restore(data: Stock) -> None:
        stock_restore(data)
        for name, records in kept.items():
            records.update((data or {}).get(name, {}))

    kept = {name: find(dynamodb, name) for name in KEPT}
    stock_get = replace(dynamodb, "get_state", get_state)
    stock_restore = replace(dynamodb, "_restore_state", restore)
