"""A picture of a workflow, drawn from its table: the states in order across the top, and below them a row a move.

A dot marks each state a move starts from, an arrowhead the state it leads to; a loop is a move that stays where it is.
The drawing is plain SVG that follows the reader's light or dark scheme.
"""

from dataclasses import dataclass
from html import escape
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from goda_exempel.workflow_table import Move, Workflow

COLUMN: Final = 172
BOX: Final = (152, 46)
MARGIN: Final = 24
TOP: Final = 140  # the middle of the boxes
FIRST_ROW: Final = 96  # from there to the first move
ROW: Final = 64
LOOP: Final = 15
TEXT: Final = 14
SMALL: Final = 12

WHO: Final[dict[str, StrPromise]] = {
    "submitter": _("idea author"),
    "contributor": _("co-author"),
    "coach": _("idea coach"),
    "coordinator": _("coordinator of ideas or administrator"),
    "line_owner": _("line owner"),
    "asked_line_owner": _("the manager who was asked"),
    "code_holder": _("the person with the word code"),
    "communicator": _("communicator"),
    "editor": _("editor"),
    "reviewer": _("an editor who did not write last"),
    "approver": _("the editor who approved"),
    "last_editor": _("the editor who wrote last"),
    "importer": _("the editor who imports"),
    "fact_checker": _("the people of the idea"),
    "portal": _("the portal"),
    "secretary": _("the jury's secretary"),
    "juror": _("juror"),
    "maker": _("who made the call"),
    "idea_coordinator": _("coordinator of ideas"),
}
TITLES: Final[dict[str, StrPromise]] = {
    "ideas": _("The way of an idea"),
    "ideas/calls": _("The way of a call for ideas"),
    "stories": _("The way of a story"),
    "awards": _("The way of the prize"),
}
NOTES: Final[dict[str, StrPromise]] = {
    "ideas/calls": _("A call opens and closes by its dates. No job has to run."),
    "stories": _("A story is published when it is approved and its time has come. No job has to run."),
    "awards": _("The phases follow from their dates. A move opens or closes one early or late."),
}

STYLE: Final = """
  svg { --paper: #fbfaf7; --ink: #1c1b19; --quiet: #5d5a54; --line: #d5d1c8; --box: #fff; --accent: #0f5f6b; }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #161615; --ink: #edebe6; --quiet: #b1ada5; --line: #3f3d39; --box: #22211f; --accent: #6cc3cf; }
  }
  text { font: 14px system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; fill: var(--ink); }
  .title { font-size: 22px; font-weight: 650; }
  .quiet { font-size: 12px; fill: var(--quiet); }
  .paper { fill: var(--paper); }
  .box { fill: var(--box); stroke: var(--quiet); }
  .state { font-weight: 600; text-anchor: middle; }
  .life { stroke: var(--line); stroke-width: 1.5; }
  .move { stroke: var(--quiet); stroke-width: 1.5; fill: none; }
  .head { fill: var(--quiet); }
  .primary .move { stroke: var(--accent); stroke-width: 2.5; }
  .primary .head { fill: var(--accent); }
  .primary .label { font-weight: 650; }
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where things are: the columns of a workflow's states and the rows of its moves."""

    workflow: Workflow

    @property
    def width(self) -> int:
        return 2 * MARGIN + COLUMN * len(self.workflow.states)

    @property
    def bottom(self) -> int:
        """The middle of the lower boxes."""
        return self.row(len(self.workflow.moves) - 1) + FIRST_ROW - 28

    def column(self, state: str) -> int:
        return MARGIN + COLUMN // 2 + COLUMN * list(self.workflow.states.values).index(state)

    @staticmethod
    def row(index: int) -> int:
        return TOP + FIRST_ROW + ROW * index


