from django.db import models


class ContentVersion(models.Model):
    """One row: a number that every change readers can see raises, in the transaction of the change."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_content_version")]

    def __str__(self) -> str:
        return str(self.number)


class RateWindow(models.Model):
    """How many times something was tried since ``begun``; ``rate_limit`` counts here."""

    key = models.CharField(max_length=200, primary_key=True)
    begun = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"


class Trace(models.Model):
    """A word or a part of a word that a text has; ``searching.traces`` says how they are made and asked for."""

    pk = models.CompositePrimaryKey("trace", "kind", "subject")
    trace = models.CharField(max_length=64, db_collation="C")
    kind = models.CharField(max_length=8, db_collation="C")
    subject = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "subject"], name="trace_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}: {self.trace}"
