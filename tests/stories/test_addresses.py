"""The address of a story: an old one leads on for ever, and none is ever given to another story."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from goda_exempel.accounts.models import User
from goda_exempel.caching import forget
from stories.addresses import free_slug
from stories.models import Story, StoryAddress
from stories.states import StoryState
from stories.workflow import ENGINE, begin, change
from tests.factories import make_user
from tests.stories.factories import make_idea_in_use, make_published_story, make_story
from tests.stories.writing.forms import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def siv() -> User:
    return make_user("communicator")


def move(story: Story, by: User, **values: Any) -> Story:
    """To another address, as an edit does. What is approved is opened for it and approved again by hand."""
    now = Story.objects.get(pk=story.pk)
    Story.objects.filter(pk=story.pk).update(state=StoryState.DRAFT)
    change(now, values, by=by, seen=now.version)
    Story.objects.filter(pk=story.pk).update(state=StoryState.APPROVED)
    forget()
    return Story.objects.get(pk=story.pk)


def open_(client: Client, month: date, slug: str, prefix: str = "") -> tuple[int, str]:
    answer = client.get(f"{prefix}/goda-exempel/{month:%Y/%m}/{slug}/")
    return answer.status_code, answer.headers.get("Location", "")


def test_twice_renamed_both_old_addresses_lead_straight_to_the_new(client: Client, siv: User) -> None:
    story = make_published_story(slug="grytan")
    move(move(story, siv, slug="soppan"), siv, slug="buljongen")
    to = f"/goda-exempel/{story.month:%Y/%m}/buljongen/"
    assert [open_(client, story.month, slug) for slug in ("grytan", "soppan", "buljongen")] == [
        (301, to), (301, to), (200, ""),
    ]  # fmt: skip
    assert open_(client, story.month, "grytan", "/en") == (301, f"/en{to}")


def test_renamed_back_the_first_address_is_the_address_again(client: Client, siv: User) -> None:
    story = make_published_story(slug="grytan")
    move(move(story, siv, slug="soppan"), siv, slug="grytan")
    to = f"/goda-exempel/{story.month:%Y/%m}/grytan/"
    assert [open_(client, story.month, slug) for slug in ("grytan", "soppan")] == [(200, ""), (301, to)]
    assert StoryAddress.objects.filter(story=story).count() == 2


def test_a_changed_month_leads_on_too(client: Client, siv: User) -> None:
    story = make_published_story(slug="grytan")
    then, now = story.month, date(2019, 6, 1)
    move(story, siv, month=now)
    move(story, siv, slug="soppan")
    to = "/goda-exempel/2019/06/soppan/"
    assert [open_(client, then, "grytan"), open_(client, now, "grytan")] == [(301, to), (301, to)]
    assert open_(client, then, "soppan") == (404, "")


def test_an_address_of_the_month_is_never_given_to_another(client: Client, siv: User) -> None:
    first = make_story(slug="grytan")
    change(first, {"slug": "soppan"}, by=siv, seen=first.version)
    second = make_story(slug="annat", month=first.month)
    client.force_login(siv)
    for slug in ("grytan", "soppan", "GRYTAN"):
        answer = client.post(reverse("stories:edit", args=[second.pk]), form_of(second, slug=slug, lead="Kvar."))
        form = answer.context["form"]
        assert (answer.status_code, form.errors["slug"]) == (
            200, ["Ett annat reportage i samma månad har, eller har haft, den här adressen."],
        )  # fmt: skip
        assert "Kvar." in answer.content.decode()
    assert Story.objects.get(pk=second.pk).slug == "annat"


def test_the_same_words_are_free_in_another_month(client: Client, siv: User) -> None:
    first = make_story(slug="grytan", month=date(2026, 6, 1))
    second = make_story(slug="annat", month=date(2026, 7, 1))
    change(second, {"slug": "grytan"}, by=siv, seen=second.version)
    assert Story.objects.filter(slug="grytan").count() == 2
    taken = Story.objects.get(pk=second.pk)
    client.force_login(siv)
    sent = form_of(taken, month=first.month.isoformat(), month_anyway="on")
    answer = client.post(reverse("stories:edit", args=[second.pk]), sent)
    assert list(answer.context["form"].errors) == ["slug"]


def test_the_database_refuses_a_reuse_as_well(siv: User) -> None:
    first = make_story(slug="grytan")
    change(first, {"slug": "soppan"}, by=siv, seen=first.version)
    second = make_story(slug="annat", month=first.month)
    with pytest.raises(IntegrityError, match="an_address_is_never_reused"), transaction.atomic():
        StoryAddress.objects.create(story=second, month=first.month, slug="grytan")
    with pytest.raises(IntegrityError, match="one_story_an_address"), transaction.atomic():
        Story.objects.filter(pk=second.pk).update(slug="soppan")


def test_a_new_draft_avoids_every_address_of_its_month(siv: User) -> None:
    month = date(2026, 6, 1)
    first = make_story(slug="grytan", month=month)
    change(first, {"slug": "soppan"}, by=siv, seen=first.version)
    drafts = [begin([make_idea_in_use(title="Grytan")], by=siv, month=month) for _round in range(2)]
    assert [story.slug for story in drafts] == ["grytan-2", "grytan-3"]
    assert free_slug(date(2026, 7, 1), "Grytan") == "grytan"


def test_the_address_of_a_draft_is_nobodys_business(client: Client, siv: User) -> None:
    story = make_story(slug="hemligt-utkast")
    change(story, {"slug": "annan-hemlighet"}, by=siv, seen=story.version)
    addresses = [open_(client, story.month, slug) for slug in ("hemligt-utkast", "annan-hemlighet", "finns-inte")]
    assert addresses == [(404, ""), (404, ""), (404, "")]
    pages = {client.get(f"/goda-exempel/{story.month:%Y/%m}/{slug}/").content for slug in ("hemligt-utkast", "x")}
    assert len({page.replace(b"hemligt-utkast", b"x") for page in pages}) == 1


def test_an_old_address_of_what_is_unpublished_is_gone_like_the_new(client: Client, siv: User) -> None:
    story = make_published_story(slug="grytan")
    now = move(story, siv, slug="soppan")
    ENGINE.perform(now, "withdraw", by=siv, reason="Fel.")
    forget()
    assert [open_(client, story.month, slug)[0] for slug in ("grytan", "soppan")] == [410, 410]
