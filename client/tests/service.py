"""The real service, from its packaged jar, on a port of its own."""

from __future__ import annotations

import os
import re
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parents[2]


def shared_models() -> Path | None:
    """Returns the folder of real models beside the repository, where there is one."""
    folder = Path(os.environ.get("ANE_ORACLE_SHARED") or ROOT.parent / "shared") / "models"
    return folder if folder.is_dir() else None


def java() -> str | None:
    """Returns a JDK's java, 25 or newer."""
    homes = [os.environ.get("JAVA_HOME", ""), *map(str, Path("/usr/lib/jvm").glob("*25*"))]
    found = [f"{home}/bin/java" for home in homes if home and Path(f"{home}/bin/java").exists()]
    for candidate in [*found, shutil.which("java")]:
        if candidate and _version(candidate) >= 25:
            return candidate
    return None


def _version(command: str) -> int:
    output = subprocess.run([command, "-version"], capture_output=True, text=True).stderr
    found = re.search(r'version "(\d+)', output)
    return int(found.group(1)) if found else 0


def jar() -> Path | None:
    """Returns the packaged service, where it was built."""
    if given := os.environ.get("ANE_ORACLE_JAR"):
        return Path(given)
    return next(iter(sorted((ROOT / "service/target").glob("ane-oracle-service-*.jar"))), None)


class Service:
    """A running service; ends with the `with` block."""

    def __init__(self, folder: Path, *options: str, scheme: str = "http") -> None:
        command, archive = java(), jar()
        assert command and archive
        self._path = folder / "service.log"
        self._log = open(self._path, "wb")  # noqa: SIM115
        arguments = ["--server.port=0", f"--ane-oracle.data-directory={folder / 'data'}", *options]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ANE_ORACLE_")}
        self._process = subprocess.Popen(
            [command, "-Xmx256m", "--enable-native-access=ALL-UNNAMED", "-jar", str(archive), *arguments],
            stdout=self._log,
            stderr=self._log,
            env=environment,
        )
        self.url = f"{scheme}://127.0.0.1:{self._port(scheme)}"

    def _port(self, scheme: str) -> int:
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline and self._process.poll() is None:
            found = re.search(r"Tomcat started on port (\d+)", self._path.read_text(errors="replace"))
            if found and _answers(f"{scheme}://127.0.0.1:{found.group(1)}/actuator/health/liveness"):
                return int(found.group(1))
            time.sleep(0.1)
        self.__exit__(None, None, None)
        raise RuntimeError("The service did not start:\n" + self._path.read_text(errors="replace")[-4000:])

    def __enter__(self) -> Service:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(60)
        self._log.close()


def _answers(url: str) -> bool:
    try:
        # Whether its certificate is trusted is for the tests to say.
        urllib.request.urlopen(url, timeout=5, context=ssl._create_unverified_context()).close()
        return True
    except (urllib.error.URLError, OSError):
        return False
