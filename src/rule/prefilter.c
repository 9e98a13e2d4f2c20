/* The prefilter. In: a file's bytes. Out: whether it is worth reading. */
#include "rule/prefilter.h"

#include "base/ascii.h"
#include "base/map.h"
#include "rule/configuration.h"

#include <ctype.h>

enum {
    WORD_MAX = 63, /* no longer word is looked for */
    BYTE_COUNT = 256,
};

/* A word of a command, or of the shell. */
struct word {
    size_t number; /* of words of commands */
    bool is_enough;
    bool is_source; /* reads another script */
    bool leads;     /* a command may follow: then, do */
};

struct words {
    struct word **items;
    size_t count;
    size_t capacity;
};

struct prefilter {
    struct arena *arena;
    struct map *words;                /* in lower case: struct word */
    uint64_t lengths[BYTE_COUNT];     /* a bit for each length of a word, by its first byte */
    unsigned char folded[BYTE_COUNT]; /* of bytes of words: in lower case; of others 0 */
    size_t word_count;
    VECTOR(struct words) commands; /* those of several words, or of none that can be looked for */
};

/* ---- What is looked for ---- */

static slice in_lower_case(const struct prefilter *prefilter, slice bytes)
{
    char *copy = arena_alloc(prefilter->arena, bytes.length + 1);
    for (size_t i = 0; i < bytes.length; i++) {
        copy[i] = (char)prefilter->folded[(unsigned char)bytes.data[i]];
    }
    return (slice){copy, bytes.length};
}

/* `bytes` is in lower case. */
static struct word *add_word(struct prefilter *prefilter, slice bytes)
{
    struct word *word = map_get(prefilter->words, bytes);
    if (!word) {
        word = ARENA_NEW(prefilter->arena, struct word);
        word->number = prefilter->word_count++;
        map_put(prefilter->words, bytes, word);
        prefilter->lengths[(unsigned char)bytes.data[0]] |= UINT64_C(1) << bytes.length;
    }
    return word;
}

/* The words of kafka-console-producer.sh are kafka, console, producer and sh. One that is too long
 * to be looked for is left out: it is taken to be there. */
static void add_words_of(struct prefilter *prefilter, slice bytes, struct words *words)
{
    size_t start = 0;
    for (size_t at = 0; at <= bytes.length; at++) {
        bool is_inside = at < bytes.length && prefilter->folded[(unsigned char)bytes.data[at]];
        if (is_inside) {
            continue;
        }
        if (at > start && at - start <= WORD_MAX) {
            slice word = in_lower_case(prefilter, slice_sub(bytes, start, at));
            VECTOR_PUSH(prefilter->arena, words, add_word(prefilter, word));
        }
        start = at + 1;
    }
}

static void add_command(struct prefilter *prefilter, const struct slice_list *command)
{
    struct words words = {0};
    for (size_t i = 0; i < command->count; i++) {
        add_words_of(prefilter, command->items[i], &words);
    }
    if (words.count == 1) {
        words.items[0]->is_enough = true;
    } else {
        VECTOR_PUSH(prefilter->arena, &prefilter->commands, words);
    }
}

static void add_rule(struct prefilter *prefilter, const struct rule *rule)
{
    if (rule->kind == RULE_COMMAND) {
        add_command(prefilter, &(struct slice_list){&rule->command, 1});
    }
}

static void add_configuration(struct prefilter *prefilter,
                              const struct configuration *configuration)
{
    for (size_t i = 0; i < configuration->sinks.count; i++) {
        const struct sink *sink = &configuration->sinks.items[i];
        for (size_t k = 0; k < sink->command_count; k++) {
            add_command(prefilter, &sink->commands[k]);
        }
    }
    for (size_t i = 0; i < configuration->rules.count; i++) {
        add_rule(prefilter, &configuration->rules.items[i]);
    }
    for (size_t i = 0; i < configuration->overrides.count; i++) {
        const struct override *override = &configuration->overrides.items[i];
        for (size_t k = 0; k < override->change_count; k++) {
            add_rule(prefilter, override->changes[k].rule);
        }
    }
}

/* Words behind which a command may stand (bash(1), RESERVED WORDS, and builtins that run one). */
static void add_leading(struct prefilter *prefilter)
{
    static const slice words[] = {{"then", 4}, {"do", 2},      {"else", 4},   {"elif", 4},
                                  {"if", 2},   {"while", 5},   {"until", 5},  {"time", 4},
                                  {"eval", 4}, {"builtin", 7}, {"command", 7}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        add_word(prefilter, words[i])->leads = true;
    }
}

/* Letters, digits, _ and all that isn't ASCII. */
static unsigned char fold(int byte)
{
    return isalnum(byte) || byte == '_' || byte >= 0x80 ? (unsigned char)tolower(byte) : 0;
}

