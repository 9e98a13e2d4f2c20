/* secret-in-payload. In: strings. Out: a hit for each that holds a token of a known form. What is
 * told of it is its first characters only.
 *
 * Only formats that their issuers document and that nothing else has: a finding must be true. */
#include "rule/alternative.h"
#include "rule/screen.h"

#define DIGITS "0123456789"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define LETTERS UPPER LOWER

struct token_row {
    const char *what;
    const char *prefix;
    const char *alphabet;
    size_t least; /* characters after the prefix */
    size_t most;
};

static const struct token_row token_rows[] = {
    {"an AWS access key", "AKIA", UPPER "234567", 16, 16},
    {"a GitHub token", "ghp_", LETTERS DIGITS, 36, 36},
    {"a GitHub token", "gho_", LETTERS DIGITS, 36, 36},
    {"a GitHub token", "ghs_", LETTERS DIGITS, 36, 36},
    {"a GitHub token", "ghr_", LETTERS DIGITS, 36, 76},
    {"a GitHub token", "github_pat_", LETTERS DIGITS "_", 82, 82},
    {"a GitLab token", "glpat-", LETTERS DIGITS "-_", 20, 20},
    {"a Google API key", "AIza", LETTERS DIGITS "-_", 35, 35},
    {"a Slack token", "xoxb-", LETTERS DIGITS "-", 40, 80},
    {"a Slack token", "xoxp-", LETTERS DIGITS "-", 40, 90},
    {"a Stripe key", "sk_live_", LETTERS DIGITS, 24, 120},
    {"a SendGrid key", "SG.", LETTERS DIGITS "-_.", 66, 66},
    {"an npm token", "npm_", LETTERS DIGITS, 36, 36},
    {"a private key", "-----BEGIN PRIVATE KEY-----", "", 0, 0},
    {"a private key", "-----BEGIN RSA PRIVATE KEY-----", "", 0, 0},
    {"a private key", "-----BEGIN EC PRIVATE KEY-----", "", 0, 0},
    {"a private key", "-----BEGIN OPENSSH PRIVATE KEY-----", "", 0, 0},
};

enum { TOKEN_ROWS = sizeof token_rows / sizeof *token_rows };

static bool is_in(char c, const char *alphabet)
{
    return c != '\0' && strchr(alphabet, c) != NULL;
}

/* xxxx…, 1234…, EXAMPLE: what documentation puts in a token's place. */
static bool is_made_up(slice token)
{
    bool seen[256] = {false};
    size_t different = 0;
    for (size_t i = 0; i < token.length; i++) {
        different += !seen[(unsigned char)token.data[i]];
        seen[(unsigned char)token.data[i]] = true;
    }
    static const char *const words[] = {"EXAMPLE", "example", "xxxx",   "XXXX", "0123456",
                                        "1234567", "abcdef",  "ABCDEF", "your", "YOUR"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (slice_find(token, slice_from(words[i])) < token.length) {
            return true;
        }
    }
    return different < 9;
}

/* The length of the token of that row at `at`, 0 where none stands there. */
static size_t token_length(const struct token_row *row, slice bytes, size_t at)
{
    slice rest = slice_sub(bytes, at, bytes.length);
    slice prefix = slice_from(row->prefix);
    bool inside_word = at > 0 && is_in(bytes.data[at - 1], LETTERS DIGITS "_");
    if (inside_word || !slice_starts_with(rest, prefix)) {
        return 0;
    }
    size_t end = prefix.length;
    while (end < rest.length && is_in(rest.data[end], row->alphabet)) {
        end++;
    }
    size_t length = end - prefix.length;
    bool goes_on = row->most > 0 && end < rest.length && is_in(rest.data[end], LETTERS DIGITS "_");
    bool fits = length >= row->least && length <= row->most && !goes_on;
    bool real = row->most == 0 || !is_made_up(slice_sub(rest, prefix.length, end));
    return fits && real ? end : 0;
}

static void add_hit(const struct looking *looking, const struct value *value,
                    const struct json_path *path, const struct token_row *row, slice token)
{
    enum { SHOWN = 8 };
    struct arena *arena = looking->checking->arena;
    slice shown = arena_printf(arena, "%.*s…", SLICE_ARGS(slice_sub(token, 0, SHOWN)));
    struct hit hit = {
        .pointer = looking_pointer(looking, path),
        .verdict = {.certainty = CERTAINTY_VIOLATES, .witness = shown},
        .place = place_of(&looking->alternative->flat, value->start, value->end),
        .message = arena_printf(arena, "%s stands here for all to read: %.*s", row->what,
                                SLICE_ARGS(shown)),
        .label = arena_printf(arena, "is %s", row->what),
    };
    VECTOR_PUSH(arena, looking->hits, hit);
}

static void look(const struct looking *looking, const struct value *value,
                 const struct json_path *path, slice name)
{
    slice bytes = value->string.bytes;
    if (value->kind != VALUE_STRING) {
        return;
    }
    for (size_t at = 0; at < bytes.length; at++) {
        for (size_t i = 0; i < TOKEN_ROWS; i++) {
            size_t length = bytes.data[at] == token_rows[i].prefix[0]
                                ? token_length(&token_rows[i], bytes, at)
                                : 0;
            slice token = slice_sub(bytes, at, at + length);
            if (length > 0 && !rule_allows(looking->rule, token)) {
                add_hit(looking, value, path, &token_rows[i], token);
                return;
            }
        }
    }
}

void check_secret_rule(const struct checking *checking, const struct rule *rule,
                       const struct alternative *alternative, struct hits *hits)
{
    struct looking looking = {checking, rule, alternative, hits, NULL};
    alternative_walk(&looking, look);
}

/* ---- For finished messages ---- */

/* Prefixes that begin with the same byte share a bit. */
void token_starts_make(struct token_starts *starts)
{
    unsigned char next = 1;
    *starts = (struct token_starts){0};
    for (size_t i = 0; i < TOKEN_ROWS; i++) {
        unsigned char *first = &starts->first[(unsigned char)token_rows[i].prefix[0]];
        if (!*first) {
            *first = next;
            next = (unsigned char)(next << 1 | next >> 7);
        }
        starts->second[(unsigned char)token_rows[i].prefix[1]] |= *first;
    }
}

static bool is_token_at(slice bytes, size_t at)
{
    for (size_t i = 0; i < TOKEN_ROWS; i++) {
        if (bytes.data[at] == token_rows[i].prefix[0] &&
            token_length(&token_rows[i], bytes, at) > 0) {
            return true;
        }
    }
    return false;
}

bool string_holds_token(const struct token_starts *starts, slice bytes)
{
    enum { SHORTEST = 20 }; /* of all tokens */
    const unsigned char *data = (const unsigned char *)bytes.data;
    for (size_t at = 0; at + SHORTEST <= bytes.length; at++) {
        if (starts->first[data[at]] & starts->second[data[at + 1]] && is_token_at(bytes, at)) {
            return true;
        }
    }
    return false;
}
