"""`check --deploy` on the production settings, with the examples of their documentation as environment."""

import os
import secrets
import sys

from cms.settings.environment import VARIABLES


def environment() -> dict[str, str]:
    """A complete environment of production; nothing in it is reached by the checks."""
    values = {variable.name: variable.example for variable in VARIABLES if variable.example}
    return values | {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    }


def main() -> None:
    """Ends with an error for any warning."""
    os.environ.update(environment())
    from django.core.management import execute_from_command_line

    execute_from_command_line([sys.argv[0], "check", "--deploy", "--fail-level", "WARNING"])


if __name__ == "__main__":
    main()
