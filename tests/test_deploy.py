"""Chạy nhiều năm: every file of deploy/ is read by what will read it, and its scripts are run."""

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from deploy import launch
from tests.test_docs import COMMAND, OPTION, commands
from thidua import settings
from thidua.commands import app
from thidua.domain.upkeep.checkup import HEALTH_PATH

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
LINUX = DEPLOY / "linux"
FILES = sorted(one for one in DEPLOY.rglob("*") if one.is_file() and "__pycache__" not in one.parts)
INSTALLED = "/opt/thidua/hien-tai"
ON_POSIX = pytest.mark.skipif(os.name != "posix", reason="các tệp lệnh của Linux")


def text(*parts):
    return DEPLOY.joinpath(*parts).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda one: one.name)
def test_what_a_file_names_is_there(file):
    content = file.read_text(encoding="utf-8")
    known, wrong = commands(app), []
    for said in COMMAND.finditer(content):
        name, rest = said[1].strip(), content[said.end() :].partition("\n")[0]
        wrong += [name] if name not in known else []
        wrong += sorted(set(OPTION.findall(rest.split("&&")[0])) - known.get(name, set()))
    wrong += sorted(set(re.findall(r"THIDUA_[A-Z_]+", content)) - set(settings.VARIABLES.values()))
    named = re.findall(r"(?:docs|deploy)/[\w./@-]+\.\w+", content)
    wrong += [one for one in named if not (ROOT / one).exists()]

    assert wrong == []


@ON_POSIX
@pytest.mark.parametrize("file", sorted(LINUX.glob("*.sh")), ids=lambda one: one.name)
def test_a_script_of_linux_is_one(file):
    assert os.access(file, os.X_OK)
    assert subprocess.run(["/bin/sh", "-n", file], check=False).returncode == 0


def unit(name):
    found = configparser.ConfigParser(strict=False, interpolation=None)
    found.optionxform = str
    found.read_string(text("linux", name))
    return found


def test_the_units_run_what_is_installed(tmp_path):
    names = [one.name for one in LINUX.iterdir() if one.suffix in (".service", ".timer", ".target")]
    for name in names:
        begun = unit(name).get("Service", "ExecStart", fallback=f"{INSTALLED}/app.py")
        begun = begun.removeprefix("/bin/sh ").split()[0]
        inside = begun.removeprefix(f"{INSTALLED}/")
        assert inside == ".venv/bin/python" or (ROOT / inside).is_file(), name
    served = unit("thidua@.service")
    assert served["Unit"]["PartOf"] == served["Install"]["WantedBy"] == "thidua.target"
    assert unit("thidua-sao-luu.timer")["Timer"]["Persistent"] == "true"

    checker = shutil.which("systemd-analyze")
    if checker is None:
        return
    for name in names:
        content = text("linux", name).replace(f"{INSTALLED}/.venv/bin/python", sys.executable)
        file = tmp_path / name.replace("@", "@8501")
        file.write_text(content.replace(INSTALLED, str(ROOT)), encoding="utf-8")
        told = subprocess.run(
            [checker, "verify", "--man=no", file], capture_output=True, text=True, check=False
        )
        assert (name, told.returncode, told.stderr) == (name, 0, "")


def test_both_proxies_keep_a_person_at_one_process_and_bring_whole_files():
    caddy, nginx = text("proxy", "Caddyfile"), text("proxy", "nginx.conf")

    ports = ["8501", "8502"]
    for one in (caddy, nginx):
        assert re.findall(r"127\.0\.0\.1:(\d+)", one) == ports
        assert one.count("{") == one.count("}")
        assert "thidua_noi" in one
    assert f"health_uri {HEALTH_PATH}" in caddy
    assert "hash $thidua_noi consistent;" in nginx
    limit = re.search(
        r"^maxUploadSize = (\d+)", (ROOT / ".streamlit/config.toml").read_text(), re.M
    )
    assert int(limit[1]) < 25
    assert "max_size 25MB" in caddy
    assert "client_max_body_size 25m;" in nginx
    for tool, command in (
        ("caddy", ["validate", "--adapter", "caddyfile", "--config", DEPLOY / "proxy/Caddyfile"]),
    ):
        if shutil.which(tool):
            assert subprocess.run([tool, *command], capture_output=True).returncode == 0


def test_the_containers_are_two_behind_one_proxy_on_one_database():
    found = yaml.safe_load(text("container", "compose.yaml"))["services"]

    assert set(found) == {"csdl", "app-1", "app-2", "sao-luu", "proxy"}
    assert found["app-1"] == found["app-2"]
    for name in ("app-1", "sao-luu"):
        assert found[name]["volumes"] == ["du-lieu:/du-lieu"]
        assert set(found[name]["environment"]) >= {"THIDUA_DATABASE_URL", "THIDUA_ADDRESS"}
    asked = set(re.findall(r"\$\{(\w+)", text("container", "compose.yaml")))
    given = set(re.findall(r"^(\w+)=", text("container", "mau.env"), re.M))
    assert asked == given
    assert f"health_uri {HEALTH_PATH}" in text("container", "Caddyfile")
    assert "reverse_proxy app-1:8501 app-2:8501 {" in text("container", "Caddyfile")


