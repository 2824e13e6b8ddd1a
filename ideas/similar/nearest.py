"""The ideas and published stories that are nearest to a text, for one person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Final

from django.db.models import Model
from django.urls import reverse

from goda_exempel.accounts.models import User
from goda_exempel.registry import Match, matches_of
from goda_exempel.searching.traces import Near, nearest_texts
from ideas.models import Idea
from ideas.states import IDEA_WORKFLOW, IdeaState

KIND: Final = "idea"
COMPARED: Final = ("title", "summary", "problem", "solution", "benefit")
IN_RESERVE: Final = 7  # for those that the person may not see
LEAST_NEAR: Final = 0.4  # other ideas reach this by chance now and then, the same in other words nearly always
LEAST_WORDS: Final = 2
ONE_WORD: Final = 0.5  # one word is enough where it is half of what is asked: only few are asked then


def nearest(texts: Mapping[str, str], *, by: User, exclude: Idea | None = None, limit: int = 5) -> list[Match]:
    """What resembles the texts of an idea and ``by`` may see: first what is in use somewhere, then by nearness.

    Never what is a draft, withdrawn, held or possibly secret: those leave no traces. Two queries, and one more where
    a published story is near.
    """
    content = "\n".join(texts.get(name, "") for name in COMPARED)
    but = (KIND, exclude.pk) if exclude is not None and exclude.pk else ("", 0)
    rows = nearest_texts(content, but=but, most=limit + IN_RESERVE)
    near = [row for row in rows if row.near >= (LEAST_NEAR if row.words >= LEAST_WORDS else ONE_WORD)]
    known = _resolve(near, by)
    found = [known[key] for row in near if (key := (row.kind, row.subject)) in known][:limit]
    return sorted(found, key=attrgetter("is_in_use"), reverse=True)


def texts_of(idea: Idea) -> dict[str, str]:
    return {name: getattr(idea, name) for name in COMPARED}


def _resolve(near: Iterable[Near], by: User) -> dict[tuple[str, int], Match]:
    keys: dict[str, list[int]] = defaultdict(list)
    for row in near:
        keys[row.kind].append(row.subject)
    return {(kind, match.pk): match for kind, pks in keys.items() for match in matches_of(by, kind, pks)}


def ideas_to_match(person: Model, pks: list[int]) -> Iterable[Match]:
    """These ideas as far as the person may see them."""
    if not isinstance(person, User):
        return
    rows = Idea.objects.visible_to(person).filter(pk__in=pks)
    columns = ("pk", "number", "title", "state", "in_use_where", "unit__name")
    for pk, number, title, state, where, unit in rows.values_list(*columns):
        yield Match(
            kind=KIND,
            pk=pk,
            title=title or number,
            url=reverse("ideas:idea", args=[number]),
            state=str(IdeaState(state).label),
            state_kind=IDEA_WORKFLOW.kinds[state],
            number=number,
            where=(where or unit) if state == IdeaState.IN_USE else "",
            is_in_use=state == IdeaState.IN_USE,
        )
