"""The page of the imports: look first, an editor says go, the worker does it, and the page says how far it has come."""

import time
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from goda_exempel import roles
from goda_exempel.uploads import KEPT_AT_MOST, room_for
from stories.importing import runs
from stories.importing.entries import read_source
from stories.importing.forms import LARGEST_UPLOAD, UploadForm
from stories.importing.models import ImportLine, ImportRun
from stories.importing.tasks import go_on
from stories.models import Story
from tests.factories import make_unit, make_user
from tests.stories.importing.sources import archive, make_editor, table

pytestmark = pytest.mark.django_db
PAGE = "/redaktion/import/"
ROWS: tuple[dict[str, str], ...] = (
    {},
    {"id": "18", "adress": "/lyktan", "rubrik": "Lyktan", "alt-text": ""},
    {"id": "19", "adress": "/grinden", "rubrik": "Grinden"},
)


def send(client: Client, data: bytes, name: str = "allt.zip", **fields: Any) -> Any:
    return client.post(PAGE, {"upload": SimpleUploadedFile(name, data), **fields})


def looked(client: Client, *rows: dict[str, str]) -> ImportRun:
    answer = send(client, archive({"t.csv": table(*(rows or ROWS))}))
    assert answer.status_code == 302
    return ImportRun.objects.get()


def step(run: ImportRun, name: str) -> str:
    return reverse(f"stories:{name}", args=[run.pk])


def test_an_upload_is_looked_at_and_nothing_is_changed(client: Client) -> None:
    client.force_login(make_editor())
    run = looked(client)
    assert (run.state, Story.objects.count(), default_storage.exists(run.file)) == ("looked", 0, True)
    page = client.get(step(run, "import_run")).content.decode()
    assert [line.outcome for line in run.lines.all()] == ["publish", "queue", "publish"]
    for text in ("Cykeln som lånar ut böcker", "Lyktan", "Grinden", "t.csv"):
        assert text in page
    assert step(run, "import_carry") in page


def test_an_editor_says_go_and_the_worker_does_it(client: Client) -> None:
    editor = make_editor()
    client.force_login(editor)
    run = looked(client)
    assert client.post(step(run, "import_carry")).status_code == 302
    assert DBTaskResult.objects.filter(task_path=go_on.module_path).count() == 1
    assert "<progress" in client.get(step(run, "import_run")).content.decode()
    go_on.func(run.pk)
    run.refresh_from_db()
    assert (run.state, run.file, run.carried_by) == ("done", "", editor)
    assert [(line.outcome, line.is_done) for line in run.lines.all()] == [
        ("publish", True),
        ("queue", True),
        ("publish", True),
    ]
    page = client.get(step(run, "import_run")).content.decode()
    for story in Story.objects.all():
        assert story.get_absolute_url() in page
    assert client.get("/lyktan").status_code == 404
    assert client.get("/grinden").headers["Location"] == Story.objects.get(title="Grinden").public_url


def test_the_same_upload_again_has_nothing_new(client: Client) -> None:
    client.force_login(make_editor())
    run = looked(client)
    runs.carry_out(run, by=make_user(roles.EDITOR))
    go_on.func(run.pk)
    send(client, archive({"t.csv": table(*reversed(ROWS))}))
    again = ImportRun.objects.first()
    assert again is not None
    assert [line.outcome for line in again.lines.all()] == ["same"] * 3
    assert step(again, "import_carry") not in client.get(step(again, "import_run")).content.decode()


def test_a_communicator_looks_and_an_editor_presses(client: Client) -> None:
    make_unit("Biblioteket")
    client.force_login(make_user(roles.COMMUNICATOR))
    run = looked(client)
    assert step(run, "import_carry") not in client.get(step(run, "import_run")).content.decode()
    assert client.post(step(run, "import_carry")).status_code == 403
    assert ImportRun.objects.get().state == "looked"


@pytest.mark.parametrize("first", ["import_carry", "import_discard"])
@pytest.mark.parametrize("second", ["import_carry", "import_discard"])
def test_the_second_of_two_presses_is_told(client: Client, first: str, second: str) -> None:
    client.force_login(make_editor())
    run = looked(client)
    assert client.post(step(run, first)).status_code == 302
    answer = client.post(step(run, second))
    assert (answer.status_code, DBTaskResult.objects.filter(task_path=go_on.module_path).count()) == (
        409,
        int(first == "import_carry"),
    )


def test_a_discarded_upload_is_gone(client: Client) -> None:
    client.force_login(make_editor())
    run = looked(client)
    client.post(step(run, "import_discard"))
    assert (default_storage.exists(run.file), ImportRun.objects.get().state) == (False, "discarded")


