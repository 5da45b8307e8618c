"""Executes every recipe of the page on clients; that of PyTorch and that of the container have tests of their own."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import service as services

PAGE = (services.ROOT / "docs/clients.md").read_text()
RECIPES = [
    (kind, text)
    for kind, text in re.findall(r"```(sh|python)\n(.*?)```", PAGE, re.S)
    if not text.startswith(("export", "pip")) and "torch" not in text and "docker" not in text
]


def test_the_page_has_recipes_of_each_kind() -> None:
    kinds = [kind for kind, _ in RECIPES]
    assert kinds.count("sh") >= 4 and kinds.count("python") >= 4


@pytest.mark.parametrize(("kind", "text"), RECIPES, ids=[text.splitlines()[0][:50] for _, text in RECIPES])
def test_recipe_works(kind: str, text: str, service: services.Service, package: Path, tmp_path: Path) -> None:
    shutil.copytree(services.ROOT / "examples", tmp_path / "examples")
    package.rename(tmp_path / "Model.mlpackage")
    if "def test_" in text:
        (tmp_path / "test_recipe.py").write_text(text)
        command = [sys.executable, "-m", "pytest", "-q", "test_recipe.py"]
    elif kind == "python":
        command = [sys.executable, "-c", text]
    else:
        command = ["bash", "-euo", "pipefail", "-c", text]
    done = run(command, service, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout


def test_the_job_of_a_pipeline_works(service: services.Service, package: Path, tmp_path: Path) -> None:
    (job,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)
    install, *script = re.findall(r"^    - (.*)$", job, re.M)
    assert install == "pip install ./client" and script
    (tmp_path / "build").mkdir()
    package.rename(tmp_path / "build/Model.mlpackage")
    done = run(["bash", "-euo", "pipefail", "-c", "\n".join(script)], service, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    (artifact,) = re.findall(r"paths: \[(.*)\]", job)
    assert (tmp_path / artifact / "Model.mlpackage.json").exists()


def run(command: list[str], service: services.Service, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    variables = {**os.environ, "ANE_ORACLE_URL": service.url, "PATH": path}
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True)
