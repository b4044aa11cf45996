"""Pages of the roof."""

from tests.access.table import EVERYBODY, FOUND, SIGNED_IN, Row

# No worker runs in a test.
NOT_READY = 503

ROWS = [
    Row("home", public=True),
    Row("privacy", public=True),
    Row("accessibility", public=True),
    Row("healthz", public=True),
    Row("readyz", public=True, get=dict.fromkeys(EVERYBODY, NOT_READY)),
    Row("gallery", public=True),  # the components, with made-up contents; not in production
    Row("set_language", public=True, get=dict.fromkeys(EVERYBODY, FOUND), post=FOUND),
    Row("start", get=dict.fromkeys(SIGNED_IN, FOUND)),
]
