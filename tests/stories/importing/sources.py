"""What an older site leaves behind, as files."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management import CommandError, call_command

from goda_exempel import roles
from goda_exempel.accounts.models import User
from tests.factories import make_unit, make_user
from tests.stories.uploads import picture_bytes

SAMPLE: Final = Path(settings.BASE_DIR) / "docs/import/sample"
UNITS: Final = (
    "Arbetsmarknadsenheten", "Barncentrum", "Fritidsenheten", "Funktionsstöd", "Förskolan", "Grundskolan",
    "Gymnasieskolan", "Hemtjänsten", "Individ och familj", "Kulturenheten", "Stadsbiblioteket",
    "Särskilt boende för äldre",
)  # fmt: skip

LINE: Final = {
    "id": "17",
    "adress": "http://gamla.example/Artiklar/Cykeln/",
    "datum": "2013-06-13",
    "enhet": "Biblioteket",
    "rubrik": "Cykeln som lånar ut böcker",
    "ingress": "Boken kommer på cykel till den som inte kan komma till boken.",
    "text": "En onsdag rullade den ut.\n\n## Så började det\n\nMed en korg och en karta.",
    "bild": "bilder/cykel.jpg",
    "alt-text": "En cykel med boklåda.",
    "fotograf": "Eva Exempel",
    "personer": "Kim Exempel",
    "samtycke": "Ja, skriftligt",
}


def table(*rows: dict[str, str], separator: str = ";", encoding: str = "utf-8") -> bytes:
    """Lines as CSV: each is a whole one with what is said otherwise."""
    whole = [{**LINE, **row} for row in rows]
    names = list(dict.fromkeys(name for row in whole for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names, delimiter=separator, restval="")
    writer.writeheader()
    writer.writerows(whole)
    return out.getvalue().encode(encoding)


def folder(top: Path, files: dict[str, bytes]) -> Path:
    for name, data in {"bilder/cykel.jpg": picture_bytes(), **files}.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(data)
    return top


def archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in {"bilder/cykel.jpg": picture_bytes(), **files}.items():
            zipped.writestr(name, data)
    return out.getvalue()


def make_editor() -> User:
    return make_user(roles.EDITOR, name="Erik Redaktör", units=(make_unit("Biblioteket"),))


def run(path: Path, **options: Any) -> tuple[str, str, int]:
    """What the command says, what it says of files, and how it ends."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_stories", path, stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue(), f"{err.getvalue()}{error}", 1
    return out.getvalue(), err.getvalue(), 0
