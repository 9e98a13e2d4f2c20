#!/usr/bin/env bash
# What is in deploy/: YAML that a parser reads, and arguments that the program takes. The program is given
# the arguments of each container, without a server: it must come as far as asking for credentials.
set -u
watch=$BUILD/paylint-watch
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'kill $(jobs -p) 2> /dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 1
unset PUBSUB_EMULATOR_HOST GOOGLE_CLOUD_PROJECT GOOGLE_APPLICATION_CREDENTIALS
export HOME=$work
check() { # NAME STATUS [FILE]
    if [ "$2" -eq 0 ]; then
        echo "ok $1"
    else
        echo "not ok $1"
        [ $# -lt 3 ] || tail -n 5 "$3"
    fi
}
if ! python3 -c 'import yaml' 2> /dev/null; then
    echo "skip manifests: python3-yaml isn't installed"
    exit 0
fi
# Each container of each document: FILE, KIND, and its arguments, in a line of JSON.
python3 - "$here"/deploy/kubernetes/*.yaml "$here"/deploy/cloud-run.yaml > containers 2> err << 'END'
import json, sys, yaml
for path in sys.argv[1:]:
    for document in yaml.safe_load_all(open(path)):
        assert document["apiVersion"] and document["kind"] and document["metadata"]["name"], path
        template = document.get("spec", {}).get("template", {}).get("spec", {})
        if document["kind"] == "ConfigMap":
            json.loads(document["data"]["paylint.json"])
            open("paylint.json", "w").write(document["data"]["paylint.json"])
        for container in template.get("containers", []):
            print(json.dumps([path.rsplit("/", 1)[1], container, template]))
END
check "manifests are YAML, and their configuration is JSON" $? err
[ "$(wc -l < containers)" -eq 3 ]
check "each has its container" $? containers
"$watch" --stdin --config paylint.json < /dev/null > out 2> err
check "their configuration is one" $? err
while read -r line; do
    name=$(jq -r '.[0]' <<< "$line")
    # Addresses of all interfaces, and folders of the container, are others here; names of the
    # placeholders are in capitals, which projects aren't.
    mapfile -t arguments < <(jq -r '.[1].args[] | gsub("PROJECT"; "project") | gsub("=:[0-9]+"; "=127.0.0.1:0") |
        gsub("/etc/paylint/"; "") | gsub("=/reports"; "=reports")' <<< "$line")
    "$watch" "${arguments[@]}" > out 2> err
    [ $? -eq 2 ] && grep -q "GOOGLE_APPLICATION_CREDENTIALS" err
    check "$name: the program takes its arguments" $? err
    jq -e '.[1] as $c | ($c.ports // [{containerPort: 9090}] | map(.containerPort)) as $ports |
        [$c.args[] | select(test("^--(listen|push)=")) | capture(":(?<port>[0-9]+)$").port | tonumber] |
        all(. as $port | $ports | index($port))' <<< "$line" > /dev/null
    check "$name: ports that are listened at are the container's" $?
done < containers
# What the first stage copies is all that its `make` needs.
mkdir image
sed -n '/AS build/,/^FROM [^ ]*$/s/^COPY \(.*\)$/\1/p' "$here/deploy/Dockerfile" | while read -r -a words; do
    to=image/${words[-1]#./}
    unset 'words[-1]'
    [ -d "$here/${words[0]}" ] || mkdir -p "$to"
    (cd "$here" && cp -r "${words[@]}" "$work/$to")
done
rm -rf image/grammars/node_modules
what=$(sed -n 's/^RUN make \([^ ]*\).*/\1/p' "$here/deploy/Dockerfile")
[ -n "$what" ] && env -u MAKEFLAGS -u MAKELEVEL make -C image -n BUILD=build "$what" > out 2>&1
check "what the image is built from is all that make needs" $? out
# The libraries that the image has are those that the program is linked with.
if command -v dpkg > /dev/null; then
    for library in $(objdump -p "$watch" | awk '/NEEDED/ { print $2 }'); do
        case $library in libasan* | libubsan* | libtsan*) continue ;; esac
        package=$(dpkg -S "*/$library" 2> /dev/null | head -1 | cut -d: -f1)
        case $package in
            libc6 | "") ;;
            *) grep -qw -- "$package" "$here/deploy/Dockerfile" || echo "$package" ;;
        esac
    done > missing
    [ ! -s missing ]
    check "the image has the libraries that the program needs" $? missing
fi
