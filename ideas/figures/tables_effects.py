"""The table of effects: for each kind and unit a line of what is measured and one of what is estimated."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas.amounts import shown, shown_sum
from ideas.effects.counting import Effect, Sort, Sum, sums_of
from ideas.effects.models import Basis, EffectKind, unit_label
from ideas.figures.charts import Chart, Row, chart
from ideas.figures.effects import Effects, Place, effects_of
from ideas.figures.tables import Asked, Table, too_few

KEY = "effekter"


def table_of(asked: Asked) -> Table:
    effects = effects_of(asked.year)
    sorts = sorted({place.sort for place in effects.places}, key=lambda sort: (EffectKind.values.index(sort[0]), sort))
    note = _(
        "Effects of ideas in use, in periods that touch the year. Measured and estimated are never added together, "
        "and an effect that several linked ideas share counts once. Sums are rounded to two figures. What nobody has "
        "confirmed, though we asked twice, stands for itself."
    )
    head = [_("Effect"), _("Measured or estimated"), _("Sum"), _("Not confirmed")]
    rows = [_row(effects, asked.top, sort, basis) for sort in sorts for basis in Basis]
    charts = [_chart(effects, asked, sort) for sort in sorts if sort[0] != EffectKind.QUALITY]
    return Table(KEY, _("Effects"), note, head, rows, charts)


def _row(effects: Effects, top: int | None, sort: Sort, basis: Basis) -> list[str]:
    sure, unsure = (_text(effects, Place(top, sort, basis, is_unconfirmed)) for is_unconfirmed in (False, True))
    return [_name(effects, sort), str(basis.label), sure, unsure]


def _text(effects: Effects, place: Place) -> str:
    if place in effects.hidden:
        return too_few()
    found = effects.places.get(place, [])
    if place.sort[0] == EffectKind.QUALITY:
        return (
            ngettext("%(count)s idea", "%(count)s ideas", len(found)) % {"count": shown(len(found))} if found else "–"
        )
    added = _sum(found)
    return shown_sum(added.low, added.high) if added else "–"


def _sum(found: list[Effect]) -> Sum | None:
    """They are of one kind, unit and basis, so that they make one sum."""
    return next(iter(sums_of(found).values()), None)


def _name(effects: Effects, sort: Sort) -> str:
    kind, unit = sort
    label = unit_label(kind, _as_written(effects, sort) or unit)
    return f"{EffectKind(kind).label}, {label}" if label else str(EffectKind(kind).label)


def _as_written(effects: Effects, sort: Sort) -> str:
    """A unit as somebody wrote it."""
    return next(effect.unit for place, found in effects.places.items() if place.sort == sort for effect in found)


def _chart(effects: Effects, asked: Asked, sort: Sort) -> Chart:
    """Each kind on a scale of its own: kronor and kilos have none in common."""
    name = _name(effects, sort)
    rows = [
        _bar(effects, Place(asked.top, sort, basis, is_unconfirmed))
        for basis in Basis
        for is_unconfirmed in (False, True)
        if Place(asked.top, sort, basis, is_unconfirmed) in effects.places
    ]
    number = sorted({place.sort for place in effects.places}).index(sort)
    described = "; ".join(f"{row.label}: {row.text}" for row in rows)
    return chart(f"{KEY}-{number}", f"{name}, {asked.where}", described, rows)


def _bar(effects: Effects, place: Place) -> Row:
    label = str(Basis(place.basis).label)
    label = f"{label}, {_('not confirmed')}" if place.is_unconfirmed else label
    added = None if place in effects.hidden else _sum(effects.places[place])
    text = _text(effects, place)
    return Row(label, text, float(added.low), float(added.high)) if added else Row(label, text)