const struct prefilter *prefilter_new(struct arena *arena,
                                      const struct configuration *configuration)
{
    struct prefilter *prefilter = ARENA_NEW(arena, struct prefilter);
    prefilter->arena = arena;
    prefilter->words = map_new(arena);
    for (int i = 0; i < BYTE_COUNT; i++) {
        prefilter->folded[i] = fold(i);
    }
    add_configuration(prefilter, configuration);
    add_leading(prefilter);
    add_word(prefilter, SLICE("source"))->is_source = true;
    add_word(prefilter, SLICE("json"))->is_enough = true;
    add_word(prefilter, SLICE("jq"))->is_enough = true;
    return prefilter;
}

/* ---- Looking ---- */

struct looking {
    const struct prefilter *prefilter;
    const struct prefilter_reader *reader;
    slice bytes;
    size_t at;
    size_t start;        /* of what of a word stands behind the last quote */
    char word[WORD_MAX]; /* what of it stands before, in lower case */
    size_t length;       /* the same; more than WORD_MAX where it is too long */
    bool is_escaped;     /* a backslash stands before it: its first byte may belong to that */
    bool leads;          /* a command may stand here */
    bool behind_brace;   /* but blanks, quotes and backslashes */
    bool behind_quote;   /* the same */
    bool has_object;     /* a quote stands behind a brace */
    bool has_key;        /* a colon stands behind a quote */
    bool *seen;          /* by the number of a word */
    bool passes;
};

/* What a word is read without: quotes, and NUL bytes, which bash drops. */
static bool is_dropped(char byte)
{
    return byte == '"' || byte == '\'' || byte == '\0';
}

static char byte_at(const struct looking *looking, size_t at)
{
    return at < looking->bytes.length ? looking->bytes.data[at] : '\n';
}

/* Whether what stands behind `source` or `.` names a script that may be read. */
static bool reads_script(const struct looking *looking, size_t at)
{
    while (ascii_is_blank(byte_at(looking, at)) || is_dropped(byte_at(looking, at))) {
        at++;
    }
    size_t start = at;
    while (!ascii_is_blank(byte_at(looking, at)) && !is_dropped(byte_at(looking, at)) &&
           !strchr("\n\r;&|)", byte_at(looking, at))) {
        at++;
    }
    slice name = slice_sub(looking->bytes, start, at);
    if (name.length == 0 || !looking->reader) {
        return false;
    }
    for (size_t i = 0; i < name.length; i++) {
        if (name.data[0] != '/' || strchr("$`*?[{\\", name.data[i])) {
            return true;
        }
    }
    return looking->reader->reads(looking->reader->context, name);
}

/* The bytes since `start`, which belong to a word. */
static void append(struct looking *looking)
{
    slice piece = slice_sub(looking->bytes, looking->start, looking->at);
    looking->start = looking->at;
    if (looking->length + piece.length > WORD_MAX) {
        looking->length = WORD_MAX + 1;
        return;
    }
    for (size_t i = 0; i < piece.length; i++) {
        unsigned char byte = (unsigned char)piece.data[i];
        looking->word[looking->length++] = (char)looking->prefilter->folded[byte];
    }
}

/* Whether any word that is looked for is so long and begins so, in lower case. */
static bool may_be_known(const struct prefilter *prefilter, unsigned char first, size_t length)
{
    return length <= WORD_MAX && prefilter->lengths[first] >> length & 1;
}

static const struct word *find_word(const struct prefilter *prefilter, slice bytes)
{
    bool may_be =
        bytes.length > 0 && may_be_known(prefilter, (unsigned char)bytes.data[0], bytes.length);
    return may_be ? map_get(prefilter->words, bytes) : NULL;
}

/* Returns whether a command may follow. */
static bool take_word(struct looking *looking, slice bytes)
{
    const struct word *word = find_word(looking->prefilter, bytes);
    if (!word) {
        return false;
    }
    bool sources =
        word->is_source && looking->leads && ascii_is_blank(byte_at(looking, looking->at));
    looking->seen[word->number] = true;
    looking->passes =
        looking->passes || word->is_enough || (sources && reads_script(looking, looking->at));
    return word->leads;
}

static bool begins_authority(const struct looking *looking)
{
    return byte_at(looking, looking->at) == ':' && byte_at(looking, looking->at + 1) == '/' &&
           byte_at(looking, looking->at + 2) == '/';
}

static bool piece_may_be_known(const struct looking *looking)
{
    unsigned char first = (unsigned char)looking->bytes.data[looking->start];
    return may_be_known(looking->prefilter, looking->prefilter->folded[first],
                        looking->at - looking->start);
}

