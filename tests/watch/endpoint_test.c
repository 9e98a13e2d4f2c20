/* The push endpoint over real connections: each answer, and that it comes only once the message is
 * settled; the pages beside it. */
#include "tests/test.h"
#include "tests/watch/client.h"
#include "tests/watch/served.h"
#include "tests/watch/tokens.h"

#include <openssl/evp.h>
#include <poll.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static const struct push_options options = {
    .path = "/",
    .checks_tokens = true,
    .policy = {.issuers = token_google_issuers,
               .issuer_count = 2,
               .audience = {"w", 1},
               .leeway = 60},
    .subscription = "push",
    .outstanding_max = 100,
    .bytes_max = 64 << 20,
    .patience = 3,
};

static slice wrapped(struct arena *arena, const char *data)
{
    size_t length = strlen(data);
    unsigned char *text = arena_alloc(arena, length / 3 * 4 + 5);
    int written = EVP_EncodeBlock(text, (const unsigned char *)data, (int)length);
    return arena_printf(arena,
                        "{\"message\":{\"data\":\"%.*s\",\"messageId\":\"1\"},"
                        "\"subscription\":\"projects/p/subscriptions/s\"}",
                        written, (char *)text);
}

static int push(struct served *served, const char *data)
{
    slice request =
        client_post(served->arena, served_authorization(served), wrapped(served->arena, data));
    return client_exchange(served->arena, served->port, request, NULL);
}

static void test_answers(struct served *served)
{
    test_report(push(served, "{}") == 204, "endpoint: done is 204");
    test_report(push(served, "again") == 503, "endpoint: again is 503");
    int64_t before = clock_now();
    int status = push(served, "later");
    test_report(status == 204 && clock_now() - before >= 190000,
                "endpoint: no answer before the message is settled");
    before = clock_now();
    status = push(served, "never");
    int64_t waited = clock_now() - before;
    test_report(status == 503 && waited >= 2900000 && waited < 6000000,
                "endpoint: 503 where it isn't settled in time");
    struct live_message *kept = served->kept;
    kept->source->settled(kept, SETTLED_DONE);
    test_report(push(served, "{}") == 204, "endpoint: it goes on after that one is settled");
    test_report(served_count(served, METRIC_PUSH_DONE) == 3 &&
                    served_count(served, METRIC_PUSH_AGAIN) == 2,
                "endpoint: answers are counted");
}

static void test_refusals(struct served *served)
{
    struct arena *arena = served->arena;
    size_t given = served->given;
    const char *right = served_authorization(served);
    const struct row {
        const char *name;
        slice request;
        int status;
    } rows[] = {
        {"no token", client_post(arena, "", wrapped(arena, "{}")), 401},
        {"a token that is none", client_post(arena, "Authorization: Bearer a.b.c\r\n", SLICE("{}")),
         401},
        {"two tokens",
         client_post(arena, arena_printf(arena, "%s%s", right, right).data, wrapped(arena, "{}")),
         401},
        {"a body that is no message", client_post(arena, right, SLICE("{}")), 400},
        {"data that is no base64",
         client_post(arena, right, SLICE("{\"message\":{\"data\":\"!\"}}")), 400},
        {"another method", SLICE("GET / HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n"), 405},
        {"another path",
         SLICE("POST /x HTTP/1.1\r\nHost: w\r\nConnection: close\r\n"
               "Content-Length: 0\r\n\r\n"),
         404},
        {"a length beyond the limit",
         arena_printf(arena, "POST / HTTP/1.1\r\nHost: w\r\n%sContent-Length: 99999999\r\n\r\n",
                      right),
         413},
        {"a length that is none",
         arena_printf(arena, "POST / HTTP/1.1\r\nHost: w\r\n%sContent-Length: -1\r\n\r\n", right),
         400},
        {"two lengths",
         arena_printf(arena,
                      "POST / HTTP/1.1\r\nHost: w\r\n%sContent-Length: 2\r\nContent-Length: "
                      "3\r\n\r\n{}x",
                      right),
         400},
        {"a length and chunks",
         arena_printf(arena,
                      "POST / HTTP/1.1\r\nHost: w\r\n%sContent-Length: 2\r\nTransfer-Encoding: "
                      "chunked\r\n\r\n0\r\n\r\n",
                      right),
         400},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        slice answer;
        int status = client_exchange(arena, served->port, rows[i].request, &answer);
        if (!test_report(status == rows[i].status, "endpoint: %s is %d", rows[i].name,
                         rows[i].status)) {
            printf("  %d: %.*s\n", status, SLICE_ARGS(answer));
        }
    }
    test_report(served->given == given, "endpoint: none of these got in");
}

