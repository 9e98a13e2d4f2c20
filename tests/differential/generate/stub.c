/* Stands for every program that sends, makes ids or must not really be run: one program that looks
 * at the name it is called by. Senders append what they are told to send to $PAYLINT_TEST_LOG, a
 * line `SINK FORM DESTINATION WORDS LENGTH` and the bytes; FORM says what the sender declares them
 * to be: `json` (it must be), `any` (it may be), `other` (a form, a query). WORDS is a digest of
 * the command's words but for the payload and its type. Where $PAYLINT_TEST_SAME is set, each new
 * id is the same one. */
#define _GNU_SOURCE /* O_APPEND with open, getrandom */
#include <ctype.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <unistd.h>

struct body {
    char *data;
    size_t length;
};

static void body_add(struct body *body, const char *bytes, size_t length)
{
    body->data = realloc(body->data, body->length + length + 1);
    if (!body->data) {
        exit(2);
    }
    memcpy(body->data + body->length, bytes, length);
    body->length += length;
}

/* What a receiver is known by: the last part of its address. */
static const char *last_part(const char *destination)
{
    const char *slash = strrchr(destination, '/');
    return slash ? slash + 1 : destination;
}

static bool is_type(const char *word)
{
    return strncasecmp(word, "content-type:", 13) == 0;
}

/* FNV-1a (Fowler, Noll, Vo) of the words, upper case taken for lower. What ends with the body
 * carries it. */
static unsigned long long digest(char **words, const struct body *body)
{
    unsigned long long hash = 0xcbf29ce484222325u;
    for (int i = 1; words[i]; i++) {
        bool types =
            is_type(words[i]) || (words[i][0] == '-' && words[i + 1] && is_type(words[i + 1]));
        size_t length = types ? 0 : strlen(words[i]);
        if (length >= body->length && body->length > 0 &&
            memcmp(words[i] + length - body->length, body->data, body->length) == 0) {
            length -= body->length;
        }
        for (size_t k = 0; k <= length && !types; k++) { /* each word ends with a NUL */
            int byte = k < length ? tolower((unsigned char)words[i][k]) : '\0';
            hash = (hash ^ (unsigned)byte) * 0x100000001b3u;
        }
    }
    return hash;
}

static void record(const char *sink, const char *form, const char *destination, char **words,
                   const struct body *body)
{
    struct body line = {NULL, 0};
    char head[256], name[101];
    snprintf(name, sizeof name, "%s", *destination ? last_part(destination) : "-");
    for (char *at = name; *at; at++) { /* one that a split word has made may hold blanks */
        *at = (unsigned char)*at <= ' ' ? '_' : *at;
    }
    int length = snprintf(head, sizeof head, "%s %s %s %llx %zu\n", sink, form, name,
                          digest(words, body), body->length);
    body_add(&line, head, (size_t)length);
    body_add(&line, body->data ? body->data : "", body->length);
    body_add(&line, "\n", 1);
    const char *path = getenv("PAYLINT_TEST_LOG");
    int log = path ? open(path, O_WRONLY | O_CREAT | O_APPEND, 0644) : -1;
    if (log < 0 || write(log, line.data, line.length) != (ssize_t)line.length) {
        exit(2);
    }
    close(log);
    free(line.data);
}

/* ---- curl (curl(1)) ---- */

struct request {
    struct body body;
    bool has_body;
    const char *form, *url, *output;
};

/* A file's bytes, or those of standard input for `-`. */
static void add_file(struct body *body, const char *path, bool strip_newlines)
{
    int file = strcmp(path, "-") == 0 ? 0 : open(path, O_RDONLY);
    char chunk[4096];
    ssize_t count;
    while (file >= 0 && (count = read(file, chunk, sizeof chunk)) > 0) {
        for (ssize_t i = 0; i < count; i++) {
            if (!strip_newlines || !memchr("\r\n", chunk[i], 3)) {
                body_add(body, &chunk[i], 1);
            }
        }
    }
    if (file > 0) {
        close(file);
    }
}

static void curl_take(struct request *request, const char *option, const char *value)
{
    static const char *const data_options[] = {"-d",         "--data",        "--data-ascii",
                                               "--data-raw", "--data-binary", "--data-urlencode",
                                               "--json"};
    for (size_t i = 0; i < sizeof data_options / sizeof *data_options; i++) {
        if (strcmp(option, data_options[i]) != 0) {
            continue;
        }
        bool is_json = strcmp(option, "--json") == 0;
        if (request->has_body && !is_json) {
            body_add(&request->body, "&", 1);
        }
        request->has_body = true;
        if (value[0] == '@' && strcmp(option, "--data-raw") != 0) {
            add_file(&request->body, value + 1, i < 3);
        } else {
            body_add(&request->body, value, strlen(value));
        }
        request->form = is_json                                   ? "json"
                        : strcmp(option, "--data-urlencode") == 0 ? "other"
                                                                  : request->form;
        return;
    }
    if (strcmp(option, "-H") == 0 || strcmp(option, "--header") == 0) {
        if (strncasecmp(value, "content-type:", 13) == 0) {
            request->form =
                strcasestr(value, "ndjson") || !strcasestr(value, "json") ? "other" : "json";
        }
    } else if (strcmp(option, "-o") == 0 || strcmp(option, "--output") == 0) {
        request->output = value;
    } else if (strcmp(option, "--url") == 0) {
        request->url = value;
    }
}

