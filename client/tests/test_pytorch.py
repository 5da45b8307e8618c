"""From PyTorch to a verdict, as the page on clients has it, in a virtual environment where nothing else is."""

import os
import re
import subprocess
import sys
from pathlib import Path

import service as services
from conftest import needed


def recipe() -> str:
    page = (services.ROOT / "docs/clients.md").read_text()
    (text,) = (text for text in re.findall(r"```python\n(.*?)```", page, re.S) if "torch" in text)
    return str(text)


def python_with_torch() -> str | None:
    """Returns a Python that has PyTorch: PyPI's for Linux brings gigabytes of CUDA, so it is not installed here."""
    for candidate in (os.environ.get("PYTORCH_PYTHON"), sys.executable, "/usr/bin/python3"):
        if candidate and Path(candidate).exists():
            found = subprocess.run([candidate, "-c", "import torch"], capture_output=True)
            if found.returncode == 0:
                return candidate
    return None


def test_the_recipe_has_five_lines() -> None:
    assert len([line for line in recipe().splitlines() if line.strip()]) == 5


def test_a_network_of_pytorch_gets_its_verdict(service: services.Service, tmp_path: Path) -> None:
    python = python_with_torch()
    needed(None if python else "no Python with PyTorch: apt-get install python3-torch, or name one in PYTORCH_PYTHON")
    assert python
    environment = tmp_path / "environment"
    client = f"{services.ROOT / 'client'}[coremltools]"
    for command in (
        [python, "-m", "venv", "--system-site-packages", str(environment)],
        [str(environment / "bin/pip"), "install", "--quiet", "--disable-pip-version-check", client],
    ):
        subprocess.run(command, check=True)
    variables = {**os.environ, "ANE_ORACLE_URL": service.url}
    done = subprocess.run(
        [str(environment / "bin/python"), "-c", recipe()], env=variables, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "status='FULL'" in done.stdout and "basis='PREDICTED'" in done.stdout
