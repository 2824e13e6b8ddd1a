"""Who is who to a story. The names are those of the table of moves in ``states.py``."""

from goda_exempel import roles
from goda_exempel.accounts.models import User
from stories.models import Story
from stories.states import StoryState


def is_communicator(user: User, story: Story) -> bool:
    return user.has_role(roles.COMMUNICATOR)


def is_editor(user: User, story: Story) -> bool:
    return user.has_role(roles.EDITOR)


def is_on_the_desk(user: User) -> bool:
    return user.has_role(roles.COMMUNICATOR, roles.EDITOR)


def is_reviewer(user: User, story: Story) -> bool:
    """Four eyes: an editor, but never whoever last changed the text."""
    return is_editor(user, story) and story.last_editor_id != user.pk


def is_last_editor(user: User, story: Story) -> bool:
    """An editor who changed the text last, and may approve it in an emergency alone."""
    return is_editor(user, story) and story.last_editor_id == user.pk


def is_approver(user: User, story: Story) -> bool:
    """Whoever approved the edition in force."""
    return story.edition is not None and story.edition.approved_by_id == user.pk and is_editor(user, story)


def is_fact_checker(user: User, story: Story) -> bool:
    return story.fact_checks.filter(person=user).exists()


def is_importer(user: User, story: Story) -> bool:
    """Whoever brings it along from the older site, once, where it lacks nothing: see ``stories.importing``."""
    row = getattr(story, "imported", None)
    return (
        row is not None
        and row.by_id == user.pk
        and not row.reasons
        and is_editor(user, story)
        and not story.editions.exists()
    )


def is_the_portal(user: User, story: Story) -> bool:
    """Nobody who is logged in: such moves follow from what others do."""
    return False


def may_edit(user: User, story: Story) -> bool:
    return is_on_the_desk(user) and story.state in (
        StoryState.DRAFT,
        StoryState.FACT_CHECK,
        StoryState.IN_REVIEW,
    )


PEOPLE = {
    "communicator": is_communicator,
    "editor": is_editor,
    "reviewer": is_reviewer,
    "last_editor": is_last_editor,
    "approver": is_approver,
    "importer": is_importer,
    "fact_checker": is_fact_checker,
    "portal": is_the_portal,
}
