"""Which words and parts of words each text has, for finding texts that are near, and the functions that keep and ask it."""

from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION goda_stems(content text) RETURNS TABLE (stem text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT left(lexeme, 60)
    FROM unnest(tsvector_to_array(to_tsvector('pg_catalog.swedish', lower(normalize(left(content, 50000), NFC))))) AS lexeme
    WHERE length(lexeme) >= 3
$$;

CREATE FUNCTION goda_traces(stem text) RETURNS TABLE (trace text, rank integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT stem, 1
    UNION ALL SELECT left(stem, 5) || '*', 2 WHERE length(stem) >= 6
    UNION ALL SELECT '*' || right(stem, 5), 2 WHERE length(stem) >= 7
$$;

CREATE FUNCTION goda_keep_traces(of_kind text, of_subject bigint, content text) RETURNS void
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    wanted text[] := ARRAY(SELECT DISTINCT t.trace FROM goda_stems(content) s, goda_traces(s.stem) t ORDER BY 1);
BEGIN
    DELETE FROM goda_exempel_trace k
        WHERE k.kind = of_kind AND k.subject = of_subject AND k.trace <> ALL (wanted);
    INSERT INTO goda_exempel_trace (trace, kind, subject)
        SELECT w, of_kind, of_subject FROM unnest(wanted) AS w ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION goda_nearest(
    content text, not_kind text, not_subject bigint, asked integer, common integer, most integer
) RETURNS TABLE (kind text, subject bigint, near double precision, words bigint)
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH known AS MATERIALIZED (
        SELECT best.trace, best.seen
        FROM goda_stems(content) AS s
        CROSS JOIN LATERAL (
            SELECT t.trace, c.seen
            FROM goda_traces(s.stem) AS t
            CROSS JOIN LATERAL (
                SELECT count(*) AS seen
                FROM (
                    SELECT 1 FROM goda_exempel_trace k
                    WHERE k.trace = t.trace AND (k.subject <> not_subject OR k.kind <> not_kind)
                    LIMIT common
                ) AS first_ones
            ) AS c
            WHERE c.seen > 0
            ORDER BY t.rank, c.seen
            LIMIT 1
        ) AS best
    ), rarest AS MATERIALIZED (
        SELECT first_ones.*, ln(1 + 4.0 * common / first_ones.seen)::double precision AS weight
        FROM (
            SELECT DISTINCT known.trace, known.seen FROM known ORDER BY known.seen, known.trace LIMIT asked
        ) AS first_ones
    )
    SELECT found.kind::text, found.subject, sum(rarest.weight) / (SELECT sum(r.weight) FROM rarest r), count(*)
    FROM rarest
    CROSS JOIN LATERAL (
        SELECT k.kind, k.subject FROM goda_exempel_trace k
        WHERE k.trace = rarest.trace AND (k.subject <> not_subject OR k.kind <> not_kind)
        LIMIT common
    ) AS found
    GROUP BY found.kind, found.subject
    ORDER BY 3 DESC, found.subject DESC
    LIMIT most;
END $$;
"""

NO_FUNCTIONS = """
DROP FUNCTION goda_nearest(text, text, bigint, integer, integer, integer);
DROP FUNCTION goda_keep_traces(text, bigint, text);
DROP FUNCTION goda_traces(text);
DROP FUNCTION goda_stems(text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("goda_exempel", "0003_count_tries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Trace",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "trace", "kind", "subject", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("trace", models.CharField(db_collation="C", max_length=64)),
                ("kind", models.CharField(db_collation="C", max_length=8)),
                ("subject", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "subject"], name="trace_subject")],
            },
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
    ]
