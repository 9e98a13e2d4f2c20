/* A push endpoint for tests. In: options. Out: a port to push to. */
#include "tests/watch/served.h"

#include "live/http/pages.h"
#include "tests/watch/tokens.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void must(bool done, const char *what)
{
    if (!done) {
        fprintf(stderr, "tests: %s\n", what);
        exit(2);
    }
}

static void *settle_later(void *context)
{
    struct live_message *message = context;
    nanosleep(&(struct timespec){0, 200 * 1000 * 1000}, NULL);
    message->source->settled(message, SETTLED_DONE);
    return NULL;
}

static void give(void *context, struct live_message *message)
{
    struct served *served = context;
    atomic_fetch_add(&served->given, 1);
    if (slice_starts_with(message->data, SLICE("later"))) {
        pthread_t thread;
        must(pthread_create(&thread, NULL, settle_later, message) == 0, "no thread");
        pthread_detach(thread);
    } else if (slice_starts_with(message->data, SLICE("never"))) {
        served->kept = message;
    } else {
        bool again = slice_starts_with(message->data, SLICE("again"));
        message->source->settled(message, again ? SETTLED_AGAIN : SETTLED_DONE);
    }
}

static const char *unready(void *context)
{
    const struct served *served = context;
    return push_endpoint_unready(served->endpoint);
}

static void write_keys(struct served *served)
{
    slice jwk = tokens_jwk(served->arena, served->key, "key", "");
    served->key_path = arena_cstring(served->arena, SLICE("/tmp/paylint-keys-XXXXXX"));
    int file = mkstemp(served->key_path);
    must(file >= 0 && dprintf(file, "{\"keys\":[%.*s]}", SLICE_ARGS(jwk)) > 0, "no file of keys");
    close(file);
}

static void wait_for_keys(struct served *served)
{
    for (unsigned i = 0; i < 500 && push_endpoint_unready(served->endpoint); i++) {
        nanosleep(&(struct timespec){0, 10 * 1000 * 1000}, NULL);
    }
    must(!push_endpoint_unready(served->endpoint), "the keys aren't read");
}

struct served *served_new(unsigned second, const struct push_options *options)
{
    struct arena *arena = arena_new();
    struct served *served = ARENA_NEW(arena, struct served);
    const char *why = "no endpoint";
    served->arena = arena;
    served->log = log_new(open("/dev/null", O_WRONLY), LOG_WARNING);
    served->metrics = metrics_new();
    served->key = tokens_p256_key();
    write_keys(served);
    served->keys = key_store_new(served->key_path, served->log, &why);
    must(served->keys != NULL, why);

    struct push_options own = *options;
    own.give = give;
    own.context = served;
    served->endpoint = push_endpoint_new(&own, served->keys, served->log, served->metrics);
    must(served->endpoint != NULL, why);
    struct http_room *rooms = ARENA_ARRAY(arena, struct http_room, PAGE_COUNT + 1);
    struct pages *pages = ARENA_NEW(arena, struct pages);
    *pages = (struct pages){served->metrics, unready, served};
    pages_rooms(pages, rooms);
    rooms[PAGE_COUNT] = push_endpoint_room(served->endpoint);
    const struct http_options http = {.address = "127.0.0.1:0",
                                      .rooms = rooms,
                                      .room_count = PAGE_COUNT + 1,
                                      .connection_max = 64,
                                      .bodies_max = 64 << 20,
                                      .threads = 2,
                                      .second = second};
    served->server = http_server_new(arena, &http, served->log, &why);
    must(served->server != NULL, why);
    served->port = http_server_port(served->server);
    wait_for_keys(served);
    return served;
}

void served_free(struct served *served)
{
    push_endpoint_close(served->endpoint);
    http_server_close(served->server);
    push_endpoint_drain(served->endpoint, 1);
    http_server_free(served->server);
    push_endpoint_free(served->endpoint);
    key_store_free(served->keys);
    metrics_free(served->metrics);
    log_free(served->log);
    EVP_PKEY_free(served->key);
    unlink(served->key_path);
    arena_free(served->arena);
}

const char *served_authorization(struct served *served)
{
    slice claims = arena_printf(served->arena,
                                "{\"iss\":\"https://accounts.google.com\",\"aud\":\"w\","
                                "\"exp\":%lld}",
                                (long long)time(NULL) + 3600);
    slice token = tokens_signed(served->arena, served->key, "{\"alg\":\"ES256\",\"kid\":\"key\"}",
                                claims.data);
    return arena_printf(served->arena, "Authorization: Bearer %.*s\r\n", SLICE_ARGS(token)).data;
}

int64_t served_count(struct served *served, enum metric metric)
{
    return metrics_snapshot(served->metrics, served->arena)->values[metric];
}
