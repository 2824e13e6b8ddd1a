"""Another system that reads and is told: its account, a token that nobody has, and a webhook to this machine."""

import json
import secrets
from datetime import datetime, timedelta
from typing import Final

from goda_exempel import roles
from goda_exempel.accounts.models import User
from goda_exempel.demonstration.loading.people import Cast
from ideas.models import IdeaHistory
from ideas.outside.models import WAITS, AccessToken, Delivery, Fault, Webhook
from ideas.outside.signing import new_secret

EMAIL: Final = "ledningssystem@demo.example"
ADDRESS: Final = "http://127.0.0.1:8099/steg"  # nobody listens there until somebody tries it
MOVES: Final = 6


def load(cast: Cast, now: datetime) -> None:
    made = now - timedelta(days=40)
    account = User.objects.create_user(EMAIL, None, name="Ledningssystemet Demo")
    account.add_roles(roles.STAFF)
    common = {"name": "Ledningssystemet", "account": account, "created": made, "created_by_name": "Eva Demo"}
    AccessToken.objects.create(**common, digest=secrets.token_hex(32), last_used=now - timedelta(hours=2))
    webhook = Webhook.objects.create(**common, url=ADDRESS, secret=new_secret())
    rows = IdeaHistory.objects.filter(at__gt=made).exclude(subject__submitted_at=None).order_by("-at")[:MOVES]
    for number, row in enumerate(rows):
        _deliver(webhook, row, given_up=number == MOVES - 1)


def _deliver(webhook: Webhook, row: IdeaHistory, *, given_up: bool) -> None:
    delivery = Delivery(webhook=webhook, idea=row.subject, created=row.at, due=row.at)
    data = {"number": row.subject.number, "move": row.move, "from": row.from_state, "to": row.to_state}
    delivery.body = json.dumps(
        {"id": str(delivery), "type": "idea.moved", "timestamp": row.at.isoformat(), "data": data}
    )
    delivery.tries = len(WAITS) + 1 if given_up else 1
    if given_up:
        delivery.given_up_at, delivery.fault, delivery.status = row.at + sum(WAITS, timedelta()), Fault.ANSWER, 500
    else:
        delivery.delivered_at, delivery.status = row.at, 204
    delivery.save()
