"""A desktop of its own: a screen, a bus, a window manager and a home folder that hold one program and vanish with it.

Programs with windows are driven as people drive them, by keys and clicks (`xdotool`) and the clipboard (`xclip`). What
a program leaves running is known by its session, or by the home folder in its environment, and ended with the rest.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

WIDTH, HEIGHT = 1280, 1000  # pixels, of the screen
_NOTHING = subprocess.DEVNULL
_TAKEN_OVER = ("PATH", "TZ", "USER", "LOGNAME", "SHELL")
_PAUSE_S = 0.1  # between two looks at whether something has come


@dataclass(frozen=True, slots=True)
class Desk:
    """A screen with nothing on it, and the environment of what is started there."""

    home: Path
    env: dict[str, str]
    sessions: set[int] = field(default_factory=set)  # of what was started: by number of the first process in them

    def start(self, *command: str | Path) -> None:
        """Start a program and do not wait for it."""
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=self.home,
            env=self.env,
            stdin=_NOTHING,
            stdout=_NOTHING,
            stderr=_NOTHING,
            start_new_session=True,
        )
        self.sessions.add(process.pid)

    def told(self, *command: str | Path, seconds: float = 20) -> str:
        """What a program prints; empty if it takes too long."""
        words = [str(word) for word in command]
        with suppress(subprocess.TimeoutExpired):
            done = subprocess.run(
                words,
                cwd=self.home,
                env=self.env,
                stdin=_NOTHING,
                stdout=subprocess.PIPE,
                stderr=_NOTHING,
                timeout=seconds,
                check=False,
            )
            return done.stdout.decode(errors="replace")
        return ""

    def write(self, name: str, text: str, mode: int = 0o644) -> Path:
        """Put a file into the home folder."""
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        path.chmod(mode)
        return path

    def window(self, title: str, seconds: float) -> str:
        """The number of a window whose title matches a regular expression, once it is there; empty if it never is."""

        def seen() -> str:
            return self.told("xdotool", "search", "--onlyvisible", "--name", title).strip()

        return waited(seen, seconds).split("\n")[-1]

    def keys(self, *names: str) -> None:
        """Press keys, one after the other, in the window that has them."""
        self.told("xdotool", "key", "--clearmodifiers", "--delay", "80", *names)

    def click(self, x: int = WIDTH // 2, y: int = HEIGHT // 2) -> None:
        """Click at a place of the screen, by default its middle."""
        self.told("xdotool", "mousemove", str(x), str(y), "click", "1")


def waited(look: Callable[[], str], seconds: float) -> str:
    """What a look brings, once it brings something; empty after so many seconds without."""
    until = time.monotonic() + seconds
    while not (seen := look()) and time.monotonic() < until:
        time.sleep(_PAUSE_S)
    return seen


def handles_mail(desk: Desk, script: Path, name: str) -> None:
    """Make a script the mail program of the desktop, under a name."""
    entry = f"Type=Application\nName={name}\nExec={script} %u\nMimeType=x-scheme-handler/mailto;\n"
    desk.write(f".local/share/applications/{name}.desktop", f"[Desktop Entry]\n{entry}")
    desk.write(".config/mimeapps.list", f"[Default Applications]\nx-scheme-handler/mailto={name}.desktop\n")


@contextmanager
def desk() -> Iterator[Desk]:
    """A desk, and the end of all that was started at it."""
    home = Path(tempfile.mkdtemp(prefix="desk-"))
    env = {name: os.environ[name] for name in _TAKEN_OVER if name in os.environ}
    env |= {"HOME": str(home), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TERM": "xterm", "XDG_RUNTIME_DIR": str(home)}
    env |= {"NO_AT_BRIDGE": "1", "GDK_BACKEND": "x11", "QT_QPA_PLATFORM": "xcb", "LIBGL_ALWAYS_SOFTWARE": "1"}
    home.chmod(0o700)
    new = Desk(home, env)
    try:
        env["DISPLAY"] = ":" + _service("Xvfb", "-displayfd", "1", "-screen", "0", f"{WIDTH}x{HEIGHT}x24", env=env)
        env["DBUS_SESSION_BUS_ADDRESS"] = _service("dbus-daemon", "--session", "--nofork", "--print-address=1", env=env)
        new.start("openbox")
        yield new
    finally:
        _end(new)
        shutil.rmtree(home, ignore_errors=True)


def _service(*command: str, env: dict[str, str]) -> str:
    """Start what serves programs, and the first line that it prints: where they find it."""
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=_NOTHING, start_new_session=True)
    assert process.stdout is not None
    with process.stdout as stream:
        return stream.readline().decode().strip()


def _end(used: Desk) -> None:
    """End every process of its sessions or with its home folder in the environment, and what such start meanwhile.

    Chromium writes over its environment; what the bus starts is in another session.
    """
    mark = f"HOME={used.home}".encode()
    for _ in range(50):
        numbers = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
        if not (left := [number for number in numbers if _belongs(number, used.sessions, mark)]):
            return
        for number in left:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        time.sleep(_PAUSE_S)


def _belongs(process: int, sessions: set[int], mark: bytes) -> bool:
    """Whether a process still runs, and in one of the sessions or with the mark in its environment."""
    folder = Path("/proc") / str(process)
    with suppress(OSError):
        state = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
        if state[0] == "Z":  # has ended, and waits for this process to take note
            return False
        return int(state[3]) in sessions or mark in (folder / "environ").read_bytes().split(b"\0")
    return False
