"""Ideas that are the same: linked by a coach, both told, both credited, and undone as easily."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.notices.models import Notice
from ideas.duplicates.models import DuplicateLink
from ideas.duplicates.reading import group_of
from ideas.duplicates.workflow import NotLinkableError, link, undo
from ideas.models import Idea
from ideas.workflow import ENGINE
from tests.factories import make_idea, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def karin() -> User:
    return make_user(roles.COACH, name="Karin Coach")


@pytest.fixture
def one(karin: User) -> Idea:
    return make_idea("in_review", coach=karin, title="Första", submitter=make_user(name="Ett Ettsson"))


@pytest.fixture
def two() -> Idea:
    return make_idea(title="Andra", submitter=make_user(name="Två Tvåsson"))


def add(client: Client, idea: Idea, other: Any) -> Any:
    return client.post(f"/ideer/{idea.number}/samma-ide/", {"other": other})


def told(since: int) -> dict[str, str]:
    """Who has been told what since then: name → subject."""
    rows = Notice.objects.filter(pk__gt=since).values_list("person__name", "subject")
    assert len(rows) == len(dict(rows))
    return dict(rows)


def last_notice() -> int:
    return Notice.objects.order_by("pk").values_list("pk", flat=True).last() or 0


def test_coach_links_and_both_pages_show_both_credits(client: Client, karin: User, one: Idea, two: Idea) -> None:
    one.contributors.create(name="Elev Elevsson")
    one.contributors.create(name="Nils Nejsson", naming="no")
    client.force_login(karin)
    assert add(client, one, two.number)["Location"] == f"/ideer/{one.number}/"
    for idea, other, credit in ((one, two, "Två Tvåsson"), (two, one, "Ett Ettsson, Elev Elevsson")):
        client.force_login(make_user())
        page = client.get(f"/ideer/{idea.number}/").content.decode()
        assert f'href="/ideer/{other.number}/"' in page
        assert f"Idégivare {credit}, {other.unit}" in page
        assert "Kopplad av Karin Coach" in page
        assert "Ångra kopplingen" not in page
    assert Idea.objects.get(pk=two.pk).state == "submitted"


def test_an_idea_that_nobody_is_named_for_is_linked_without_names(client: Client, karin: User, one: Idea) -> None:
    nameless = make_idea(title="Namnlös")
    Idea.objects.filter(pk=nameless.pk).update(submitter=None, submitter_name="")
    client.force_login(karin)
    add(client, one, nameless.number)
    page = client.get(f"/ideer/{one.number}/").content.decode()
    assert f'<p class="similar-facts">{nameless.unit}</p>' in page


def test_all_concerned_are_told_once_of_linking_and_of_undoing(karin: User) -> None:
    coach, owner = make_user(roles.COACH, name="Coach"), make_user(roles.MANAGER, name="Ägare")
    both = make_user(name="Båda")
    one = make_idea("in_trial", coach=coach, line_owner=owner, submitter=both, title="Första")
    two = make_idea("in_review", coach=coach, submitter=make_user(name="Två"), title="Andra")
    two.contributors.create(user=both, name="Båda")
    two.contributors.create(user=make_user(name="Med"), name="Med")
    before = last_notice()
    made = link(one, two, by=karin)
    assert told(before) == {
        "Båda": "En annan idé är densamma: Första",
        "Coach": "En annan idé är densamma: Första",
        "Ägare": "En annan idé är densamma: Första",
        "Två": "En annan idé är densamma: Andra",
        "Med": "En annan idé är densamma: Andra",
    }
    assert f"Andra ({two.number})" in Notice.objects.get(pk__gt=before, person=both).body
    before = last_notice()
    assert undo(made, by=karin)
    assert sorted(told(before)) == ["Båda", "Coach", "Med", "Två", "Ägare"]
    assert set(told(before).values()) == {"Inte längre kopplad: Första", "Inte längre kopplad: Andra"}


def test_letter_says_no_more_than_the_number_of_a_closed_idea(one: Idea, karin: User) -> None:
    closed = make_idea("in_review", coach=karin, title="Hemlig sak", confidential=True)
    before = last_notice()
    link(one, closed, by=karin)
    letters = Notice.objects.filter(pk__gt=before)
    assert letters.filter(body__contains=closed.number).exists()
    assert not any("Hemlig sak" in f"{row.subject} {row.body}" for row in letters)


def test_closed_idea_is_not_shown_on_the_page_of_the_other(client: Client, karin: User, one: Idea) -> None:
    closed = make_idea("in_review", coach=karin, title="Hemlig sak", confidential=True)
    link(one, closed, by=karin)
    client.force_login(make_user())
    page = client.get(f"/ideer/{one.number}/").content.decode()
    assert closed.number not in page
    client.force_login(karin)
    assert closed.number in client.get(f"/ideer/{one.number}/").content.decode()
    assert group_of(one) == {one.pk, closed.pk}


def test_undone_link_stays_to_be_read_and_can_be_made_again(client: Client, karin: User, one: Idea, two: Idea) -> None:
    client.force_login(karin)
    add(client, one, two.number)
    made = DuplicateLink.objects.get()
    address = f"/ideer/{two.number}/samma-ide/{made.pk}/angra/"
    assert client.post(address)["Location"] == f"/ideer/{two.number}/"
    page = client.get(f"/ideer/{two.number}/").content.decode()
    assert "Tidigare kopplingar" in page
    assert "Kopplingen ångrad av Karin Coach" in page
    before = last_notice()
    again = client.post(address, follow=True).content.decode()
    assert "Karin Coach hade redan ångrat kopplingen." in again
    assert last_notice() == before
    add(client, one, two.number)
    assert DuplicateLink.objects.count() == 2
    assert group_of(one) == {one.pk, two.pk}


def test_second_press_changes_nothing(client: Client, karin: User, one: Idea, two: Idea) -> None:
    client.force_login(karin)
    add(client, one, two.number)
    before = last_notice()
    assert add(client, one, two.number).status_code == 302
    assert add(client, two, one.number).status_code == 302
    assert (DuplicateLink.objects.count(), last_notice()) == (1, before)


def test_groups_reach_through_others(karin: User, one: Idea, two: Idea) -> None:
    three, four = make_idea(title="Tredje"), make_idea(title="Fjärde")
    first, second = link(one, two, by=karin), link(three, two, by=karin)
    assert group_of(one) == group_of(three) == {one.pk, two.pk, three.pk}
    assert group_of(four) == {four.pk}
    undo(first, by=karin)
    assert group_of(one) == {one.pk}
    assert group_of(two) == {two.pk, three.pk}
    assert second.undone_at is None


def test_transitive_group_is_shown_together(client: Client, karin: User, one: Idea, two: Idea) -> None:
    three = make_idea(title="Tredje", submitter=make_user(name="Tre Tresson"))
    link(one, two, by=karin)
    link(two, three, by=karin)
    client.force_login(karin)
    page = client.get(f"/ideer/{one.number}/").content.decode()
    assert "Tre Tresson" in page
    assert page.count("Ångra kopplingen") == 1


def test_database_keeps_pairs_apart(karin: User, one: Idea, two: Idea) -> None:
    link(one, two, by=karin)
    for idea, other in ((one, one), (one, two), (two, one)):
        with pytest.raises(IntegrityError), transaction.atomic():
            DuplicateLink.objects.create(idea=idea, other=other, linked_by_name="Någon")
    with pytest.raises(ValidationError, match="De två idéerna är redan kopplade"):
        DuplicateLink(idea=two, other=one, linked_by_name="Någon").full_clean(exclude=["linked_by", "undone_by"])


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "Skriv den andra idéns nummer."),
        ("   ", "Skriv den andra idéns nummer."),
        ("hej", "Skriv ett nummer som IDE-2026-0042."),
        ("IDE-1999-0001", "Det finns ingen idé med numret IDE-1999-0001."),
        ("x" * 1_000_000, "300 tecken"),
        ("a\x07", "osynligt styrtecken"),
    ],
)
def test_bad_numbers_are_told_at_the_field(client: Client, karin: User, one: Idea, written: str, sentence: str) -> None:
    client.force_login(karin)
    response = add(client, one, written)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert DuplicateLink.objects.count() == 0


def test_number_is_understood_in_other_ways_too(client: Client, karin: User, one: Idea, two: Idea) -> None:
    client.force_login(karin)
    add(client, one, f" http://testserver/ideer/{two.number.lower()}/redigera/ ")
    assert group_of(one) == {one.pk, two.pk}


def test_not_the_idea_itself_nor_a_draft_nor_the_coachs_own(client: Client, karin: User, one: Idea) -> None:
    client.force_login(karin)
    own = make_idea(submitter=karin)
    for other, sentence in (
        (one, "Det är numret på idén själv."),
        (make_idea("draft"), "Det finns ingen idé med numret"),
        (make_idea("withdrawn"), "Det finns ingen idé med numret"),
        (make_idea(confidential=True, coach=make_user(roles.COACH)), "Det finns ingen idé med numret"),
        (own, "Den idén är din egen."),
    ):
        assert sentence in add(client, one, other.number).content.decode()
    assert DuplicateLink.objects.count() == 0
    assert add(client, own, one.number).status_code == 403


def test_idea_withdrawn_meanwhile_is_told_kindly(karin: User, one: Idea, two: Idea) -> None:
    ENGINE.perform(two, "withdraw", by=two.submitter)
    with pytest.raises(NotLinkableError, match=f"{two.number} är återtagen eller inte inlämnad."):
        link(one, two, by=karin)


@pytest.mark.parametrize("role", [role for role in roles.ROLES if role != roles.COACH])
def test_only_coaches_link_and_undo(client: Client, karin: User, one: Idea, two: Idea, role: str) -> None:
    made = link(one, two, by=karin)
    three = make_idea()
    client.force_login(make_user(role))
    assert add(client, one, three.number).status_code == 403
    assert client.post(f"/ideer/{one.number}/samma-ide/{made.pk}/angra/").status_code == 403
    assert "Koppla idéerna" not in client.get(f"/ideer/{one.number}/").content.decode()
    with pytest.raises(PermissionDenied):
        link(one, three, by=make_user(role))
    assert DuplicateLink.objects.in_force().count() == 1


def test_strangers_log_in_and_get_is_405(client: Client, karin: User, one: Idea, two: Idea) -> None:
    made = link(one, two, by=karin)
    for address in (f"/ideer/{one.number}/samma-ide/", f"/ideer/{one.number}/samma-ide/{made.pk}/angra/"):
        client.logout()
        assert client.post(address)["Location"] == f"/logga-in/?next={address}"
        client.force_login(karin)
        assert client.get(address).status_code == 405
    three = make_idea()
    assert client.post(f"/ideer/{three.number}/samma-ide/{made.pk}/angra/").status_code == 404
    assert DuplicateLink.objects.in_force().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_link(karin: User, one: Idea, two: Idea) -> None:
    def press(pair: tuple[Idea, Idea]) -> int:
        try:
            return link(*pair, by=karin).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(press, [(one, two), (two, one)]))
    assert made[0] == made[1]
    assert DuplicateLink.objects.count() == 1
