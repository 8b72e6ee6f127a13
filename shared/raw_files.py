"""Keep deliveries as they were received: a small one with its record, a large one as a file."""

from __future__ import annotations

import base64
import zlib

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.lead_records.raw_delivery import RawPart
from shared.observe import count, error_code, logger
from shared.uploads import Uploads

PREFIX = "kept/"
DAYS = (7, 14, 30, 60, 90, 180, 365)  # a file lies below the first of these that is not less than the team's setting
MAX_PACKED = 8 * 1024  # bytes, compressed, that lie in the table


class RawFiles:
    """The files of large deliveries, in the bucket of deliveries that were put off.

    Args:
        files: the bucket.
    """

    def __init__(self, files: Uploads) -> None:
        self._files = files

    def keep(self, part: RawPart, raw: bytes, place: str, days: int) -> RawPart:
        """Return the part with its bytes, or with the file that holds them, which is written first.

        A lead is worth more than what it was made of: if the file cannot be written, the part says how much it was.

        Args:
            part: what is known of it.
            raw: its bytes.
            place: names the file: the same for the same bytes, so that one that comes again is kept once.
            days: for how long it is kept.
        """
        compressed = zlib.compress(raw)
        if len(compressed) <= MAX_PACKED and not part.shared:
            return part.model_copy(update={"packed": base64.b64encode(compressed).decode()})
        key = f"{PREFIX}{next(one for one in DAYS if one >= days):03}/{place}"
        try:
            self._files.write(key, compressed)
        except (ClientError, BotoCoreError) as error:
            logger.warning("delivery_not_kept", extra={"error": error_code(error)})
            count("DeliveryNotKept")
            return part
        return part.model_copy(update={"file": key})

    def read(self, part: RawPart, most: int | None = None) -> bytes | None:
        """Return the bytes of a part, at most `most`; None if they are not kept, or not any more."""
        compressed = base64.b64decode(part.packed) if part.packed is not None else self._found(part.file)
        return None if compressed is None else zlib.decompressobj().decompress(compressed, most or 0)

    def delete(self, key: str) -> None:
        """Delete a file; if there is none, do nothing."""
        self._files.delete(key)

    def _found(self, key: str | None) -> bytes | None:
        found = self._files.read(key) if key else None
        return found[1] if found else None


def is_small(raw: bytes) -> bool:
    """Return whether bytes lie in the table."""
    return len(zlib.compress(raw)) <= MAX_PACKED
