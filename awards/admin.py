"""The year's prize in the administration pages. Scores and conflicts of interest are not here, for nobody."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from awards.forms_prize import PHASES, CriterionForm, PhasesForm, able_jurors
from awards.models import Criterion, Juror, Prize


class CriterionInline(admin.TabularInline[Criterion, Prize]):
    """Fixed once the jury scores."""

    model = Criterion
    form = CriterionForm
    extra = 1

    def has_add_permission(self, request: HttpRequest, obj: Prize | None = None) -> bool:
        return _is_open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Prize | None = None) -> bool:
        return _is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Prize | None = None) -> bool:
        return _is_open(obj) and super().has_delete_permission(request, obj)


class JurorInline(admin.TabularInline[Juror, Prize]):
    """A seat is given while the scores are sealed, and taken away only before the jury scores."""

    model = Juror
    fields = ("user",)
    extra = 1

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, queryset=able_jurors(), **kwargs)

    def has_add_permission(self, request: HttpRequest, obj: Prize | None = None) -> bool:
        return (obj is None or obj.may_change_jury) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Prize | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Prize | None = None) -> bool:
        return _is_open(obj) and super().has_delete_permission(request, obj)


def _is_open(prize: Prize | None) -> bool:
    return prize is None or prize.is_open_for_changes


@admin.register(Prize)
class PrizeAdmin(admin.ModelAdmin[Prize]):
    form = PhasesForm
    fields = ("year", "name", "description", *PHASES, "secretary")
    list_display = ("year", "name", "state_label")
    inlines = (CriterionInline, JurorInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Prize | None = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        return (
            ("year",) if obj.is_open_for_changes else ("year", "nominating_from", "scoring_from", "deliberating_from")
        )

    def has_delete_permission(self, request: HttpRequest, obj: Prize | None = None) -> bool:
        return _is_open(obj) and super().has_delete_permission(request, obj)
