#!/usr/bin/env python3
"""Writes the container image as an OCI archive, with the configuration that the Containerfile's last stage states.

    oci_archive.py CONTAINERFILE LAYER ARCHITECTURE VERSION ARCHIVE

LAYER is the tar file of the image's only layer. https://github.com/opencontainers/image-spec/blob/v1.1.0/spec.md
"""
import datetime
import gzip
import hashlib
import io
import json
import os
import pathlib
import shlex
import sys
import tarfile

TIME = int(os.environ["SOURCE_DATE_EPOCH"])
MEDIA_TYPE = "application/vnd.oci.image."


def main(containerfile, layer, architecture, version, archive):
    layer = pathlib.Path(layer).read_bytes()
    packed = gzip.compress(layer, mtime=TIME)
    config = as_json({
        "created": datetime.datetime.fromtimestamp(TIME, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "architecture": architecture,
        "os": "linux",
        "config": configuration(containerfile, version),
        "rootfs": {"type": "layers", "diff_ids": [digest(layer)]},
        "history": [{"created_by": "hooks/package.sh"}],
    })
    manifest = as_json({
        "schemaVersion": 2,
        "mediaType": MEDIA_TYPE + "manifest.v1+json",
        "config": descriptor("config.v1+json", config),
        "layers": [descriptor("layer.v1.tar+gzip", packed)],
    })
    name = {"annotations": {"org.opencontainers.image.ref.name": version}}
    index = as_json({"schemaVersion": 2, "manifests": [descriptor("manifest.v1+json", manifest) | name]})
    with tarfile.open(archive, "w", format=tarfile.USTAR_FORMAT) as files:
        add(files, "oci-layout", as_json({"imageLayoutVersion": "1.0.0"}))
        add(files, "index.json", index)
        for blob in sorted([config, manifest, packed], key=digest):
            add(files, "blobs/" + digest(blob).replace(":", "/"), blob)


def configuration(containerfile, version):
    text = pathlib.Path(containerfile).read_text().replace("\\\n", " ").replace("${VERSION}", version)
    values = {"Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]}
    for line in text.partition("FROM ${BASE}")[2].splitlines():
        instruction, _, rest = line.partition(" ")
        if instruction == "LABEL":
            values["Labels"] = dict(word.split("=", 1) for word in shlex.split(rest))
        elif instruction == "USER":
            values["User"] = rest
        elif instruction == "ENV":
            values["Env"] += shlex.split(rest)
        elif instruction == "ENTRYPOINT":
            values["Entrypoint"] = json.loads(rest)
    return values


def add(files, name, content):
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = len(content), TIME, 0o644
    files.addfile(entry, io.BytesIO(content))


def as_json(value):
    return json.dumps(value, separators=(",", ":")).encode()


def digest(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


def descriptor(kind, content):
    return {"mediaType": MEDIA_TYPE + kind, "digest": digest(content), "size": len(content)}


if __name__ == "__main__":
    main(*sys.argv[1:])
