"""The traces of what readers see of each story, so that an idea that resembles it finds it."""

from django.db import migrations

TRIGGERS = """
    CREATE FUNCTION stories_keep_traces() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM goda_keep_traces('story', NEW.id, coalesce(
            (SELECT concat_ws(E'\\n', title, lead, left(body, 600)) FROM stories_edition WHERE id = NEW.edition_id), ''
        ));
        RETURN NULL;
    END $$;

    CREATE FUNCTION stories_forget_traces() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM goda_keep_traces('story', OLD.id, '');
        RETURN NULL;
    END $$;

    CREATE TRIGGER stories_traces_of_new AFTER INSERT ON stories_story FOR EACH ROW
        WHEN (NEW.edition_id IS NOT NULL) EXECUTE FUNCTION stories_keep_traces();
    CREATE TRIGGER stories_traces_of_changed AFTER UPDATE ON stories_story FOR EACH ROW
        WHEN (OLD.edition_id IS DISTINCT FROM NEW.edition_id) EXECUTE FUNCTION stories_keep_traces();
    CREATE TRIGGER stories_traces_of_deleted AFTER DELETE ON stories_story FOR EACH ROW
        EXECUTE FUNCTION stories_forget_traces();

    SELECT goda_keep_traces('story', story.id, concat_ws(E'\\n', edition.title, edition.lead, left(edition.body, 600)))
        FROM stories_story AS story JOIN stories_edition AS edition ON edition.id = story.edition_id;
"""

NO_TRIGGERS = """
    DROP TRIGGER stories_traces_of_deleted ON stories_story;
    DROP TRIGGER stories_traces_of_changed ON stories_story;
    DROP TRIGGER stories_traces_of_new ON stories_story;
    DROP FUNCTION stories_forget_traces();
    DROP FUNCTION stories_keep_traces();
    DELETE FROM goda_exempel_trace WHERE kind = 'story';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0005_keep_archive_copies"),
        ("goda_exempel", "0004_trace_texts"),
    ]

    operations = [migrations.RunSQL(TRIGGERS, NO_TRIGGERS)]
