"""Swedish working days: which days are free, and where the tenth one falls."""

from datetime import date

import pytest

from goda_exempel.working_days import add_working_days, is_working_day

FREE = {
    "2026-01-01": "nyårsdagen",
    "2026-01-06": "trettondagen",
    "2026-04-03": "långfredagen",
    "2026-04-06": "annandag påsk",
    "2026-05-01": "första maj",
    "2026-05-14": "Kristi himmelsfärds dag",
    "2025-06-06": "nationaldagen",
    "2026-06-19": "midsommarafton",
    "2026-12-24": "julafton",
    "2026-12-25": "juldagen",
    "2025-12-26": "annandag jul",
    "2026-12-31": "nyårsafton",
    "2026-03-07": "en lördag",
    "2026-03-08": "en söndag",
}
AT_WORK = {
    "2026-01-05": "trettondagsafton",
    "2026-04-02": "skärtorsdagen",
    "2026-05-15": "klämdagen",
    "2026-06-18": "dagen före midsommarafton",
    "2026-06-22": "måndagen efter midsommar",
    "2026-12-23": "dagen före julafton",
    "2026-12-28": "mellandagen",
    "2027-01-04": "den första måndagen",
}


@pytest.mark.parametrize("day", FREE, ids=FREE.get)
def test_free_days(day: str) -> None:
    assert not is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", AT_WORK, ids=AT_WORK.get)
def test_days_at_work(day: str) -> None:
    assert is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("handed_in", "promised"),
    [
        (date(2026, 3, 2), date(2026, 3, 16)),  # two ordinary weeks
        (date(2026, 3, 7), date(2026, 3, 20)),  # a Saturday counts from Monday
        (date(2026, 3, 27), date(2026, 4, 14)),  # over Easter
        (date(2026, 6, 10), date(2026, 6, 25)),  # over midsummer
        (date(2026, 12, 18), date(2027, 1, 8)),  # over Christmas, New Year and Epiphany
        (date(2026, 12, 31), date(2027, 1, 18)),
        (date(2028, 2, 25), date(2028, 3, 10)),  # over a leap day
    ],
)
def test_ten_working_days(handed_in: date, promised: date) -> None:
    assert add_working_days(handed_in, 10) == promised
