"""Fifty-nine made-up stories of an older site, with everything that is difficult about older sites."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
UNITS: Final = (
    "Arbetsmarknadsenheten", "Barncentrum", "Fritidsenheten", "Funktionsstöd", "Förskolan", "Grundskolan",
    "Gymnasieskolan", "Hemtjänsten", "Individ och familj", "Kulturenheten", "Stadsbiblioteket",
    "Särskilt boende för äldre",
)  # fmt: skip
