/* The ways to write a document in shell. */
#include "document.h"
#include "script.h"

enum style { DOUBLE, SINGLE, ANSI, BARE, STYLE_COUNT };

static bool chance(struct script *script, unsigned percent)
{
    return random_chance(&script->random, percent);
}

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

/* ---- Pieces ---- */

/* What follows an expansion decides whether it needs braces. */
static void put_expansion(struct script *script, struct buffer *out, slice what, char next)
{
    if (what.data[0] == '$') {
        buffer_append(out, what);
    } else if (is_name_byte(next) || next == '[' || chance(script, 30)) {
        buffer_printf(out, chance(script, 4) ? "${%.*s-}" : "${%.*s}", SLICE_ARGS(what));
    } else {
        buffer_printf(out, "$%.*s", SLICE_ARGS(what));
    }
}

static char first_byte_of_text(const struct document *document, size_t piece)
{
    return piece < document->count && !document->pieces[piece].is_expansion
               ? document->pieces[piece].text.data[0]
               : '\0';
}

/* POSIX XCU 2.2.3: inside double quotes a backslash is one unless it stands before $ ` " \ newline.
 */
static void put_double(struct script *script, struct buffer *out, slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i], next = i + 1 < text.length ? text.data[i + 1] : '"';
        if (strchr("\"$`", byte) ||
            (byte == '\\' && (strchr("\"$`\\\n", next) || chance(script, 50)))) {
            buffer_append_byte(out, '\\');
        }
        buffer_append_byte(out, byte);
    }
}

static void put_single(struct script *script, struct buffer *out, slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\'') {
            buffer_append(out, chance(script, 60) ? SLICE("'\\''") : SLICE("'\"'\"'"));
        } else {
            buffer_append_byte(out, text.data[i]);
        }
    }
}

static void put_ansi(struct script *script, struct buffer *out, slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (byte == '\n') {
            buffer_append(out, SLICE("\\n"));
        } else if (byte == '\t' && chance(script, 50)) {
            buffer_append(out, SLICE("\\t"));
        } else if (byte == '"' && chance(script, 20)) {
            buffer_append(out, chance(script, 50) ? SLICE("\\x22") : SLICE("\\042"));
        } else {
            if (strchr("'\\", byte)) {
                buffer_append_byte(out, '\\');
            }
            buffer_append_byte(out, byte);
        }
    }
}

static void put_bare(struct script *script, struct buffer *out, slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (byte == '\n') {
            buffer_append(out, SLICE("$'\\n'"));
            continue;
        }
        if (!is_name_byte(byte) && !strchr("-./:", byte) && (unsigned char)byte < 0x80) {
            buffer_append_byte(out, '\\');
        }
        buffer_append_byte(out, byte);
    }
}

static void put_in_style(struct script *script, struct buffer *out, enum style style, slice text)
{
    static const struct {
        const char *open, *close;
        void (*put)(struct script *script, struct buffer *out, slice text);
    } styles[STYLE_COUNT] = {
        [DOUBLE] = {"\"", "\"", put_double},
        [SINGLE] = {"'", "'", put_single},
        [ANSI] = {"$'", "'", put_ansi},
        [BARE] = {"", "", put_bare},
    };
    if (style == BARE && text.length == 0) {
        style = SINGLE;
    }
    buffer_append(out, slice_from(styles[style].open));
    styles[style].put(script, out, text);
    buffer_append(out, slice_from(styles[style].close));
}

void render_quoted(struct script *script, struct buffer *out, slice text)
{
    enum style style = (enum style)random_below(&script->random, STYLE_COUNT);
    if (chance(script, 10)) {
        size_t at = random_below(&script->random, text.length + 1);
        put_in_style(script, out, style, slice_sub(text, 0, at));
        text = slice_sub(text, at, text.length);
        style = (enum style)random_below(&script->random, STYLE_COUNT);
    }
    put_in_style(script, out, style, text);
}

/* ---- Words ---- */

