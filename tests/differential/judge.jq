# Compares what scripts sent with what paylint predicted. In: paths of scripts, one a line; $sent, the
# stubs' records; $payloads and $found, paylint's output. Out: `ok PATH` or `not ok PATH: why`.

# ---- Shapes as regular expressions ----

def literal: reduce ("\\^$.|?*+()[]{}-#/" / "")[] as $c (.; split($c) | join("\\" + $c));

def shape_pattern:
    {"uuid-lower": "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
     "uuid-upper": "[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}",
     "uuid": "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
     "integer": "-?[0-9]+", "hex": "[0-9A-Fa-f]+", "base64": "[A-Za-z0-9+/=\\n]*",
     "word": "[^\\s\"\\\\\\x00-\\x1f]*"}[.] // "[\\s\\S]*";

def payload_pattern:
    "\\A" + ([.parts[] | if .hole then .hole.shape | shape_pattern else .text | literal end]
        | join("")) + "\\z";

# ---- Messages ----

# RFC 8259. jq's own reader takes more.
def is_json: test("(?<string>\"(?:[^\"\\\\\\x00-\\x1f]|\\\\(?:[\"\\\\/bfnrt]|u[0-9A-Fa-f]{4}))*\"){0}"
    + "(?<space>[ \\t\\n\\r]*){0}"
    + "(?<member>\\g<string>\\g<space>:\\g<space>\\g<value>\\g<space>){0}"
    + "(?<value>\\{\\g<space>(?:\\g<member>(?:,\\g<space>\\g<member>)*)?\\}"
    + "|\\[\\g<space>(?:\\g<value>\\g<space>(?:,\\g<space>\\g<value>\\g<space>)*)?\\]"
    + "|\\g<string>|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null){0}"
    + "\\A\\g<space>\\g<value>\\g<space>\\z");

def looks_like_json: test("\\A\\s*(?:\\{\\s*(?:[\"'}]|\\w+\\s*:)|\\[\\s*[\\[{\"\\]])");

def is_uuid: type == "string" and test("\\A[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\\z");

def pointer: map("/" + (tostring | gsub("~"; "~0") | gsub("/"; "~1"))) | join("");

# The values called request_id, wherever they stand.
def ids: [paths as $path | select($path[-1] == "request_id")
    | {pointer: ($path | pointer), value: getpath($path)}];

# The ids of JSON that stands in a string, plain or in base64: the pointer to the string, a #, and the
# one inside.
def nested_ids: [paths(strings) as $path | getpath($path) as $string
    | ($string, ($string | try @base64d catch empty)) | select(test("^\\s*[{\\[]") and is_json)
    | fromjson | ids[] | .pointer = ($path | pointer) + "#" + .pointer];

def message: (.base64 | if . == "" then "" else @base64d end) as $bytes
    | {sink, form, bytes: $bytes, json: ($bytes | is_json)}
    | .ids = (if .json then $bytes | fromjson | ids else [] end)
    | .nested = (if .json then $bytes | fromjson | nested_ids else [] end);

def shown: .bytes | if length > 120 then .[:120] + "…" else . end | tojson;

# ---- One script: everything that is wrong with what paylint says ----

def has_hole: any(.parts[]; .hole);
def rule(name): select(.rule == name);
def said(certainty): select(.certainty == certainty);
def as_text: if type == "string" then . else tojson end;

# Commands are taken to succeed: a pipeline whose first command fails, for want of an argument or
# the like, sends nothing at all.
def is_of_failure: .bytes == "";

def wrong_predictions($payloads): .[] | . as $message | select(is_of_failure | not)
    | [$payloads[] | select(.sink == $message.sink and (.pattern as $p | $message.bytes | test($p)))]
    | if . == [] then "sent, but not predicted: \($message | shown)"
      elif ($message.form == "json" or ($message.bytes | looks_like_json)) | not then empty
      elif $message.json and all(.[]; .json == "invalid") then
          "is JSON, but predicted as none: \($message | shown)"
      elif ($message.json | not) and all(.[]; .json == "valid") then
          "is no JSON, but predicted as JSON: \($message | shown)"
      else empty end;

# What paylint knows nothing of (a hole is all there is of the payload) it can say nothing about.
def missed_ids($payloads; $found): .[] | . as $message
    | select(any($payloads[]; (.parts | length == 1) and has_hole and .sink == $message.sink) | not)
    | .ids[] | select(.value | is_uuid | not) | . as $id
    | select(any($found[] | rule("request_id-must-be-UUID"); .pointer == $id.pointer) | not)
    | "sent a bad id that is not found: \($id | tojson)";