static void test_chunks(struct served *served)
{
    struct arena *arena = served->arena;
    slice body = wrapped(arena, "{}");
    slice request = arena_printf(
        arena,
        "POST / HTTP/1.1\r\nHost: w\r\nConnection: close\r\n%sTransfer-Encoding: chunked\r\n\r\n"
        "5\r\n%.*s\r\n%zx\r\n%.*s\r\n0\r\n\r\n",
        served_authorization(served), SLICE_ARGS(slice_sub(body, 0, 5)), body.length - 5,
        SLICE_ARGS(slice_sub(body, 5, body.length)));
    test_report(client_exchange(arena, served->port, request, NULL) == 204,
                "endpoint: a body in chunks");
    size_t given = served->given;
    char *large = arena_alloc(arena, 20 << 20);
    memset(large, ' ', 20 << 20);
    memcpy(large, "1400000\r\n", 9);
    request = arena_printf(arena,
                           "POST / HTTP/1.1\r\nHost: w\r\n%sTransfer-Encoding: chunked\r\n\r\n%.*s",
                           served_authorization(served), 20 << 20, large);
    int status = client_exchange(arena, served->port, request, NULL);
    test_report(status != 204 && served->given == given, "endpoint: chunks beyond the limit");
}

static void test_unwrapped(struct served *served)
{
    struct arena *arena = served->arena;
    const char *headers =
        arena_printf(arena,
                     "%sx-goog-pubsub-message-id: 7\r\ncolour: red\r\n"
                     "x-goog-pubsub-subscription-name: projects/p/subscriptions/u\r\n",
                     served_authorization(served))
            .data;
    slice request = client_post(arena, headers, SLICE("never mind"));
    int socket = client_connect(served->port);
    served->kept = NULL;
    client_send(socket, request);
    for (unsigned i = 0; i < 200 && !served->kept; i++) {
        nanosleep(&(struct timespec){0, 10 * 1000 * 1000}, NULL);
    }
    struct live_message *message = served->kept;
    bool right = message && slice_is(message->data, "never mind") && slice_is(message->id, "7") &&
                 slice_is(message->source->name, "projects/p/subscriptions/u") &&
                 message->attribute_count == 1 && slice_is(message->attributes[0].value, "red");
    test_report(right, "endpoint: an unwrapped message");
    if (message) {
        message->source->settled(message, SETTLED_DONE);
    }
    slice answer = client_receive(arena, socket, 5000);
    close(socket);
    if (!test_report(slice_starts_with(answer, SLICE("HTTP/1.1 204")),
                     "endpoint: and its answer")) {
        printf("  %.*s\n", SLICE_ARGS(answer));
    }
}

static bool page_is(struct served *served, const char *request, int status, const char *text)
{
    slice answer;
    slice bytes =
        arena_printf(served->arena, "%s HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n", request);
    return client_exchange(served->arena, served->port, bytes, &answer) == status &&
           slice_find(answer, slice_from(text)) < answer.length;
}

static void test_pages(struct served *served)
{
    test_report(page_is(served, "GET /healthz", 200, "\r\n\r\nok\n"), "pages: /healthz");
    test_report(page_is(served, "GET /readyz", 200, "\r\n\r\nready\n"), "pages: /readyz");
    test_report(page_is(served, "HEAD /metrics", 200, "Content-Type: text/plain; version=0.0.4"),
                "pages: HEAD /metrics");
    test_report(
        page_is(served, "GET /metrics", 200, "paylint_push_requests_total{answer=\"done\"} "),
        "pages: /metrics");
    test_report(page_is(served, "POST /metrics", 405, "Allow: GET, HEAD"), "pages: POST /metrics");
    push_endpoint_close(served->endpoint);
    test_report(page_is(served, "GET /readyz", 503, "not ready: "),
                "pages: /readyz while it closes");
    test_report(push(served, "{}") == 503, "endpoint: 503 while it closes");
}

int main(void)
{
    struct served *served = served_new(1000, &options);
    test_answers(served);
    test_refusals(served);
    test_chunks(served);
    test_unwrapped(served);
    test_pages(served);
    served_free(served);
    return test_status();
}
