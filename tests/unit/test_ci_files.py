"""The files that users copy into their CI: syntax, structure, and our own commands."""

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml

from briefing.cli import _parser

ROOT = Path(__file__).parent.parent.parent
FILES = ("ci/github.yml", "ci/gitlab.yml", ".pre-commit-hooks.yaml")
INSTRUCTIONS = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "ENTRYPOINT", "CMD"}


def load(name):
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


def commands():
    """Every call of our program in these files."""
    steps = load("ci/github.yml")["jobs"]["briefings"]["steps"]
    scripts = [step["run"] for step in steps if "run" in step]
    scripts += load("ci/gitlab.yml")["briefings"]["script"]
    scripts += [
        f"{hook['entry']} {' '.join(hook['args'])}"
        for hook in load(".pre-commit-hooks.yaml")
    ]
    scripts += [text for name, text in instructions() if name == "RUN"]
    lines = "\n".join(scripts).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith("briefing ")]


def instructions():
    """Name and text of each instruction of the Containerfile."""
    text = (ROOT / "Containerfile").read_text("utf-8")
    lines = [x for x in text.splitlines() if not x.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ").splitlines()
    return [tuple(x.split(maxsplit=1)) for x in joined if x.strip()]


def test_our_program_understands_every_call():
    found = commands()
    assert len(found) >= 7
    for line in found:
        options = _parser().parse_args(shlex.split(line)[1:])
        assert options.command in {"build.build", "runs.verify", "models.check"}, line


@pytest.mark.parametrize("name", [*FILES, "Containerfile"])
def test_no_file_names_a_host_it_does_not_need(name):
    text = (ROOT / name).read_text("utf-8").replace("https://pre-commit.com", "")
    assert "://" not in text
    assert not re.search(r"\b[\w-]+\.(io|com|org|net)\b", text)


def test_the_github_workflow_has_the_shape_of_one():
    flow = load("ci/github.yml")
    assert set(flow) == {"name", "on", "permissions", "concurrency", "env", "jobs"}
    assert flow["permissions"] == {"contents": "read"}
    (job,) = flow["jobs"].values()
    assert job["runs-on"]
    assert job["timeout-minutes"]
    for step in job["steps"]:
        assert ("uses" in step) != ("run" in step)
        assert set(step) <= {"name", "uses", "with", "run", "if"}
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"])


def test_no_expression_stands_in_a_script():
    """What a pull request can name must reach the shell as a variable only."""
    for step in load("ci/github.yml")["jobs"]["briefings"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_the_gitlab_template_has_the_shape_of_one():
    (job,) = load("ci/gitlab.yml").values()
    keys = {"image", "variables", "rules", "cache", "before_script", "script"}
    assert set(job) == keys | {"artifacts"}
    assert all(isinstance(line, str) for line in job["script"] + job["before_script"])
    assert job["artifacts"]["reports"]["junit"] in " ".join(job["script"])
    assert job["artifacts"]["when"] == job["cache"]["when"] == "always"


def test_every_hook_has_what_pre_commit_asks_for():
    hooks = load(".pre-commit-hooks.yaml")
    assert [hook["id"] for hook in hooks] == ["briefing-check", "briefing-build"]
    for hook in hooks:
        assert {"id", "name", "entry", "language"} <= set(hook)
        assert hook["language"] == "python"
        assert hook["pass_filenames"] is False


def test_the_containerfile_is_made_of_instructions():
    found = instructions()
    assert {name for name, _ in found} == INSTRUCTIONS
    images = [text.split()[0] for name, text in found if name == "FROM"]
    assert images == ["python:3.11-slim"] * 2
    for name, text in found:
        if name in {"ENTRYPOINT", "CMD"}:
            assert all(isinstance(word, str) for word in json.loads(text))


def test_the_image_is_built_from_all_that_the_wheel_is_made_from():
    sources = [
        word
        for name, text in instructions()
        if name == "COPY" and not text.startswith("--from")
        for word in text.split()[:-1]
    ]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {"pyproject.toml", "constraints.txt", project["project"]["readme"]}
    needed |= {*project["project"]["license-files"]}
    needed |= {*wheel["packages"], *wheel["force-include"]}
    assert set(sources) == needed
    assert all((ROOT / source).exists() for source in sources)


def test_the_last_stage_takes_packages_from_the_first_alone():
    found = instructions()
    last = max(i for i, (name, _) in enumerate(found) if name == "FROM")
    pip = [text for name, text in found[last:] if name == "RUN" and "pip" in text]
    assert len(pip) == 1
    assert "--no-index --find-links /wheels" in pip[0]
