"""The portal's two tables that a list of stories is read from, as far as the list needs them."""

from typing import ClassVar

from django.db import models


class Edition(models.Model):
    title = models.CharField(max_length=120)
    lead = models.TextField()

    class Meta:
        managed = False
        db_table = "stories_edition"


class Story(models.Model):
    month = models.DateField()
    slug = models.SlugField()
    publish_at = models.DateTimeField(null=True)
    edition = models.ForeignKey(Edition, models.DO_NOTHING, null=True)

    objects: ClassVar[models.Manager["Story"]] = models.Manager()

    class Meta:
        managed = False
        db_table = "stories_story"
