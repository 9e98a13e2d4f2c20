#!/usr/bin/env bash
# paylint-watch as it is run against Google Cloud: TLS, and application default credentials. In a network
# of its own nginx stands in for Google's servers, under their names, with a certificate of the test's own
# authority; behind it is the real emulator. A call without the right token is refused.
set -u
if [ -z "${TEST_NETWORK:-}" ]; then
    PATH=$PATH:/usr/sbin:/sbin
    for program in nginx unshare ip openssl; do
        command -v $program > /dev/null || { echo "skip TLS and credentials: $program isn't installed"; exit 0; }
    done
    unshare --map-root-user --mount --net true 2> /dev/null ||
        { echo "skip TLS and credentials: this system gives no network of one's own"; exit 0; }
    TEST_NETWORK=own exec unshare --map-root-user --mount --net "$0"
fi
# shellcheck source=tests/live/emulator.sh
. "$(dirname "$0")/emulator.sh"
emulator_or_skip "TLS and credentials"
config_write
cd "$work" || exit 1
export HOME=$work
unset GOOGLE_APPLICATION_CREDENTIALS GOOGLE_CLOUD_PROJECT GRPC_DEFAULT_SSL_ROOTS_FILE_PATH http_proxy https_proxy
account=watch@p.iam.gserviceaccount.com

ip link set lo up
printf '127.0.0.1 %s\n' localhost pubsub.googleapis.com oauth2.googleapis.com sts.googleapis.com \
    metadata.google.internal metadata.google.internal. > hosts
mount --bind hosts /etc/hosts

# ---- Certificates and credentials ----

authority() { # NAME: makes NAME.crt, and server.crt and server.key that it vouches for
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.crt" -days 2 -subj "/CN=$1" 2> /dev/null
    openssl req -new -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=server 2> /dev/null
    openssl x509 -req -in server.csr -CA "$1.crt" -CAkey "$1.key" -CAcreateserial -days 2 -out server.crt \
        -extfile <(echo subjectAltName=DNS:pubsub.googleapis.com,DNS:oauth2.googleapis.com,DNS:sts.googleapis.com) 2> /dev/null
}
authority other
authority trusted
openssl genrsa -out account.pem 2048 2> /dev/null
openssl rsa -in account.pem -pubout -out account.pub 2> /dev/null
jq -n --rawfile key account.pem --arg account $account '{ type: "service_account", project_id: "p", private_key_id: "one",
    private_key: $key, client_email: $account, client_id: "1", token_uri: "https://oauth2.googleapis.com/token" }' > key.json
jq -n '{ type: "authorized_user", client_id: "1", client_secret: "s", refresh_token: "r" }' > user.json
echo subject > subject
jq -n '{ type: "external_account", subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/w/providers/w",
    token_url: "https://sts.googleapis.com/v1/token", credential_source: { file: "subject" } }' > federated.json

# ---- Servers ----