def test_the_image_copies_what_there_is_and_runs_a_python_that_was_tried():
    content = text("container", "Dockerfile")
    version = re.search(r"^FROM python:(\d+)\.(\d+)", content, re.M)
    copied = [one for line in re.findall(r"^COPY (.+)", content, re.M) for one in line.split()[:-1]]
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line[0] == "!"}

    low, high = launch.PYTHONS
    assert low <= (int(version[1]), int(version[2])) < high
    assert set(copied) == let_in
    assert [one for one in copied if not (ROOT / one).exists()] == []
    assert f"127.0.0.1:8501{HEALTH_PATH}" in content
    server = yaml.safe_load(text("container", "compose.yaml"))["services"]["csdl"]["image"]
    assert f"postgresql-client-{server.partition(':')[2]}" in content


def test_the_manifests_share_the_data_and_stop_the_old_before_the_new():
    found = {one["kind"]: one for one in yaml.safe_load_all(text("kubernetes", "thidua.yaml"))}

    served = found["Deployment"]["spec"]
    (container,) = served["template"]["spec"]["containers"]
    assert served["strategy"] == {"type": "Recreate"}
    assert served["replicas"] == 2
    assert found["PersistentVolumeClaim"]["spec"]["accessModes"] == ["ReadWriteMany"]
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert container[probe]["httpGet"]["path"] == HEALTH_PATH
    assert found["Service"]["spec"]["selector"] == served["selector"]["matchLabels"]
    marks = found["Ingress"]["metadata"]["annotations"]
    assert marks["nginx.ingress.kubernetes.io/affinity"] == "cookie"
    copier = found["CronJob"]["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    assert copier["volumes"] == served["template"]["spec"]["volumes"]
    assert copier["containers"][0]["image"] == container["image"]


@pytest.mark.parametrize(
    "file", sorted((DEPLOY / "windows").glob("*.ps1")), ids=lambda one: one.name
)
def test_a_script_of_windows_is_plain_and_says_that_it_was_not_run(file):
    content = file.read_bytes()

    assert content.isascii()  # Windows PowerShell takes other letters for those of the machine
    assert b"CHUA CHAY THU" in content
    assert content.count(b"{") == content.count(b"}")
    assert content.count(b"(") == content.count(b")")


class Machine:
    """Một máy Linux giả: what the scripts call is written down, and answers as it is told to."""

    def __init__(self, folder, monkeypatch):
        self.root, self.log = folder / "goc", folder / "da-goi"
        self.new = folder / "moi"
        monkeypatch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setenv("GOC", str(self.root))
        monkeypatch.setenv("SO_LAN_CHO", "1")
        (folder / "bin").mkdir()
        self.log.touch()
        self.answer(
            "systemctl", 'case "$1" in list-units) echo "thidua@8501.service loaded";; esac'
        )
        self.answer("curl", "true")
        self.answer("sleep", "true")

    def answer(self, name, said):
        """`name` is written down and does this."""
        self._script(self.root.parent / "bin" / name, f'echo "{name} $*" >> "{self.log}"\n{said}')

    def program(self, folder, python="true"):
        """Bản phần mềm giả, whose Python does this."""
        shutil.copytree(LINUX, folder / "deploy" / "linux")
        (folder / ".venv/bin").mkdir(parents=True)
        said = f'echo "{folder.name} $*" >> "{self.log}"\n{python}'
        self._script(folder / "python", said)
        line = 'd=$(dirname "$0"); mkdir -p "$d/.venv/bin"; cp "$d/python" "$d/.venv/bin/python"'
        self._script(folder / "khoi-dong.sh", line)
        subprocess.run([folder / "khoi-dong.sh"], check=True)

    def run(self, script, *given):
        return subprocess.run([script, *given], capture_output=True, text=True, check=False)

    def called(self):
        return self.log.read_text(encoding="utf-8").splitlines()

    @staticmethod
    def _script(file, content):
        file.write_text(f"#!/bin/sh\n{content}\n", encoding="utf-8")
        file.chmod(0o755)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    made = Machine(tmp_path, monkeypatch)
    made.program(made.new)
    return made


@pytest.fixture
def running(machine):
    """Máy đã cài một bản."""
    found = machine.run(machine.new / "deploy/linux/cai-dat.sh", "2")
    assert (found.returncode, found.stderr) == (0, "")
    return machine


@ON_POSIX
def test_it_is_installed_as_services_and_again_without_harm(running):
    root, link = running.root, running.root / "opt/thidua/hien-tai"

    assert (link / ".venv/bin/python").is_file()
    assert (root / "etc/systemd/system/thidua@.service").is_file()
    assert (root / "etc/thidua/thidua.env").stat().st_mode & 0o777 == 0o600
    started = [one for one in running.called() if "enable" in one]
    assert [one.split()[-1] for one in started][1:] == [
        "thidua@8501.service",
        "thidua@8502.service",
    ]
    there = link.resolve()
    again = running.run(running.new / "deploy/linux/cai-dat.sh")
    assert (again.returncode, link.resolve()) == (0, there)
    assert "nang-cap.sh" in again.stdout


BROUGHT_UP = 'case "$3" in upgrade) echo "Bản sao trước khi nâng cấp: /sao/truoc.db";; esac'


def upgraded(running, python, curl="true"):
    old = (running.root / "opt/thidua/hien-tai").resolve()
    shutil.rmtree(running.new)
    running.program(running.new, python)
    running.answer("curl", curl)
    running.log.write_text("", encoding="utf-8")
    found = running.run(running.new / "deploy/linux/nang-cap.sh")
    now = (running.root / "opt/thidua/hien-tai").resolve()
    return found, now == old


@ON_POSIX
def test_a_new_version_takes_over_with_its_data(running):
    found, is_old = upgraded(running, BROUGHT_UP)

    assert (found.returncode, is_old) == (0, False), found.stderr
    assert [one.partition("-m thidua ")[2] or one for one in running.called()] == [
        "doctor --quick",
        "systemctl list-units --plain --no-legend thidua@*.service",
        "systemctl stop thidua.target",
        "upgrade",
        "systemctl start thidua.target",
        "systemctl start thidua@8501.service",
        "curl -fsS --max-time 5 http://127.0.0.1:8501/suc-khoe",
        "doctor --quick",
    ]


@ON_POSIX
@pytest.mark.parametrize(
    ("python", "curl", "restored"),
    [
        ('[ "$3" != upgrade ]', "true", False),
        (BROUGHT_UP, "false", True),
        (f'{BROUGHT_UP}\n[ "$3" != doctor ]', "true", True),
    ],
    ids=["nâng cấp hỏng", "không trả lời", "không khỏe"],
)
def test_what_goes_wrong_brings_back_the_old_version_and_its_data(running, python, curl, restored):
    found, is_old = upgraded(running, python, curl)

    assert (found.returncode, is_old) == (1, True)
    assert "Đang trở lại bản trước" in found.stderr
    put_back = [one for one in running.called() if "restore" in one]
    assert [one.split()[-1] for one in put_back] == (["/sao/truoc.db"] if restored else [])
    assert running.called()[-1] == "systemctl start thidua@8501.service"


@ON_POSIX
def test_what_was_broken_before_is_no_fault_of_the_new_version(running):
    Machine._script(running.root / "opt/thidua/hien-tai/.venv/bin/python", "exit 1")

    found, is_old = upgraded(running, f'{BROUGHT_UP}\n[ "$3" != doctor ]')

    assert (found.returncode, is_old) == (0, False), found.stderr
    assert "Bản trước cũng đã không khỏe (mã 1)" in found.stdout


@ON_POSIX
def test_where_postgresql_was_brought_up_the_way_back_is_told(running):
    found, is_old = upgraded(running, BROUGHT_UP.replace(".db", ".dump"), "false")

    assert (found.returncode, is_old) == (1, True)
    assert "cơ sở dữ liệu PostgreSQL trống" in found.stderr
    assert "«/sao/truoc.dump»" in found.stderr
    assert running.called()[-1] == "systemctl stop thidua.target"


@ON_POSIX
def test_old_copies_go_once_the_new_one_was_rehearsed(machine, monkeypatch, tmp_path):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    kept = tmp_path / "var/sao-luu"
    (kept / "cu.db.minh-chung").mkdir(parents=True)
    for name in ("cu.db", "moi.db", "cu.txt"):
        (kept / name).touch()
    for name in ("cu.db", "cu.txt"):
        os.utime(kept / name, (0, 0))
    script = machine.new / "deploy/linux/sao-luu.sh"
    python = machine.new / ".venv/bin/python"

    Machine._script(python, '[ "$3" != rehearse ]')
    assert machine.run(script).returncode == 1
    assert (kept / "cu.db").exists()

    Machine._script(python, f'echo "$3" >> "{machine.log}"; [ "$3" != doctor ] || exit 3')
    assert machine.run(script).returncode == 0
    assert machine.called()[-3:] == ["backup", "rehearse", "doctor"]
    assert sorted(one.name for one in kept.iterdir()) == ["cu.txt", "moi.db"]

    Machine._script(python, '[ "$3" != doctor ]')
    assert machine.run(script).returncode == 1
