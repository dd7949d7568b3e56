#!/usr/bin/env python3
"""Writes what a program consists of: a CycloneDX bill of materials, and the copyright file of its packages.

    bill_of_materials.py ASSETS PLATFORM NAME PROGRAM VERSION BILL COPYRIGHT

ASSETS is the project.assets.json that restoring the program's project makes; NuGet's folder of packages knows the rest.
"""
import base64
import datetime
import hashlib
import json
import os
import pathlib
import re
import sys
import uuid
import xml.etree.ElementTree

# The parts of .NET in a native program. Nothing depends on this package; the SDK downloads it.
RUNTIME = "Microsoft.NETCore.App.Runtime.NativeAOT."
SQLITE = "SQLitePCLRaw.lib.e_sqlite3"


def main(assets, platform, name, program, version, bill, copyright):
    assets = json.loads(pathlib.Path(assets).read_text())
    program = pathlib.Path(program).read_bytes()
    components = [package(assets, *linked) for linked in linked_packages(assets, platform)]
    components += [sqlite(assets, program), c_library()]
    components.sort(key=lambda component: component["name"].lower())
    pathlib.Path(bill).write_text(bill_text(components, name, program, version))
    pathlib.Path(copyright).write_text(copyright_text(components, name))


def linked_packages(assets, platform):
    """Names and versions of the packages that bring code which runs, not only tools of the build."""
    for key, value in assets["targets"]["net10.0/" + platform].items():
        if value["type"] == "package" and ("runtime" in value or "native" in value):
            yield key.split("/")
    for download in assets["project"]["frameworks"]["net10.0"]["downloadDependencies"]:
        if download["name"] == RUNTIME + platform:
            yield download["name"], download["version"].strip("[]").split(", ")[0]


def package(assets, name, version):
    folder = next(iter(assets["packageFolders"]))
    stem = pathlib.Path(folder, name.lower(), version, name.lower())
    description = xml.etree.ElementTree.parse(f"{stem}.nuspec")
    licence = description.find(".//{*}license")
    checksum = base64.b64decode(pathlib.Path(f"{stem}.{version}.nupkg.sha512").read_text())
    return component(
        name,
        version,
        licence.text if licence.get("type") == "expression" else "blessing",
        description.findtext(".//{*}copyright"),
        f"pkg:nuget/{name}@{version}",
        hashes=[{"alg": "SHA-512", "content": checksum.hex()}],
    )


def sqlite(assets, program):
    """SQLite itself: its package has the same version, and the program holds the time and hash of its sources."""
    version = next(key.split("/")[1] for key in assets["libraries"] if key.startswith(SQLITE + "/"))
    source = re.search(rb"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d [0-9a-f]{64}", program)
    if not source or version.encode() not in program:
        sys.exit(f"bill_of_materials.py: SQLite {version} is not in the program")
    return component(
        "SQLite",
        version,
        "blessing",
        "none, in the public domain",
        f"pkg:generic/sqlite@{version}",
        properties=[{"name": "sqlite_source_id", "value": source[0].decode()}],
    )


def c_library():
    """The C library of this machine, which the program is linked with."""
    name, version = os.confstr("CS_GNU_LIBC_VERSION").split()
    purl = f"pkg:generic/{name}@{version}"
    return component(name, version, "LGPL-2.1-or-later", "Free Software Foundation, Inc.", purl)


def component(name, version, licence, copyright, purl, **more):
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "licenses": [{"license": {"id": licence}}],
        "copyright": copyright,
        "purl": purl,
        **more,
    }


def bill_text(components, name, program, version):
    time = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    checksum = hashlib.sha256(program).hexdigest()
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": uuid.uuid5(uuid.NAMESPACE_OID, checksum).urn,
        "version": 1,
        "metadata": {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": name,
                "name": name,
                "version": version,
                "licenses": [{"license": {"id": "MIT"}}],
                "hashes": [{"alg": "SHA-256", "content": checksum}],
            },
        },
        "components": components,
        "dependencies": [{"ref": name, "dependsOn": [component["bom-ref"] for component in components]}],
    }
    return json.dumps(bill, indent=2, ensure_ascii=False) + "\n"


def copyright_text(components, name):
    template = pathlib.Path(__file__).with_name("copyright").read_text()
    stanzas = []
    for part in components:
        licence = part["licenses"][0]["license"]["id"]
        if f"\nLicense: {licence}\n" not in template.partition("@COMPONENTS@")[2]:
            sys.exit(f"bill_of_materials.py: hooks/packaging/copyright lacks {licence}, the licence of {part['name']}")
        stanzas.append(f"""
Files: usr/bin/{name}
Copyright: {part['copyright']}
License: {licence}
Comment: {part['name']} {part['version']}
""")
    return template.replace("@PROGRAM@", name).replace("@COMPONENTS@\n", "".join(stanzas))


if __name__ == "__main__":
    main(*sys.argv[1:])