def draw(workflow: Workflow) -> str:
    """The workflow as an SVG document, in the language in use."""
    sheet = Sheet(workflow)
    height = sheet.bottom + BOX[1] // 2 + MARGIN
    title = str(TITLES[workflow.name])
    size = f'viewBox="0 0 {sheet.width} {height}" width="{sheet.width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(describe(workflow))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{sheet.width}" height="{height}"/>',
        f'<text class="title" x="{MARGIN + 8}" y="44">{escape(title)}</text>',
        *(f'<text class="quiet" x="{MARGIN + 8}" y="{y}">{escape(line)}</text>' for y, line in explain(workflow)),
        *(_state(sheet, state) for state in workflow.states.values),
        *(_move(sheet, sheet.row(index), move) for index, move in enumerate(workflow.moves)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def describe(workflow: Workflow) -> str:
    """The picture in words."""
    return " ".join(
        f"{', '.join(workflow.label(state) for state in move.sources)} → "
        f"{workflow.label(move.target) if move.target else gettext('no new state')}: {move.label} ({who(move)})."
        for move in workflow.moves
    )


def explain(workflow: Workflow) -> list[tuple[int, str]]:
    """What stands below the title: the height of each line, and its text."""
    signs = gettext("A dot is where a move may start, an arrowhead where it leads, a loop a move that stays.")
    return [(68, signs), (88, str(NOTES.get(workflow.name, "")))]


def who(move: Move) -> str:
    people = gettext(" or ").join(str(WHO[name]) for name in move.who)
    return gettext("%(who)s, with a reason") % {"who": people} if move.reason else people


def _state(sheet: Sheet, state: str) -> str:
    x, (width, height) = sheet.column(state), BOX
    boxes = "".join(
        f'<rect class="box" x="{x - width // 2}" y="{y - height // 2}" width="{width}" height="{height}" rx="8"/>'
        f"{_name(sheet.workflow.label(state), x, y)}"
        for y in (TOP, sheet.bottom)
    )
    return f'<path class="life" d="M{x} {TOP}V{sheet.bottom}"/>{boxes}'


def _name(label: str, x: int, y: int) -> str:
    """A state's name, on two lines where one is too long for the box."""
    lines = [label]
    if _length(label, TEXT) > BOX[0] - 24:
        words = label.split()
        lines = min(
            ([" ".join(words[:cut]), " ".join(words[cut:])] for cut in range(1, len(words))),
            key=lambda pair: max(map(len, pair)),
        )
    first = y + 5 - 9 * (len(lines) - 1)
    return "".join(
        f'<text class="state" x="{x}" y="{first + 18 * index}">{escape(line)}</text>'
        for index, line in enumerate(lines)
    )


def _move(sheet: Sheet, y: int, move: Move) -> str:
    columns = [sheet.column(state) for state in move.sources]
    lines = _loops(columns, y) if move.target is None else _arrow(columns, sheet.column(move.target), y)
    middle = _beside(sheet, max(columns), move) if move.target is None else _middle(sheet, columns, move)
    above, below = (y - 3, y + 15) if move.target is None else (y - 11, y + 19)
    text = _text(str(move.label), "label", middle, above, TEXT) + _text(who(move), "quiet", middle, below, SMALL)
    return f'<g class="{"primary" if move.primary else "other"}">{lines}{text}</g>'


def _arrow(columns: list[int], target: int, y: int) -> str:
    left, right = min(*columns, target), max(*columns, target)
    parts = [f'<path class="move" d="M{left} {y}H{right}"/>']
    parts += [f'<circle class="head" cx="{x}" cy="{y}" r="4.5"/>' for x in columns]
    if left < target:
        parts.append(f'<path class="head" d="M{target} {y}l-11 -6v12z"/>')
    if right > target:
        parts.append(f'<path class="head" d="M{target} {y}l11 -6v12z"/>')
    return "".join(parts)


def _loops(columns: list[int], y: int) -> str:
    return "".join(
        f'<circle class="head" cx="{x}" cy="{y - LOOP // 2}" r="4.5"/>'
        f'<path class="move" d="M{x} {y - LOOP // 2}h{LOOP}a7.5 7.5 0 0 1 0 15h-{LOOP - 8}"/>'
        f'<path class="head" d="M{x + 1} {y + LOOP - LOOP // 2}l10 -6v12z"/>'
        for x in columns
    )


def _middle(sheet: Sheet, columns: list[int], move: Move) -> int:
    """The middle of the step nearest the target, where the words of an arrow stand."""
    target = sheet.column(str(move.target))
    nearest = min(columns, key=lambda x: abs(x - target))
    return _inside(sheet, (nearest + target) // 2, move)


def _beside(sheet: Sheet, x: int, move: Move) -> int:
    """To the right of the loop."""
    return _inside(sheet, x + 2 * LOOP + 14 + _widest(move) // 2, move)


def _inside(sheet: Sheet, middle: int, move: Move) -> int:
    half = _widest(move) // 2 + 6
    return max(MARGIN + half, min(middle, sheet.width - MARGIN - half))


def _widest(move: Move) -> int:
    return max(_length(str(move.label), TEXT), _length(who(move), SMALL))


def _length(text: str, size: int) -> int:
    """About how wide a text is, in pixels: fonts differ from one reader to the next."""
    return round(len(text) * size * 0.54)


def _text(text: str, name: str, middle: int, y: int, size: int) -> str:
    """A text on a piece of paper that covers the lines behind it."""
    width = _length(text, size) + 8
    return (
        f'<rect class="paper" x="{middle - width // 2}" y="{y - size + 1}" width="{width}" height="{size + 4}"/>'
        f'<text class="{name}" text-anchor="middle" x="{middle}" y="{y}">{escape(text)}</text>'
    )
