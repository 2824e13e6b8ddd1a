"""Who is who to a prize. The names are those of the table of moves in ``states.py``."""

from awards.models import Nomination, Prize
from goda_exempel import roles
from goda_exempel.accounts.models import User


def is_secretary(user: User, prize: Prize) -> bool:
    return user.has_role(roles.JURY_SECRETARY)


def is_juror(user: User, prize: Prize) -> bool:
    """A juror with a seat this year. The secretary runs the phases and never scores, seat or not."""
    if is_secretary(user, prize) or not user.has_role(roles.JUROR):
        return False
    return prize.jurors.filter(user=user).exists()


def is_partial(user: User, nomination: Nomination) -> bool:
    """Disqualified whatever the juror says: one of the people of the story's ideas."""
    story = nomination.story
    return story.ideas.filter(submitter=user).exists() or story.ideas.filter(contributors__user=user).exists()


PEOPLE = {"secretary": is_secretary, "juror": is_juror}
