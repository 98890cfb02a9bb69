"""The unit tests once more, on the demo's database."""

import os

from .sqlite import sqlite_database
from .test import *

DATABASES = {"default": sqlite_database(os.environ.get("SQLITE_PATH", ":memory:"))}
