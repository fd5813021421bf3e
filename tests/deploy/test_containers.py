"""The compose file and the Kubernetes manifests are of their schemas, and what they name exists."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from canvas.settings import PREFIX, Settings
from tests.builders import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = DEPLOY / "compose" / "compose.yaml"
MANIFESTS = sorted((DEPLOY / "kubernetes").rglob("*.yaml"))
DOCUMENTS = [document for file in MANIFESTS for document in yaml.safe_load_all(file.read_text(encoding="utf-8"))]
SETTINGS = {
    line.partition("=")[0]
    for line in (DEPLOY / "scripts" / "make_settings.sh").read_text(encoding="utf-8").splitlines()
    if re.match(r"KANVAS_\w+=", line)
}
IMAGES = {f"kanvas-{file.stem}" for file in (DEPLOY / "images").glob("*.Dockerfile")}


def title(document: Any) -> str:
    return f"{document['kind']}/{document['metadata']['name']}"


def pods() -> Iterator[Any]:
    """What every manifest that runs something says of its pods."""
    for document in DOCUMENTS:
        spec = document.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if document["kind"] == "Pod":
            yield spec
        elif "template" in spec:
            yield spec["template"]["spec"]


def containers() -> Iterator[Any]:
    for pod in pods():
        yield from (*pod.get("initContainers", ()), *pod["containers"])


def test_the_compose_file_is_of_its_schema() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    done = subprocess.run(command, env={**os.environ}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_compose_file_asks_only_for_settings_that_are_made() -> None:
    asked = re.findall(r"\$\{(\w+):\?\}", COMPOSE.read_text(encoding="utf-8"))
    assert set(asked) <= SETTINGS


def test_the_compose_file_mounts_what_exists() -> None:
    compose = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    for service in compose["services"].values():
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            assert (COMPOSE.parent / source).exists() if source.startswith(".") else source in compose["volumes"]
        for name in service.get("depends_on", ()):
            assert name in compose["services"]
        if "build" in service:
            assert (COMPOSE.parent / service["build"]["context"] / service["build"]["dockerfile"]).is_file()


@pytest.mark.parametrize("document", DOCUMENTS, ids=title)
def test_a_manifest_is_of_its_schema(document: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an older method of finding its own schemas
        kubernetes_validate.validate(document, "1.32", strict=True)
    assert document["metadata"].get("namespace") == "kanvas"


def test_manifests_name_only_keys_of_the_secret_that_are_made() -> None:
    named = {
        each["valueFrom"]["secretKeyRef"]["key"]
        for container in containers()
        for each in container.get("env", ())
        if "valueFrom" in each
    }
    assert named <= SETTINGS
    assert named


def test_manifests_run_images_that_can_be_built_and_scripts_that_exist() -> None:
    for container in containers():
        image = container["image"]
        assert image in IMAGES or ":" in image
        for word in (*container.get("command", ()), *container.get("args", ())):
            for path in re.findall(r"/etc/kanvas/((?:config|scripts)/\S+)", word):
                assert (DEPLOY / path).is_file(), path


def test_every_service_leads_to_pods() -> None:
    labels = [
        {**document["spec"]["template"]["metadata"].get("labels", {}), "name": document["metadata"]["name"]}
        for document in DOCUMENTS
        if document["kind"] in ("Deployment", "StatefulSet")
    ]
    for document in DOCUMENTS:
        if document["kind"] == "Service":
            selector = document["spec"]["selector"]
            pod = selector.get("statefulset.kubernetes.io/pod-name", "")
            assert any(
                selector.get("app") == each["app"] or pod.rpartition("-")[0] == each["name"] for each in labels
            ), title(document)


def test_copied_into_the_image_is_what_exists() -> None:
    text = (DEPLOY / "images" / "app.Dockerfile").read_text(encoding="utf-8")
    copied = [Path(line.split()[1]) for line in text.splitlines() if line.startswith("COPY")]
    assert copied
    for path in copied:
        assert (ROOT / path).exists(), path


def test_every_setting_of_the_app_is_known() -> None:
    """A wrong name would be ignored without a word."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    compose = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]["app1"]["environment"]
    manifest = next(each for each in containers() if each["image"] == "kanvas-app")["env"]
    unit = (DEPLOY / "systemd" / "kanvas@.service").read_text(encoding="utf-8")
    named = {*compose, *(each["name"] for each in manifest), *re.findall(r"(KANVAS_\w+)=", unit)}
    passed_on = {"KANVAS_DATABASE_PASSWORD"}  # becomes a part of an address
    assert {name for name in named if name.startswith(PREFIX)} - passed_on <= known
