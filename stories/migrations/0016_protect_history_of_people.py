from django.db import migrations

from goda_exempel.history import protect_history


class Migration(migrations.Migration):
    dependencies = [("stories", "0015_note_uses_of_pictures")]

    operations = [
        protect_history("stories_portrayedhistory"),
        protect_history("stories_lockedreading"),
    ]