emulator_start
plain=$PUBSUB_EMULATOR_HOST
# Tokens are good for two seconds, by the minute that clients keep in reserve.
answer='{"access_token":"SERVER-$msec","expires_in":62,"token_type":"Bearer","issued_token_type":"urn:ietf:params:oauth:token-type:access_token"}'
cat > nginx.conf << END
user root; daemon off; master_process off; pid nginx.pid; error_log nginx.log;
events { }
http {
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fast; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    log_format calls '\$server_name\$uri \$status \$http_authorization';
    access_log calls.log calls;
    ssl_certificate server.crt; ssl_certificate_key server.key;
    default_type application/json;
    map \$http_authorization \$granted { default 0; "~^Bearer eyJ" 1; "~^Bearer (oauth2|sts|metadata)-" 1; }
    server {
        listen 443 ssl http2; server_name pubsub.googleapis.com;
        if (\$granted = 0) { return 401; }
        location / { grpc_pass grpc://$plain; grpc_read_timeout 1d; client_max_body_size 0; }
    }
    server { listen 443 ssl; server_name oauth2.googleapis.com; location = /token { return 200 '${answer/SERVER/oauth2}'; } }
    server { listen 443 ssl; server_name sts.googleapis.com; location = /v1/token { return 200 '${answer/SERVER/sts}'; } }
    server {
        listen 80; server_name metadata.google.internal.; add_header Metadata-Flavor Google;
        location / { return 200; }
        location /computeMetadata/v1/instance/service-accounts/default/token { return 200 '${answer/SERVER/metadata}'; }
    }
}
END
serve() {
    : > calls.log
    nginx -p "$work" -c nginx.conf -e nginx.log &
    server=$!
    for _ in $(seq 100); do
        (exec 3<> /dev/tcp/127.0.0.1/443) 2> /dev/null && return
        sleep 0.1
    done
    echo "not ok nginx starts: $(cat nginx.log)"
    exit 1
}
serve

# The watcher on the whole way, by TLS; its environment is what `env` takes.
cloud_start() { # NAME VARIABLE=VALUE…
    local name=$1
    shift
    env -u PUBSUB_EMULATOR_HOST GRPC_DEFAULT_SSL_ROOTS_FILE_PATH="$work/trusted.crt" "$@" \
        "$watch" --config paylint.json --subscription "$way/subscriptions/incoming" --forward valid \
        --dead-letter rejected --listen 127.0.0.1:9090 > "watch.$name.log" 2>&1 &
    watcher=$!
}
# What is published goes the whole way with these credentials, and whose tokens the calls had.
goes() { # NAME TOKEN VARIABLE=VALUE…
    local name=$1 token=$2
    shift 2
    way_create "$name"
    : > calls.log
    cloud_start "$name" "$@"
    "$tool" publish "$way/topics/incoming" --count 200 --bad 100
    "$tool" collect "$way/subscriptions/valid" "$way/subscriptions/rejected" --count 200 --bad 100 > collected
    check "$name: messages go the whole way" $? collected "watch.$name.log" nginx.log
    if [ "$token" != eyJ ]; then # the next ones need a new token
        sleep 2.5
        "$tool" publish "$way/topics/incoming" --from 200 --count 400 --bad 100
        drain_distinct valid 180 > /dev/null
        [ "$(grep -o "Bearer $token-[0-9.]*" calls.log | sort -u | wc -l)" -ge 2 ]
        check "$name: a token that has expired is followed by a new one" $? calls.log "watch.$name.log"
    fi
    watch_stop $watcher
    check "$name: exit status 0" $? "watch.$name.log"
    for call in Subscriber/StreamingPull Subscriber/Acknowledge Publisher/Publish; do
        grep -q "^pubsub.googleapis.com/google.pubsub.v1.$call 200 Bearer $token" calls.log || echo "no $call"
    done > wrong
    grep '^pubsub' calls.log | grep -v " 200 Bearer $token" >> wrong
    [ ! -s wrong ]
    check "$name: each call has its token" $? wrong
}

# ---- Credentials ----

goes key eyJ GOOGLE_APPLICATION_CREDENTIALS=key.json
# RFC 7515: what is signed, and the signature, in base64url.
token=$(grep -o 'eyJ[^ ]*' calls.log | head -1)
from_url64() { tr -d '=' | tr -- '-_' '+/' | awk '{ while (length($0) % 4) $0 = $0 "="; print }' | base64 -d; }
printf %s "${token%.*}" > signed
printf %s "${token##*.}" | from_url64 > signature
openssl dgst -sha256 -verify account.pub -signature signature signed > /dev/null
check "its token is signed with the account's key" $?
cut -d . -f 2 signed | from_url64 | jq -e --arg account $account --argjson now "$(date +%s)" \
    '.iss == $account and .sub == $account and .aud == "https://pubsub.googleapis.com/" and .exp > $now and .exp <= $now + 3600' > /dev/null
check "and is the account's, for Pub/Sub, for an hour" $? signed
goes federated sts GOOGLE_APPLICATION_CREDENTIALS=federated.json
mkdir -p .config/gcloud
cp user.json .config/gcloud/application_default_credentials.json
goes user oauth2
rm -r .config
goes machine metadata

# ---- What doesn't go ----

refused() { # NAME PATTERN VARIABLE=VALUE…: exit status 2, and what is told
    local name=$1 pattern=$2
    shift 2
    cloud_start refused "$@"
    wait $watcher
    [ $? -eq 2 ] && grep -q "$pattern" watch.refused.log
    check "$name" $? watch.refused.log
}
echo '{' > broken.json
sed -i 's/|sts//' nginx.conf
kill $server && wait $server 2> /dev/null
serve
refused "a token that the server doesn't take is told" "can't pull from .*: UNAUTHENTICATED" \
    GOOGLE_APPLICATION_CREDENTIALS=federated.json
cloud_start untrusted GOOGLE_APPLICATION_CREDENTIALS=key.json GRPC_DEFAULT_SSL_ROOTS_FILE_PATH="$work/other.crt"
wait_for_line '"status":"UNAVAILABLE"' watch.untrusted.log && grep -q "certificate verify failed\|Ssl handshake failed" watch.untrusted.log &&
    curl -s http://127.0.0.1:9090/readyz | grep -q "not ready: the subscription's streams aren't open"
check "a server whose certificate nobody vouches for is not believed" $? watch.untrusted.log
watch_stop $watcher
check "and SIGTERM ends what tries it again" $? watch.untrusted.log
