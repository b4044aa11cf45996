"""`make evaluate`: the matcher's figures on throw-away servers; prints nothing else on standard output."""

import os
import sys
import uuid

from . import template
from .throwaway import ThrowawayServers


def main(arguments: list[str]) -> int:
    servers = ThrowawayServers("evaluate")
    try:
        os.environ.update(servers.start(), NIZU_ENV="demo", DJANGO_SETTINGS_MODULE="nizu.settings")
        return _evaluate(arguments)
    finally:
        servers.stop()


def _evaluate(arguments: list[str]) -> int:
    import django
    from django.core.management import CommandError, call_command

    django.setup()
    name = f"nizu_evaluate_{uuid.uuid4().hex[:12]}"
    template.clone(name)
    try:
        call_command("evaluate_matching", *arguments)
    except CommandError as error:
        print(error, file=sys.stderr)
        return error.returncode
    finally:
        template.drop(name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
