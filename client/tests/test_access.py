"""Against the real service with tokens, over TLS with the certificate of an authority that nobody knows."""

import hashlib
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import service as services
from conftest import CLASSIFIER, needed

from ane_oracle import CertificateRejected, Client, Forbidden, InvalidSetting, Unauthorized, _main
from ane_oracle._config import resolve_token

ROLES = ("read", "submit", "admin")


def token(role: str) -> str:
    return f"token-of-{role}"


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a self-made certificate, which is its own authority, and its key."""
    folder = tmp_path_factory.mktemp("authority")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=the-mac"
    names = "-addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out certificate.pem"
    try:
        subprocess.run(f"{command} {names}".split(), cwd=folder, check=True, capture_output=True)
    except FileNotFoundError:
        needed("there is no openssl to make a certificate with")
    return folder


@pytest.fixture(scope="session")
def guarded(packaged: None, authority: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[services.Service]:
    options = [
        "--server.ssl.bundle=service",
        f"--spring.ssl.bundle.pem.service.keystore.certificate=file:{authority / 'certificate.pem'}",
        f"--spring.ssl.bundle.pem.service.keystore.private-key=file:{authority / 'key.pem'}",
    ]
    for number, role in enumerate(ROLES):
        prefix = f"--ane-oracle.security.tokens[{number}]"
        digest = hashlib.sha256(token(role).encode()).hexdigest()
        options += [f"{prefix}.name={role}", f"{prefix}.role={role}", f"{prefix}.digest=sha256:{digest}"]
    with services.Service(tmp_path_factory.mktemp("guarded"), *options, scheme="https") as running:
        yield running


@pytest.fixture
def trusted(authority: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The authority is trusted, as its users make it so."""
    monkeypatch.setenv("ANE_ORACLE_CA_FILE", str(authority / "certificate.pem"))


def run(service: services.Service, *arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ane_oracle", "--url", service.url, *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, **variables},
    )


@pytest.mark.usefixtures("trusted")
def test_each_role_may_what_it_may(guarded: services.Service) -> None:
    with Client(guarded.url, token("submit")) as submitter:
        evaluation = submitter.evaluate(CLASSIFIER, target="M1@12")
        assert evaluation.verdict and evaluation.verdict.status == "PARTIAL"
        with pytest.raises(Forbidden, match="admin"):
            submitter.cancel(evaluation)
    with Client(guarded.url, token("read")) as reader:
        assert reader.get(evaluation.id).verdict == evaluation.verdict
        with pytest.raises(Forbidden, match="submit"):
            reader.evaluate(CLASSIFIER, target="M1@12")
    with Client(guarded.url, token("admin")) as admin:
        admin.cancel(evaluation)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(("given", "said"), [("", "wants a token"), ("guessed", "does not know this token")])
def test_who_has_no_token_is_told_where_it_belongs(given: str, said: str, guarded: services.Service) -> None:
    with Client(guarded.url, given) as stranger, pytest.raises(Unauthorized, match=f"{said}.*ANE_ORACLE_TOKEN"):
        stranger.evaluate(CLASSIFIER)
    with Client(guarded.url, given) as stranger, pytest.raises(Unauthorized) as raised:
        stranger.hosts()
    assert raised.value.type == "/problems/unauthorized"


@pytest.mark.usefixtures("trusted")
def test_the_command_ends_with_64_without_the_right_token(guarded: services.Service, tmp_path: Path) -> None:
    for variables in ({}, {"ANE_ORACLE_TOKEN": "guessed"}, {"ANE_ORACLE_TOKEN": token("read")}):
        done = run(guarded, "check", CLASSIFIER, CLASSIFIER.parent / "TinyProgram.mlpackage.zip", **variables)
        assert done.returncode == 64
        assert "not sent: 1 more" in done.stderr
    (tmp_path / "token").write_text(token("submit") + "\n")
    done = run(guarded, "check", CLASSIFIER, ANE_ORACLE_TOKEN_FILE=str(tmp_path / "token"))
    assert done.returncode == 1, done.stderr


def test_a_token_in_a_file_gives_way_to_one_that_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ANE_ORACLE_TOKEN_FILE", str(tmp_path / "token"))
    with pytest.raises(InvalidSetting, match="ANE_ORACLE_TOKEN_FILE"):
        resolve_token(None)
    (tmp_path / "token").write_text("filed\n")
    assert resolve_token(None) == "filed"
    monkeypatch.setenv("ANE_ORACLE_TOKEN", "set")
    assert resolve_token(None) == "set"
    assert resolve_token("given") == "given"


def test_an_unknown_authority_is_told_at_once_with_what_to_do(guarded: services.Service, pauses: list[float]) -> None:
    with Client(guarded.url) as client, pytest.raises(CertificateRejected, match=r"self.signed.*ANE_ORACLE_CA_FILE"):
        client.hosts()
    assert pauses == []
    assert _main.main(["--url", guarded.url, "check", str(CLASSIFIER)]) == 69


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_address_is_refused(guarded: services.Service, pauses: list[float]) -> None:
    address = guarded.url.replace("127.0.0.1", "localhost")
    with Client(address) as client, pytest.raises(CertificateRejected, match=r"'localhost'\.$"):
        client.hosts()


def test_an_authority_is_trusted_by_whatever_means(
    guarded: services.Service, authority: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = authority / "certificate.pem"
    context = ssl.create_default_context(cafile=certificate)
    for verify in (certificate, str(certificate), context, False):
        with Client(guarded.url, token("read"), verify=verify) as client:
            assert client.hosts()
    for variable in ("ANE_ORACLE_CA_FILE", "SSL_CERT_FILE"):
        with monkeypatch.context() as patch:
            patch.setenv(variable, str(certificate))
            with Client(guarded.url, token("read")) as client:
                assert client.hosts()


def test_what_is_no_certificate_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    with pytest.raises(InvalidSetting, match="no certificate in PEM form"):
        Client("https://oracle.test", verify=tmp_path / "ca.pem")
    with pytest.raises(InvalidSetting, match=r"Cannot read .*gone\.pem"):
        Client("https://oracle.test", verify=tmp_path / "gone.pem")
    # So that a container can always name one.
    monkeypatch.setenv("ANE_ORACLE_CA_FILE", os.devnull)
    Client("https://oracle.test").close()
