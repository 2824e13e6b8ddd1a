"""Entries → plans: what each will become, and why. Nothing is written here, so a dry run is this and no more."""

import hashlib
import json
import math
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goda_exempel.accounts.models import Unit, User
from stories.importing.addresses import LONGEST, may_lead
from stories.importing.columns import label_of
from stories.importing.dates import Day, read_day
from stories.importing.entries import Reading
from stories.importing.keys import addresses_of, is_ours, key_of
from stories.importing.known import known_of
from stories.importing.models import Outcome
from stories.importing.pictures import Seen, look, pictures_of_text
from stories.importing.plans import Kind, Plan
from stories.importing.prizes import judge_prize
from stories.importing.sources import Source
from stories.importing.wording import judge_people, judge_picture, judge_proof, judge_texts
from stories.models import Picture


class Planner:
    """Plans the entries of a reading, in any order. ``unit`` is where stories of unknown units belong.

    ``seconds`` is how long pictures are decoded to see whether they are whole; later ones are only opened.
    """

    def __init__(
        self, source: Source, reading: Reading, *, by: User, unit: Unit | None = None, seconds: float = math.inf
    ) -> None:
        self.source, self.reading, self.by, self.unit = source, reading, by, unit
        self.until = time.monotonic() + seconds
        self.prizes: dict[tuple[int, bool], int] = {}
        self.kept: dict[str, Picture] = {}
        entries = reading.entries
        self.days = [read_day(entry.values.get("date", "")) for entry in entries]
        self.keys = [key_of(entry, day) for entry, day in zip(entries, self.days, strict=True)]
        self.first = {key: n for n, key in reversed(list(enumerate(self.keys))) if not entries[n].fault}
        self.addresses = [list(addresses_of(entry)) for entry in entries]
        self.months = self._months()
        flat = [address for row in self.addresses for address in row]
        self.known = known_of(self.keys, flat, [month for month in self.months if month])

    def _months(self) -> list[date]:
        """Each entry's month; for one without, that of the entry before it, else the month a year ago."""
        today = timezone.localdate()
        last = next((day.month for day in self.days if day), date(today.year - 1, today.month, 1))
        months: list[date] = []
        for day in self.days:
            last = day.month if day else last
            months.append(last)
        return months

    def plans(self) -> Iterator[Plan]:
        return (self.plan(position) for position in range(len(self.reading.entries)))

    def plan(self, position: int) -> Plan:
        entry, key = self.reading.entries[position], self.keys[position]
        plan = Plan(entry, key=key, month=self.months[position], addresses=self.addresses[position])
        if entry.fault:
            return plan.fail(entry.fault)
        if not entry.title:
            return plan.fail(_("There is no headline."))
        if (other := self.first[key]) != position:
            words = {"line": self.reading.entries[other], "title": self.reading.entries[other].title}
            return plan.fail(
                _("It is the same story as %(line)s, “%(title)s”: same id, address, or headline and date.") % words
            )
        seen = self._look(plan)
        return plan if self._is_known(plan) else self._new(plan, position, seen)

    def _look(self, plan: Plan) -> dict[str, Seen]:
        """Look at each picture the entry names, its own under "", and note what was read."""
        values, folders = plan.entry.values, plan.entry.folders
        named = {"": values["picture"]} if values.get("picture") else {}
        named |= {file: file for file, _alt in pictures_of_text(values.get("body", ""))}
        closely = time.monotonic() < self.until
        seen = {name: look(self.source, folders, file, closely=closely) for name, file in named.items()}
        plan.row = {**values, "pictures": {named[name]: row.digest for name, row in seen.items()}}
        canonical = json.dumps(plan.row, ensure_ascii=False, sort_keys=True)
        plan.digest = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
        return seen

    def _is_known(self, plan: Plan) -> bool:
        """What was brought along before is never changed by an import; a difference is told."""
        known = self.known.imported.get(plan.key)
        if known is None:
            return False
        plan.story_pk, plan.outcome = known.story_id, Outcome.SAME
        if known.digest != plan.digest:
            plan.outcome = Outcome.DIFFERS
            names = ", ".join(_differences(known.row, plan.row))
            plan.notes.append(
                _("It was brought in before, and the source now says otherwise: %(names)s.") % {"names": names}
            )
        return True

    def _new(self, plan: Plan, position: int, seen: dict[str, Seen]) -> Plan:
        judge_texts(plan)
        if plan.outcome == Outcome.FAILED:
            return plan
        self._judge_day(plan, self.days[position])
        self._judge_unit(plan)
        judge_picture(plan, seen)
        judge_people(plan)
        judge_proof(plan)
        self._judge_addresses(plan, position)
        judge_prize(plan)
        self._judge_prize_beside(plan, position)
        self._tell_of_the_month(plan, position)
        if plan.outcome == Outcome.PUBLISH and plan.reasons:
            plan.outcome = Outcome.QUEUE
        return plan

    def _judge_day(self, plan: Plan, day: Day | None) -> None:
        text, month = plan.entry.values.get("date", ""), date_format(self._month_of(plan), "YEAR_MONTH_FORMAT")
        if day is None:
            why = _("“%(text)s” is no date that can be read.") % {"text": text[:80]} if text else _("There is no date.")
            plan.lacks(
                Kind.DATE, _("%(why)s It is put in %(month)s until you say otherwise.") % {"why": why, "month": month}
            )
        elif day.precision == "year":
            plan.lacks(
                Kind.DATE,
                _("Only the year is known. It is put in %(month)s until you say otherwise.") % {"month": month},
            )
        elif day.at > timezone.now():
            plan.lacks(Kind.DATE, _("The date “%(text)s” is still to come.") % {"text": text[:80]})
        else:
            plan.publish_at = day.at
            if day.precision == "month":
                plan.assume(_("Only the month is known; the day is taken to be the first."))

    @staticmethod
    def _month_of(plan: Plan) -> date:
        assert plan.month is not None  # noqa: S101 (every entry has one)
        return plan.month

    def _judge_unit(self, plan: Plan) -> None:
        text = plan.entry.values.get("unit", "")
        unit = self.known.unit(text) if text else None
        if unit is None and self.unit is not None:
            unit = self.unit
            plan.assume(
                _("The unit “%(text)s” is not known; it is put under %(unit)s.") % {"text": text or "–", "unit": unit}
            )
        if unit is None:
            why = _("The unit “%(text)s” is not known.") % {"text": text[:80]} if text else _("There is no unit.")
            unit = self.by.units.order_by("name").first() or Unit.objects.filter(parent=None).order_by("name").first()
            if unit is None:
                plan.fail(_("There are no units in the portal yet. Make one first."))
                return
            plan.lacks(Kind.UNIT, _("%(why)s It is put under %(unit)s until you choose.") % {"why": why, "unit": unit})
        plan.fields["unit"] = unit

    def _judge_addresses(self, plan: Plan, position: int) -> None:
        kept: list[str] = []
        for address in self.addresses[position]:
            note = self._fault_of_address(address, position)
            if note:
                plan.notes.append(note)
            else:
                kept.append(address)
        if plan.entry.values.get("old_address") and not self.addresses[position]:
            plan.notes.append(
                _("“%(text)s” is no address. It is not kept.") % {"text": plan.entry.values["old_address"][:120]}
            )
        plan.addresses = kept

    def _fault_of_address(self, address: str, position: int) -> str:
        words = {"address": address[:120]}
        if len(address) > LONGEST:
            return _("The old address “%(address)s…” is too long. It is not kept.") % words
        if address in self.known.addresses:
            return _("The old address “%(address)s” already leads to another story.") % words
        earlier = next(
            (n for n in range(position) if address in self.addresses[n] and self.first.get(self.keys[n]) == n), None
        )
        if earlier is not None:
            words["line"] = str(self.reading.entries[earlier])
            return _("The old address “%(address)s” is that of %(line)s too. It leads there.") % words
        if address == "/" or is_ours(address):
            return _("The portal has a page of its own at “%(address)s”, which goes on to be shown.") % words
        if not may_lead(address):
            return _("“%(address)s” lies where the portal has its own rooms. It can't lead to the story.") % words
        return ""

    def _judge_prize_beside(self, plan: Plan, position: int) -> None:
        """A year has one winner: the first line that says so."""
        if plan.prize is None:
            return
        first = self.prizes.setdefault((plan.prize.year, plan.prize.is_winner), position)
        if first != position:
            words = {"year": plan.prize.year, "title": self.reading.entries[first].title}
            plan.notes.append(_("The prize of %(year)s already belongs to “%(title)s”.") % words)
            plan.prize = None

    def _is_dated(self, position: int) -> bool:
        """Whether the entry makes a story of its own whose month is known."""
        day, entry = self.days[position], self.reading.entries[position]
        is_known = day is not None and day.precision != "year"
        return is_known and self.first.get(self.keys[position]) == position and bool(entry.title)

    def _tell_of_the_month(self, plan: Plan, position: int) -> None:
        entries, month = self.reading.entries, self._month_of(plan)
        beside = [
            entries[n].title
            for n, other in enumerate(self.months)
            if other == month and n != position and self._is_dated(n)
        ]
        others = dict.fromkeys([*self.known.months.get(month, []), *beside])
        if others and self._is_dated(position):
            words = {"month": date_format(month, "YEAR_MONTH_FORMAT"), "titles": "”, “".join(others)}
            plan.notes.append(_("%(month)s also has “%(titles)s”. Both are brought in, and both are shown.") % words)


def _differences(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    names: dict[str, bool] = defaultdict(bool)
    for name in sorted({*before, *now}):
        if before.get(name) != now.get(name):
            names[label_of("picture" if name == "pictures" else name)] = True
    return list(names)
