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
from django.utils.translation import gettext as _
from django.utils.translation import override

from goda_exempel.accounts.models import User
from stories.content import StoryContent
from stories.faces.hidden import Hidden, hidden, read_hidden
from stories.faces.masking import mask
from stories.models import Edition, Picture, Story
from stories.pictures.figures import keys_of, with_file_names
from stories.pictures.storing import original_name
from stories.publishing.models import Snapshot
from stories.reading import page_of


def keep_snapshot(
    story: Story, edition: Edition, kind: str, *, at: datetime, by: User | None, reason: str = ""
) -> Snapshot:
    """Keep what this edition says, as readers see it. Call it in the transaction of what happens to the story."""
    known = read_hidden(at)
    html, metadata = _html(story, edition, known), _metadata(story, edition)
    pictures = [picture for picture in pictures_of(edition) if picture.pk not in known.pictures]
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
    """The first picture and those in the text, each once."""
    in_text = Picture.objects.filter(key__in=keys_of(content)).order_by("pk") if keys_of(content) else ()
    return list(dict.fromkeys([*([content.picture] if content.picture else []), *in_text]))


def is_locked(snapshot: Snapshot, known: Hidden) -> bool:
    """Whether it has a face, or may have a name, that is not shown any more."""
    faces = known.faces and known.faces & {picture.pk for picture in snapshot.pictures.all()}
    return bool(faces or known.names_in(snapshot.story_id))


def packed(snapshot: Snapshot, *, whole: bool = False) -> bytes:
    """A ZIP file with the page, its facts and its pictures, for whoever asks for the document.

    Of a locked copy the faces and names that are withdrawn are left out, unless it is to be ``whole``.
    """
    known = Hidden() if whole else hidden()
    names, faces = known.names_in(snapshot.story_id), _keys(snapshot, known)
    facts = json.dumps(snapshot.metadata, ensure_ascii=False, indent=2, sort_keys=True)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", mask(snapshot.html, names) if names else snapshot.html)
        archive.writestr("metadata.json", mask(facts, names) if names else facts)
        archive.writestr("sha256.txt", f"{snapshot.digest}\n")
        for row in snapshot.metadata["pictures"]:
            if row["sha256"] not in faces:
                archive.writestr(row["name"], _bytes(row["sha256"]))
        if names or faces:
            archive.writestr("locked.txt", _("Withdrawn names and pictures are left out of this copy.") + "\n")
    return out.getvalue()


def _keys(snapshot: Snapshot, known: Hidden) -> set[str]:
    return {picture.key for picture in snapshot.pictures.all() if picture.pk in known.faces}


def _bytes(key: str) -> bytes:
    with default_storage.open(original_name(key)) as file:
        return bytes(file.read())


def _html(story: Story, edition: Edition, known: Hidden) -> str:
    """A page that can be read by itself in fifty years: no style, no address that has to answer."""
    with override(settings.LANGUAGE_CODE):
        page = page_of(story, edition, known=known, texts=lambda html, _content: with_file_names(html, known))
        context = {"story_page": page, "edition": edition, "address": story.public_url}
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