static void render_all_double(struct script *script, struct buffer *out,
                              const struct document *document)
{
    buffer_append_byte(out, '"');
    for (size_t i = 0; i < document->count; i++) {
        const struct piece *piece = &document->pieces[i];
        if (piece->is_expansion) {
            put_expansion(script, out, piece->text, first_byte_of_text(document, i + 1));
        } else {
            put_double(script, out, piece->text);
        }
    }
    buffer_append_byte(out, '"');
}

/* The text in one style, the expansions in double quotes or, rarely, in none. */
static void render_broken(struct script *script, struct buffer *out,
                          const struct document *document, enum style style, bool is_mixed)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct piece *piece = &document->pieces[i];
        if (!piece->is_expansion) {
            slice text = piece->text;
            while (!is_mixed && i + 1 < document->count && !document->pieces[i + 1].is_expansion) {
                slice more = document->pieces[++i].text;
                text = arena_printf(script->arena, "%.*s%.*s", SLICE_ARGS(text), SLICE_ARGS(more));
            }
            put_in_style(script, out,
                         is_mixed ? (enum style)random_below(&script->random, STYLE_COUNT) : style,
                         text);
            continue;
        }
        bool is_bare = chance(script, 8);
        buffer_append(out, is_bare ? SLICE("") : SLICE("\""));
        put_expansion(script, out, piece->text, is_bare && i + 1 < document->count ? 'x' : '\0');
        buffer_append(out, is_bare ? SLICE("") : SLICE("\""));
    }
    if (document->count == 0) {
        buffer_append(out, SLICE("''"));
    }
}

void render_word(struct script *script, struct buffer *out, const struct document *document)
{
    size_t at = random_below(&script->random, 100);
    if (at < 50) {
        render_all_double(script, out, document);
    } else {
        render_broken(script, out, document, at < 86 ? SINGLE : at < 94 ? ANSI : BARE, at >= 95);
    }
}

/* ---- Heredocs ---- */

void render_heredoc(struct script *script, struct buffer *out, const struct document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct piece *piece = &document->pieces[i];
        slice text = piece->text;
        if (piece->is_expansion) {
            put_expansion(script, out, text, first_byte_of_text(document, i + 1));
            continue;
        }
        for (size_t j = 0; j < text.length; j++) {
            char byte = text.data[j], next = j + 1 < text.length ? text.data[j + 1] : '\\';
            if (strchr("$`", byte) ||
                (byte == '\\' && (strchr("$`\\\n", next) || chance(script, 50)))) {
                buffer_append_byte(out, '\\');
            }
            buffer_append_byte(out, byte);
        }
    }
}

void render_template(struct script *script, struct buffer *out, const struct document *document,
                     bool for_envsubst)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct piece *piece = &document->pieces[i];
        if (piece->is_expansion && for_envsubst) {
            buffer_printf(out, piece->text.data[0] == '$' ? "%.*s" : "${%.*s}",
                          SLICE_ARGS(piece->text));
        } else if (piece->is_expansion) {
            buffer_printf(out, "__P%zu__", i);
        } else {
            buffer_append(out, piece->text);
        }
    }
}

void render_sed_options(struct script *script, struct buffer *out, const struct document *document)
{
    char mark = "/|#"[random_below(&script->random, 3)];
    bool is_any = false;
    for (size_t i = 0; i < document->count; i++) {
        const struct piece *piece = &document->pieces[i];
        if (piece->is_expansion) {
            buffer_printf(out, "%s-e \"s%c__P%zu__%c", is_any ? " " : "", mark, i, mark);
            put_expansion(script, out, piece->text, mark);
            buffer_printf(out, "%c%s\"", mark, chance(script, 50) ? "g" : "");
            is_any = true;
        }
    }
    if (!is_any) {
        buffer_append(out, SLICE("-e s/__NONE__//"));
    }
}

