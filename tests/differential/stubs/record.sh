# For the stubs: keeps what was sent as one line of JSON. Sourced.
# record SINK FORM, the bytes on standard input. FORM says what the sender declares them to be:
# `json` (it must be JSON), `any` (it may be), `other` (a form, a query, another content type).
# shellcheck shell=bash
record() {
    local bytes
    bytes=$(base64)
    bytes=${bytes//$'\n'/} # GNU's wraps its lines
    printf '{"sink":"%s","form":"%s","base64":"%s"}\n' "$1" "$2" "$bytes" >> "$PAYLINT_TEST_LOG"
}
