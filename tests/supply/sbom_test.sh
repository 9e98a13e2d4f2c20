#!/usr/bin/env bash
# The list of what the program is made of (`make sbom`): what SPDX 2.3 demands of a document (its clauses 6,
# 7 and 11), and that all that is compiled in or loaded is in it, with the versions and checksums that count.
# shellcheck disable=SC2016,SC2317 # jq programs; conditions are called by their names
set -u
failed=0
paylint=${PAYLINT:-$(pwd)/build/paylint}
lock=grammars/package-lock.json
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sbom=$work/sbom.json

check() {
    if "${@:2}"; then
        echo "ok sbom: $1"
    else
        echo "not ok sbom: $1"
        failed=1
    fi
}
says() { jq -e "$@" < "$sbom" > "$work/said" 2>&1 || { head -c 500 "$work/said"; false; }; }

mapfile -t sources < <(sed -n '/^GRAMMAR_SOURCES/,/[^\\]$/p' grammars/rules.mk | grep -o '[^ ]*\.c')
check "the sources of the grammars are found" [ "${#sources[@]}" -ge 3 ]
SOURCE_DATE_EPOCH=1700000000 packaging/make-sbom "$paylint" "$lock" "${sources[@]}" > "$sbom"
check "it is written" [ -s "$sbom" ]
SOURCE_DATE_EPOCH=1700000000 packaging/make-sbom "$paylint" "$lock" "${sources[@]}" > "$work/again"
check "it is the same again" cmp -s "$sbom" "$work/again"

# ---- The document (clause 6) ----
check "version, licence and identifier of the document" \
    says '.spdxVersion == "SPDX-2.3" and .dataLicense == "CC0-1.0" and .SPDXID == "SPDXRef-DOCUMENT" and (.name | length) > 0'
check "the namespace is a URI without a fragment, of this program alone" \
    says '.documentNamespace | test("^https://[^#]+-[0-9a-f]{64}$")'
check "when it was made, and by what" says '.creationInfo | .created == "2023-11-14T22:13:20Z" and
    (.creators | length > 0 and all(test("^(Tool|Organization|Person): .+")))'

# ---- Packages (clause 7) ----
check "each package has what it must have" says '.packages | length > 1 and all(
    (.name | length) > 0 and (.SPDXID | test("^SPDXRef-[A-Za-z0-9.-]+$")) and .downloadLocation == "NOASSERTION" and
    .filesAnalyzed == false and (has("packageVerificationCode") | not) and
    ([.licenseConcluded, .licenseDeclared] | all(. == "NOASSERTION" or test("^[A-Za-z0-9.+-]+$"))) and (.copyrightText | length) > 0)'
check "no identifier is there twice" says '[.SPDXID, .packages[].SPDXID] | length == (unique | length)'
check "checksums are as long as their algorithm has them" says '[.packages[].checksums // [] | .[]] | length > 0 and all(
    (.algorithm == "SHA256" and (.checksumValue | test("^[0-9a-f]{64}$"))) or
    (.algorithm == "SHA512" and (.checksumValue | test("^[0-9a-f]{128}$"))))'
check "references are package URLs" says '[.packages[].externalRefs // [] | .[]] | length > 0 and all(
    .referenceCategory == "PACKAGE-MANAGER" and .referenceType == "purl" and
    (.referenceLocator | test("^pkg:(npm|deb)/[A-Za-z0-9.%/_-]+@[A-Za-z0-9.%~:_-]+([?]arch=[a-z0-9-]+)?$")))'
check "no other members than SPDX has" says '
    (keys - ["SPDXID", "creationInfo", "dataLicense", "documentNamespace", "name", "packages", "relationships", "spdxVersion"]) == [] and
    ([.packages[] | keys[]] | unique - ["SPDXID", "checksums", "comment", "copyrightText", "downloadLocation", "externalRefs",
      "filesAnalyzed", "licenseConcluded", "licenseDeclared", "name", "primaryPackagePurpose", "versionInfo"]) == []'

# ---- Relationships (clause 11) ----
check "the document describes one package: the program" says '[.relationships[] | select(.relationshipType == "DESCRIBES")] |
    length == 1 and .[0].spdxElementId == "SPDXRef-DOCUMENT" and .[0].relatedSpdxElement == "SPDXRef-Package-paylint"'
check "each relationship is between things that are there, and is one that SPDX knows" says '
    [.SPDXID, .packages[].SPDXID] as $ids | .relationships | all(
    (.relationshipType | IN("DESCRIBES", "STATIC_LINK", "DYNAMIC_LINK", "DEPENDS_ON")) and
    (.spdxElementId | IN($ids[])) and (.relatedSpdxElement | IN($ids[])))'
check "each package has its relationship" says '([.packages[].SPDXID] - [.relationships[].relatedSpdxElement]) == []'

# ---- What it says ----
check "the program's own checksum" says --arg sum "$(sha256sum < "$paylint" | cut -c 1-64)" \
    '.packages[] | select(.name == "paylint") | .checksums[0].checksumValue == $sum'
for package in tree-sitter tree-sitter-bash @tree-sitter-grammars/tree-sitter-yaml; do
    check "$package as the lock file has it" says --arg name "$package" --slurpfile lock "$lock" \
        '$lock[0].packages["node_modules/" + $name] as $locked | .packages[] | select(.name == $name) | .versionInfo == $locked.version'
done
check "a checksum is the lock file's" [ "$(jq -r '.packages[] | select(.name == "tree-sitter") | .checksums[0].checksumValue' < "$sbom")" = \
    "$(jq -r '.packages["node_modules/tree-sitter"].integrity | sub("sha512-"; "")' "$lock" | base64 -d | od -An -v -tx1 | tr -d ' \n')" ]
check "nothing of npm that isn't compiled in" says '[.packages[].externalRefs // [] | .[].referenceLocator | select(startswith("pkg:npm/"))] | length == 3'
while read -r library; do
    check "$library is in it" says --arg library "$library" 'any(.packages[]; (.comment // .name) | contains($library))'
done < <(readelf -dW "$paylint" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
if dpkg-query -W libc6 > /dev/null 2>&1; then
    check "libraries have the versions that are installed" says --arg version "$(dpkg-query -W -f '${Version}' libc6)" \
        '.packages[] | select(.name == "libc6") | .versionInfo == $version'
else
    echo "skip sbom: versions of libraries: there is no dpkg"
fi
exit "$failed"
