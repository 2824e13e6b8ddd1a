"""Who shares an idea, as others may read it: the one place for lists, pages, stories, exports and figures.

Who has said no to being named is in none of this, whoever asks.
"""

from goda_exempel.accounts.models import User
from ideas.models import Contributor, Idea


def credited(idea: Idea) -> list[Contributor]:
    """The contributors who may be named, in the order they were credited."""
    return [row for row in idea.contributors.all() if row.is_named]


def credited_names(idea: Idea) -> list[str]:
    """The submitter and the contributors who may be named, each once."""
    names = [idea.submitter_name, *(row.name for row in credited(idea))]
    return list(dict.fromkeys(name for name in names if name))


def is_unnamed(user: User, idea: Idea) -> bool:
    """Whether this person shares the idea and has said no to being named."""
    return idea.is_unnamed(user.pk, user.name)
