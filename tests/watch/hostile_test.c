/* Requests that mean no good: 10,000 of them, at random, and clients that never end. None may get
 * in, and what is right must still be taken. PAYLINT_SEED chooses others. */
#include "base/buffer.h"
#include "tests/test.h"
#include "tests/watch/client.h"
#include "tests/watch/served.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { REQUESTS = 10000, LARGE = 10 * 1000 * 1000, DEEP = 100000 };

#define MESSAGE                                                                           \
    "{\"message\":{\"attributes\":{\"k\":\"v\"},\"data\":\"eyJhIjoxfQ==\",\"messageId\":" \
    "\"7\"},\"subscription\":\"projects/p/subscriptions/s\",\"deliveryAttempt\":1}"

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
    .patience = 10,
};

struct attack {
    struct served *served;
    struct arena *arena;
    const char *right; /* the header of a right token */
    uint64_t random;
};

/* xorshift64* */
static uint64_t next_random(struct attack *attack)
{
    attack->random ^= attack->random >> 12;
    attack->random ^= attack->random << 25;
    attack->random ^= attack->random >> 27;
    return attack->random * 0x2545F4914F6CDD1DU;
}

static size_t below(struct attack *attack, size_t limit)
{
    return (size_t)(next_random(attack) % limit);
}

/* ---- Requests that are none, or shouldn't be taken ---- */

static slice cut_body(struct attack *attack)
{
    slice body = SLICE(MESSAGE);
    return client_post(attack->arena, attack->right,
                       slice_sub(body, 0, below(attack, body.length)));
}

/* A byte that no JSON text has is put in somewhere. */
static slice spoilt_body(struct attack *attack)
{
    static const char bytes[] = {'\0', '\x01', '\x1F', '\x80', '\xC0', '\xF5', '\xFF', '\xED'};
    slice body = SLICE(MESSAGE);
    size_t at = below(attack, body.length);
    struct buffer spoilt = {.arena = attack->arena};
    buffer_append(&spoilt, slice_sub(body, 0, at));
    buffer_append_byte(&spoilt, bytes[below(attack, sizeof bytes)]);
    buffer_append(&spoilt, slice_sub(body, at, body.length));
    return client_post(attack->arena, attack->right, buffer_slice(&spoilt));
}

static slice deep_body(struct attack *attack)
{
    static const char *const opens[] = {"[", "{\"a\":", "{\"message\":", "[[],"};
    slice open = slice_from(opens[below(attack, 4)]);
    struct buffer body = {.arena = attack->arena};
    for (size_t i = 0; i < DEEP; i++) {
        buffer_append(&body, open);
    }
    return client_post(attack->arena, attack->right, buffer_slice(&body));
}

static slice large_body(struct attack *attack)
{
    static const char fillers[] = {'[', ' ', '"', '1', '{', '\\', 'A', '\xFF'};
    char *body = arena_alloc(attack->arena, LARGE);
    memset(body, fillers[below(attack, sizeof fillers)], LARGE);
    return client_post(attack->arena, attack->right, (slice){body, LARGE});
}

/* All bytes of the token but its dots change to another letter. */
static slice spoilt_token(struct attack *attack)
{
    slice right = slice_from(attack->right);
    char *header = arena_cstring(attack->arena, right);
    size_t first = sizeof "Authorization: Bearer " - 1;
    size_t at = first + below(attack, right.length - first - 2);
    header[at] = header[at] == '.' ? '_' : header[at] == 'A' ? 'B' : 'A';
    return client_post(attack->arena, header, SLICE(MESSAGE));
}

static slice other_token(struct attack *attack)
{
    static const char *const headers[] = {
        "",
        "Authorization: Bearer \r\n",
        "Authorization: Bearer e30.e30.e30\r\n",
        "Authorization: Bearer eyJhbGciOiJub25lIn0.eyJhdWQiOiJ3In0.\r\n",
        "Authorization: Basic dTpw\r\n",
        "Authorization: Bearer ..\r\n",
        "X-Serverless-Authorization: Bearer x\r\n",
    };
    return client_post(attack->arena, headers[below(attack, sizeof headers / sizeof *headers)],
                       SLICE(MESSAGE));
}

