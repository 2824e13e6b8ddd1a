from goda_exempel import roles
from goda_exempel.accounts.models import User


def may_edit_guidance(user: User) -> bool:
    return user.has_role(roles.COACH)
