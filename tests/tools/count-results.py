"""Adds up the results of xunit and prints the count line. Fails unless all tests ran and passed."""

import sys
import xml.etree.ElementTree

passed = failed = skipped = 0

for path in sys.argv[1:]:
    try:
        assemblies = xml.etree.ElementTree.parse(path).getroot().findall("assembly")
    except (OSError, xml.etree.ElementTree.ParseError) as error:
        print(f"tests/tools/count-results.py: {path}: {error}", file=sys.stderr)
        assemblies = []

    if sum(int(assembly.get("total")) for assembly in assemblies) == 0:
        failed += 1  # it crashed, or there was nothing in it

    for assembly in assemblies:
        passed += int(assembly.get("passed"))
        failed += int(assembly.get("failed")) + int(assembly.get("errors"))
        skipped += int(assembly.get("skipped")) + int(assembly.get("not-run"))

print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(failed > 0 or skipped > 0)
