#!/usr/bin/env bash
# Says whether the list of known vulnerabilities is reachable: a package that has been listed for years must be reported. Without the
# list a restore succeeds silently, as Directory.Build.props allows for offline builds.
# Exits with 0 if the list works, and with 1 and a sentence if not.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cat > "$folder/canary.csproj" << 'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Newtonsoft.Json" Version="12.0.1" /> <!-- https://github.com/advisories/GHSA-5crp-9r3c-p9vr -->
  </ItemGroup>
</Project>
PROJECT

restored=$(cd "$folder" && dotnet restore --force --packages "$folder/packages" -p:NuGetAudit=true -p:NuGetAuditLevel=low 2>&1) || true
if grep -q 'NU1903' <<< "$restored"; then
  echo "the list of known vulnerabilities is reachable: it reports a package that is known to be bad"
else
  echo "vulnerabilities were NOT checked: the list of known ones is not reachable from here"
  exit 1
fi