static slice noise(struct attack *attack)
{
    size_t length = 1 + below(attack, 4000);
    char *bytes = arena_alloc(attack->arena, length);
    for (size_t i = 0; i < length; i++) {
        bytes[i] = (char)next_random(attack);
    }
    return (slice){bytes, length};
}

static slice large_head(struct attack *attack)
{
    size_t length = 1000 + below(attack, 400000);
    char *bytes = arena_alloc(attack->arena, length);
    memset(bytes, 'a', length);
    return arena_printf(attack->arena, "POST / HTTP/1.1\r\nHost: w\r\n%s: %.*s\r\n\r\n",
                        below(attack, 2) ? "a" : "Authorization", (int)length, bytes);
}

/* A right request is cut, so that it never ends. */
static slice cut_request(struct attack *attack)
{
    slice request = client_post(attack->arena, attack->right, SLICE(MESSAGE));
    return slice_sub(request, 0, below(attack, request.length));
}

/* Another byte in its head, up to the end of the authorization. */
static slice spoilt_head(struct attack *attack)
{
    static const char *const heads[] = {
        "POST / HTTP/9.9\r\nHost: w\r\n",
        "POST  / HTTP/1.1\r\nHost: w\r\n",
        "PUT / HTTP/1.1\r\nHost: w\r\n",
        "POST /../.. HTTP/1.1\r\nHost: w\r\n",
        "POST http://w/x HTTP/1.1\r\nHost: w\r\n",
        "POST / HTTP/1.1\r\nHost: w\r\nContent-Length: 4294967296\r\n",
        "POST / HTTP/1.1\r\nHost: w\r\nContent-Length: 18446744073709551617\r\n",
        "POST / HTTP/1.1\r\nHost: w\r\nContent-Length: 1e3\r\n",
        "POST / HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n",
        "POST / HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: gzip, chunked\r\n",
        "POST / HTTP/1.1\r\n Host: w\r\n",
        "POST / HTTP/1.1\r\nHost: w\r\nA\r\n",
        "\r\n\r\n\r\n",
    };
    return arena_printf(attack->arena, "%s%s\r\n%x\r\n",
                        heads[below(attack, sizeof heads / sizeof *heads)], attack->right,
                        (unsigned)next_random(attack));
}

static const struct kind {
    slice (*make)(struct attack *attack);
    unsigned weight;     /* of 100 */
    bool may_be_endless; /* the server waits for more: the client goes away soon */
} kinds[] = {
    {cut_body, 20, false},     {spoilt_body, 20, false}, {deep_body, 1, false},
    {spoilt_token, 21, false}, {other_token, 10, false}, {noise, 10, true},
    {large_head, 2, false},    {cut_request, 8, true},   {spoilt_head, 8, false},
};

static const struct kind *any_kind(struct attack *attack, unsigned number)
{
    static const struct kind large = {large_body, 0, false};
    size_t drawn = below(attack, 100);
    const struct kind *kind = kinds;
    if (number % 1000 == 0) {
        return &large;
    }
    while (drawn >= kind->weight) {
        drawn -= kind->weight;
        kind++;
    }
    return kind;
}

/* The status of the answer; 0: none. */
static int send_one(struct attack *attack, const struct kind *kind, slice request)
{
    if (!kind->may_be_endless) {
        return client_exchange(attack->arena, attack->served->port, request, NULL);
    }
    int socket = client_connect(attack->served->port);
    client_send(socket, request);
    slice answer = client_receive(attack->arena, socket, 5);
    close(socket);
    return slice_starts_with(answer, SLICE("HTTP/1.1 2")) ? 200 : 0;
}

static bool is_taken(struct attack *attack)
{
    slice request = client_post(attack->arena, attack->right, SLICE(MESSAGE));
    return client_exchange(attack->arena, attack->served->port, request, NULL) == 204;
}

