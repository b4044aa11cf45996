#!/usr/bin/env python3
"""Django's command line for the portal."""

import os
import sys

from nizu.stack.state import load_running_environment


def main() -> None:
    load_running_environment()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nizu.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
