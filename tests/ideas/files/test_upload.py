"""Putting files with an idea: several at once, the good ones kept, the others told why."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goda_exempel import roles
from goda_exempel.accounts.models import User
from ideas.files import workflow
from ideas.models import Idea
from tests.factories import make_idea, make_user
from tests.ideas.files.files import jpeg, make_file, pdf, stored
from tests.ideas.sections import section_in
from tests.stories.uploads import picture_bytes

pytestmark = pytest.mark.django_db
QUERIES = 29


@pytest.fixture
def stina() -> User:
    return make_user(name="Stina")


@pytest.fixture
def idea(client: Client, stina: User) -> Idea:
    client.force_login(stina)
    return make_idea("in_review", submitter=stina, coach=make_user(roles.COACH, name="Ulla"))


def send(client: Client, idea: Idea, *files: SimpleUploadedFile, **more: Any) -> Any:
    return client.post(f"/ideer/{idea.number}/filer/", {"file": list(files)}, **more)


def names(idea: Idea) -> list[str]:
    return [file.name for file in idea.files.all()]


def test_several_at_once(client: Client, idea: Idea, stina: User) -> None:
    response = send(client, idea, jpeg("red", "Före.jpg"), jpeg("green", "Efter.JPG"), pdf("Mall.pdf"))
    assert response["Location"] == f"/ideer/{idea.number}/#filer"
    assert names(idea) == ["Före.jpg", "Efter.jpg", "Mall.pdf"]
    assert {file.uploaded_by for file in idea.files.all()} == {stina}
    page = client.get(response["Location"]).content.decode()
    assert "3 filer är sparade." in page
    assert "Bild utan beskrivning: Före.jpg" in page


def test_some_of_several_are_refused_and_the_good_ones_kept(client: Client, idea: Idea) -> None:
    gif = SimpleUploadedFile("rolig.gif", picture_bytes("GIF"))
    response = send(client, idea, jpeg(), gif, SimpleUploadedFile("tom.jpg", b""), pdf())
    assert response.status_code == 200
    assert names(idea) == ["bild.jpg", "mall.pdf"]
    report = section_in(response, "files")["report"]
    assert [(row.name, row.why.partition(".")[0]) for row in report.refused] == [
        ("rolig.gif", "Filen är en GIF, och det går inte att använda här"),
        ("tom.jpg", "Filen är tom (0 byte)"),
    ]
    assert "2 filer är sparade. Det här gick inte:" in response.content.decode()


def test_none_chosen_is_told_at_the_field(client: Client, idea: Idea) -> None:
    response = send(client, idea)
    assert response.status_code == 200
    assert section_in(response, "files")["form"].errors == {"file": ["Välj minst en fil."]}


def test_the_script_is_answered_in_json(client: Client, idea: Idea) -> None:
    response = send(client, idea, jpeg(), SimpleUploadedFile("a.txt", b"hej"), headers={"Accept": "application/json"})
    answer = response.json()
    assert (answer["kept"], [row["name"] for row in answer["refused"]]) == (["bild.jpg"], ["a.txt"])


def test_the_second_press_changes_nothing(client: Client, idea: Idea) -> None:
    send(client, idea, jpeg(), pdf())
    before = stored()
    assert send(client, idea, jpeg(), pdf()).status_code == 302
    assert (names(idea), stored()) == (["bild.jpg", "mall.pdf"], before)


def test_number_and_size_are_limited_in_words(client: Client, idea: Idea, monkeypatch: pytest.MonkeyPatch) -> None:
    make_file(idea)
    monkeypatch.setattr(workflow, "MOST_BYTES", idea.files.get().size)
    answer = send(client, idea, jpeg("red"), headers={"Accept": "application/json"}).json()
    assert [row["why"] for row in answer["refused"]] == [
        "En idés filer får vara högst 0 MB tillsammans. Ta bort någon först."
    ]
    monkeypatch.setattr(workflow, "MOST_FILES", 1)
    answer = send(client, idea, jpeg("red"), headers={"Accept": "application/json"}).json()
    assert [row["why"] for row in answer["refused"]] == ["En idé kan ha högst 1 filer. Ta bort någon först."]
    assert len(stored()) == 3


@pytest.mark.parametrize(
    "name",
    ["x" * 300 + ".jpg", "../../../../tmp/bild.jpg", "bild\u202egpj.jpg", "a%0D%0AX: y.jpg", "con.jpg"],
)
def test_no_name_is_ever_a_path(client: Client, idea: Idea, name: str) -> None:
    send(client, idea, jpeg(name=name))
    file = idea.files.get()
    assert stored() == [f"ideas/{file.key[:2]}/{file.key}/{part}" for part in ("480.jpg", "600.jpg", "original.jpg")]
    response = client.get(f"/ideer/{idea.number}/filer/{file.pk}/")
    assert response["Content-Disposition"] == f'attachment; filename="{file.name}"'
    assert file.name.isprintable()
    assert len(file.name) <= 100


@pytest.mark.parametrize(
    ("role", "status"),
    [("submitter", 302), ("contributor", 302), ("coach", 302), ("staff", 403), ("manager", 403), ("nobody", 404)],
)
def test_who_may(client: Client, idea: Idea, role: str, status: int) -> None:
    people = {
        "submitter": idea.submitter,
        "contributor": make_user(),
        "coach": make_user(roles.COACH),
        "staff": make_user(),
        "manager": make_user(roles.MANAGER),
        "nobody": make_user(),
    }
    idea.contributors.create(user=people["contributor"], name="C")
    people["nobody"].groups.clear()  # type: ignore[union-attr]
    client.force_login(people[role])  # type: ignore[arg-type]
    assert send(client, idea, jpeg()).status_code == status
    assert idea.files.count() == (1 if status == 302 else 0)


def test_anonymous_goes_to_log_in_and_a_get_is_not_taken(client: Client, idea: Idea) -> None:
    assert client.get(f"/ideer/{idea.number}/filer/").status_code == 405
    client.logout()
    assert send(client, idea, jpeg())["Location"].startswith("/logga-in/")
    assert stored() == []


def test_a_withdrawn_idea_takes_no_more_and_says_so(client: Client, stina: User) -> None:
    client.force_login(stina)
    idea = make_idea("withdrawn", submitter=stina)
    response = send(client, idea, jpeg())
    assert (response.status_code, stored()) == (409, [])
    assert "Någon hann före." in response.content.decode()


def test_ten_thousand_parts_are_refused_before_anything_is_kept(client: Client, idea: Idea) -> None:
    line = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n\xff\xd8\r\n'
    response = client.post(
        f"/ideer/{idea.number}/filer/", line * 10_000 + b"--x--\r\n", content_type="multipart/form-data; boundary=x"
    )
    assert (response.status_code, stored(), idea.files.count()) == (400, [], 0)
    assert "högst 20 filer på en gång" in response.content.decode()


def test_a_page_costs_the_same_with_one_picture_and_with_many(
    client: Client, idea: Idea, django_assert_num_queries: Any
) -> None:
    make_file(idea)
    client.get(idea.get_absolute_url())
    with django_assert_num_queries(QUERIES):
        client.get(idea.get_absolute_url())
    for colour in ("red", "green", "blue", "black", "white"):
        make_file(idea, jpeg(colour))
    with django_assert_num_queries(QUERIES):
        client.get(idea.get_absolute_url())
