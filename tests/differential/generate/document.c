/* Makes documents and spoils them. */
#include "document.h"
#include "script.h"

static bool chance(struct script *script, unsigned percent)
{
    return random_chance(&script->random, percent);
}

static void add(struct document *document, bool is_expansion, slice text)
{
    if (text.length > 0 && document->count < PIECES_MAX) {
        document->pieces[document->count++] = (struct piece){is_expansion, text};
    }
}

static void add_text(struct document *document, const char *text)
{
    add(document, false, slice_from(text));
}

/* ---- Members ---- */

/* How a document is laid out. */
struct layout {
    const char *after_brace, *comma, *after_colon, *before_brace;
};

static const struct layout layouts[] = {
    {"", ",", "", ""},     {"", ", ", " ", ""},
    {" ", ", ", " ", " "}, {"\n  ", ",\n  ", " ", "\n"},
    {"", ",", " ", ""},    {"\n", ",\n", "\t", "\n"},
};

static void add_id(struct script *script, struct document *document, const char *variable)
{
    static const char *const commands[] = {
        "$(uuidgen)",  "$(uuidgen | tr A-Z a-z)", "$(cat /proc/sys/kernel/random/uuid)",
        "$(date +%s)", "${REQUEST_ID:-none}",     "$RANDOM"};
    if (chance(script, 8)) {
        add(document, false, script_simple_word(script));
        add_text(document, "-");
    }
    if (variable) {
        add(document, true, slice_from(variable));
    } else if (script->scope_depth > 0 && chance(script, 40)) {
        add(document, true, slice_from(script->scope[script->scope_depth - 1]));
    } else if (chance(script, 40)) {
        add(document, true, slice_from(commands[random_below(&script->random, 6)]));
    } else {
        add(document, false, chance(script, 50) ? script_uuid(script) : script_bad_id(script));
    }
    if (chance(script, 5)) {
        add_text(document, "-x");
    }
}

static void add_id_member(struct script *script, struct document *document,
                          const struct layout *layout, const char *variable)
{
    bool is_quoted = !chance(script, 3);
    add_text(document, "\"request_id\":");
    add_text(document, layout->after_colon);
    if (is_quoted) {
        add_text(document, "\"");
    }
    add_id(script, document, variable);
    if (is_quoted) {
        add_text(document, "\"");
    }
}

static void add_plain_member(struct script *script, struct document *document)
{
    static const char *const members[] = {
        "\"user\": \"ann\"",
        "\"count\": 3",
        "\"ok\":true",
        "\"none\": null",
        "\"tags\": [\"a\", \"b\"]",
        "\"empty\": {}",
        "\"list\":[]",
        "\"path\": \"/a/b\"",
        "\"text\": \"it's\"",
        "\"text\": \"a \\\"quoted\\\" word\"",
        "\"re\": \"^\\\\d+$\"",
        "\"price\": \"$5\"",
        "\"rate\": \"100%\"",
        "\"cmd\": \"`date`\"",
        "\"u\": \"\\u00e9 ☃\"",
        "\"nl\": \"a\\nb\"",
        "\"n\": -1.5e3",
        "\"shell\": \"a && b; c | d # e\"",
        "\"deep\": {\"a\": {\"b\": [1, {\"c\": null}]}}",
        "\"glob\": \"*.sh ? [x]\"",
    };
    add_text(document, members[random_below(&script->random, sizeof members / sizeof *members)]);
}

struct document *document_make(struct script *script, const struct document_variables *variables)
{
    struct document *document = ARENA_NEW(script->arena, struct document);
    document->is_well_formed = true;
    const struct layout *layout =
        &layouts[random_below(&script->random, sizeof layouts / sizeof *layouts)];
    bool is_nested = chance(script, 15), is_listed = !is_nested && chance(script, 10);
    add_text(document, "{");
    add_text(document, layout->after_brace);
    if (chance(script, 40)) {
        add_plain_member(script, document);
        add_text(document, layout->comma);
    }
    if (is_nested) {
        add_text(document, "\"request\": {");
    } else if (is_listed) {
        add_text(document, "\"items\": [{");
    }
    add_id_member(script, document, layout, variables->ids[0]);
    if (is_nested) {
        add_text(document, "}");
    } else if (is_listed) {
        if (variables->ids[1]) {
            add_text(document, "}, {");
            add_id_member(script, document, layout, variables->ids[1]);
        }
        add_text(document, "}]");
    } else if (variables->ids[1]) {
        add_text(document, ", \"parent\": {");
        add_id_member(script, document, layout, variables->ids[1]);
        add_text(document, "}");
    }
    if (variables->text) {
        add_text(document, layout->comma);
        add_text(document, "\"name\": \"");
        bool is_id = variables->ids[0] && chance(script, 5); /* also used for something else */
        add(document, true, slice_from(is_id ? variables->ids[0] : variables->text));
        add_text(document, "\"");
    }
    if (variables->number) {
        add_text(document, layout->comma);
        add_text(document, "\"size\":");
        add(document, true, slice_from(variables->number));
    }
    if (chance(script, 40)) {
        add_text(document, layout->comma);
        add_plain_member(script, document);
    }
    add_text(document, layout->before_brace);
    add_text(document, "}");
    if (chance(script, 25)) {
        document_spoil(script, document);
    }
    return document;
}

/* ---- Defects ---- */

