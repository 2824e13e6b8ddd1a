from django.db import migrations

from goda_exempel.history import protect_history


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0008_proves_and_measures"),
    ]

    operations = [protect_history("ideas_effectchange")]
