#!/usr/bin/env bash
# paylint.json, suppression comments and baselines from outside.
# shellcheck disable=SC2317,SC2016 # conditions are called by their names; scripts are written here
set -u
group=config
# shellcheck source=tests/cli/conditions.sh
. "$(dirname "${BASH_SOURCE[0]}")/conditions.sh"

# finds RULE…: the rules of all findings, sorted, each as often as it is found.
finds() { [ "$(jq -r '[.findings[].rule] | sort | join(" ")' < out)" = "$*" ]; }
severities_are() { [ "$(jq -r '[.findings[].severity] | join(" ")' < out)" = "$*" ]; }
# json ARGUMENT…: check with JSON output.
json() { run check --format json "$@"; }
config() { cat > "${1:-paylint.json}"; }

mkdir -p scripts tests/unit
bad='curl --json '\''{"request_id": "bad"}'\'' http://localhost/v1/items'
echo "$bad" > scripts/a.sh
echo "$bad" > tests/unit/b.sh
echo "gcloud pubsub topics publish content-requests-eu --message '{\"request_id\": \"bad\"}'" > scripts/topic.sh

# ---- Where it is found ----

json scripts/a.sh; check "without a paylint.json the built-in rules count" finds request_id-must-be-UUID
echo '{ "rules": { "request_id-must-be-UUID": "off" } } // a comment' | config
json scripts/a.sh; check "the nearest one upwards" finds
json scripts; check "for folders too" finds
(cd scripts && "$paylint" check a.sh > /dev/null); status=$?; check "from inside a folder" status_is 0
json --no-config scripts/a.sh; check "--no-config" finds request_id-must-be-UUID
echo '{ "rules": { "request_id-must-be-UUID": "warning" } }' | config tests/paylint.json
json tests/unit/b.sh scripts/a.sh; check "each file has its own" severities_are warning
json --config tests/paylint.json scripts/a.sh; check "--config" severities_are warning
json --config none.json scripts/a.sh; check "--config of no file" both status_is 2 complains "none.json: can't read"
json --select request_id-must-be-UUID scripts/a.sh
check "--select turns a rule on that is off" finds request_id-must-be-UUID
timeout 10 "$paylint" check --format json - < scripts/a.sh > out; check "standard input counts from the working folder" finds
rm tests/paylint.json

# ---- What is wrong in it ----

echo '{ "ruls": {}, "rules": { "request-id-must-be-uuid": "off", "duplicate-key": "warn" } }' | config
json scripts/a.sh
check "an unknown key, with its place" complains 'paylint.json:1:3: there is no key "ruls" here; did you mean "rules"?'
check "an unknown rule" complains 'paylint.json:1:26: there is no rule "request-id-must-be-uuid"; did you mean "request_id-must-be-UUID"?'
check "a bad severity" complains 'a severity is "error", "warning", "info" or "off"'
check "exit 2, and what could be checked is" both status_is 2 finds request_id-must-be-UUID
echo '{ "rules": { ' | config; json scripts/a.sh; check "no JSON" both status_is 2 finds request_id-must-be-UUID
echo '{ "rules": [] }' | config; run check scripts/a.sh; check "another kind" complains '"rules" takes an object'
echo '[]' | config; run check scripts/a.sh; check "no object" both status_is 2 complains "an object was expected"
echo '{ "rules": { "mine": { "severity": "error", "payload": { "at": "/id", "schema": { "tpye": "string" } } } } }' | config
run check scripts/a.sh; check "a bad schema, with its place" both status_is 2 complains 'paylint.json:1:'
echo '{ "rules": { "mine": { "payload": { "at": "/id", "schema": {} } } } }' | config
run check scripts/a.sh; check "a rule without a summary" complains 'needs a "summary"'
echo '{ "rules": { "mine": { "summary": "x", "payload": { "at": "id", "schema": {} } } } }' | config
run check scripts/a.sh; check "a pointer without its slash" complains '"at" takes pointers'
echo '{ "rules": { "mine": { "summary": "x", "payload": { "check": "none" } } } }' | config
run check scripts/a.sh; check "an unknown check" complains 'there is no check "none"; there are '
echo '{ "rules": { "duplicate-key": { "options": { "fields": "x" } } } }' | config
run check scripts/a.sh; check "an option that the check doesn't take" complains "doesn't take that option"
echo '{ "overrides": [ {} ], "guards": [ {} ], "messages": { "m": {} }, "sinks": { "s": {} } }' | config
run check scripts/a.sh
check "an empty override" complains 'an override needs "rules"'
check "an empty guard" complains 'a guard needs'
check "an empty message" complains 'a message needs'
check "an empty sink" complains 'a sink needs "commands"'
echo '{ "overrides": [ 1, null, [] ], "guards": [ 1 ], "messages": { "m": 1 }, "sinks": { "s": [ 1 ] }, "extends": 1, "exclude": [ 1 ] }' | config
run check scripts/a.sh; check "other kinds everywhere" status_is 2
echo '{ "rules": { "duplicate-key": "off", "duplicate-key": "error" } }' | config
run check scripts/a.sh; check "other keys twice are taken as they come" status_is 1

