"""A first list of words that make public texts heavy, with plainer ones. The desk changes it as it likes."""

from typing import Any

from django.db import migrations

WORDS = (
    ("adekvat*", "rätt, som räcker"),
    ("aktör*", "säg vilka det är"),
    ("angående", "om"),
    ("anledningen till detta är att", "för att"),
    ("avseende", "om"),
    ("beaktande av", "att tänka på"),
    ("befintlig*", "som redan finns"),
    ("brukare*", "de som får hjälpen"),
    ("därest", "om"),
    ("därvidlag", "då, i det"),
    ("effektuera*", "göra, genomföra"),
    ("erhåll*", "få"),
    ("ej", "inte"),
    ("facilitera*", "underlätta, hjälpa till med"),
    ("fokusområde*", "det vi satsar på"),
    ("föreligg*", "finns"),
    ("förfoga över", "ha"),
    ("förutsättningsskapande", "som gör det möjligt"),
    ("generera*", "ge, leda till"),
    ("helhetsgrepp*", "säg vad som görs"),
    ("holistisk*", "som ser till helheten"),
    ("huruvida", "om"),
    ("hänvisas till", "vänd dig till"),
    ("i dagsläget", "nu"),
    ("i enlighet med", "enligt"),
    ("i händelse av", "om, vid"),
    ("i syfte att", "för att"),
    ("implementer*", "införa, börja använda"),
    ("incitament*", "skäl, något som lockar"),
    ("initiera*", "börja, starta"),
    ("inkomma med", "lämna, skicka in"),
    ("kompetensutveckl*", "lära sig mer"),
    ("målgrupp*", "de vi vill nå"),
    ("med anledning av", "för, eftersom"),
    ("medelst", "med"),
    ("optimera*", "förbättra"),
    ("partnerskap*", "samarbete"),
    ("per automatik", "av sig själv"),
    ("problematik*", "problem"),
    ("resurssätt*", "ge pengar eller tid till"),
    ("samverkansforum*", "möte, grupp"),
    ("strategisk*", "säg vad som är viktigt"),
    ("säkerställ*", "se till"),
    ("tillgodose*", "uppfylla, ge"),
    ("tillse*", "se till"),
    ("transparen*", "öppen"),
    ("vidta åtgärder", "göra något, säg vad"),
    ("vederbörande", "den det gäller"),
    ("verksamhetsutveckl*", "säg vad ni förbättrar"),
    ("översyn*", "gå igenom"),
)


def list_words(apps: Any, schema_editor: Any) -> None:
    word = apps.get_model("stories", "JargonWord")
    word.objects.bulk_create([word(word=text, plainer=plainer) for text, plainer in WORDS], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("stories", "0010_comment_and_advise")]

    operations = [migrations.RunPython(list_words, migrations.RunPython.noop)]
