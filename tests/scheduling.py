"""Which worker runs which test, when there are several."""

from typing import Final

from xdist.scheduler import LoadScopeScheduling

# Where tests may ask for the running portal or a browser: one worker has them all, so that there is one of each.
WITH_A_PORTAL: Final = (
    "tests/browser/",
    "tests/journeys/",
    "tests/platform/test_portal.py",
    "tests/ideas/files/test_cut_upload.py",
)


def has_a_portal(nodeid: str) -> bool:
    return nodeid.startswith(WITH_A_PORTAL)


class OnePortal(LoadScopeScheduling):  # type: ignore[misc]
    """Each test by itself to whoever is free, but for those with the portal: all to one, in the order they stand."""

    def _split_scope(self, nodeid: str) -> str:
        return "portal" if has_a_portal(nodeid) else nodeid
