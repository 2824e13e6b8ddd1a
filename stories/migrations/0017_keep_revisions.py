import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# A revision is never changed and never removed, except that a person is unlinked. What a text saves by itself is
# gathered in the newest revision of the story while that is one that saved itself too.
KEPT = """
    CREATE FUNCTION stories_revision_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND NEW.actor_id IS NULL
            AND to_jsonb(NEW) - 'actor_id' = to_jsonb(OLD) - 'actor_id' THEN
            RETURN NEW;
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.kind = 'autosaved' AND NEW.at >= OLD.at
            AND to_jsonb(NEW) - ARRAY['at', 'content', 'digest'] = to_jsonb(OLD) - ARRAY['at', 'content', 'digest']
            AND NOT EXISTS (
                SELECT FROM stories_revision WHERE story_id = OLD.story_id AND number > OLD.number
            ) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'versions of a story are never changed' USING ERRCODE = 'restrict_violation';
    END $$;
    CREATE TRIGGER stories_revision_is_kept BEFORE UPDATE OR DELETE ON stories_revision
        FOR EACH ROW EXECUTE FUNCTION stories_revision_is_kept();
"""
NOT_KEPT = "DROP TRIGGER stories_revision_is_kept ON stories_revision; DROP FUNCTION stories_revision_is_kept();"


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0016_protect_history_of_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("begun", "Begun"),
                            ("saved", "Saved"),
                            ("autosaved", "Saved by itself"),
                            ("restored", "Restored"),
                            ("imported", "Brought in"),
                        ],
                        max_length=10,
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                ("actor_name", models.CharField(blank=True, max_length=120, verbose_name="who")),
                ("content", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ("digest", models.CharField(max_length=64, verbose_name="fingerprint of the wording")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "restored_from",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stories.revision"
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="stories.story"
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a story",
                "verbose_name_plural": "versions of stories",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("story", "number"), name="one_revision_a_number"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="revisions_begin_with_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "restored"), ("restored_from__isnull", False)),
                            models.Q(models.Q(("kind", "restored"), _negated=True), ("restored_from__isnull", True)),
                            _connector="OR",
                        ),
                        name="restored_revision_says_of_what",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
