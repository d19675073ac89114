"""The validator validates: it passes a good file, and fails a bad one by the rules that it breaks."""

from __future__ import annotations

import gc
from multiprocessing import get_context
from pathlib import Path

from packbuilder.compose.qr import symbol
from tests.pdfcheck import sample
from tests.pdfcheck.verapdf import one_worker, verapdf

pytestmark = one_worker

NO_ALT, NO_LANG, NO_TITLE = "7.3-1", "7.2-29", "7.1-9"


def test_a_good_file_complies_with_two_standards_at_once(tmp_path: Path) -> None:
    path = tmp_path / "good.pdf"
    path.write_bytes(sample.good())
    for standard in ("ua1", "2a"):
        result = verapdf().validate(path, standard)
        assert result.failures == {}
        assert result.compliant
        assert result.checks > 100


def test_a_bad_file_fails_by_the_rules_that_it_breaks(tmp_path: Path) -> None:
    """No title, no language, no alternative text: these rules and no others."""
    path = tmp_path / "bad.pdf"
    code = sample.picture(symbol(sample.URL, "Q")).replace('alt="Code"', "")
    path.write_bytes(sample.write("<p>Text</p>" + code, head="", lang=""))
    result = verapdf().validate(path, "ua1")
    assert not result.compliant
    assert result.failures == {NO_ALT: 1, NO_LANG: 1, NO_TITLE: 1}


def test_a_file_can_comply_with_one_standard_and_not_with_another(tmp_path: Path) -> None:
    path = tmp_path / "tagged.pdf"
    path.write_bytes(sample.write(sample.BODY, pdf_variant="pdf/ua-1"))
    assert verapdf().validate(path, "ua1").compliant
    assert not verapdf().validate(path, "2a").compliant


def test_processes_forked_from_this_one_collect_their_garbage_alone() -> None:
    """Java's collection waits for threads that a forked process has not: builds of later tests hung on it for ever."""
    verapdf()
    assert "_collect" not in {getattr(one, "__name__", "") for one in gc.callbacks}, "that of jpype"
    forked = get_context("fork").Process(target=_collect)
    forked.start()
    forked.join(60)
    forked.kill()
    assert forked.exitcode == 0


def _collect() -> None:
    for _ in range(6):
        circle: list[object] = [[] for _ in range(400_000)]
        circle.append(circle)
        del circle
        gc.collect()