/* Behind a word, if there was one. The scheme of a URL isn't the name of a command. */
static void end_word(struct looking *looking)
{
    if (looking->length == 0 && looking->start == looking->at) {
        return;
    }
    if (looking->length == 0 && !looking->is_escaped && !piece_may_be_known(looking)) {
        looking->leads = false;
        return;
    }
    append(looking);
    size_t length = looking->length;
    looking->length = 0;
    if (length > WORD_MAX || begins_authority(looking)) {
        looking->leads = false;
        return;
    }
    bool leads = take_word(looking, (slice){looking->word, length});
    if (looking->is_escaped) {
        leads |= take_word(looking, (slice){looking->word + 1, length - 1});
    }
    looking->leads = leads;
}

static size_t end_of_word(const struct looking *looking, size_t at)
{
    while (at < looking->bytes.length &&
           looking->prefilter->folded[(unsigned char)looking->bytes.data[at]]) {
        at++;
    }
    return at;
}

static void take_dropped(struct looking *looking, char byte)
{
    append(looking);
    looking->leads = looking->length == 0;
    if (byte == '"') {
        looking->has_object = looking->has_object || looking->behind_brace;
        looking->behind_quote = true;
    }
}

static bool ends_comment(char byte)
{
    return byte == '\n' || byte == '$' || byte == '`' || is_dropped(byte);
}

/* A comment that takes the line, if one begins at `at`, is passed over: up to what would be quoted
 * or expanded there were it no comment, but part of a string or of a heredoc. */
static size_t begin_line(struct looking *looking, size_t at)
{
    looking->leads = true;
    size_t start = at;
    while (ascii_is_blank(byte_at(looking, at))) {
        at++;
    }
    if (byte_at(looking, at) != '#') {
        return start;
    }
    while (!ends_comment(byte_at(looking, at))) {
        at++;
    }
    return at;
}

static void take_operator(struct looking *looking, char byte, bool is_alone)
{
    looking->has_key = looking->has_key || (byte == ':' && looking->behind_quote);
    if (byte == '.' && is_alone && looking->leads &&
        ascii_is_blank(byte_at(looking, looking->at + 1))) {
        looking->passes = looking->passes || reads_script(looking, looking->at + 1);
    }
    looking->leads = strchr(";&|({`!", byte) != NULL;
    looking->behind_brace = byte == '{';
    looking->behind_quote = false;
}

/* What no word is made of. Returns where to go on: \n, \t and \r stand for blanks, or for the first
 * letter of a word. */
static size_t take_other(struct looking *looking, char byte)
{
    bool is_alone = looking->length == 0 && looking->start == looking->at;
    size_t next = looking->at + 1;
    if (byte == '\\' && byte_at(looking, next) == '\n') {
        append(looking); /* the word goes on */
        return looking->start = next + 1;
    }
    if (!is_alone) {
        end_word(looking);
    }
    looking->is_escaped = byte == '\\';
    looking->start = next;
    if (byte == '\\') {
        char escaped = byte_at(looking, next);
        looking->leads = looking->leads || escaped == 'n';
        next += escaped == 'n' || escaped == 't' || escaped == 'r';
    } else if (byte == '\n') {
        next = looking->start = begin_line(looking, next);
    } else if (!ascii_is_blank(byte) && byte != '\r') {
        take_operator(looking, byte, is_alone);
    }
    return next;
}

static bool any_command(const struct looking *looking)
{
    const struct prefilter *prefilter = looking->prefilter;
    for (size_t i = 0; i < prefilter->commands.count; i++) {
        const struct words *words = &prefilter->commands.items[i];
        size_t there = 0;
        while (there < words->count && looking->seen[words->items[there]->number]) {
            there++;
        }
        if (there == words->count) {
            return true;
        }
    }
    return false;
}

bool prefilter_passes(const struct prefilter *prefilter, struct arena *arena, slice bytes,
                      const struct prefilter_reader *reader)
{
    struct looking looking = {.prefilter = prefilter,
                              .reader = reader,
                              .bytes = bytes,
                              .seen = ARENA_ARRAY(arena, bool, prefilter->word_count)};
    looking.at = looking.start = begin_line(&looking, 0);
    while (looking.at < bytes.length && !looking.passes) {
        char byte = bytes.data[looking.at];
        if (prefilter->folded[(unsigned char)byte]) {
            looking.behind_brace = looking.behind_quote = false;
            looking.at = end_of_word(&looking, looking.at + 1);
        } else if (is_dropped(byte)) {
            take_dropped(&looking, byte);
            looking.start = ++looking.at;
        } else {
            looking.at = take_other(&looking, byte);
        }
    }
    end_word(&looking);
    return looking.passes || (looking.has_object && looking.has_key) || any_command(&looking);
}
