"""Gói nhật ký: verified by a program that knows nothing of ours, and by nothing that was bent."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from typer.testing import CliRunner

from tests.people import PROGRAM
from thidua.commands.app import app
from thidua.db.engine import reading
from thidua.files import check_pack as check
from thidua.files.check_pack import check_pack, seal_of
from thidua.services.demo import fill as demo
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import exports

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def pack(demo_sqlite_url, tmp_path):
    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block=demo.BLOCK_CODE, year=2025)
        first = exports.record(Work(session, PROGRAM, period))
        assert exports.record(Work(session, PROGRAM, period)) == first
    file = tmp_path / "goi.zip"
    file.write_bytes(first)
    return file


def run_alone(pack, folder):
    """What an inspector does: unpack, and run the program with a bare Python."""
    with zipfile.ZipFile(pack) as content:
        (folder / "kiem_tra.py").write_bytes(content.read("kiem_tra.py"))
    done = subprocess.run(
        [sys.executable, "-I", str(folder / "kiem_tra.py"), str(pack)],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def sealed(manifest):
    """The list of contents, sealed anew as whoever bends it well would."""
    return json.dumps({**manifest, "seal": seal_of(manifest)}).encode()


def bend(pack, change):
    """Changes the record inside, and the list of digests with it."""
    with zipfile.ZipFile(pack) as content:
        files = {name: content.read(name) for name in content.namelist()}
    lines = [json.loads(line) for line in files["nhat-ky.jsonl"].decode().splitlines()]
    change(lines)
    files["nhat-ky.jsonl"] = "".join(json.dumps(line) + "\n" for line in lines).encode()
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as content:
        manifest = json.loads(files.pop("muc-luc.json"))
        manifest["files"] = {name: sha256(data).hexdigest() for name, data in files.items()}
        for name, data in {**files, "muc-luc.json": sealed(manifest)}.items():
            content.writestr(name, data)
    pack.write_bytes(output.getvalue())


def test_a_whole_package_is_verified_alone(pack, tmp_path):
    code, said = run_alone(pack, tmp_path)

    assert (code, check_pack(pack)) == (0, None)
    assert said.startswith("Nhật ký toàn vẹn: ")


def own_line(lines):
    return next(one for one in lines if "line" in one and one["line"][4] == "score.verified")


def raise_a_score(lines):
    own_line(lines)["line"][10] = "100 điểm"


def leave_one_out(lines):
    del lines[700]


def cut_the_end(lines):
    del lines[-3:]


def change_places(lines):
    lines[10], lines[11] = lines[11], lines[10]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (raise_a_score, "đã bị sửa"),
        (leave_one_out, "thiếu mục 701"),
        (cut_the_end, "nhật ký dừng ở mục"),
        (change_places, "thiếu mục 11"),
    ],
)
def test_a_bent_package_is_named_at_its_first_bad_entry(pack, tmp_path, change, said):
    bend(pack, change)
    code, spoken = run_alone(pack, tmp_path)

    assert code == 1
    assert spoken == f"KHÔNG toàn vẹn: {check_pack(pack)}.\n"
    assert said in spoken


def test_a_file_changed_in_the_package_is_named(pack):
    with zipfile.ZipFile(pack) as content:
        files = {name: content.read(name) for name in content.namelist()}
    files["xep-hang.json"] = files["xep-hang.json"].replace(b'"rank": 1', b'"rank": 2', 1)
    with zipfile.ZipFile(pack, "w") as content:
        for name, data in files.items():
            content.writestr(name, data)

    assert check_pack(pack) == "tệp xep-hang.json trong gói đã bị sửa"


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 100])
def test_what_is_no_package_is_refused_calmly(tmp_path, content):
    file = tmp_path / "goi.zip"
    file.write_bytes(content)

    assert check_pack(file).startswith("gói không đọc được")


@pytest.mark.parametrize(
    "body",
    [
        "[" * 200_000,
        "null",
        "1",
        '{"position": 1, "digest": "\\ud800", "previous_hash": "' + "0" * 64 + '", "hash": "x"}',
        json.dumps({"position": 1, "digest": "", "previous_hash": "", "hash": "", "line": 5}),
    ],
    ids=["deep", "null", "number", "half a sign", "no line"],
)
@pytest.mark.parametrize("part", ["nhat-ky.jsonl", "muc-luc.json"])
def test_a_part_that_says_something_else_is_refused_calmly(pack, tmp_path, part, body):
    with zipfile.ZipFile(pack) as content:
        files = {name: content.read(name) for name in content.namelist()}
    files[part] = body.encode()
    if part != "muc-luc.json":
        manifest = json.loads(files["muc-luc.json"])
        manifest["files"][part] = sha256(files[part]).hexdigest()
        files["muc-luc.json"] = sealed(manifest)
    written(pack, files)

    status, said = run_alone(pack, tmp_path)

    assert status == 1
    assert said.startswith("KHÔNG toàn vẹn: ")


def test_every_single_bent_byte_is_found(pack):
    whole = pack.read_bytes()
    assert check_pack(pack) is None
    with zipfile.ZipFile(pack) as content:
        first, listed = content.infolist()[0], content.start_dir
    around = [first.header_offset + place for place in (4, 6, 10, 12)]  # version, flags, hour, day
    around += [listed + place for place in (5, 12, 38, 42)] + [len(whole) - 1]
    for place in (*around, *range(0, len(whole), 1499)):
        bent = bytearray(whole)
        bent[place] ^= 1
        pack.write_bytes(bent)
        assert check_pack(pack) is not None, place


@pytest.mark.parametrize("name", ["year", "head", "seal", "fingerprint"])
def test_a_list_of_contents_that_was_bent_is_named(pack, name):
    with zipfile.ZipFile(pack) as content:
        files = {name: content.read(name) for name in content.namelist()}
    manifest = json.loads(files["muc-luc.json"])
    manifest[name] = "khác"
    files["muc-luc.json"] = json.dumps(manifest).encode()
    written(pack, files)

    assert check_pack(pack) == "tệp muc-luc.json trong gói đã bị sửa"


def test_a_package_of_before_the_seal_is_verified_still_and_may_tell_no_more(pack):
    with zipfile.ZipFile(pack) as content:
        files = {name: content.read(name) for name in content.namelist()}
    manifest = json.loads(files["muc-luc.json"])
    del manifest["seal"], manifest["packed"], manifest["basis"]
    written(pack, files | {"muc-luc.json": json.dumps(manifest).encode()})
    assert check_pack(pack) is None

    manifest["kind"] = "sau"
    written(pack, files | {"muc-luc.json": json.dumps(manifest).encode()})
    assert check_pack(pack) == "tệp muc-luc.json trong gói đã bị sửa"


def test_a_file_the_list_leaves_out_is_named(pack):
    with zipfile.ZipFile(pack) as content:
        files = {name: content.read(name) for name in content.namelist()}
    manifest = json.loads(files["muc-luc.json"])
    del manifest["files"]["xep-hang.json"]
    files |= {"muc-luc.json": sealed(manifest), "xep-hang.json": b"[]"}
    written(pack, files)

    assert check_pack(pack) == "tệp xep-hang.json trong gói không có trong mục lục"


def written(pack, files):
    with zipfile.ZipFile(pack, "w") as content:
        for name, data in files.items():
            content.writestr(name, data)


def rebuilt(pack, change):
    """The package with its ranking or its list changed, and every digest with it."""
    with zipfile.ZipFile(pack) as content:
        files = {name: content.read(name) for name in content.namelist()}
    manifest = json.loads(files.pop("muc-luc.json"))
    change(files, manifest)
    manifest["files"] = {name: sha256(data).hexdigest() for name, data in files.items()}
    written(pack, {**files, "muc-luc.json": sealed(manifest)})


def better(files, manifest):
    ranking = json.loads(files["xep-hang.json"])
    ranking["units"][0]["rank"], ranking["units"][1]["rank"] = 2, 1
    files["xep-hang.json"] = json.dumps(ranking).encode()


def test_a_ranking_that_did_not_make_the_fingerprint_is_named(pack, tmp_path):
    rebuilt(pack, better)
    assert check_pack(pack).startswith(
        "bảng xếp hạng xep-hang.json không phải bảng đã cho mã đối chiếu"
    )
    assert run_alone(pack, tmp_path)[0] == 1


def test_a_fingerprint_of_an_entry_that_is_not_there_is_named(pack):
    def other(files, manifest):
        manifest["basis"]["record"] = "0" * 64
        told = {
            "covenant": manifest["basis"]["covenant"],
            "standings": check._values(json.loads(files["xep-hang.json"]), manifest["basis"]),
            "record": "0" * 64,
        }
        body = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        manifest["fingerprint"] = sha256(body.encode()).hexdigest()

    rebuilt(pack, other)
    assert check_pack(pack) == "mục nhật ký mà mã đối chiếu dựa vào không có trong chuỗi"


def test_a_printed_seal_or_fingerprint_is_looked_for_in_the_package(pack, tmp_path):
    with zipfile.ZipFile(pack) as content:
        manifest = json.loads(content.read("muc-luc.json"))
    head, mark = manifest["head"]["hash"], manifest["fingerprint"]

    assert [check.printed_fault(pack, one) for one in (head, f" {mark.upper()} ")] == [None, None]
    assert "không có dấu niêm" in check.printed_fault(pack, "0" * 64)
    assert check.what_holds(pack) == [
        f"Nhật ký toàn vẹn: {manifest['head']['position']} mục, đầu chuỗi {head}.",
        f"Bảng xếp hạng đúng mã đối chiếu {mark}.",
        "Chưa so với giấy đã ký: hãy so đầu chuỗi và mã đối chiếu với dấu in trên đó.",
    ]
    runner = CliRunner()
    said = [
        runner.invoke(app, ["verify", str(pack), "--head", one]).exit_code
        for one in (head, mark, "0" * 64)
    ]
    assert said == [0, 0, 1]

    rebuilt(pack, lambda _, manifest: manifest.pop("basis"))
    assert "không cho phép tính lại" in check.printed_fault(pack, mark)
    assert "chưa được tính lại" in check.what_holds(pack)[1]