# NDJSON: one document in each line, as bulk interfaces take it whatever the header says.
def is_ndjson: split("\n") | map(select(. != "")) | length > 1 and all(.[]; is_json);

# Pub/Sub's REST interface: each message's data is in base64.
def missed_nested($payloads; $found): .[] | . as $message
    | select(any($payloads[]; (.parts | length == 1) and has_hole and .sink == $message.sink) | not)
    | .nested[] | select(.pointer | test("^/messages/[0-9]+/data#")) | . as $id
    | select(.value | is_uuid | not)
    | select(any($found[] | rule("request_id-must-be-UUID"); .pointer == $id.pointer) | not)
    | "sent a bad id in base64 that is not found: \($id | tojson)";

def missed_syntax($payloads; $found): .[] | . as $message | select(.json | not)
    | select(is_of_failure | not)
    | select(.bytes | is_ndjson | not)
    | select(.form == "json" or (.bytes | looks_like_json))
    | select(any($payloads[]; .json == "unknown" and .sink == $message.sink
                 and (.pattern as $p | $message.bytes | test($p))) | not)
    | select(any($found[]; .rule == "payload-must-be-JSON") | not)
    | "sent what is no JSON, but that is not found: \(shown)";

# Not of uuidgen, then.
def is_known_upper_case: any(.parts[]; .hole and .hole.shape != "uuid-upper") | not;

def missed_upper_case($payloads; $found): .[] | . as $message
    | select(.bytes | test("[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}"))
    | select(any($payloads[]; is_known_upper_case and (.pattern as $p | $message.bytes | test($p)))
             | not)
    | select(any($found[]; .rule == "uuidgen-lowercase") | not)
    | "sent an upper-case UUID, but that is not found: \(shown)";

# A finding that violates has to be seen in what was sent: its witness, or where the payload has holes
# and the witness is only one of many, a value that is as bad.
def false_ids($messages; $payloads): rule("request_id-must-be-UUID")
    | .witness = (.witness // "") | . as $finding
    | if .witness | is_uuid then "calls a UUID bad: \(.witness)"
      elif .certainty != "violates" then empty
      elif any($messages[] | (.ids + .nested)[]; .pointer == $finding.pointer
               and (.value | as_text) == $finding.witness) then empty
      elif any($messages[]; (.json | not) and (.bytes | contains($finding.witness))) then empty
      elif any($payloads[]; has_hole) and any($messages[] | (.ids + .nested)[];
               .pointer == $finding.pointer and (.value | is_uuid | not)) then empty
      else "said to violate, but never sent: \(.pointer) \(.witness | tojson)" end;

def false_syntax($messages): rule("payload-must-be-JSON") | said("violates")
    | select(.sink) | . as $finding
    | select(any($messages[]; (.json | not) and .sink == $finding.sink) | not)
    | "said to be no JSON, but all that is sent is: \(.start.line):\(.start.column)";

def false_unexpanded($messages): rule("unexpanded-variable") | said("violates")
    | select(.sink) | . as $finding
    | select(any($messages[]; .bytes | contains($finding.witness)) | not)
    | "said to be sent unexpanded, but isn't: \(.witness)";

def faults($payloads; $found; $unreached):
    . as $messages
    | wrong_predictions($payloads), missed_ids($payloads; $found),
      missed_nested($payloads; $found),
      missed_syntax($payloads; $found),
      missed_upper_case($payloads; $found),
      (if $unreached then empty
       else $found[] | false_ids($messages; $payloads), false_syntax($messages),
           false_unexpanded($messages)
       end);

($payloads[0].payloads | map(.pattern = payload_pattern | .path = (.script // .path))
    | group_by(.path) | map({key: .[0].path, value: .}) | from_entries) as $payloads_of
| ($found[0].findings | map(.path = (.script // .path)) | group_by(.path) | map({key: .[0].path, value: .}) | from_entries) as $found_of
| ($sent | group_by(.path) | map({key: .[0].path, value: .}) | from_entries) as $sent_of
| inputs as $path
| [($sent_of[$path] // [])[] | message | select(.form != "other")]
| [faults($payloads_of[$path] // []; $found_of[$path] // [];
       $unreached | split("\n") | index($path) != null)] | unique
| ($path | ltrimstr("tests/")) as $name
| if . == [] then "ok \($name)" else "not ok \($name): \(join("; "))" end