static void test_requests(struct attack *attack)
{
    unsigned answered = 0;
    unsigned accepted = 0;
    struct arena *scratch = arena_new();
    struct arena *own = attack->arena;
    attack->arena = scratch;
    for (unsigned i = 0; i < REQUESTS; i++) {
        const struct kind *kind = any_kind(attack, i);
        slice request = kind->make(attack);
        int status = send_one(attack, kind, request);
        answered += status >= 400;
        if (status > 0 && status < 400 && accepted++ < 10) {
            printf("  %d for: %.*s\n", status, SLICE_ARGS(slice_sub(request, 0, 400)));
        }
        arena_reset(scratch);
    }
    attack->arena = own;
    arena_free(scratch);
    printf("  %u of %u were answered, the others cut off\n", answered, REQUESTS);
    test_report(accepted == 0 && attack->served->given == 0, "hostile: none of %u requests gets in",
                REQUESTS);
    test_report(answered > REQUESTS / 2, "hostile: most of them are answered");
    test_report(is_taken(attack), "hostile: a right one is taken after them");
}

/* ---- Clients that never end ---- */

enum { CLIENTS = 40 };

static void sleep_milliseconds(long milliseconds)
{
    nanosleep(&(struct timespec){milliseconds / 1000, milliseconds % 1000 * 1000000}, NULL);
}

static bool is_open(int socket)
{
    char byte;
    ssize_t got = recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

/* Clients that send `start`, and then a byte now and then for ever. How many of them are still
 * connected after so many milliseconds; `*taken`: right requests got their answers meanwhile. */
static unsigned drip(struct attack *attack, slice start, long milliseconds, bool *taken)
{
    int sockets[CLIENTS];
    unsigned open = 0;
    for (unsigned i = 0; i < CLIENTS; i++) {
        sockets[i] = client_connect(attack->served->port);
        client_send(sockets[i], start);
    }
    *taken = is_taken(attack);
    for (long waited = 0; waited < milliseconds; waited += 50) {
        sleep_milliseconds(50);
        for (unsigned i = 0; i < CLIENTS; i++) {
            client_send(sockets[i], SLICE("a"));
        }
    }
    *taken = *taken && is_taken(attack);
    for (unsigned i = 0; i < CLIENTS; i++) {
        open += is_open(sockets[i]);
        close(sockets[i]);
    }
    return open;
}

static void test_slow_clients(struct attack *attack)
{
    bool taken;
    slice body = client_post(attack->arena, attack->right, SLICE(MESSAGE));
    slice large = arena_printf(attack->arena,
                               "POST / HTTP/1.1\r\nHost: w\r\n%sContent-Length: 1000000\r\n\r\n{",
                               attack->right);
    test_report(drip(attack, SLICE("POST / HTTP/1.1\r\nX: "), 1500, &taken) == 0 && taken,
                "hostile: a head that never ends is cut off");
    test_report(drip(attack, large, 3000, &taken) == 0 && taken,
                "hostile: a body that never ends is cut off");
    test_report(drip(attack, (slice){"", 0}, 1500, &taken) == 0 && taken,
                "hostile: a connection that says nothing useful is cut off");
    test_report(drip(attack, body, 500, &taken) == 0 && taken, "hostile: noise after a request");
}

/* More clients than connections are allowed: others wait until those are cut off. */
static void test_crowd(struct attack *attack)
{
    enum { CROWD = 100 };
    int sockets[CROWD];
    for (unsigned i = 0; i < CROWD; i++) {
        sockets[i] = client_connect(attack->served->port);
        client_send(sockets[i], SLICE("POST / HTTP/1.1\r\n"));
    }
    test_report(is_taken(attack), "hostile: a crowd that is silent doesn't keep others out");
    for (unsigned i = 0; i < CROWD; i++) {
        close(sockets[i]);
    }
}

int main(void)
{
    const char *seed = getenv("PAYLINT_SEED");
    struct attack attack = {.random = seed ? strtoull(seed, NULL, 10) | 1 : 20261130};
    attack.served = served_new(1000, &options);
    attack.arena = attack.served->arena;
    attack.right = served_authorization(attack.served);
    test_requests(&attack);
    served_free(attack.served);

    attack.served = served_new(20, &options);
    attack.arena = attack.served->arena;
    attack.right = served_authorization(attack.served);
    test_slow_clients(&attack);
    test_crowd(&attack);
    served_free(attack.served);
    return test_status();
}
