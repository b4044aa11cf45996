"""Gunicorn, in the demo and in production alike."""

import gc
import os
from pathlib import Path

DEV = os.environ.get("NIZU_ENV") == "dev"

wsgi_app = "nizu.wsgi"
worker_class = "gthread"
workers = 1 if DEV else int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = not DEV  # shared memory, and a broken start shows at once
reload = DEV
reload_extra_files = [str(path) for path in Path("templates").rglob("*.html")] if DEV else []
control_socket_disable = True  # it would stand in the home folder, where two portals fight over it
max_requests = 5000
max_requests_jitter = 500
timeout = 60
graceful_timeout = 8
accesslog = None  # request lines hold secret links; structured logs hold ids
loglevel = "warning"
proc_name = "nizu"


def when_ready(server: object) -> None:
    """What is loaded now stays: no use in looking for garbage in it again with every page."""
    gc.collect()
    gc.freeze()
