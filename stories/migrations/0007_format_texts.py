"""Formatted texts were Markdown; from now on they are clean HTML, and a fingerprint counts only what is filled in.

An approval and an answer about the facts hold for a fingerprint: those that held for the text before hold after.
"""

import hashlib
import json

from django.db import migrations

from goda_exempel.markup import to_html

FORMATTED = ("body", "fact_box", "how_to")
CONTENT = (
    "title", "lead", "body", "pull_quote", "pull_quote_by", "fact_box", "how_to", "byline", "unit_id", "benefit_kind",
    "picture_id", "picture_alt", "picture_caption", "photographer", "new_where", "new_evidence", "useful_for",
    "useful_evidence", "in_use_since", "in_use_where",
)  # fmt: skip


def old_digest(row):
    return hashlib.sha256(json.dumps([str(getattr(row, name)) for name in CONTENT]).encode()).hexdigest()


def new_digest(row):
    filled = {name: str(value) for name in CONTENT if (value := getattr(row, name)) not in (None, "", False)}
    return hashlib.sha256(json.dumps(filled, sort_keys=True).encode()).hexdigest()


def format_texts(apps, schema_editor):
    digests = {}
    for name in ("Story", "Edition"):
        for row in apps.get_model("stories", name).objects.order_by("pk").iterator(chunk_size=200):
            before = old_digest(row)
            for field in FORMATTED:
                setattr(row, field, to_html(getattr(row, field)))
            digests[before] = new_digest(row)
            if name == "Edition":
                row.digest = digests[before]
            row.save(update_fields=[*FORMATTED, *(["digest"] if name == "Edition" else [])])
    for check in apps.get_model("stories", "FactCheck").objects.exclude(digest="").iterator(chunk_size=200):
        if check.digest in digests:
            check.digest = digests[check.digest]
            check.save(update_fields=["digest"])


TRACES = """
    CREATE OR REPLACE FUNCTION stories_keep_traces() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM goda_keep_traces('story', NEW.id, coalesce((
            SELECT concat_ws(E'\\n', title, lead, left(regexp_replace(body, '<[^>]*>', ' ', 'g'), 600))
            FROM stories_edition WHERE id = NEW.edition_id
        ), ''));
        RETURN NULL;
    END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("stories", "0006_trace_editions")]

    # Back: clean HTML is read as it is by what reads Markdown with HTML cleaned away; nothing is lost by leaving it.
    operations = [
        migrations.RunPython(format_texts, migrations.RunPython.noop),
        migrations.RunSQL(TRACES, migrations.RunSQL.noop),
    ]
