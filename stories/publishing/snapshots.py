"""The archive copies: the page as it was, its pictures and facts, with a fingerprint that proves it is unchanged."""

import hashlib
import json
import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.translation import override

from goda_exempel.accounts.models import User
from stories.content import StoryContent
from stories.models import Edition, Picture, Story
from stories.pictures import original_name
from stories.publishing.models import Snapshot
from stories.reading import page_of


def keep_snapshot(
    story: Story, edition: Edition, kind: str, *, at: datetime, by: User | None, reason: str = ""
) -> Snapshot:
    """Keep what this edition says, as readers see it. Call it in the transaction of what happens to the story."""
    html, metadata, pictures = _html(story, edition), _metadata(story, edition), pictures_of(edition)
    metadata["pictures"] = [{"name": f"{picture.key}.jpg", "sha256": picture.key} for picture in pictures]
    snapshot = Snapshot.objects.create(
        story=story, edition=edition, kind=kind, at=at, actor=by, actor_name=by.name if by else "", reason=reason,
        html=html, metadata=metadata, digest=digest_of(html, metadata),
    )  # fmt: skip
    snapshot.pictures.set(pictures)
    return snapshot


def digest_of(html: str, metadata: Any) -> str:
    canonical = json.dumps(metadata, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{html}\n{canonical}".encode()).hexdigest()


def is_intact(snapshot: Snapshot) -> bool:
    """Whether page, facts and pictures still are what was kept."""
    return digest_of(snapshot.html, snapshot.metadata) == snapshot.digest and all(
        hashlib.sha256(_bytes(row["sha256"])).hexdigest() == row["sha256"] for row in snapshot.metadata["pictures"]
    )


def pictures_of(content: StoryContent) -> list[Picture]:
    return [content.picture] if content.picture is not None else []


def packed(snapshot: Snapshot) -> bytes:
    """A ZIP file with the page, its facts and its pictures, for whoever asks for the document."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", snapshot.html)
        archive.writestr("metadata.json", json.dumps(snapshot.metadata, ensure_ascii=False, indent=2, sort_keys=True))
        archive.writestr("sha256.txt", f"{snapshot.digest}\n")
        for row in snapshot.metadata["pictures"]:
            archive.writestr(row["name"], _bytes(row["sha256"]))
    return out.getvalue()


def _bytes(key: str) -> bytes:
    with default_storage.open(original_name(key)) as file:
        return bytes(file.read())


def _html(story: Story, edition: Edition) -> str:
    """A page that can be read by itself in fifty years: no style, no address that has to answer."""
    with override(settings.LANGUAGE_CODE):
        context = {"story_page": page_of(story, edition), "edition": edition, "address": story.public_url}
        return render_to_string("stories/publishing/snapshot.html", context)


def _metadata(story: Story, edition: Edition) -> dict[str, Any]:
    return {
        "address": f"{settings.SITE_URL}{story.public_url}",
        "month": story.month.isoformat(),
        "published": story.publish_at.isoformat() if story.publish_at else None,
        "edition": edition.number,
        "approved": edition.approved_at.isoformat(),
        "approved_by": edition.approved_by_name,
        "wording": edition.digest,
        "ideas": [idea.number for idea in story.ideas.order_by("number")],
        "content": {name: _plain(edition, name) for name in edition.CONTENT_FIELDS},
    }


def _plain(edition: Edition, name: str) -> str | None:
    value = getattr(edition, name)
    return None if value is None else str(value)
