"""What a file may be called, whatever it was called."""

import pytest

from ideas.files.names import shown_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Före och efter.jpeg", "Före och efter.jpg"),
        ("fo\u0308re.png", "före.jpg"),
        ("../../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\Eva\\bild.png", "bild.jpg"),
        ("..", "fil.jpg"),
        ("", "fil.jpg"),
        (".htaccess", "fil.jpg"),
        ("\u202egpj.exe", "gpj.jpg"),
        ("bild\u202etxt.jpg", "bild txt.jpg"),
        ("a\r\nSet-Cookie: x=1.jpg", "a Set-Cookie- x=1.jpg"),
        ("a\0b.jpg", "a b.jpg"),
        ("a\u200bb.jpg", "a b.jpg"),
        ('a"b<c>|?*.jpg', "a-b-c----.jpg"),
        ("con.jpg", "fil-con.jpg"),
        ("COM1.tar.jpg", "fil-COM1.tar.jpg"),
        ("nul", "fil-nul.jpg"),
        ("konst.jpg", "konst.jpg"),
        ("slut . .jpg", "slut.jpg"),
        ("\ud800.jpg", "fil.jpg"),
    ],
)
def test_what_is_left_of_a_name(name: str, expected: str) -> None:
    assert shown_name(name, "jpg") == expected


@pytest.mark.parametrize("letter", ["x", "å", "😀"])
def test_three_hundred_characters_become_a_hundred(letter: str) -> None:
    name = shown_name(letter * 300 + ".pdf", "pdf")
    assert (len(name), name[-5:]) == (100, f"{letter}.pdf")
