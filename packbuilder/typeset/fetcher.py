"""What the renderer may read: named folders and what was composed in memory, under a host that does not exist."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from packbuilder.compose.composed import HOST

_LARGEST = 32_000_000  # bytes: a font of all Han characters has 25 million


class CampaignFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
    """Answers https://HOST/<folder>/<path> from `folders`, and from `resources` what goes with one page.

    Everything else is refused: no network, no file outside the folders, whatever a page asks for. What is refused
    reaches the renderer's log and stops the build there.
    """

    def __init__(self, folders: Mapping[str, Sequence[Path]], resources: Mapping[str, tuple[bytes, str]]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._folders = {name: [folder.resolve() for folder in paths] for name, paths in folders.items()}
        self._resources = resources

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The bytes of an address; ValueError for one that is not ours."""
        del headers  # what a server would be asked with
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.netloc != HOST:
            raise ValueError(f"{url[:80]} is outside the campaign: pages may only name its own files")
        path = unquote(parts.path).lstrip("/")
        if path in self._resources:
            data, media_type = self._resources[path]
        else:
            file = self._file(path)
            data, media_type = file.read_bytes(), mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, data, {"Content-Type": media_type})

    def _file(self, path: str) -> Path:
        name, _, rest = path.partition("/")
        for folder in self._folders.get(name, ()):
            file = (folder / rest).resolve()
            if file.is_relative_to(folder) and file.is_file() and file.stat().st_size <= _LARGEST:
                return file
        raise ValueError(f"{path} is not there, or not a file of the campaign")
