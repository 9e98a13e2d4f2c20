#!/usr/bin/env bash
# paylint-watch pushed to: by curl, with tokens made by openssl, and by the real emulator.
set -u
# shellcheck source=tests/live/emulator.sh
. "$(dirname "$0")/../live/emulator.sh"
unset PUBSUB_EMULATOR_HOST GOOGLE_CLOUD_PROJECT SSL_CERT_FILE
export HOME=$work
cd "$work" || exit 1
good='{"request_id":"8b0f0f0e-4f6c-4b3e-9d51-0d7f6c1b2a33"}'

# Starts a watcher that serves; sets $watcher and $port. Its log is serve.log.
serve() { # OPTION…
    : > serve.log # what the one before told would be taken for this one's
    "$watch" --no-config "$@" > serve.log 2> serve.err &
    watcher=$!
    wait_for_line '"Judging ' serve.log
    port=$(sed -n 's/.*Listening at .*, port \([0-9]*\).*/\1/p' serve.log | head -1)
    page_port=$(sed -n 's/.*Listening at .*, port \([0-9]*\).*/\1/p' serve.log | tail -1)
}
wrapped() { # DATA
    printf '{"message":{"data":"%s","messageId":"7","attributes":{"a":"b"}},"subscription":"projects/p/subscriptions/pushed"}' \
        "$(printf %s "$1" | base64 -w 0)"
}
push() { # DATA CURL-OPTION…: prints the status
    local data=$1
    shift
    wrapped "$data" | curl -s -o answer -w '%{http_code}' --max-time 20 --data-binary @- "$@" "http://127.0.0.1:$port/"
}
refused() { # NAME TEXT OPTION…: exit status 2, and what is told
    local name=$1 text=$2
    shift 2
    "$watch" --no-config "$@" < /dev/null > out 2> err
    [ $? -eq 2 ] && grep -qF -- "$text" err
    check "$name" $? err
}

# ---- Options ----
refused "an endpoint that anybody could push to is refused" "on a loopback address only" --push :0 --no-auth
refused "the same for an address of IPv6" "on a loopback address only" --push '[::]:0' --no-auth
refused "tokens need an audience" "--push needs --push-audience" --push 127.0.0.1:0
refused "options of push without it" "need --push" --stdin --push-audience x
refused "--no-auth with an audience" "checks no tokens" --push 127.0.0.1:0 --no-auth --push-audience x
refused "an address that is none" "an address is HOST:PORT" --push 127.0.0.1 --no-auth
refused "a port that is none" "--listen 127.0.0.1:x:" --stdin --listen 127.0.0.1:x
refused "a path that is none" "begins with a slash" --push 127.0.0.1:0 --no-auth --push-path push
refused "two sources" "don't go together" --push 127.0.0.1:0 --no-auth --stdin
refused "options of reports without one" "need --report" --stdin --duration 4h
refused "a length of time that is none" "is written like 90s" --stdin --report r --duration 4
refused "a folder that can't be" "can't write reports here" --stdin --report /dev/null/x
echo '{}' > none.json
refused "a baseline that is no report" "no report of paylint-watch" --stdin --report r --baseline none.json
refused "a baseline that isn't there" "can't read this report" --stdin --report r --baseline gone.json

# ---- Requests ----
serve --push 127.0.0.1:0 --no-auth --listen localhost:0
check "it listens" $? serve.log serve.err
[ "$(push "$good")" = 204 ]
check "a valid message is answered with 204" $? answer serve.log
[ "$(push '{"request_id":"test1"}')" = 204 ] &&
    jq -e -n '[inputs | select(.rule == "request_id-must-be-UUID" and .messageId == "7" and .subscription == "projects/p/subscriptions/pushed")] | length == 1' serve.log > /dev/null