@pytest.mark.parametrize("name", ["import_carry", "import_discard"])
def test_changing_is_a_post_by_the_desk(client: Client, name: str) -> None:
    client.force_login(make_editor())
    run = looked(client)
    assert client.get(step(run, name)).status_code == 405
    client.force_login(make_user(roles.STAFF))
    assert client.post(step(run, name)).status_code == 403
    client.logout()
    assert client.post(step(run, name)).status_code == 302
    assert ImportRun.objects.get().state == "looked"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "tom.zip"),
        (b"PK\x03\x04skrap", "allt.zip"),
        (b"x", "allt.exe"),
        (archive({"../ut.csv": b"x"}), "allt.zip"),
    ],
    ids=["empty", "damaged", "ending", "slip"],
)
def test_a_file_that_is_refused_says_why_at_its_field(client: Client, data: bytes, name: str) -> None:
    client.force_login(make_editor())
    answer = send(client, data, name)
    assert (answer.status_code, ImportRun.objects.count()) == (200, 0)
    assert 'href="#id_upload"' in answer.content.decode()


def test_a_file_without_end_is_cut_while_it_arrives_and_refused() -> None:
    """What is kept of it on the disk is not much more than what a form allows."""
    upload = SimpleUploadedFile("allt.zip", b"PK")
    upload.size = LARGEST_UPLOAD + 1
    assert list(UploadForm({}, {"upload": upload}).errors) == ["upload"]
    assert [room_for(path) for path in (PAGE, f"/en{PAGE}", "/redaktion/1/", "/")] == [LARGEST_UPLOAD] * 2 + [
        KEPT_AT_MOST
    ] * 2


def test_a_table_alone_is_taken_too(client: Client) -> None:
    client.force_login(make_editor())
    send(client, table({"bild": ""}), "t.csv")
    assert [line.outcome for line in ImportLine.objects.all()] == ["queue"]


def test_a_worker_that_dies_loses_nothing_and_does_nothing_twice(client: Client) -> None:
    client.force_login(make_editor())
    run = looked(client)
    runs.carry_out(run, by=make_user(roles.EDITOR))
    assert runs.work_on(run.pk, seconds=0) is True
    assert [line.is_done for line in run.lines.all()] == [True, False, False]
    ImportRun.objects.filter(pk=run.pk).update(moved_at=timezone.now() - runs.STANDS_STILL * 2)
    runs.tidy(timezone.now())
    assert DBTaskResult.objects.filter(task_path=go_on.module_path).count() == 2
    go_on.func(run.pk)
    go_on.func(run.pk)
    assert (Story.objects.count(), run.lines.filter(is_done=True).count()) == (3, 3)


