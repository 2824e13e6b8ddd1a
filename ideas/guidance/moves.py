"""Guidance above the fields of a move."""

from goda_exempel.moves import MoveForm


class GuidedForm(MoveForm):
    """With a text of the handbook (by its key) above the fields."""

    beside = "ideas/guidance/of_move.html"
    guidance: str
