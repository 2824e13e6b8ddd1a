"""Files as people choose them, and what is left of them in the folder of uploaded files."""

from pathlib import Path
from typing import Final

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from ideas.files.models import IdeaFile
from ideas.files.workflow import add
from ideas.models import Idea
from tests.stories.uploads import picture_bytes

PHOTOS: Final = Path(__file__).parents[2] / "data" / "photos"

PDF: Final = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
xref
0 4
0000000000 65535 f
trailer<</Size 4/Root 1 0 R>>
startxref
178
%%EOF
"""
PDF_WITH_SCRIPT: Final = PDF.replace(
    b"/Pages 2 0 R>>", b"/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>", 1
)


def jpeg(colour: str = "teal", name: str = "bild.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture_bytes(size=(600, 400), colour=colour), "image/jpeg")


def pdf(name: str = "mall.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/pdf")


def make_file(idea: Idea, upload: SimpleUploadedFile | None = None) -> IdeaFile:
    return add(idea, upload or jpeg(), by=idea.submitter)


def stored() -> list[str]:
    """Every stored file, by its path below the folder of uploaded files."""
    root = Path(default_storage.path(""))
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