void render_variable_names(struct script *script, struct buffer *out,
                           const struct document *document)
{
    buffer_append(out, SLICE("EXPORTED"));
    for (size_t i = 0; i < document->count; i++) {
        const struct piece *piece = &document->pieces[i];
        if (piece->is_expansion && piece->text.data[0] != '$' && piece->text.data[0] > '9') {
            buffer_printf(out, " %.*s", SLICE_ARGS(piece->text));
        }
    }
}

/* ---- printf, jq ---- */

void render_printf(struct script *script, struct buffer *out, const struct document *document)
{
    struct buffer format = {.arena = script->arena};
    for (size_t i = 0; i < document->count; i++) {
        const struct piece *piece = &document->pieces[i];
        if (piece->is_expansion) {
            buffer_append(&format, SLICE("%s"));
            continue;
        }
        for (size_t j = 0; j < piece->text.length; j++) {
            char byte = piece->text.data[j];
            if (byte == '\n' && chance(script, 70)) {
                buffer_append(&format, SLICE("\\n"));
                continue;
            }
            if (strchr("%\\", byte)) {
                buffer_append_byte(&format, byte);
            }
            buffer_append_byte(&format, byte);
        }
    }
    if (chance(script, 30)) {
        buffer_append(&format, SLICE("\\n"));
    }
    put_in_style(script, out, chance(script, 70) ? SINGLE : DOUBLE, buffer_slice(&format));
    for (size_t i = 0; i < document->count; i++) {
        if (document->pieces[i].is_expansion) {
            buffer_append(out, SLICE(" \""));
            put_expansion(script, out, document->pieces[i].text, '\0');
            buffer_append(out, SLICE("\""));
        }
    }
}

/* Whether a piece stands in a JSON string: after an odd number of quotes. */
static bool is_in_string(const struct document *document, size_t piece)
{
    bool inside = false;
    for (size_t i = 0; i < piece; i++) {
        slice text = document->pieces[i].text;
        for (size_t j = 0; !document->pieces[i].is_expansion && j < text.length; j++) {
            if (text.data[j] == '\\' && inside) {
                j++;
            } else if (text.data[j] == '"') {
                inside = !inside;
            }
        }
    }
    return inside;
}

/* A string that is nothing but one expansion. */
static bool is_whole_string(const struct document *document, size_t piece)
{
    return piece > 0 && piece + 1 < document->count && is_in_string(document, piece) &&
           slice_ends_with(document->pieces[piece - 1].text, SLICE("\"")) &&
           !document->pieces[piece + 1].is_expansion &&
           document->pieces[piece + 1].text.data[0] == '"';
}

void render_jq(struct script *script, struct buffer *out, const struct document *document)
{
    static const char *const options[] = {"-n", "-nc", "-n -c", "--null-input", "-cn", "-nr"};
    struct buffer program = {.arena = script->arena};
    buffer_append(out, slice_from(options[random_below(&script->random, 6)]));
    for (size_t i = 0; i < document->count; i++) {
        const struct piece *piece = &document->pieces[i];
        slice text = piece->text;
        if (!piece->is_expansion) {
            bool is_opened =
                i > 0 && document->pieces[i - 1].is_expansion && is_whole_string(document, i - 1);
            bool is_closed = i + 1 < document->count && document->pieces[i + 1].is_expansion &&
                             is_whole_string(document, i + 1);
            buffer_append(&program, slice_sub(text, is_opened, text.length - is_closed));
            continue;
        }
        bool is_json = !is_in_string(document, i) && chance(script, 60);
        buffer_printf(out, is_json ? " --argjson v%zu \"" : " --arg v%zu \"", i);
        put_expansion(script, out, text, '\0');
        buffer_append_byte(out, '"');
        buffer_printf(
            &program,
            is_in_string(document, i) && !is_whole_string(document, i) ? "\\($v%zu)" : "$v%zu", i);
    }
    buffer_append_byte(out, ' ');
    put_in_style(script, out, chance(script, 90) ? SINGLE : DOUBLE, buffer_slice(&program));
}