static bool is_valued(const char *option)
{
    static const char *const valued[] = {
        "--data",     "--data-ascii", "--data-raw",  "--data-binary", "--data-urlencode",
        "--json",     "--header",     "--output",    "--url",         "--request",
        "--max-time", "--retry",      "--write-out", "--user",        "--connect-timeout"};
    for (size_t i = 0; i < sizeof valued / sizeof *valued; i++) {
        if (strcmp(option, valued[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void curl_option(struct request *request, char **arguments, int *at)
{
    const char *argument = arguments[*at];
    if (argument[1] == '-') {
        if (is_valued(argument) && arguments[*at + 1]) {
            curl_take(request, argument, arguments[++*at]);
        }
        return;
    }
    for (const char *letter = argument + 1; *letter; letter++) {
        if (*letter == 'G') {
            request->form = "other";
        } else if (strchr("dHoXwuFbAme", *letter)) {
            const char option[] = {'-', *letter, '\0'};
            if (letter[1]) {
                curl_take(request, option, letter + 1);
            } else if (arguments[*at + 1]) {
                curl_take(request, option, arguments[++*at]);
            }
            return;
        }
    }
}

static int run_curl(char **arguments)
{
    struct request request = {.form = "any", .url = ""};
    for (int i = 1; arguments[i]; i++) {
        if (arguments[i][0] == '-' && arguments[i][1]) {
            curl_option(&request, arguments, &i);
        } else if (!*request.url) {
            request.url = arguments[i];
        }
    }
    if (request.has_body) {
        record("curl", request.form, request.url, arguments, &request.body);
    }
    FILE *output = request.output ? fopen(request.output, "w") : stdout;
    if (output) {
        /* An API's ids are right in one run, and in the other not: nothing is known of them. */
        fprintf(output, "{\"request_id\": \"%s\", \"id\": \"%s\"}\n",
                getenv("PAYLINT_TEST_UPPER") ? "resp-1" : "0b9d3c52-5f0e-4a53-8d9f-6f6d2b3f9a10",
                getenv("PAYLINT_TEST_UPPER") ? "resp-2" : "0b9d3c52-5f0e-4a53-8d9f-6f6d2b3f9a11");
        fflush(output);
    }
    return 0;
}

/* ---- gcloud pubsub topics publish ---- */

static int run_gcloud(char **arguments)
{
    static const char *const valued[] = {"--project", "--attribute", "--ordering-key", "--format"};
    const char *words[8] = {NULL};
    size_t count = 0;
    const char *message = NULL;
    for (int i = 1; arguments[i]; i++) {
        const char *argument = arguments[i];
        if (strncmp(argument, "--message=", 10) == 0) {
            message = argument + 10;
        } else if (strcmp(argument, "--message") == 0 && arguments[i + 1]) {
            message = arguments[++i];
        } else if (argument[0] == '-') {
            for (size_t j = 0; j < sizeof valued / sizeof *valued; j++) {
                i += strcmp(argument, valued[j]) == 0 && arguments[i + 1];
            }
        } else if (count < 8 && !(count == 0 && strcmp(argument, "beta") == 0)) {
            words[count++] = argument;
        }
    }
    if (message && count >= 4 && strcmp(words[0], "pubsub") == 0 &&
        strcmp(words[2], "publish") == 0) {
        struct body body = {NULL, 0};
        body_add(&body, message, strlen(message));
        record("gcloud-pubsub", "any", words[3], arguments, &body);
    }
    puts("messageIds: ['1']");
    return 0;
}

/* ---- Makers of ids ---- */

static void print_hex(size_t bytes, bool upper)
{
    for (size_t i = 0; i < bytes; i++) {
        unsigned char byte = 0xab;
        if (!getenv("PAYLINT_TEST_SAME") && getrandom(&byte, 1, 0) != 1) {
            exit(2);
        }
        printf(upper ? "%02X" : "%02x", byte);
    }
}

static int print_uuid(bool upper)
{
    print_hex(4, upper);
    for (int i = 0; i < 3; i++) {
        putchar('-');
        print_hex(2, upper);
    }
    putchar('-');
    print_hex(6, upper);
    putchar('\n');
    return 0;
}

/* Upper case as on macOS where $PAYLINT_TEST_UPPER is set. */
static int run_uuidgen(char **arguments)
{
    return print_uuid(getenv("PAYLINT_TEST_UPPER") != NULL);
}

static int run_python3(char **arguments)
{
    return arguments[1] && arguments[2] && strstr(arguments[2], "uuid4") ? print_uuid(false) : 1;
}

static int run_openssl(char **arguments)
{
    if (arguments[1] && strcmp(arguments[1], "rand") == 0 && arguments[2] && arguments[3]) {
        print_hex((size_t)atoi(arguments[3]), false);
        putchar('\n');
        return 0;
    }
    return 1;
}

static int run_hostname(char **arguments)
{
    puts(getenv("PAYLINT_TEST_UPPER") ? "mac.local" : "build-7");
    return 0;
}

int main(int count, char **arguments)
{
    static const struct {
        const char *name;
        int (*run)(char **arguments);
    } programs[] = {
        {"curl", run_curl},       {"gcloud", run_gcloud},   {"uuidgen", run_uuidgen},
        {"python3", run_python3}, {"openssl", run_openssl}, {"hostname", run_hostname},
    };
    const char *name = last_part(arguments[0]);
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        if (strcmp(name, programs[i].name) == 0) {
            return programs[i].run(arguments);
        }
    }
    return 0;
}
