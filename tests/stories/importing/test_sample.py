"""Fifty-nine of fifty-nine: every story of the sample is published or waits for review, and none is lost."""

import csv
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from awards.models import Award, Prize
from stories.importing.models import ImportedStory, ImportLine, ImportRun, OldAddress
from stories.models import Story, StoryHistory
from stories.publishing.models import Snapshot
from stories.publishing.snapshots import is_intact
from tests.factories import make_unit
from tests.stories.importing.sources import SAMPLE, UNITS, make_editor, run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

REASONS = {
    "alt": 3, "consent": 7, "names": 6, "photographer": 1, "picture": 4, "date": 2, "unit": 5,
}  # fmt: skip


def make_units() -> None:
    for name in UNITS:
        make_unit(name)


def in_other_order(top: Path) -> Path:
    """The sample with the lines of its table turned round."""
    shutil.copytree(SAMPLE, top, dirs_exist_ok=True)
    table = top / "berattelser.csv"
    with table.open(encoding="cp1252", newline="") as file:
        names, *rows = csv.reader(file, delimiter=";")
    with table.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows([names, *reversed(rows)])
    return top


def test_fifty_nine_of_fifty_nine_come_along_and_a_second_time_changes_nothing(client: Client, tmp_path: Path) -> None:
    editor = make_editor()
    make_units()
    promised, _remarks, code = run(SAMPLE, dry_run=True)
    assert (code, Story.objects.count(), ImportRun.objects.count()) == (0, 0, 0)

    out, remarks, code = run(SAMPLE)
    assert (code, remarks.count("Windows-1252")) == (0, 1)
    assert Counter(ImportLine.objects.values_list("outcome", flat=True)) == {"publish": 39, "queue": 20}
    assert out.count("\nberattelser.csv") + out.startswith("berattelser.csv") == 45
    assert [line.partition(" → ")[0] for line in out.splitlines()[:-1]] == promised.splitlines()[:-2]

    now = timezone.now()
    published, queued = Story.objects.published(now), Story.objects.filter(state="draft")
    assert (published.count(), queued.count(), ImportedStory.objects.count()) == (39, 20, 59)
    reasons = (row["kind"] for one in ImportedStory.objects.all() for row in one.reasons)
    assert Counter(reasons) == REASONS
    assert not published.filter(imported__in=[row for row in ImportedStory.objects.all() if row.reasons]).exists()

    check_days_and_months()
    check_history(editor.pk)
    check_prizes()
    check_addresses(client)

    before = (*Story.objects.order_by("pk").values_list("pk", "changed", "state"), Snapshot.objects.count())
    for again in (SAMPLE, in_other_order(tmp_path)):
        out, _remarks, code = run(again)
        assert code == 0
        assert Counter(ImportRun.objects.first().lines.values_list("outcome", flat=True)) == {"same": 59}  # type: ignore[union-attr]
    after = (*Story.objects.order_by("pk").values_list("pk", "changed", "state"), Snapshot.objects.count())
    assert (after, StoryHistory.objects.count(), OldAddress.objects.count()) == (before, 39, 59)


def check_days_and_months() -> None:
    """The original day is kept; two of the stories share a month, and both are there."""
    first = Story.objects.get(title="Cykelköket lagar åt alla")
    assert first.publish_at is not None
    assert timezone.localtime(first.publish_at).isoformat() == "2009-01-05T08:00:00+01:00"
    months = Counter(Story.objects.filter(edition__isnull=False).values_list("month", flat=True))
    assert {month: number for month, number in months.items() if number > 1} == {date(2010, 9, 1): 2}
    assert set(Story.objects.filter(month=date(2010, 9, 1)).values_list("title", flat=True)) == {
        "Kvällsöppet på torsdagar",
        "Gamla kartor på nätet",
    }


def check_history(editor: int) -> None:
    """Each was approved by whoever ran the import, which says so, and has its archive copy."""
    rows = StoryHistory.objects.values_list("move", "from_state", "to_state", "actor")
    assert set(rows) == {("bring_along", "draft", "approved", editor)}
    assert "5 januari 2009" in StoryHistory.objects.get(subject__title="Cykelköket lagar åt alla").reason
    copies = list(Snapshot.objects.all())
    assert {(copy.kind, copy.actor_name) for copy in copies} == {("published", "Erik Redaktör")}
    assert len(copies) == 39
    assert all(is_intact(copy) for copy in copies[:3])


def check_prizes() -> None:
    """Five years have a prize in the sample; the winner of 2012 waits for review, its honourable mention does not."""
    awards = Award.objects.values_list("prize__year", "award_class", "nomination__story__title")
    assert sorted(awards) == [
        (2009, "winner", "Sopkartan i köket"),
        (2010, "winner", "Bänken vid backen"),
        (2011, "winner", "Dörren med bild"),
        (2012, "honourable", "Tyst timme i badhuset"),
    ]
    assert set(Prize.objects.values_list("state", flat=True)) == {"announced"}
    waiting = ImportedStory.objects.get(story__title="Den tredje stolen")
    assert (waiting.prize["year"], waiting.prize["is_winner"]) == (2012, True)


def check_addresses(client: Client) -> None:
    """Every old address of a published story leads there; one of a story that waits tells nobody anything."""
    for row in OldAddress.objects.select_related("story"):
        answer = client.get(row.path)
        if row.story.edition_id:
            assert (answer.status_code, answer.headers["Location"]) == (301, row.story.public_url)
            assert client.get(answer.headers["Location"]).status_code == 200
        else:
            assert answer.status_code == (200 if row.path.startswith("/?") else 404)
