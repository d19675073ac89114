"""A build that other machines make: the same bytes as here, whatever becomes of the workers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme
from distributed import Client

from tests.cli import absurd
from tests.cluster.conftest import Cluster, until
from tests.program import DAY, ROOT, delivered, lines, run, start

pytestmark = pytest.mark.xdist_group("cluster")
BUILD = ("build", "--case=ferry", DAY, "-q")
Clusters = Callable[..., Cluster]


def built(campaign: Path, cluster: Cluster, **environment: str) -> subprocess.CompletedProcess[str]:
    """Have the cluster make the documents of a campaign, with nothing from a store."""
    return run(*BUILD, "--no-store", f"--scheduler={cluster.address}", cwd=campaign, **environment)


def workers(cluster: Cluster, number: int) -> list[subprocess.Popen[bytes]]:
    """Workers of a cluster that have begun."""
    started = [cluster.worker("--no-nanny") for _ in range(number)]
    with Client(cluster.address, set_as_default=False) as client:
        client.wait_for_workers(number, timeout=60)
    return started


def test_a_cluster_makes_the_same_bytes(small: Path, ready: Path, clusters: Clusters) -> None:
    """Its workers have neither the campaign nor its fonts; each is sent each font once, by its digest."""
    cluster = clusters()
    workers(cluster, 2)
    done = built(small, cluster)
    assert (done.returncode, done.stderr) == (0, "")
    assert delivered(small / "out" / "ferry") == delivered(ready / "out" / "ferry")
    with Client(cluster.address, set_as_default=False) as client:
        sent = [len(list(Path(place).rglob("*.ttf"))) for place in client.run(_folder).values()]
        assert sent == [len({path.name for path in (ROOT / "fonts").glob("*/*.ttf")})] * 2
        until(lambda: not any(client.has_what().values()))  # what a build has left goes with it


def test_a_worker_that_dies_loses_nothing(small: Path, ready: Path, clusters: Clusters) -> None:
    """It is killed while it makes something; the other makes that and the rest, the same to the byte."""
    cluster = clusters()
    one, _ = workers(cluster, 2)
    with Client(cluster.address, set_as_default=False) as client:
        address = next(name for name, number in client.run(os.getpid).items() if number == one.pid)
        building = start(*BUILD, "--no-store", f"--scheduler={cluster.address}", cwd=small)
        until(lambda: any("done" in str(key) for key in client.processing().get(address, ())))
        cluster.kill(one)
        until(lambda: address not in client.nthreads())
        assert building.poll() is None, "it was killed too late"
    _, told = building.communicate()
    assert (building.returncode, told) == (0, "")
    assert delivered(small / "out" / "ferry") == delivered(ready / "out" / "ferry")


def test_a_worker_with_another_version_is_refused(small: Path, clusters: Clusters, tmp_path: Path) -> None:
    """Both versions are named."""
    other = tmp_path / "other"
    shutil.copytree(ROOT / "packbuilder", other / "packbuilder", ignore=shutil.ignore_patterns("__pycache__"))
    (other / "packbuilder" / "__init__.py").write_text('"""Another."""\n\n__version__ = "99.1"\n', "utf-8")
    cluster = clusters()
    cluster.worker(program=other)
    done = built(small, cluster)
    assert done.returncode == 2
    told = r"--scheduler: The worker tcp://127\.0\.0\.1:\d+ has packbuilder 99\.1 \(\w{7}\), this machine 0\.\S+ \("
    assert re.match(told, done.stderr), done.stderr
    assert not (small / "out").exists()


def test_a_worker_may_start_others_as_dask_has_it_by_default(small: Path, ready: Path, clusters: Clusters) -> None:
    """With the nanny, whose workers may start no processes of their own unless they say so, and with several threads.

    How far it is, is told.
    """
    cluster = clusters()
    cluster.worker("--nthreads=2")
    said = ("build", "--case=ferry", "--lang=en", "--only=leaflet", "--only=letter", DAY, "-v", "--no-store")
    done = run(*said, f"--scheduler={cluster.address}", cwd=small)
    assert done.returncode == 0, done.stderr
    assert re.match(r"ferry/en: \S+ \(0 of 3", done.stderr), done.stderr
    assert "ferry/en: done (3 of 3" in done.stderr
    made, here = (delivered(campaign / "out" / "ferry") for campaign in (small, ready))
    assert [name for name in made if name != "manifest.json" and made[name] != here[name]] == []
    assert len(made) == 4


def test_what_has_no_end_is_ended_there_too(small: Path, clusters: Clusters) -> None:
    """By the processor's time, in the process that the worker has for it."""
    absurd.into("layouts/leaflet/style.css", absurd.EXPLODING)(small)
    cluster = clusters()
    workers(cluster, 1)
    done = run(*BUILD, "--lang=en", "--only=leaflet", f"--scheduler={cluster.address}", cwd=small)
    assert done.returncode == 4, done.stderr
    told = r"layouts/leaflet/layout\.yaml: leaflet \(en[^)]*\): The renderer (is not done|breaks: there is not)"
    assert any(re.match(told, line) for line in lines(done.stderr)), done.stderr


