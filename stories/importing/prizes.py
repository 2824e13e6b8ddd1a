"""The prize that a story of the older site has won."""

from django.utils import timezone
from django.utils.translation import gettext as _

from goda_exempel.registry import PastPrize, judge_past_prize
from stories.importing.dates import EARLIEST, read_day
from stories.importing.plans import Plan


def judge_prize(plan: Plan) -> None:
    values = plan.entry.values
    if not (text := values.get("prize_year", "")):
        return
    figures = text.strip()[-4:]
    if not (figures.isascii() and figures.isdecimal() and EARLIEST <= int(figures) <= timezone.localdate().year):
        plan.notes.append(_("“%(text)s” is no year. The prize is not kept.") % {"text": text[:40]})
        return
    is_winner = not any(word in values.get("prize_class", "").casefold() for word in ("heder", "honour", "mention"))
    day = read_day(values.get("prize_day", ""))
    prize = PastPrize(
        int(figures), is_winner, values.get("citation", ""), timezone.localtime(day.at).date() if day else None
    )
    if refusal := judge_past_prize(prize):
        plan.notes.append(refusal)
        return
    plan.prize = prize
    if day is None:
        plan.assume(_("The day the prize was announced is taken to be the last of the year."))