# ---- extends ----

mkdir -p shared
echo '{ "rules": { "request_id-must-be-UUID": "info", "mine": { "severity": "error", "summary": "no bad ids", "payload": { "at": "/request_id", "schema": { "not": { "const": "bad" } } } } } }' | config shared/base.json
echo '{ "extends": "shared/base.json" }' | config
json scripts/a.sh; check "extends" finds mine request_id-must-be-UUID
run rules; check "rules lists those of the configuration" has "no bad ids"
run explain mine; check "explain knows them" has "no bad ids"
json --ignore mine scripts; check "--ignore knows them" severities_are info info
echo '{ "extends": [ "shared/base.json" ], "rules": { "mine": "off" } }' | config
json scripts/a.sh; check "what stands later wins" severities_are info
echo '{ "extends": [] }' | config; json scripts/a.sh; check "extends nothing at all" finds
echo '{ "extends": "paylint.json" }' | config; run check scripts/a.sh; check "extends itself" both status_is 2 complains "extends itself"
echo '{ "extends": "nothing.json" }' | config; run check scripts/a.sh; check "extends what isn't there" both status_is 2 complains "can't read nothing.json"

# ---- Scopes ----

echo '{ "overrides": [ { "paths": "tests/**", "rules": { "request_id-must-be-UUID": "off" } } ] }' | config
json scripts/a.sh tests/unit/b.sh; check "overrides by path" finds request_id-must-be-UUID
echo '{ "overrides": [ { "sinks": [ "curl" ], "destinations": [ "*/v1/*" ], "rules": { "request_id-must-be-UUID": "info" } } ] }' | config
json scripts/a.sh scripts/topic.sh; check "overrides by sink and destination" severities_are info error
echo '{ "rules": { "request_id-must-be-UUID": { "destinations": "content-requests*" } } }' | config
json scripts/a.sh scripts/topic.sh; check "a rule's own scope" severities_are error
echo '{ "rules": { "request_id-must-be-UUID": "off" }, "overrides": [ { "destinations": "content-requests*", "rules": { "request_id-must-be-UUID": "warning" } } ] }' | config
json scripts/a.sh scripts/topic.sh; check "off but for a destination" severities_are warning
echo '{ "overrides": [ { "paths": "scripts", "rules": { "request_id-must-be-UUID": { "payload": { "at": "/**/request_id", "schema": { "enum": [ "bad" ] } } } } } ] }' | config
json scripts/a.sh tests/unit/b.sh; check "another schema for some scripts" finds request_id-must-be-UUID
echo '{ "exclude": [ "tests/" ] }' | config
json .; check "exclude" finds request_id-must-be-UUID request_id-must-be-UUID
json tests/unit/b.sh; check "a file that is named is never left out" finds request_id-must-be-UUID

# ---- Contracts, guards, sinks ----

