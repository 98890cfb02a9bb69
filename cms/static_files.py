"""Static files as production serves them: one small style sheet instead of its parts.

While developing, the browser follows the `@import`s of site.css itself and there is no build step. At `collectstatic`
the parts become one file, in the same layers and media, without comments and spaces; then it is named by its content
and compressed (gzip and Brotli) like every other file.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lightningcss
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = ("css/site.css",)
Paths = dict[str, tuple[Any, str]]


def bundled(sheet: Path) -> str:
    """The style sheet and everything it imports, as one small text; an error of the parser names file and line."""
    return lightningcss.bundle_css(str(sheet))


class BundledStaticFiles(CompressedManifestStaticFilesStorage):
    """whitenoise's storage; the sheets of BUNDLES are joined before they get their names."""

    def post_process(
        self, paths: Paths, dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        """Called by collectstatic with every file: name to (where it was found, its path there)."""
        if not dry_run:
            for name in BUNDLES:
                storage, path = paths[name]
                self.delete(name)
                self._save(name, ContentFile(bundled(Path(storage.path(path)))))
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run=dry_run, **options)