check "a rejected one is logged and answered with 204" $? answer serve.log
[ "$(curl -s -o answer -w '%{http_code}' --data-binary '{"request_id":"test2"}' -H 'x-goog-pubsub-message-id: 8' "http://127.0.0.1:$port/")" = 204 ] &&
    grep -q '"value":"test2".*"messageId":"8"' serve.log
check "an unwrapped one" $? answer serve.log
[ "$(curl -s -o answer -w '%{http_code}' --data-binary '{}' "http://127.0.0.1:$port/")" = 400 ] &&
    grep -q 'Push request refused.*has no object' serve.log
check "what is no message is refused, and told" $? answer serve.log
[ "$(curl -s -o answer -w '%{http_code}' "http://127.0.0.1:$port/metrics")" = 404 ]
check "pages are on their own address" $? answer
[ "$(curl -s "http://127.0.0.1:$page_port/healthz")" = ok ] && [ "$(curl -s "http://127.0.0.1:$page_port/readyz")" = ready ]
check "/healthz and /readyz" $? serve.log
curl -s "http://127.0.0.1:$page_port/metrics" > metrics
grep -qx 'paylint_push_requests_total{answer="done"} 3' metrics &&
    grep -qx 'paylint_messages_rejected_total{rule="request_id-must-be-UUID"} 2' metrics
check "/metrics" $? metrics
if command -v promtool > /dev/null; then
    promtool check metrics < metrics > promtool.out 2>&1
    check "promtool finds nothing wrong with them" $? promtool.out
else
    echo "skip promtool finds nothing wrong with them: promtool isn't installed"
fi
watch_stop $watcher
check "SIGTERM: exit status 0" $? serve.log serve.err
serve --push 127.0.0.1:0 --no-auth
"$watch" --no-config --push "127.0.0.1:$port" --no-auth > out 2> err
[ $? -eq 2 ] && grep -q "can't listen at 127.0.0.1:$port: Address already in use" err
check "an address that is taken is told" $? err
watch_stop $watcher
port=$("$tool" port)
serve --push "127.0.0.1:$port" --no-auth --listen "127.0.0.1:$port"
[ "$(push "$good")" = 204 ] && [ "$(curl -s "http://127.0.0.1:$port/healthz")" = ok ]
check "both on one address" $? serve.log
watch_stop $watcher

# ---- Tokens ----
url64() { base64 -w 0 | tr '+/' '-_' | tr -d '='; }
openssl genrsa -out key.pem 2048 2> /dev/null
openssl genrsa -out other.pem 2048 2> /dev/null
printf '{"keys":[{"kty":"RSA","alg":"RS256","use":"sig","kid":"one","e":"AQAB","n":"%s"}]}' \
    "$(openssl rsa -in key.pem -noout -modulus | sed 's/Modulus=//' | xxd -r -p | url64)" > jwks.json
# token KEY KID SECONDS AUDIENCE [EMAIL]
token() {
    local input
    input=$(printf '{"alg":"RS256","kid":"%s","typ":"JWT"}' "$2" | url64).$(printf \
        '{"iss":"https://accounts.google.com","aud":"%s","exp":%d,"email":"%s","email_verified":true}' \
        "$4" $(($(date +%s) + $3)) "${5:-pusher@p.iam.gserviceaccount.com}" | url64)
    printf '%s.%s' "$input" "$(printf %s "$input" | openssl dgst -sha256 -sign "$1" -binary | url64)"
}
pushed_with() { # NAME STATUS TOKEN
    local got
    got=$(push "$good" -H "Authorization: Bearer $3")
    [ "$got" = "$2" ]
    check "$1 is answered with $2" $? answer serve.log
}
serve --push 127.0.0.1:0 --push-audience https://w/push --push-email pusher@p.iam.gserviceaccount.com --jwks jwks.json --listen localhost:0
for _ in $(seq 100); do
    [ "$(curl -s "http://127.0.0.1:$page_port/readyz")" = ready ] && break
    sleep 0.1
done
pushed_with "a token that openssl made" 204 "$(token key.pem one 3600 https://w/push)"
pushed_with "one for another audience" 403 "$(token key.pem one 3600 https://w/other)"
pushed_with "one of another account" 403 "$(token key.pem one 3600 https://w/push x@p.iam.gserviceaccount.com)"
pushed_with "an old one" 401 "$(token key.pem one -3600 https://w/push)"
pushed_with "one that another key signed" 401 "$(token other.pem one 3600 https://w/push)"
[ "$(push "$good")" = 401 ]
check "no token is answered with 401" $? answer
# The keys change: a token of a new one is refused until they are read again, at once.
jq -c '.keys[0].kid = "two"' jwks.json > jwks.new && mv jwks.new jwks.json
status=$(push "$good" -H "Authorization: Bearer $(token key.pem two 3600 https://w/push)")
[ "$status" = 503 ] && sleep 1 && status=$(push "$good" -H "Authorization: Bearer $(token key.pem two 3600 https://w/push)")
[ "$status" = 204 ]
check "a new key is taken as soon as it is used" $? answer serve.log
pushed_with "a key that isn't there, asked for again" 401 "$(token key.pem three 3600 https://w/push)"
[ "$(grep -c '"message":"Push request refused"' serve.log)" -ge 6 ] && ! grep -q 'eyJ' serve.log
check "refusals are told, without the tokens" $? serve.log
watch_stop $watcher

# ---- Keys over HTTPS ----
openssl req -x509 -newkey rsa:2048 -nodes -keyout tls.key -out tls.crt -days 2 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost 2> /dev/null
mkdir www && cp jwks.json www/
https_port=$("$tool" port)
(cd www && exec openssl s_server -accept "$https_port" -cert ../tls.crt -key ../tls.key -HTTP -quiet) > https.log 2>&1 &
printf 'HTTP/1.0 200 OK\r\nCache-Control: public, max-age=600\r\nContent-Type: application/json\r\n\r\n' | cat - jwks.json > www/keys
for _ in $(seq 100); do
    (exec 3<> "/dev/tcp/127.0.0.1/$https_port") 2> /dev/null && break
    sleep 0.1
done
SSL_CERT_FILE=$work/tls.crt serve --push 127.0.0.1:0 --push-audience https://w/push --jwks "https://localhost:$https_port/keys" --listen localhost:0
for _ in $(seq 100); do
    [ "$(curl -s "http://127.0.0.1:$page_port/readyz")" = ready ] && break
    sleep 0.1
done
pushed_with "a token whose key was fetched" 204 "$(token key.pem two 3600 https://w/push)"
watch_stop $watcher
serve --push 127.0.0.1:0 --push-audience https://w/push --jwks "https://localhost:$https_port/keys" --listen localhost:0
wait_for_line "can't read the keys of tokens" serve.log
check "a server whose certificate nobody vouches for is not believed" $? serve.log
pushed_with "a token without keys" 503 "$(token key.pem two 3600 https://w/push)"
curl -s "http://127.0.0.1:$page_port/readyz" | grep -q "not ready: the keys of tokens"
check "and /readyz says so" $? serve.log
watch_stop $watcher

# ---- The emulator pushes ----
emulator_or_skip "the emulator pushes" "nothing is lost on kill -9" "the emulator pushes unwrapped messages"
config_write
emulator_start
unset PUBSUB_EMULATOR_HOST
emulated=127.0.0.1:$emulator_port
way=projects/push
port=$("$tool" port)
export PUBSUB_EMULATOR_HOST=$emulated
"$tool" topic "$way/topics/incoming" "$way/topics/valid" "$way/topics/rejected"
"$tool" subscription "$way/subscriptions/valid" "$way/topics/valid"
"$tool" subscription "$way/subscriptions/rejected" "$way/topics/rejected"
subscribe() { # TOPIC NO-WRAPPER…: the subscription `incoming` of the topic pushes
    curl -s -o answer -w '%{http_code}' -X PUT -H 'Content-Type: application/json' \
        -d "{\"topic\":\"$way/topics/$1\",\"ackDeadlineSeconds\":10,\"pushConfig\":{\"pushEndpoint\":\"http://127.0.0.1:$port/\"$2}}" \
        "http://$emulated/v1/$way/subscriptions/$1"
}
start_watcher() {
    "$watch" --config "$work/paylint.json" --push "127.0.0.1:$port" --no-auth --forward "$way/topics/valid" \
        --dead-letter "$way/topics/rejected" >> push.log 2>&1 &
    watcher=$!
}
start_watcher
[ "$(subscribe incoming "")" = 200 ]
check "a push subscription is made" $? answer
"$tool" publish "$way/topics/incoming" --count 2000 --bad 100
"$tool" collect "$way/subscriptions/valid" "$way/subscriptions/rejected" --count 2000 --bad 100 > collected
check "the emulator pushes 2,000 messages: each goes where it should" $? collected push.log
"$tool" topic "$way/topics/unwrapped"
[ "$(subscribe unwrapped ',"noWrapper":{"writeMetadata":true}')" = 200 ]
"$tool" publish "$way/topics/unwrapped" --count 50 --bad 0
"$tool" collect "$way/subscriptions/valid" "$way/subscriptions/rejected" --count 50 --bad 0 > collected
check "the emulator pushes unwrapped messages" $? collected push.log
for _ in 1 2 3 4 5; do
    "$tool" publish "$way/topics/incoming" --count 400 --bad 100 &
    publisher=$!
    sleep "0.$((RANDOM % 9))"
    kill -9 $watcher
    wait $watcher 2> /dev/null
    start_watcher
    wait $publisher
done
"$tool" collect "$way/subscriptions/valid" "$way/subscriptions/rejected" --count 400 --bad 100 > collected
check "nothing is lost on kill -9" $? collected push.log
watch_stop $watcher
check "SIGTERM while a subscription pushes: exit status 0" $? push.log
