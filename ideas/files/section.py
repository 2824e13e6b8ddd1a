"""The part of an idea's page that shows its files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from goda_exempel.accounts.models import User
from ideas.files.forms import DescribeForm, UploadForm
from ideas.files.models import IdeaFile
from ideas.files.permissions import may_change_files
from ideas.files.workflow import MOST_FILES
from ideas.models import Idea


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not kept, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of each file of an upload."""

    kept: list[IdeaFile] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Bound:
    """What the room's views show again on the idea's page."""

    upload: UploadForm | None = None
    describe: DescribeForm | None = None
    report: Report | None = None


def context(user: User, idea: Idea, bound: Any) -> Mapping[str, Any] | None:
    shown: Bound = bound or Bound()
    may_change = may_change_files(user, idea)
    files = list(idea.files.all())
    for file in files:
        file.idea = idea
    if not files and not may_change:
        return None
    pictures = [file for file in files if file.is_picture]
    return {
        "idea": idea,
        "pictures": _with_forms(pictures, shown.describe) if may_change else [(file, None) for file in pictures],
        "documents": [file for file in files if not file.is_picture],
        "may_change": may_change,
        "form": (shown.upload or UploadForm()) if may_change and len(files) < MOST_FILES else None,
        "report": shown.report,
        "most": MOST_FILES,
    }


def _with_forms(pictures: Iterable[IdeaFile], bound: DescribeForm | None) -> list[tuple[IdeaFile, DescribeForm]]:
    return [
        (file, bound if bound is not None and bound.instance.pk == file.pk else DescribeForm(instance=file))
        for file in pictures
    ]