def test_certificates_are_those_of_dask(small: Path, ready: Path, clusters: Clusters, tmp_path: Path) -> None:
    """Who has one of the authority may build; who has none is told so, and who has another's is not let in."""
    ours = _certificates(tmp_path / "ours")
    cluster = clusters(ours, "tls")
    cluster.worker()
    said = (*BUILD, "--lang=en", "--only=leaflet", f"--scheduler={cluster.address}")
    none = run(*said, cwd=small)
    assert (none.returncode, none.stderr.partition(" Name ")[0]) == (2, "--scheduler: Dask knows no certificates.")
    foreign = run(*said, cwd=small, **_certificates(tmp_path / "foreign"))
    assert (foreign.returncode, foreign.stderr.partition("`")[0]) == (2, "--scheduler: No scheduler can be reached at ")
    well = run(*said, cwd=small, **ours)
    assert (well.returncode, well.stderr) == (0, "")
    assert delivered(small / "out" / "ferry")["en/leaflet.pdf"] == delivered(ready / "out" / "ferry")["en/leaflet.pdf"]


@pytest.mark.parametrize(
    ("address", "told"),
    {
        "nonsense": "`nonsense` is no address of a scheduler. Say it like tcp://10.0.0.5:8786",
        "http://127.0.0.1:8786": "`http://127.0.0.1:8786` is no address of a scheduler.",
        "tcp://127.0.0.1:99999": "`tcp://127.0.0.1:99999` is no address of a scheduler.",
        "tcp://127.0.0.1:1": "No scheduler can be reached at `tcp://127.0.0.1:1`: ",
    }.items(),
)
def test_an_address_where_nobody_is_is_told(small: Path, address: str, told: str) -> None:
    """At once."""
    done = run(*BUILD, f"--scheduler={address}", cwd=small)
    assert (done.returncode, done.stderr[: len(told) + 13]) == (2, f"--scheduler: {told}")


def test_a_scheduler_without_workers_is_told(small: Path, clusters: Clusters) -> None:
    """After some seconds, in which one may come."""
    cluster = clusters()
    done = built(small, cluster)
    what = f"--scheduler: The scheduler at `{cluster.address}` has no worker. Start one: dask worker {cluster.address}"
    assert (done.returncode, done.stderr[: len(what)]) == (2, what)


def test_a_scheduler_that_goes_is_told(small: Path, clusters: Clusters) -> None:
    """What was finished is in the store; nothing is delivered of what was not."""
    cluster = clusters()
    workers(cluster, 1)
    with Client(cluster.address, set_as_default=False) as client:
        building = start(*BUILD, f"--scheduler={cluster.address}", cwd=small)
        until(lambda: any("done" in str(key) for keys in client.processing().values() for key in keys))
    cluster.end()
    _, told = building.communicate()
    assert building.returncode == 5
    assert f"--scheduler: The scheduler at `{cluster.address}` has gone." in told
    assert "Traceback" not in told


def test_without_dask_it_says_how_to_get_it(small: Path) -> None:
    """It is no part of what everybody installs."""
    script = "import sys; sys.modules['distributed'] = None; from packbuilder.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script, *BUILD, "--scheduler=tcp://127.0.0.1:8786"],
        cwd=small,
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 2
    assert done.stderr.startswith("--scheduler: Dask is not installed here. Install it: pip install 'packbuilder[clus")


def _folder(dask_worker: object) -> str:
    """Of a worker: where it has its files."""
    return str(getattr(dask_worker, "local_directory"))  # noqa: B009 - Dask names the argument, not its type


def _certificates(folder: Path) -> dict[str, str]:
    """Settings of Dask with certificates of an authority of their own."""
    folder.mkdir()
    authority = trustme.CA()
    own = authority.issue_cert("127.0.0.1", "localhost")
    authority.cert_pem.write_to_path(folder / "authority.pem")
    own.private_key_pem.write_to_path(folder / "key.pem")
    for blob in own.cert_chain_pems:
        blob.write_to_path(folder / "own.pem", append=True)
    told = {"CA_FILE": "authority.pem"}
    for who in ("SCHEDULER", "WORKER", "CLIENT"):
        told |= {f"{who}__CERT": "own.pem", f"{who}__KEY": "key.pem"}
    return {f"DASK_DISTRIBUTED__COMM__TLS__{name}": str(folder / file) for name, file in told.items()}
