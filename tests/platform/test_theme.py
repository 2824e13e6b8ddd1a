import pytest
from django.test import Client
from pytest_django import Settings


@pytest.mark.parametrize(
    ("light", "dark", "sheet"),
    [
        ("", "", ""),
        ("#0B5D6B", "", ":root{--accent-light:#0B5D6B;}\n"),
        ("#0B5D6B", "#9AD6E0", ":root{--accent-light:#0B5D6B;--accent-dark:#9AD6E0;}\n"),
    ],
)
def test_the_municipality_chooses_the_accent(settings: Settings, light: str, dark: str, sheet: str) -> None:
    settings.ACCENT_LIGHT, settings.ACCENT_DARK = light, dark
    response = Client().get("/tema.css")
    assert (response.status_code, response.content.decode()) == (200, sheet)
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert not response.cookies