def test_a_source_that_takes_long_to_read_comes_in_line_by_line(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock of the worker starts after the reading, and each turn brings at least one line."""
    client.force_login(make_editor())
    run = looked(client)
    runs.carry_out(run, by=make_user(roles.EDITOR))
    assert [runs.work_on(run.pk, seconds=-1) for _turn in range(3)] == [True, True, False]
    assert (ImportRun.objects.get().state, Story.objects.count()) == ("done", 3)

    ImportRun.objects.all().delete()
    again = looked(client, {"id": "20", "adress": "", "rubrik": "Spaden"}, {"id": "21", "adress": "", "rubrik": "Ån"})
    runs.carry_out(again, by=make_user(roles.EDITOR))

    def read_slowly(*args: Any, **options: Any) -> Any:
        time.sleep(0.2)
        return read_source(*args, **options)

    monkeypatch.setattr(runs, "read_source", read_slowly)
    monkeypatch.setattr(runs, "_bring_line", lambda *_line: None)
    assert runs.work_on(again.pk, seconds=0.1) is False


@pytest.mark.parametrize("loses", ["role", "account"])
def test_an_import_of_one_who_may_not_publish_any_more_ends_with_a_sentence(client: Client, loses: str) -> None:
    client.force_login(make_editor())
    run, other = looked(client), make_user(roles.EDITOR)
    runs.carry_out(run, by=other)
    if loses == "role":
        other.groups.clear()
    else:
        other.is_active = False
        other.save()
    go_on.func(run.pk)
    run.refresh_from_db()
    assert (run.state, run.file, Story.objects.count()) == ("done", "", 0)
    assert {(line.outcome, line.is_done, len(line.notes)) for line in run.lines.all()} == {("failed", True, 1)}


@pytest.mark.parametrize(
    "data",
    [
        b'[{"rubrik": "Cykeln \\ud800", "text": "rullar \\udfff ut"}]',
        b'{"rubrik": "Cykeln \\ud800"}\n{"rubrik": "Lyktan", "text": {"a": "\\ud800"}}',
        b'[{"rubrik": "Cykeln", "okand\\ud800\\u0000": "x", "adress": "/a\\ud800?b=\\ud800"}]',
        b'[{"rubrik": ' + b"9" * 5000 + b"}]",
        b'{"rubrik": "Cykeln"}\n{"rubrik": ' + b"9" * 5000 + b"}",
        b'[{"rubrik": "Cykeln", "text": ' + b"[" * 700 + b"]" * 700 + b"}]",
    ],
    ids=["surrogate", "lines", "names", "number", "number in lines", "lists in lists"],
)
def test_json_that_no_database_keeps_is_read_without_it(client: Client, data: bytes) -> None:
    client.force_login(make_editor())
    assert send(client, data, "t.json").status_code == 302
    run = ImportRun.objects.get()
    assert client.get(step(run, "import_run")).status_code == 200
    runs.carry_out(run, by=make_user(roles.EDITOR))
    go_on.func(run.pk)
    assert {line.outcome for line in run.lines.all()} <= {"queue", "failed"}


def test_linked_data_of_a_page_that_no_database_keeps_is_passed_over(client: Client) -> None:
    client.force_login(make_editor())
    for said in ('{"datePublished": "\\ud800"}', '{"datePublished": ' + "9" * 5000 + "}"):
        page = f'<h1>A</h1><script type="application/ld+json">{said}</script><p>x</p>'
        assert send(client, page.encode(), "a.html").status_code == 302


def test_an_upload_that_is_gone_is_told_and_ends(client: Client) -> None:
    client.force_login(make_editor())
    run = looked(client)
    runs.carry_out(run, by=make_user(roles.EDITOR))
    default_storage.delete(run.file)
    go_on.func(run.pk)
    assert [line.outcome for line in run.lines.all()] == ["failed"] * 3
    assert ImportRun.objects.get().state == "done"


def test_an_import_that_came_between_is_seen(client: Client) -> None:
    """The look is old: another import has brought in the same story meanwhile."""
    client.force_login(make_editor())
    run = looked(client)
    send(client, archive({"t.csv": table(ROWS[2])}))
    other = ImportRun.objects.exclude(pk=run.pk).get()
    for row in (other, run):
        runs.carry_out(row, by=make_user(roles.EDITOR))
        go_on.func(row.pk)
    assert [line.outcome for line in run.lines.all()] == ["publish", "queue", "same"]
    assert Story.objects.count() == 3


def test_an_upload_that_nobody_carries_out_is_let_go(client: Client) -> None:
    client.force_login(make_editor())
    run = looked(client)
    runs.tidy(timezone.now() + runs.KEPT_FOR + runs.STANDS_STILL)
    assert (default_storage.exists(run.file), ImportRun.objects.get().state) == (False, "discarded")


def test_the_report_is_a_table_in_which_nothing_is_counted(client: Client) -> None:
    client.force_login(make_editor())
    run = looked(client, {"rubrik": "=HYPERLINK(1)"})
    answer = client.get(step(run, "import_report"))
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert (len(rows), rows[1].split(";")[1]) == (2, "'=HYPERLINK(1)")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="import-{run.pk}.csv"'


def test_a_headline_that_is_a_script_is_only_text(client: Client) -> None:
    client.force_login(make_editor())
    evil = '"><img src=x onerror=alert(1)>'
    run = looked(client, {"rubrik": evil, "enhet": evil, "samtycke": ""})
    runs.carry_out(run, by=make_user(roles.EDITOR))
    go_on.func(run.pk)
    for path in (PAGE, step(run, "import_run"), Story.objects.get().get_absolute_url()):
        assert "<img src=x" not in client.get(path).content.decode()


@pytest.mark.parametrize("path", ["imports", "run"])
def test_a_page_asks_the_same_number_of_questions_of_one_line_and_of_many(
    client: Client, path: str, django_assert_num_queries: Any
) -> None:
    client.force_login(make_editor())
    for rows in (
        ROWS[1:2],
        tuple({"id": str(n), "adress": "", "rubrik": f"Lyktan {n}", "alt-text": ""} for n in range(5)),
    ):
        send(client, archive({"t.csv": table(*rows)}))
        run = ImportRun.objects.first()
        assert run is not None
        runs.carry_out(run, by=make_user(roles.EDITOR))
        go_on.func(run.pk)
        with django_assert_num_queries(8 if path == "imports" else 9):
            client.get(PAGE if path == "imports" else step(run, "import_run"))
