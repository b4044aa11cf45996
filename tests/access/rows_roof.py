"""Pages of the roof."""

from tests.access.table import EVERYBODY, FOUND, SIGNED_IN, Row

ROWS = [
    Row("home", public=True),
    Row("privacy", public=True),
    Row("accessibility", public=True),
    Row("healthz", public=True),
    Row("set_language", public=True, get=dict.fromkeys(EVERYBODY, FOUND), post=FOUND),
    Row("start", get=dict.fromkeys(SIGNED_IN, FOUND)),
]
