"""Settings by environment: NIZU_ENV is demo, dev, test or production; unset means production."""

import os

from django.core.exceptions import ImproperlyConfigured

_environment = os.environ.get("NIZU_ENV", "production")
if _environment == "production":
    from .production import *  # noqa: F403
elif _environment == "demo":
    from .demo import *  # noqa: F403
elif _environment == "dev":
    from .dev import *  # noqa: F403
elif _environment == "test":
    from .test import *  # noqa: F403
else:
    raise ImproperlyConfigured(f"NIZU_ENV must be demo, dev, test or production, got {_environment!r}.")
