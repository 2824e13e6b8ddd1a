"""Which pictures each edition shows, noted with the edition; and pictures that are stored have their two formats."""

from django.db import migrations

TRIGGER = """
    CREATE FUNCTION stories_note_pictures(edition stories_edition) RETURNS void LANGUAGE sql AS $$
        INSERT INTO stories_pictureuse (edition_id, picture_id)
        SELECT edition.id, edition.picture_id WHERE edition.picture_id IS NOT NULL
        UNION
        SELECT edition.id, picture.id
        FROM regexp_matches(
            edition.body || edition.fact_box || edition.how_to, '/redaktion/bilder/([0-9a-f]{64})/', 'g'
        ) AS found
        JOIN stories_picture AS picture ON picture.key = found[1]
        ON CONFLICT DO NOTHING;
    $$;

    CREATE FUNCTION stories_note_pictures_of_new() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM stories_note_pictures(NEW);
        RETURN NULL;
    END $$;

    CREATE TRIGGER stories_pictures_of_edition AFTER INSERT ON stories_edition FOR EACH ROW
        EXECUTE FUNCTION stories_note_pictures_of_new();

    SELECT stories_note_pictures(edition) FROM stories_edition AS edition;

    UPDATE stories_picture SET kinds = 'webp jpg' WHERE kinds = '';
"""

NO_TRIGGER = """
    DROP TRIGGER stories_pictures_of_edition ON stories_edition;
    DROP FUNCTION stories_note_pictures_of_new();
    DROP FUNCTION stories_note_pictures(stories_edition);
    DELETE FROM stories_pictureuse;
"""


class Migration(migrations.Migration):
    dependencies = [("stories", "0014_describe_pictures_and_people")]

    operations = [migrations.RunSQL(TRIGGER, NO_TRIGGER)]
