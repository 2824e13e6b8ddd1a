from django.db import models


class JobRun(models.Model):
    """When a job that comes back with time was last run to its end."""

    name = models.CharField(max_length=60, primary_key=True)
    last = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Heartbeat(models.Model):
    """When the worker last did something: the clock asks it to, every minute."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.at:%Y-%m-%d %H:%M:%S}"
