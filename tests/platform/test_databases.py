"""The database tests run on."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from goda_exempel import roles


@pytest.mark.django_db
def test_tests_have_a_database_of_their_own() -> None:
    assert str(connection.settings_dict["NAME"]).startswith("test_")


@pytest.mark.django_db
def test_the_template_holds_what_a_migrated_database_holds() -> None:
    assert Group.objects.filter(name=roles.COACH).exists()


@pytest.mark.django_db
def test_swedish_letters_are_letters() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('ÅÄÖ'), to_tsvector('swedish', 'Ängarna vid ån')::text")
        assert cursor.fetchone() == ("åäö", "'äng':1 'ån':3")
