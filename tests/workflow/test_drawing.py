"""The drawn pictures of the workflows."""

from xml.etree import ElementTree as ET

import pytest
from django.core.management import CommandError, call_command

from goda_exempel.drawing import WHO, draw
from goda_exempel.management.commands import draw_workflows
from goda_exempel.management.commands.draw_workflows import WORKFLOWS
from goda_exempel.workflow_table import Workflow

every_workflow = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.name)


def test_the_pictures_show_what_the_tables_say() -> None:
    call_command("draw_workflows", "--check")


def test_an_old_picture_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    path = next(iter(draw_workflows.pictures()))
    monkeypatch.setattr(draw_workflows, "pictures", lambda: {path: "another drawing"})
    with pytest.raises(CommandError, match=r"ideas\.svg"):
        call_command("draw_workflows", "--check")


@every_workflow
def test_every_state_and_move_is_drawn(workflow: Workflow) -> None:
    texts = [element.text for element in ET.fromstring(draw(workflow)).iter() if element.text]
    for move in workflow.moves:
        assert str(move.label) in texts
    words = " ".join(texts)
    for state in workflow.states.values:
        assert all(word in words for word in workflow.label(state).split())


@every_workflow
def test_everybody_in_a_table_has_a_name(workflow: Workflow) -> None:
    assert {name for move in workflow.moves for name in move.who} <= WHO.keys()


@every_workflow
def test_the_picture_says_in_words_what_it_shows(workflow: Workflow) -> None:
    root = ET.fromstring(draw(workflow))
    description = root.findtext("{http://www.w3.org/2000/svg}desc") or ""
    assert all(str(move.label) in description for move in workflow.moves)