/* A byte of the document's text that is one of `bytes`: its piece, and where it stands there. */
static struct piece *find_any(struct script *script, struct document *document, const char *bytes,
                              size_t *at)
{
    size_t found = 0;
    for (int round = 0; round < 2; round++) {
        size_t seen = 0, wanted = found ? random_below(&script->random, found) : 0;
        for (size_t i = 0; i < document->count; i++) {
            struct piece *piece = &document->pieces[i];
            for (size_t j = 0; !piece->is_expansion && j < piece->text.length; j++) {
                if (!strchr(bytes, piece->text.data[j])) {
                    continue;
                }
                if (round == 1 && seen == wanted) {
                    *at = j;
                    return piece;
                }
                seen++;
            }
        }
        found = seen;
    }
    return NULL;
}

/* Puts `with` in place of `count` bytes. */
static void replace_at(struct script *script, struct piece *piece, size_t at, size_t count,
                       const char *with)
{
    slice text = piece->text;
    piece->text = arena_printf(script->arena, "%.*s%s%.*s", SLICE_ARGS(slice_sub(text, 0, at)),
                               with, SLICE_ARGS(slice_sub(text, at + count, text.length)));
}

static void drop_byte(struct script *script, struct document *document)
{
    size_t at = 0;
    struct piece *piece = find_any(script, document, "\"{}:,[]", &at);
    if (piece) {
        replace_at(script, piece, at, 1, "");
    }
}

static void add_trailing_comma(struct script *script, struct document *document)
{
    size_t at = 0;
    struct piece *piece = find_any(script, document, "}]", &at);
    if (piece) {
        replace_at(script, piece, at, 0, random_chance(&script->random, 50) ? "," : ",\n");
    }
}

static void use_single_quotes(struct script *script, struct document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        struct piece *piece = &document->pieces[i];
        for (size_t j = 0; !piece->is_expansion && j < piece->text.length; j++) {
            if (piece->text.data[j] == '"') {
                replace_at(script, piece, j, 1, "'");
            }
        }
    }
}

static void break_string(struct script *script, struct document *document)
{
    static const char *const raw[] = {"\n", "\t", "\\x", "\\'", "\"", "\\"};
    size_t at = 0;
    struct piece *piece = find_any(script, document, "abcdefghijklmnopqrstuvwxyz", &at);
    if (piece) {
        replace_at(script, piece, at, 0, raw[random_below(&script->random, 6)]);
    }
}

/* The variable is sent by its name. */
static void leave_unexpanded(struct script *script, struct document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        struct piece *piece = &document->pieces[i];
        if (piece->is_expansion) {
            piece->text =
                piece->text.data[0] == '$'
                    ? piece->text
                    : arena_printf(script->arena, chance(script, 50) ? "$%.*s" : "${%.*s}",
                                   SLICE_ARGS(piece->text));
            piece->is_expansion = false;
            return;
        }
    }
}

static void drop_quotes_around(struct script *script, struct document *document)
{
    for (size_t i = 1; i + 1 < document->count; i++) {
        struct piece *piece = &document->pieces[i];
        if (piece[0].is_expansion && slice_is(piece[-1].text, "\"") &&
            slice_is(piece[1].text, "\"")) {
            replace_at(script, &piece[-1], 0, 1, " ");
            replace_at(script, &piece[1], 0, 1, "");
            return;
        }
    }
}

static void put_junk(struct script *script, struct document *document)
{
    static const char *const junk[] = {"// note\n", "# note\n", ",", "NaN", "True", "/* x */",
                                       ":",         "}",        "0", "x",   "\f",   "{"};
    size_t at = 0;
    struct piece *piece = find_any(script, document, ":,{}[]", &at);
    if (piece) {
        replace_at(script, piece, at + 1, 0, junk[random_below(&script->random, 12)]);
    }
}

static void cut_off(struct script *script, struct document *document)
{
    if (document->count > 1) {
        document->count -= 1 + random_below(&script->random, document->count / 2);
    }
}

void document_spoil(struct script *script, struct document *document)
{
    static const struct {
        void (*apply)(struct script *script, struct document *document);
        unsigned weight;
    } defects[] = {
        {drop_byte, 5},        {add_trailing_comma, 4}, {use_single_quotes, 2}, {break_string, 4},
        {leave_unexpanded, 4}, {drop_quotes_around, 2}, {put_junk, 3},          {cut_off, 1},
    };
    size_t at = random_below(&script->random, 25);
    size_t i = 0;
    while (at >= defects[i].weight) {
        at -= defects[i++].weight;
    }
    document->is_well_formed = false;
    defects[i].apply(script, document);
}

void document_split(struct script *script, const struct document *document,
                    struct document halves[2])
{
    halves[0].count = halves[1].count = 0;
    size_t piece = document->count ? random_below(&script->random, document->count) : 0;
    for (size_t i = 0; i < document->count; i++) {
        slice text = document->pieces[i].text;
        if (i != piece || document->pieces[i].is_expansion) {
            add(&halves[i >= piece], document->pieces[i].is_expansion, text);
            continue;
        }
        size_t at = random_below(&script->random, text.length + 1);
        while (at > 0 && at < text.length && ((unsigned char)text.data[at] & 0xc0) == 0x80) {
            at--; /* not inside a character */
        }
        add(&halves[0], false, slice_sub(text, 0, at));
        add(&halves[1], false, slice_sub(text, at, text.length));
    }
}
