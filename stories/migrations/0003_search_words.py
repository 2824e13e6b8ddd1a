"""The words of all editions in a table of their own, filled by a trigger, and what words mean besides."""

from typing import Any

import django.contrib.postgres.indexes
from django.db import migrations, models

SYNONYMS = (
    ("biblan", "bibliotek"),
    ("bok", "böcker"),
    ("böcker", "bok"),
    ("dagis", "förskola"),
    ("daghem", "förskola"),
    ("fritids", "fritidshem"),
    ("gamla", "äldre"),
    ("handikapp", "funktionsnedsättning"),
    ("hemsida", "webbplats"),
    ("hemhjälp", "hemtjänst"),
    ("klimat", "miljö"),
    ("lunch", "skolmat"),
    ("matsal", "skolrestaurang"),
    ("mat", "måltid"),
    ("pensionär", "äldre"),
    ("plugga", "läxa"),
    ("rektor", "skolledare"),
    ("seniorer", "äldre"),
    ("skolmat", "måltid"),
    ("sopor", "avfall"),
    ("städning", "lokalvård"),
    ("städ", "lokalvård"),
    ("åldring", "äldre"),
    ("ålderdomshem", "äldreboende"),
    ("vägarbete", "gatuarbete"),
)

COLLECT = """
    INSERT INTO stories_searchword (word, bare)
    SELECT DISTINCT lexeme, public.unaccent(lexeme)
    FROM {source}, unnest(tsvector_to_array(plain_words)) AS lexeme
    WHERE length(lexeme) BETWEEN 3 AND 40 AND lexeme !~ '[0-9@/.,:_''\\\\]'
    ON CONFLICT DO NOTHING
"""

TRIGGER = f"""
    CREATE FUNCTION stories_collect_words() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {COLLECT.format(source="new_editions")};
        RETURN NULL;
    END $$;
    CREATE TRIGGER stories_collect_words AFTER INSERT ON stories_edition
        REFERENCING NEW TABLE AS new_editions FOR EACH STATEMENT EXECUTE FUNCTION stories_collect_words();
    {COLLECT.format(source="stories_edition")};
"""


def add_synonyms(apps: Any, schema_editor: Any) -> None:
    model = apps.get_model("stories", "Synonym")
    model.objects.bulk_create(model(word=word, means=means) for word, means in SYNONYMS)


class Migration(migrations.Migration):
    dependencies = [("stories", "0002_protect_history")]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("bare", models.CharField(db_index=True, max_length=60)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="search_word_trigrams", opclasses=["gin_trgm_ops"]
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=60, verbose_name="word")),
                ("means", models.CharField(max_length=60, verbose_name="means")),
            ],
            options={
                "verbose_name": "synonym",
                "verbose_name_plural": "synonyms",
                "ordering": ["word", "means"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("word", "means"),
                        name="one_synonym_a_pair",
                        violation_error_message="These two are already synonyms.",
                    )
                ],
            },
        ),
        migrations.RunPython(add_synonyms, migrations.RunPython.noop),
        migrations.RunSQL(
            TRIGGER, "DROP TRIGGER stories_collect_words ON stories_edition; DROP FUNCTION stories_collect_words();"
        ),
    ]
