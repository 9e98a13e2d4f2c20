/* Fetching. In: a URL. Out: what stands there, or why it can't be had. */
#include "live/push/fetch.h"

#include "base/ascii.h"
#include "base/buffer.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <strings.h>

enum { CONNECT_SECONDS = 5, WHOLE_SECONDS = 10 };

struct fetching {
    struct buffer body;
    size_t most;
    bool is_too_large;
    int64_t max_age;
    const atomic_bool *stop;
};

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct fetching *fetching = context;
    if (count > fetching->most - fetching->body.length) {
        fetching->is_too_large = true;
        return 0;
    }
    buffer_append(&fetching->body, (slice){bytes, size * count});
    return size * count;
}

/* Cache-Control: public, max-age=19800 */
static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    static const char name[] = "cache-control:";
    struct fetching *fetching = context;
    slice line = {bytes, size * count};
    if (line.length < sizeof name || strncasecmp(line.data, name, sizeof name - 1) != 0) {
        return line.length;
    }
    size_t at = slice_find(line, SLICE("max-age="));
    int64_t seconds = 0;
    for (at += sizeof "max-age=" - 1; at < line.length && seconds < INT32_MAX; at++) {
        if (!ascii_is_digit(line.data[at])) {
            break;
        }
        seconds = seconds * 10 + (line.data[at] - '0');
        fetching->max_age = seconds;
    }
    return line.length;
}

static int look_whether_to_stop(void *context, curl_off_t a, curl_off_t b, curl_off_t c,
                                curl_off_t d)
{
    const struct fetching *fetching = context;
    return atomic_load(fetching->stop);
}

static void set_options(CURL *curl, const char *url, struct fetching *fetching)
{
    const char *authorities = getenv("SSL_CERT_FILE");
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)WHOLE_SECONDS);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "paylint-watch");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, fetching);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, fetching);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_whether_to_stop);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, fetching);
    if (authorities && *authorities) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, authorities);
    }
}

const char *fetch_document(struct arena *arena, const char *url, size_t most,
                           const atomic_bool *stop, struct fetched *document)
{
    struct fetching fetching = {
        .body = {.arena = arena}, .most = most, .max_age = -1, .stop = stop};
    char told[CURL_ERROR_SIZE] = "";
    CURL *curl = curl_easy_init();
    if (!curl) {
        return "libcurl can't be used";
    }
    set_options(curl, url, &fetching);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, told);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    if (code != CURLE_OK) {
        const char *why = told[0] ? told : curl_easy_strerror(code);
        return fetching.is_too_large ? "it is too large" : arena_cstring(arena, slice_from(why));
    }
    *document = (struct fetched){buffer_slice(&fetching.body), fetching.max_age};
    return NULL;
}
