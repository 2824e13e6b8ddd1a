"""Moves on a page: the forms behind the buttons, and the one POST that makes a move."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goda_exempel.accounts.models import User, signed_in
from goda_exempel.forms import CarefulForm, Textarea
from goda_exempel.workflow import Blocked, Engine, MoveRefused, OpenMove, Reason, WorkflowModel
from goda_exempel.workflow_table import Move

S = TypeVar("S", bound=WorkflowModel)


class MoveForm(CarefulForm, forms.Form):
    """What one move asks for. A reason where the table requires it; subclasses add what else the move needs.

    The hidden ``seen`` is the state on the page where the button stood, so that nobody moves what they have not seen.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    reason = forms.CharField(label=_("Reason"), widget=Textarea(attrs={"rows": 3}), max_length=4000)

    reason_label: Any = None
    reason_help: Any = ""
    beside: str = ""  # a template that stands above the fields; it reads the panel as ``panel``

    def __init__(self, data: Any = None, *, move: Move, subject: Any, by: User) -> None:
        state = subject.state_at(timezone.now())
        super().__init__(data, auto_id=f"id_{move.name}_%s", initial={"seen": state})
        self.move, self.subject, self.by = move, subject, by
        self.fields["reason"].help_text = self.reason_help
        if self.reason_label is not None:
            self.fields["reason"].label = self.reason_label
        if not move.reason:
            del self.fields["reason"]
        self.order_fields([name for name in self.fields if name != "reason"] + ["reason"])

    @property
    def asks(self) -> bool:
        """Whether the person has anything to fill in."""
        return bool(self.visible_fields())

    @property
    def extra(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "reason")}


MoveForms = Mapping[str, type[MoveForm]]


@dataclass(frozen=True, slots=True)
class Panel:
    """A button, or a small form with a button; ``blocked`` says what is missing before it can be pressed.

    ``form`` is None where nothing is asked; ``token`` then holds the hidden fields of the button. One panel of a page
    at most ``is_primary``.
    """

    move: Move
    form: MoveForm | None
    url: str
    blocked: str
    token: dict[str, str]
    open: bool
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a move was not made, and what the person had written, so that nothing is lost.

    ``reasons`` are the parts of the sentence, each with a link; they are shown in its place.
    """

    sentence: str
    texts: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


def panels(
    engine: Engine[S],
    user: User,
    subject: S,
    forms: MoveForms,
    *,
    bound: MoveForm | None = None,
) -> list[Panel]:
    """The panels of a page: the one primary move, if any can be made, then the others in the order of the table.

    ``bound`` is a form that came back with errors.
    """
    rows = engine.open_moves(user, subject)
    primary = next((row.move for row in rows if row.move.primary and not row.blocked), None)
    rows.sort(key=lambda row: row.move != primary)
    return [
        _panel(
            subject,
            row,
            bound if bound is not None and bound.move == row.move else None,
            forms,
            user,
            is_primary=row.move == primary,
        )
        for row in rows
    ]


def _panel(
    subject: WorkflowModel,
    row: OpenMove,
    bound: MoveForm | None,
    forms: MoveForms,
    user: User,
    *,
    is_primary: bool,
) -> Panel:
    form = bound or _form(forms, row.move, subject, user)
    return Panel(
        move=row.move,
        form=form if form.asks else None,
        url=subject.move_url(row.move.name),
        blocked=row.blocked,
        token={} if form.asks else {field.html_name: field.value() or "" for field in form.hidden_fields()},
        open=bound is not None,
        is_primary=is_primary,
    )


def _form(forms: MoveForms, move: Move, subject: Any, user: User, data: Any = None) -> MoveForm:
    return forms.get(move.name, MoveForm)(data, move=move, subject=subject, by=user)


Page = Callable[[HttpRequest, Any, MoveForm | None, Refusal | None], HttpResponse]
Perform = Callable[[Any, MoveForm], Any]


def make_move(
    request: HttpRequest,
    engine: Engine[S],
    subject: S,
    name: str,
    *,
    forms: MoveForms,
    page: Page,
    perform: Perform | None = None,
) -> HttpResponse:
    """Make the move a button asks for and go back to the subject.

    ``page(request, subject, form, refusal)`` shows the page again, where the form has errors (200) or the move was
    refused (409). ``perform`` stands in for the engine where an app wraps a move in a verb of its own.
    """
    user = signed_in(request)
    if name not in engine.workflow:
        raise Http404
    move = engine.workflow[name]
    if not engine.may(user, subject, move):
        raise PermissionDenied
    form = _form(forms, move, subject, user, request.POST)
    if not form.is_valid() and subject.state_at(timezone.now()) in move.sources:
        return page(request, subject, form, None)
    try:
        moved = (perform or perform_with(engine))(subject, form)
    except MoveRefused as refusal:
        subject.refresh_from_db()
        reasons = refusal.reasons if isinstance(refusal, Blocked) else ()
        return page(request, subject, None, Refusal(str(refusal), _texts(form), reasons))
    except ValidationError as error:
        form.add_error(None, error)
        return page(request, subject, form, None)
    messages.success(request, str(move.done))
    return redirect(moved.get_absolute_url())


def perform_with(engine: Engine[S]) -> Perform:
    """What a press of the button does: the move, with what its form says."""

    def perform(subject: S, form: MoveForm) -> S:
        cleaned = form.cleaned_data
        return engine.perform(
            subject,
            form.move.name,
            by=form.by,
            reason=cleaned.get("reason", ""),
            data=form.extra,
            seen=cleaned.get("seen", ""),
        )

    return perform


def _texts(form: MoveForm) -> tuple[str, ...]:
    """What the person had written in the form, to be shown again."""
    written = (form.data.get(field.name, "") for field in form.visible_fields())
    return tuple(text for text in written if text.strip())