mkdir -p schemas
echo '{ "required": [ "topic" ] }' > schemas/request.json
echo '{ "messages": { "request": { "destination": "content-requests*", "schema": "schemas/request.json" } } }' | config
json scripts/topic.sh scripts/a.sh; check "a contract" finds message-contract request_id-must-be-UUID request_id-must-be-UUID
echo '{ "requird": [] }' > schemas/request.json
json scripts/topic.sh; check "what is wrong in a schema's file" both status_is 2 complains "schemas/request.json:1:3"
rm schemas/request.json; json scripts/topic.sh; check "a schema that isn't there" both status_is 2 complains "can't read schemas/request.json"
echo '{ "guards": [ { "destination": "http://localhost/*", "reason": "it validates" } ] }' | config
json scripts/a.sh scripts/topic.sh; check "a guarded destination" finds request_id-must-be-UUID
json --strict scripts/a.sh; check "--strict tells of it all the same" finds request_id-must-be-UUID
echo '{ "sinks": { "our-publish": { "commands": "our publish", "valued": "--to", "payloads": [ { "option": "-p" , "json": true } ], "destination": { "option": "--to" } } } }' | config
echo "our publish --to x -p '{\"request_id\": \"bad\"}'" > own.sh
json own.sh; check "a sink of one's own" finds request_id-must-be-UUID
check "and its destination" eval '[ "$(jq -r ".findings[0].destination" < out)" = x ]'
run payloads own.sh; check "payloads knows it" has "our-publish to x"
run payloads --no-config own.sh; check "and doesn't without" eval '! has our-publish'
echo '{ "rules": { "mine": { "severity": "error", "summary": "no bad ids", "label": "is bad", "payload": { "at": "/**/**/request_id", "schema": { "not": { "const": "bad" } } } } } }' | config
run check --select mine scripts/a.sh; check "a label of one's own" has "is bad"
rm paylint.json

# ---- Suppression ----

{ echo '# paylint: ignore[request_id-must-be-UUID] to try the receiver'; echo "$bad"; } > s.sh
json s.sh; check "a comment above" finds
json --select unused-suppression s.sh; check "a rule that isn't run isn't unused" finds
{ echo '# paylint: ignore[request_id-must-be-UUID]'; echo true; echo "$bad"; } > s.sh
json s.sh; check "above another line" finds request_id-must-be-UUID unused-suppression
json --ignore unused-suppression s.sh; check "not told" finds request_id-must-be-UUID
json --ignore request_id-must-be-UUID s.sh; check "unused, but its rule isn't run" finds
{ echo "$bad" ; echo '# paylint: ignore-file'; } > s.sh
json s.sh; check "ignore-file without brackets" finds
mkdir -p .git lib
echo "$bad # paylint: ignore[request_id-must-be-UUID]" > lib/common.sh
echo 'send() { curl --json "{\"request_id\": \"$1\"}" http://localhost; } # paylint: ignore[request_id-must-be-UUID]' > lib/send.sh
echo '. "$(dirname "$0")/lib/common.sh"' > uses.sh
printf '%s\n' '. "$(dirname "$0")/lib/send.sh"' 'send bad' > sends.sh
json uses.sh lib/common.sh; check "in a file that is sourced" finds
json sends.sh lib/send.sh; check "used by another script's call only" finds

# ---- Baseline ----

rm -rf .git
json --write-baseline base.json scripts tests; check "--write-baseline says nothing" both status_is 0 finds
cp base.json first.json
json --write-baseline base.json tests scripts; check "a baseline is the same whatever the order" cmp -s base.json first.json
json --baseline base.json scripts tests; check "--baseline" both status_is 0 finds
{ echo; echo "# a line more"; echo "$bad"; } > scripts/a.sh
json --baseline base.json scripts tests; check "lines may move" finds
echo "$bad" >> scripts/a.sh
json --baseline base.json scripts; check "one more of the same is new" finds request_id-must-be-UUID
(cd scripts && "$paylint" check --baseline ../base.json topic.sh > /dev/null); status=$?
check "from another folder" status_is 0
json --baseline none.json scripts; check "a baseline that isn't there" both status_is 2 complains "can't read this baseline"
echo '{ "version": 99 }' > other.json; json --baseline other.json scripts; check "another version" both status_is 2 complains "no baseline"
json --write-baseline none/base.json scripts; check "a baseline that can't be written" both status_is 2 complains "can't write this baseline"

# ---- init ----

rm -rf fresh; mkdir fresh; cd fresh || exit 1
run init; check "init" both status_is 0 eval '[ -s paylint.json ]'
echo "$bad" > a.sh
json a.sh; check "its paylint.json is read without a complaint" eval '[ -z "$err" ] && finds request_id-must-be-UUID'
echo mine > paylint.json
run init; check "init never overwrites" both status_is 2 eval '[ "$(cat paylint.json)" = mine ]'
exit "$failed"
