"""The same runs by every executor leave the same bytes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from interpreter_executor import InterpreterExecutor
from matrix_book import make_runs, matrix_book, prepare_runs
from statbook.editions.executors import ExecutorChoice, SerialExecutor, choose_executor, fitting_jobs
from statbook.editions.run_job import RunJob
from statbook.errors import BuildError

SERIAL = ExecutorChoice(SerialExecutor, 1)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> tuple[Path, list[RunJob], str]:
    """The inputs, the runs, and the digest of their results as one process makes them."""
    home, jobs = prepare_runs(matrix_book(tmp_path_factory.mktemp("runs") / "book", fonts_of_the_book))
    return home, jobs, make_runs(home, jobs, SERIAL)


@contextmanager
def cluster(workers: int, **further: Any) -> Iterator[str]:
    """The address of a Dask scheduler with so many workers, each of one thread."""
    distributed = pytest.importorskip("distributed")
    settings = {"n_workers": workers, "threads_per_worker": 1, "memory_limit": 0, "dashboard_address": None}
    with distributed.LocalCluster(**settings, silence_logs=50, **further) as made:
        yield made.scheduler_address


def certificate(folder: Path) -> dict[str, str]:
    """The files of a certificate and its key, made for a day: its own authority, and that of all sides."""
    pytest.importorskip("cryptography")
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "runs")])
    built = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(1))
    signed = built.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(
        key, hashes.SHA256()
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "cert.pem").write_bytes(signed.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return {"cert": str(folder / "cert.pem"), "key": str(folder / "key.pem")}


def test_processes_leave_the_same_bytes(runs: tuple[Path, list[RunJob], str]) -> None:
    home, jobs, serial = runs

    assert serial == make_runs(home, jobs, choose_executor(2, "", ""))


def test_an_executor_that_pickles_into_another_interpreter_leaves_the_same_bytes(
    runs: tuple[Path, list[RunJob], str],
) -> None:
    home, jobs, serial = runs
    path = f"{InterpreterExecutor.__module__}:{InterpreterExecutor.__name__}"

    assert serial == make_runs(home, jobs, choose_executor(None, "", path))


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 3])
def test_dask_leaves_the_same_bytes(runs: tuple[Path, list[RunJob], str], workers: int) -> None:
    home, jobs, serial = runs
    with cluster(workers) as address:
        found = make_runs(home, jobs, choose_executor(None, address, ""))

    assert serial == found


@pytest.mark.slow
def test_a_cluster_with_certificates_leaves_the_same_bytes(
    runs: tuple[Path, list[RunJob], str], tmp_path: Path
) -> None:
    home, jobs, serial = runs
    distributed, dask = pytest.importorskip("distributed"), pytest.importorskip("dask")
    own = certificate(tmp_path)
    settings = {f"distributed.comm.tls.{side}": own for side in ("client", "scheduler", "worker")}
    with dask.config.set(settings | {"distributed.comm.tls.ca-file": own["cert"]}):
        with cluster(1, protocol="tls", security=distributed.Security()) as address:
            assert address.startswith("tls://")
            found = make_runs(home, jobs, choose_executor(None, address, ""))

    assert serial == found


def test_a_cluster_that_needs_certificates_says_how_they_are_given() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(BuildError, match="needs certificates, and Dask knows of none; set DASK_DISTRIBUTED__COMM__TLS"):
        choose_executor(None, "tls://127.0.0.1:1", "").make()
    dask = pytest.importorskip("dask")
    gone = {name: "/nowhere/cert.pem" for name in ("ca-file", "client.cert", "client.key")}
    with (
        dask.config.set({f"distributed.comm.tls.{name}": file for name, file in gone.items()}),
        pytest.raises(BuildError, match=r"its certificates cannot be read: .*; set DASK_DISTRIBUTED__COMM__TLS"),
    ):
        choose_executor(None, "tls://127.0.0.1:1", "").make()


def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("statbook.editions.executors.SECONDS", 0.2)
    with pytest.raises(BuildError, match=r"the cluster tcp://127\.0\.0\.1:1 cannot be reached"):
        choose_executor(None, "tcp://127.0.0.1:1", "").make()


def test_without_dask_a_cluster_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BuildError, match=r"requirements-dask\.txt"):
        choose_executor(None, "tcp://127.0.0.1:1", "").make()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("nowhere:Pool", "No module named 'nowhere'"),
        ("os:Pool", "has no attribute 'Pool'"),
        ("collections:Counter", "found Counter; expected a concurrent.futures.Executor"),
        ("", ""),
    ],
)
def test_a_path_that_leads_to_no_executor_is_told(path: str, words: str) -> None:
    if not path:
        assert choose_executor(1, "", "").make is SerialExecutor
        return
    with pytest.raises(BuildError, match=words):
        choose_executor(None, "", path).make()


def test_as_many_runs_as_fit_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fitting_jobs() >= 1
    monkeypatch.setattr("statbook.editions.executors.RUN_BYTES", 2**60)
    assert 1 == fitting_jobs()


def test_importing_the_executors_imports_no_dask() -> None:
    code = "import sys, statbook.editions.executors; sys.exit('distributed' in sys.modules)"

    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode
