"""What has happened to an idea, a story or a prize: rows that are written once and never edited.

The database refuses to change or delete them (see ``protect_history``); all that may change is that a person who
is deleted is no longer linked, the name stays.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.migrations.operations import RunSQL
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class HistoryRow(models.Model):
    """One move: when, by whom, from where to where, and why. Subclasses add the foreign key ``subject``."""

    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    actor_name = models.CharField(_("name"), max_length=120, blank=True)
    move = models.CharField(max_length=40)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    reason = models.TextField(_("reason"), blank=True)

    subject: Any

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.move}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.actor is not None and not self.actor_name:
            self.actor_name = self.actor.name
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """What was done, in words."""
        return str(self.subject.workflow.done(self.move))

    @property
    def actor_label(self) -> str:
        return self.actor_name or gettext("The portal")


def protect_history(table: str) -> RunSQL:
    """A migration step: triggers that refuse updates and deletes of ``table``, except that a person is unlinked."""
    function = f"{table}_is_history"
    return RunSQL(
        sql=f"""
            CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'UPDATE' AND NEW.actor_id IS NULL
                    AND to_jsonb(NEW) - 'actor_id' = to_jsonb(OLD) - 'actor_id' THEN
                    RETURN NEW;
                END IF;
                RAISE EXCEPTION 'history rows are never changed ({table})' USING ERRCODE = 'restrict_violation';
            END $$;
            CREATE TRIGGER {function} BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION {function}();
        """,
        reverse_sql=f"DROP TRIGGER {function} ON {table}; DROP FUNCTION {function}();",
    )
