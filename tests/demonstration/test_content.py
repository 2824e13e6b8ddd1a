"""What the demonstration says: complete, varied, Swedish, and nobody's."""

import re
from collections import Counter
from datetime import date

import pytest

from goda_exempel.benefits import BenefitKind
from goda_exempel.demonstration import reading
from goda_exempel.demonstration.content import Content, StoryText
from goda_exempel.demonstration.people import LOGINS
from goda_exempel.demonstration.pictures import MOTIFS, PALETTES
from goda_exempel.proof import NewWhere, UsefulFor
from goda_exempel.roles import ROLES
from ideas.states import IdeaState
from stories.states import StoryState

TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def content() -> Content:
    return reading.read(TODAY)


def test_fifty_nine_stories_from_2014_to_late_2019(content: Content) -> None:
    months = [story.month for story in content.stories]
    assert len(months) == 59
    assert (min(months), max(months)) == (date(2014, 1, 1), date(2019, 10, 1))


def test_june_2019_has_the_two_on_record(content: Content) -> None:
    june = [story for story in content.stories if story.month == date(2019, 6, 1)]
    assert [story.unit for story in june] == ["stadsbiblioteket", "bygglovsenheten"]
    assert all("belagt" in story.fact_note for story in june)


def test_only_what_is_on_record_is_said_to_be(content: Content) -> None:
    noted = [f"{story.month:%Y-%m}" for story in content.all_stories if story.fact_note]
    assert noted == ["2017-02", "2018-02", "2019-06", "2019-06"]


def test_stories_that_are_recent_end_this_month(content: Content) -> None:
    assert [story.month for story in content.recent][-2:] == [date(2026, 2, 1), date(2026, 3, 1)]
    assert len({story.month for story in content.recent}) == len(content.recent) == 12


def test_a_story_is_under_way_in_each_state_before_publication(content: Content) -> None:
    states = {story.state for story in content.upcoming}
    assert states == set(StoryState.values) - {StoryState.WITHDRAWN}
    assert all(story.month > TODAY for story in content.upcoming)


def test_addresses_are_unique(content: Content) -> None:
    assert not [slug for slug, times in Counter(story.slug for story in content.all_stories).items() if times > 1]


def test_names_in_stories_exist(content: Content) -> None:
    for story in content.all_stories:
        assert story.unit in content.palettes
        assert story.motif in MOTIFS
        assert story.benefit in BenefitKind.values
        assert story.new_where in NewWhere.values
        assert story.useful_for in UsefulFor.values


def test_every_unit_has_a_palette_of_its_own(content: Content) -> None:
    assert sorted(content.palettes.values()) == sorted(PALETTES)


def test_every_kind_of_benefit_is_in_the_archive(content: Content) -> None:
    assert {story.benefit for story in content.stories} == set(BenefitKind.values)


def finished(content: Content) -> list[StoryText]:
    return [story for story in content.all_stories if story.state != StoryState.DRAFT]


def test_stories_are_whole(content: Content) -> None:
    for story in finished(content):
        assert len(story.paragraphs) >= 3, story.slug
        assert story.since < story.month, story.slug
        assert story.quote, story.slug
        assert 3 <= len(story.how) <= 5, story.slug
        assert len(story.facts) >= 3, story.slug


def test_a_dozen_stories_are_long(content: Content) -> None:
    long = [story for story in content.stories if len(story.body.split()) > 280 and "\n## " in story.body]
    assert len(long) >= 12


def test_stories_fit_the_fields(content: Content) -> None:
    for story in content.all_stories:
        assert len(story.title) <= 70, story.slug
        assert len(story.lead) <= 320, story.slug
        assert max(len(story.new), len(story.useful), len(story.quote)) <= 300, story.slug


def test_no_sentence_is_said_twice(content: Content) -> None:
    texts = [part for story in content.all_stories for part in (story.lead, story.quote, story.new, *story.paragraphs)]
    texts += [part for idea in content.ideas for part in (idea.problem, idea.solution)]
    sentences = Counter(s for text in texts for s in re.split(r"(?<=[.!?])\s+", text) if len(s) > 45)
    assert [sentence for sentence, times in sentences.items() if times > 1] == []


def test_text_is_swedish_and_typeset(content: Content) -> None:
    for story in content.all_stories:
        text = " ".join((story.title, story.lead, story.body, story.quote, *story.facts, *story.how))
        assert not re.search(r"lorem|ipsum|\"|'s |--|\u00ad| - ", text, re.IGNORECASE), story.slug
        assert re.search("[åäö]", text), story.slug


def test_people_are_plainly_made_up(content: Content) -> None:
    named = [credit for story in content.all_stories for credit in story.contributors]
    assert all(person.name.endswith(" Demo") for person in content.people)
    assert all(person.email.endswith("@demo.example") for person in content.people)
    assert all(credit.name.endswith(" Demo") or credit.name.startswith("Elever") for credit in named)


def test_a_log_in_for_every_role(content: Content) -> None:
    assert {role for login in LOGINS for role in login.person.roles} == set(ROLES)
    assert sum("juror" in login.person.roles for login in LOGINS) == 3
    assert all(login.role and login.password for login in LOGINS)


def test_each_prize_goes_to_a_story_of_its_year(content: Content) -> None:
    by_name = {f"{story.month:%Y-%m}-{story.slug}": story for story in content.stories}
    assert [prize.year for prize in content.prizes] == [2014, 2015, 2016, 2017, 2018]
    for prize in content.prizes:
        assert by_name[prize.story].month.year == prize.year
        assert (prize.announced.month, prize.announced.day >= 25) == (10, True)


def test_ideas_in_every_state(content: Content) -> None:
    states = Counter(idea.state for idea in content.ideas)
    assert set(states) == set(IdeaState.values)
    assert sum(states.values()) == 50


def test_a_declined_idea_says_why_and_what_would_make_it_a_yes(content: Content) -> None:
    declined = [idea for idea in content.ideas if idea.state == IdeaState.DECLINED]
    assert all(idea.reason and idea.yes_if for idea in declined)
