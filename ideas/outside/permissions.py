"""Who may open the portal to other systems."""

from goda_exempel import roles
from goda_exempel.accounts.models import User


def may_connect(user: User) -> bool:
    return user.has_role(roles.ADMINISTRATOR)
