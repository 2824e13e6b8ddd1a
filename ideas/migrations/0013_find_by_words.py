"""The words of each idea and of all of them, and the traces by which near ideas are found, kept by triggers."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

SEARCHED = "title, summary, problem, solution, benefit, spread, development, in_use_where"
COMPARED = "title, summary, problem, solution, benefit"
OPENNESS = "state, submitted_at, confidential, held"


def old_and_new(columns: str) -> str:
    """The condition that one of the columns has changed."""
    names = columns.split(", ")
    return f"({', '.join('OLD.' + name for name in names)}) IS DISTINCT FROM ({', '.join('NEW.' + name for name in names)})"


def of_new(columns: str) -> str:
    return f"concat_ws(E'\\n', {', '.join('NEW.' + name for name in columns.split(', '))})"


TRIGGERS = f"""
    CREATE FUNCTION ideas_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        content text := normalize({of_new(SEARCHED)}, NFC);
        plain tsvector := to_tsvector('pg_catalog.simple', left(content, 50000));
    BEGIN
        INSERT INTO ideas_ideatext (idea_id, words)
            VALUES (NEW.id, plain || to_tsvector('pg_catalog.swedish', left(content, 50000)))
            ON CONFLICT (idea_id) DO UPDATE SET words = EXCLUDED.words;
        IF NEW.submitted_at IS NOT NULL THEN
            INSERT INTO ideas_ideaword (word, bare)
                SELECT lexeme, public.unaccent(lexeme)
                FROM unnest(tsvector_to_array(plain)) AS lexeme
                WHERE length(lexeme) BETWEEN 3 AND 40 AND lexeme !~ '[0-9@/.,:_''\\\\]'
                ORDER BY lexeme
                ON CONFLICT DO NOTHING;
        END IF;
        RETURN NULL;
    END $$;

    CREATE FUNCTION ideas_keep_traces() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM goda_keep_traces('idea', NEW.id, CASE
            WHEN NEW.submitted_at IS NULL OR NEW.state IN ('draft', 'withdrawn') OR NEW.confidential OR NEW.held THEN ''
            ELSE {of_new(COMPARED)}
        END);
        RETURN NULL;
    END $$;

    CREATE FUNCTION ideas_forget_traces() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM goda_keep_traces('idea', OLD.id, '');
        DELETE FROM ideas_ideatext WHERE idea_id = OLD.id;
        RETURN NULL;
    END $$;

    CREATE INDEX idea_by_title ON ideas_idea
        ((translate(lower(title), 'åäöéèü', '{{|}}eeu') COLLATE "C"), created DESC, id DESC);

    CREATE TRIGGER ideas_words_of_new AFTER INSERT ON ideas_idea FOR EACH ROW EXECUTE FUNCTION ideas_keep_words();
    CREATE TRIGGER ideas_words_of_changed AFTER UPDATE ON ideas_idea FOR EACH ROW
        WHEN ({old_and_new(f"{SEARCHED}, submitted_at")}) EXECUTE FUNCTION ideas_keep_words();
    CREATE TRIGGER ideas_traces_of_new AFTER INSERT ON ideas_idea FOR EACH ROW
        WHEN (NEW.submitted_at IS NOT NULL) EXECUTE FUNCTION ideas_keep_traces();
    CREATE TRIGGER ideas_traces_of_changed AFTER UPDATE ON ideas_idea FOR EACH ROW
        WHEN ((NEW.submitted_at IS NOT NULL OR OLD.submitted_at IS NOT NULL)
            AND {old_and_new(f"{COMPARED}, {OPENNESS}")})
        EXECUTE FUNCTION ideas_keep_traces();
    CREATE TRIGGER ideas_traces_of_deleted AFTER DELETE ON ideas_idea FOR EACH ROW
        EXECUTE FUNCTION ideas_forget_traces();
"""  # noqa: S608 (made of the names of columns above)

KEEP_WHAT_IS_THERE = """
    CREATE TRIGGER ideas_words_of_all AFTER UPDATE ON ideas_idea FOR EACH ROW EXECUTE FUNCTION ideas_keep_words();
    CREATE TRIGGER ideas_traces_of_all AFTER UPDATE ON ideas_idea FOR EACH ROW EXECUTE FUNCTION ideas_keep_traces();
    UPDATE ideas_idea SET id = id;
    DROP TRIGGER ideas_words_of_all ON ideas_idea;
    DROP TRIGGER ideas_traces_of_all ON ideas_idea;
"""

NO_TRIGGERS = """
    DROP INDEX idea_by_title;
    DROP TRIGGER ideas_traces_of_deleted ON ideas_idea;
    DROP TRIGGER ideas_traces_of_changed ON ideas_idea;
    DROP TRIGGER ideas_traces_of_new ON ideas_idea;
    DROP TRIGGER ideas_words_of_changed ON ideas_idea;
    DROP TRIGGER ideas_words_of_new ON ideas_idea;
    DROP FUNCTION ideas_forget_traces();
    DROP FUNCTION ideas_keep_traces();
    DROP FUNCTION ideas_keep_words();
    DELETE FROM goda_exempel_trace WHERE kind = 'idea';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0012_keep_promises_notes_and_queues"),
        ("goda_exempel", "0004_trace_texts"),
    ]

    operations = [
        migrations.CreateModel(
            name="IdeaText",
            fields=[
                (
                    "idea",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="ideas.idea",
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={"indexes": [django.contrib.postgres.indexes.GinIndex(fields=["words"], name="idea_text_words")]},
        ),
        migrations.CreateModel(
            name="IdeaWord",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("bare", models.CharField(max_length=60)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="idea_word_trigrams", opclasses=["gin_trgm_ops"]
                    )
                ]
            },
        ),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        migrations.RunSQL(KEEP_WHAT_IS_THERE, migrations.RunSQL.noop),
    ]
