"""What has to be done about ideas because time passes: each room's work, and how often it is looked for."""

from datetime import timedelta
from typing import Final

from goda_exempel.clock.jobs import Job
from ideas.calls.pictures import forget_unused
from ideas.calls.workflow import tell_asked
from ideas.effects.tasks import ask_what_is_due
from ideas.files.workflow import clean
from ideas.outside.workflow import queue_left
from ideas.owning.tasks import remind_asked
from ideas.people.workflow import untold
from ideas.promise.tasks import climb

MINUTE: Final = timedelta(minutes=1)
MINUTES: Final = timedelta(minutes=5)

JOBS: Final = (
    Job("write to people who are credited", MINUTE, untold),
    Job("climb with missed promises", timedelta(hours=1), climb),
    Job("remind managers who are asked", timedelta(hours=1), remind_asked),
    Job("tell of calls for ideas", MINUTES, tell_asked),
    Job("forget unused pictures of calls", timedelta(hours=24), forget_unused),
    Job("ask whether ideas are still in use", timedelta(hours=1), ask_what_is_due),
    Job("clean files of ideas", timedelta(hours=6), clean),
    Job("queue webhooks", MINUTES, queue_left),
)
