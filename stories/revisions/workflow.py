"""Going back to an earlier text: what is there now stays as a revision of its own."""

from goda_exempel.accounts.models import User
from stories.models import Story
from stories.revisions.keeping import Saving
from stories.revisions.models import Revision
from stories.revisions.reading import values_of
from stories.workflow import change


def restore(story: Story, revision: Revision, *, by: User, seen: str) -> Story:
    """The text of the revision becomes the work version. Month and address stay. Raises what ``change`` raises."""
    how = Saving(Revision.Kind.RESTORED, revision)
    return change(story, values_of(revision), by=by, seen=seen, how=how)
