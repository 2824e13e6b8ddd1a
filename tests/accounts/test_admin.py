"""People and units in the administration pages."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from goda_exempel import roles
from goda_exempel.accounts.models import Unit, User
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(make_user(roles.ADMINISTRATOR))
    return client


@pytest.mark.parametrize("role", sorted(set(roles.ROLES) - {roles.ADMINISTRATOR}))
def test_for_administrators_only(client: Client, role: str) -> None:
    client.force_login(make_user(role))
    for address in ("/admin/", "/admin/accounts/user/", "/admin/awards/prize/"):
        assert client.get(address, follow=True).status_code == 403


def test_a_new_person_gets_in_by_the_letter_for_forgotten_passwords(administrator: Client) -> None:
    role = Group.objects.get_or_create(name=roles.COACH)[0]
    form = {
        "email": "Ny.Person@Exempel.Example",
        "name": "Ny Person",
        "groups": [role.pk],
        "language": "sv",
        "is_active": "on",
    }
    assert administrator.post("/admin/accounts/user/add/", form).status_code == 302
    person = User.objects.get(email="ny.person@exempel.example")
    assert not person.has_usable_password()
    assert person.has_role(roles.COACH)


def test_no_second_person_with_the_same_address_in_another_letter_case(administrator: Client) -> None:
    make_user(email="eva.ek@exempel.example")
    form = {"email": "Eva.Ek@exempel.example", "name": "Eva Ek", "language": "sv"}
    assert administrator.post("/admin/accounts/user/add/", form).status_code == 200
    assert User.objects.filter(email__iexact="eva.ek@exempel.example").count() == 1


def test_units_are_at_most_three_levels_deep(administrator: Client) -> None:
    third = make_unit(parent=make_unit(parent=make_unit()))
    page = administrator.post("/admin/accounts/unit/add/", {"name": "Fjärde", "slug": "fjarde", "parent": third.pk})
    assert page.status_code == 200
    assert not Unit.objects.filter(slug="fjarde").exists()


def test_nobody_is_made_almighty_here(administrator: Client) -> None:
    person = make_user()
    page = administrator.get(f"/admin/accounts/user/{person.pk}/change/").content.decode()
    assert "is_superuser" not in page
    assert "user_permissions" not in page
    assert "password" not in page.split("<form", 2)[-1]
