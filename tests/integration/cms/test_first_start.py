"""The demo's first start on a fresh clone, where no compiled catalogue exists yet."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.servers import database
from tests.servers.run import ROOT


def test_first_start_writes_french_mails_in_french(tmp_path: Path) -> None:
    clone, folder = tmp_path / "clone", tmp_path / "demo"
    folder.mkdir()
    for name in ("cms", "courses", "tasks", "trainees", "templates"):
        shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    shutil.copy(ROOT / "manage.py", clone)
    # Migrated already, which takes longest and is the same in every language.
    shutil.copyfile(database.migrated_sqlite(), folder / "db.sqlite3")
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    told = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        "DEBUG": "0",
        "DEMO_FOLDER": str(folder),
        # Nobody answers there: loading must not need Redis.
        "REDIS_URL": "redis://127.0.0.1:9",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "prepare_demo"],
        cwd=clone,
        env=known | told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    with closing(sqlite3.connect(folder / "db.sqlite3")) as connection:
        found = connection.execute(
            "SELECT DISTINCT c.subject, c.text FROM outbox_content c JOIN outbox_message m ON m.content_id = c.id"
            " WHERE m.kind = 'welcome' AND c.language = 'fr'"
        ).fetchall()
    assert found
    for subject, text in found:
        assert "session" not in subject
        assert "Bonjour" in text
        assert "Hello" not in text
