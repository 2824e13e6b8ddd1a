from django.db import migrations

from goda_exempel.history import protect_history


class Migration(migrations.Migration):
    dependencies = [("ideas", "0001_initial")]

    operations = [protect_history("ideas_ideahistory")]
