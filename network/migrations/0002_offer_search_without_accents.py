import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

CREATE = """
CREATE TEXT SEARCH CONFIGURATION dutch_unaccented (COPY = pg_catalog.dutch);
ALTER TEXT SEARCH CONFIGURATION dutch_unaccented
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, dutch_stem;
"""


class Migration(migrations.Migration):
    dependencies = [("network", "0001_tables")]

    operations = [
        migrations.RunSQL(CREATE, "DROP TEXT SEARCH CONFIGURATION dutch_unaccented"),
        migrations.RemoveIndex(model_name="offer", name="offer_search_gin"),
        migrations.RemoveField(model_name="offer", name="search"),
        migrations.AddField(
            model_name="offer",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.CombinedSearchVector(
                    django.contrib.postgres.search.SearchVector("title", config="dutch_unaccented", weight="A"),
                    "||",
                    django.contrib.postgres.search.SearchVector("summary", config="dutch_unaccented", weight="B"),
                    django.contrib.postgres.search.SearchConfig("dutch_unaccented"),
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="offer_search_gin"),
        ),
    ]
