"""Operations on the photos of notes: where to upload one, and where to see it."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from shared.domain.kernel.record import LeadId, PhotoId
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.note import MAX_PHOTO_BYTES
from shared.domain.leads.photos import UPLOAD_VALID, add_photo, check_photos_seen
from shared.doors import NewId
from shared.lead_session import LeadSession
from shared.lead_snapshot import Snapshot
from shared.photos import CONTENT_TYPE, VIEW_VALID_SECONDS, Photos
from shared.web.request import Request
from shared.web.schemas import RequestModel, Shown


class PhotoBody(RequestModel):
    """The size in bytes of a photo to upload, a JPEG; the upload's signature covers it."""

    bytes: Annotated[int, Field(ge=1, le=MAX_PHOTO_BYTES, strict=True)]


class PhotoUploadShown(Shown):
    """Where to upload a photo: send the file to `url`, with `method` and these headers, before `expires_at`."""

    photo_id: str
    url: str
    method: Literal["PUT"] = "PUT"
    headers: dict[str, str]
    expires_at: AwareDatetime


class PhotoShown(Shown):
    """Where to see a photo until `expires_at`. Whoever has the address sees it: do not pass it on."""

    url: str
    expires_at: AwareDatetime


class PhotoOperations:
    """Operations on the photos of a lead's notes."""

    def __init__(self, session: LeadSession, photos: Photos, new_id: NewId) -> None:
        self._session, self._photos, self._new_id = session, photos, new_id

    def add_photo(self, request: Request, lead_id: LeadId, body: PhotoBody) -> PhotoUploadShown:
        """Say where to upload a photo to, within five minutes; then record an interaction that names it."""

        def decide(snapshot: Snapshot) -> Decision:
            return add_photo(snapshot.lead, snapshot.me, snapshot.plan.settings, snapshot.now)

        self._session.change(request, lead_id, decide)
        photo_id = self._new_id("photo")
        return PhotoUploadShown(
            photo_id=photo_id,
            url=self._photos.upload_url(lead_id, photo_id, body.bytes),
            headers={"Content-Type": CONTENT_TYPE},
            expires_at=request.now + UPLOAD_VALID,
        )

    def show_photo(self, request: Request, lead_id: LeadId, photo_id: PhotoId) -> PhotoShown:
        """Say where to see a photo of the lead's notes, for five minutes, also if it is read as one with another."""
        check_photos_seen(*self._session.read_as_one(request, lead_id))
        url = self._photos.view_url(lead_id, photo_id)
        return PhotoShown(url=url, expires_at=request.now + timedelta(seconds=VIEW_VALID_SECONDS))
