"""Ghi tệp trọn vẹn: a full disk, a folder that is not there, a link: never half a file."""

import os

import pytest
from typer.testing import CliRunner

from thidua.commands.app import ExportKind, app
from thidua.domain.ground.errors import Refused
from thidua.files import whole_file
from thidua.files.whole_file import write_whole
from thidua.services.demo.fill import BLOCK_CODE


def full(*_):
    raise OSError(28, "No space left on device")


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path):
    to = tmp_path / "tệp có dấu.zip"
    write_whole(to, b"mot")
    write_whole(to, b"hai")

    assert to.read_bytes() == b"hai"
    assert list(tmp_path.iterdir()) == [to]


def test_a_full_disk_leaves_the_earlier_file_and_no_other(tmp_path, monkeypatch):
    to, new = tmp_path / "cu.zip", tmp_path / "moi.zip"
    to.write_bytes(b"cu")
    monkeypatch.setattr(whole_file.os, "fsync", full)

    for one in (to, new):
        with pytest.raises(Refused, match=r"Không ghi được tệp .*ổ đĩa hết chỗ"):
            write_whole(one, b"moi")

    assert to.read_bytes() == b"cu"
    assert list(tmp_path.iterdir()) == [to]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Refused, match="Không ghi được tệp"):
        write_whole(tmp_path / "khong-co" / "a.zip", b"a")


def test_a_link_still_leads_to_the_file_it_names_with_the_rights_it_had(tmp_path):
    to, link = tmp_path / "that.zip", tmp_path / "loi-tat.zip"
    to.write_bytes(b"cu")
    to.chmod(0o640)
    link.symlink_to(to)

    write_whole(link, b"moi")

    assert (link.is_symlink(), to.read_bytes(), to.stat().st_mode & 0o777) == (True, b"moi", 0o640)


def test_a_new_file_has_the_rights_any_new_file_has(tmp_path):
    mask = os.umask(0o027)
    try:
        write_whole(tmp_path / "a", b"a")
    finally:
        os.umask(mask)

    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_a_pipe_is_written_to_directly(tmp_path):
    write_whole(tmp_path / "x", b"")
    pipe = tmp_path / "ong"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"abc")
        assert os.read(reader, 10) == b"abc"
    finally:
        os.close(reader)
    assert not pipe.is_file()


MORE = {
    ExportKind.DOCX: ("--document", "thong-bao"),
    ExportKind.TRACKING: ("--unit", "VP"),
    ExportKind.MEETING: ("--kind", "sau"),
    ExportKind.REGISTER: ("--register", "sang-kien"),
}


@pytest.mark.parametrize("kind", ExportKind)
def test_every_kind_of_export_is_whole_or_as_it_was(demo_sqlite_url, tmp_path, monkeypatch, kind):
    to = tmp_path / "ra"
    words = ["export", kind.value, "--block", BLOCK_CODE, "--year", "2025", "--to", str(to)]
    words += MORE.get(kind, ())
    assert CliRunner().invoke(app, words).exit_code == 0
    before = to.read_bytes()
    assert before

    monkeypatch.setattr(whole_file.os, "fsync", full)
    answer = CliRunner().invoke(app, words)
    assert answer.exit_code == 1 and "Không ghi được tệp" in answer.stderr
    assert to.read_bytes() == before
    assert list(tmp_path.iterdir()) == [to]


def test_options_of_the_pack_go_with_it_alone(demo_sqlite_url, tmp_path):
    words = ["export", "pack", "--block", BLOCK_CODE, "--year", "2024", "--to", str(tmp_path / "a")]
    for more in (["--kind", "sau"], ["--dossiers"]):
        assert CliRunner().invoke(app, [*words, *more]).exit_code == 2
