"""Saying that an idea is good, and following it. Two presses at once leave one row: the database sees to it."""

from goda_exempel.accounts.models import User
from ideas.models import Idea
from ideas.support.models import Follow, Support


def support(idea: Idea, user: User) -> None:
    Support.objects.bulk_create([Support(idea=idea, user=user)], ignore_conflicts=True)


def take_back(idea: Idea, user: User) -> None:
    Support.objects.filter(idea=idea, user=user).delete()


def follow(idea: Idea, user: User) -> None:
    Follow.objects.bulk_create([Follow(idea=idea, user=user)], ignore_conflicts=True)


def unfollow(idea: Idea, user: User) -> None:
    Follow.objects.filter(idea=idea, user=user).delete()
