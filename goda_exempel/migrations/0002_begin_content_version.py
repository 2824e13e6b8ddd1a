from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("goda_exempel", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "INSERT INTO goda_exempel_contentversion (id, number) VALUES (1, 0) ON CONFLICT DO NOTHING",
            migrations.RunSQL.noop,
        ),
    ]
