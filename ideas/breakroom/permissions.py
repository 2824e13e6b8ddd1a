from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.breakroom.querysets import ALL_POSTERS


def may_handle_posters(user: User) -> bool:
    """Those who look after all ideas, and managers, who then see their own units."""
    return user.has_role(*ALL_POSTERS, roles.MANAGER)
