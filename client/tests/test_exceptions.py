import inspect
import re

import pytest
import service

import ane_oracle
from ane_oracle import _exceptions

DOCUMENT = (service.ROOT / "openapi/ane-oracle.yaml").read_text()


def classes() -> dict[str, type[Exception]]:
    found = inspect.getmembers(_exceptions, inspect.isclass)
    return {name: kind for name, kind in found if issubclass(kind, _exceptions.AneOracleError)}


def test_every_problem_of_the_document_has_an_exception() -> None:
    slugs = set(re.findall(r"type: /problems/([a-z-]+)", DOCUMENT))
    assert len(slugs) > 10
    assert slugs <= set(_exceptions.PROBLEMS)


def test_every_failure_code_of_the_document_has_an_exception() -> None:
    failure = DOCUMENT[DOCUMENT.index("\n    Failure:\n") :]
    codes = re.findall(r"- ([A-Z_]+)\n", failure[: failure.index("required:")])
    assert set(codes) == set(_exceptions.FAILURES)


def test_every_exception_is_public() -> None:
    assert set(classes()) <= set(ane_oracle.__all__)


def test_the_tree_at_the_top_has_every_exception() -> None:
    drawn = set(re.findall(r"\b[A-Z][A-Za-z]+\b", _exceptions.__doc__ or ""))
    assert set(classes()) <= drawn


@pytest.mark.parametrize("name", ane_oracle.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert hasattr(ane_oracle, name)
