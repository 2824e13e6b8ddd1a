"""Every text is in Swedish, and the compiled catalogue is the one of the sources."""

from django.core.management import call_command


def test_the_swedish_catalogue_is_complete_and_compiled() -> None:
    call_command("translations", "--check")
