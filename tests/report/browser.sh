# Headless Chromium for tests of HTML pages, driven by its WebDriver (W3C WebDriver); sourced behind
# conditions.sh.
# shellcheck shell=bash disable=SC2154 # $group, $work and $failed are the test's

# Starts the browser; where there is none, the test ends here.
browser_begin() {
    if ! command -v chromedriver > /dev/null || ! command -v chromium > /dev/null; then
        echo "skip $group: in a browser: chromium and chromium-driver aren't installed"
        exit "$failed"
    fi
    chromedriver --port=0 > driver.log 2>&1 &
    driver=$!
    trap 'kill "$driver" 2> /dev/null; wait "$driver" 2> /dev/null; chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
    local port session
    for _ in $(seq 100); do
        port=$(sed -n 's/.*started successfully on port \([0-9]*\).*/\1/p' driver.log)
        [ -n "$port" ] && break
        sleep 0.1
    done
    url=http://127.0.0.1:$port/session
    session=$(send POST "" '{"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": ["--headless=new", "--no-sandbox",
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync",
        "--disable-component-update", "--window-size=1200,1000"]}, "goog:loggingPrefs": {"browser": "ALL"}}}}' | jq -r .sessionId)
    url=$url/$session
}
browser_end() { send DELETE "" > /dev/null; }

# send METHOD PATH [BODY]: prints the value of the answer.
send() {
    curl -s -m 30 -X "$1" -H 'Content-Type: application/json' ${3:+-d "$3"} "$url$2" | jq -c .value
}
# browse FILE
browse() { send POST /url "{\"url\": \"file://$work/$1\"}" > /dev/null; }
# script JAVASCRIPT: what it returns, as JSON.
script() { send POST /execute/sync "$(jq -n --arg script "$1" '{script: $script, args: []}')"; }
# click SELECTOR
click() {
    local element
    element=$(send POST /element "$(jq -n --arg css "$1" '{using: "css selector", value: $css}')" | jq -r '.[]')
    send POST "/element/$element/click" '{}' > /dev/null
}
# keys TEXT: to what has the focus.
keys() {
    local element
    element=$(send GET /element/active | jq -r '.[]')
    send POST "/element/$element/value" "$(jq -n --arg text "$1" '{text: $text}')" > /dev/null
}
# is JAVASCRIPT JSON
is() { [ "$(script "return $1")" = "$2" ]; }
# Nothing was written to the browser's console.
has_no_complaint() {
    send POST /se/log '{"type": "browser"}' > out
    [ "$(cat out)" = "[]" ]
}
