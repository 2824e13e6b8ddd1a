"""Draw the workflows for ``docs/workflows/``, or say which pictures no longer show what the tables say."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from awards.states import PRIZE_WORKFLOW
from goda_exempel.drawing import draw
from ideas.calls.states import CALL_WORKFLOW
from ideas.states import IDEA_WORKFLOW
from stories.states import STORY_WORKFLOW

WORKFLOWS = (IDEA_WORKFLOW, CALL_WORKFLOW, STORY_WORKFLOW, PRIZE_WORKFLOW)


def pictures() -> dict[Path, str]:
    """Every picture's file and what it should hold, in Swedish."""
    folder = settings.BASE_DIR / "docs" / "workflows"
    with translation.override("sv"):
        return {folder / f"{workflow.name}.svg": draw(workflow) for workflow in WORKFLOWS}


class Command(BaseCommand):
    help = "Draws the workflows from their tables into docs/workflows/."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail where a picture is out of date")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        stale = [path for path, drawn in pictures().items() if not path.exists() or path.read_text("utf-8") != drawn]
        if check and stale:
            names = ", ".join(path.name for path in stale)
            raise CommandError(f"Out of date: {names}. Run manage.py draw_workflows.")
        for path in [] if check else stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pictures()[path], "utf-8")
            self.stdout.write(f"Drew {path.relative_to(settings.BASE_DIR)}")
