import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0011_people_support_and_comments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="lineownership",
            name="hours",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="working hours"),
        ),
        migrations.AddField(
            model_name="lineownership",
            name="kronor",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="kronor"),
        ),
        migrations.AddField(
            model_name="lineownership",
            name="reminded_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="reminded"),
        ),
        migrations.AddField(
            model_name="lineownership",
            name="resources",
            field=models.TextField(blank=True, max_length=2000, verbose_name="resources needed"),
        ),
        migrations.CreateModel(
            name="BulkRun",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("move", models.CharField(max_length=40, verbose_name="move")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "move of several ideas",
                "verbose_name_plural": "moves of several ideas",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("author_name", models.CharField(max_length=120, verbose_name="written by")),
                ("text", models.TextField(max_length=4000, verbose_name="working note")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                ("edited_at", models.DateTimeField(null=True, verbose_name="changed")),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="ideas.idea"
                    ),
                ),
            ],
            options={
                "verbose_name": "working note",
                "verbose_name_plural": "working notes",
                "ordering": ["written_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="BulkRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("waiting", "Not reached"), ("done", "Done"), ("refused", "Not done")],
                        default="waiting",
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="why")),
                (
                    "idea",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="ideas.idea"),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="ideas.bulkrun"
                    ),
                ),
            ],
            options={
                "verbose_name": "idea of a move",
                "verbose_name_plural": "ideas of a move",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "idea"),
                        name="each_idea_once_in_a_run",
                        violation_error_message="The idea is already among those to move.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Climb",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("coach", "The idea coach"),
                            ("manager", "The manager"),
                            ("coordinator", "The coordinator"),
                        ],
                        max_length=12,
                        verbose_name="step",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                ("told", models.CharField(blank=True, max_length=1000, verbose_name="who was told")),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="climbs", to="ideas.idea"
                    ),
                ),
            ],
            options={
                "verbose_name": "missed promise",
                "verbose_name_plural": "missed promises",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("idea", "step"),
                        name="each_step_of_a_missed_promise_once",
                        violation_error_message="This step has already been told.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(blank=True, max_length=1000, verbose_name="filter")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved filter",
                "verbose_name_plural": "saved filters",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "name"),
                        name="one_saved_filter_a_name_and_person",
                        violation_error_message="You already have a filter with this name.",
                    )
                ],
            },
        ),
    ]
