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
