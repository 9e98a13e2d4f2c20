/* sed as it fills templates: s/MARK/value/ (POSIX.1-2017 XCU sed). In: scripts, files, standard
 * input. Out: the text with the marks replaced.
 *
 * Only scripts of such substitutions are followed, and only for marks whose every byte is itself in
 * a regular expression. Of all else the shape alone is known. */
#include "base/buffer.h"
#include "shell/models/model.h"

enum { SED_SCRIPTS_MAX = 64 };

struct sed {
    const struct model_call *call;
    bool extended; /* -E */
    bool in_place;
    bool understood;
    struct text scripts[SED_SCRIPTS_MAX];
    size_t script_count;
    struct text_builder input;
    bool has_files;
};

/* One script at work on one input. */
struct editing {
    const struct sed *sed;
    const struct flat_text *script;
    uint32_t at;
};

/* ---- One substitution ---- */

/* Appends the byte that the one or two bytes at `rest` stand for in a regular expression; their
 * number, or 0 where they aren't just a byte. */
static size_t take_plain(const struct sed *sed, slice rest, char delimiter, struct buffer *find)
{
    char c = rest.data[0];
    if (c != '\\') {
        bool special = strchr(".[]*^", c) != NULL || c == TEXT_HOLE_BYTE || c == '\n' ||
                       (sed->extended && strchr("+?(){}|$", c) != NULL);
        buffer_append_byte(find, c);
        return special ? 0 : 1;
    }
    char next = rest.length > 1 ? rest.data[1] : '\0';
    bool plain = next && strchr("./*[]^$\\-\"#@%,:!=~;& _", next) != NULL;
    plain = plain || (sed->extended && next && strchr("+?(){}|", next) != NULL);
    plain = plain || next == delimiter;
    buffer_append_byte(find, next);
    return plain ? 2 : 0;
}

static bool take_find(struct editing *editing, char delimiter, slice *find)
{
    struct buffer buffer = {.arena = editing->sed->call->evaluator->arena};
    slice bytes = editing->script->bytes;
    while (editing->at < bytes.length && bytes.data[editing->at] != delimiter) {
        slice rest = slice_sub(bytes, editing->at, bytes.length);
        bool anchor = rest.data[0] == '$' && rest.length > 1 && rest.data[1] == delimiter;
        size_t length = anchor ? 0 : take_plain(editing->sed, rest, delimiter, &buffer);
        if (length == 0) {
            return false;
        }
        editing->at += (uint32_t)length;
    }
    *find = buffer_slice(&buffer);
    return editing->at++ < bytes.length && find->length > 0;
}

/* What a hole gives as a replacement: & and backslashes in it would mean something else. */
static void append_replacing_hole(struct editing *editing, struct text_builder *builder)
{
    const struct flat_piece *place = flat_piece_at(editing->script, editing->at);
    struct text one = {place->piece, 1};
    bool safe =
        shape_is_one_word(place->piece->hole->shape) && place->piece->hole->shape != SHAPE_WORD;
    enum shape shape = place->piece->hole->shape == SHAPE_UNKNOWN ? SHAPE_UNKNOWN : SHAPE_TEXT;
    struct text derived =
        evaluator_derived(editing->sed->call->evaluator, one, shape, "sed", place->piece->span);
    struct text_piece piece = *place->piece;
    piece.hole = derived.pieces[0].hole;
    text_append_piece(builder, safe ? *place->piece : piece);
}

/* Up to the delimiter; false where it isn't only text. */
static bool take_replacement(struct editing *editing, char delimiter, slice find,
                             struct text *replacement)
{
    struct arena *arena = editing->sed->call->evaluator->arena;
    struct text_builder builder = {.arena = arena};
    slice bytes = editing->script->bytes;
    for (; editing->at < bytes.length && bytes.data[editing->at] != delimiter; editing->at++) {
        char c = bytes.data[editing->at];
        struct span span = flat_byte_span(editing->script, editing->at);
        char next = editing->at + 1 < bytes.length ? bytes.data[editing->at + 1] : '\0';
        if (flat_is_hole(editing->script, editing->at)) {
            append_replacing_hole(editing, &builder);
        } else if (c == '&') {
            text_append_literal(&builder, find, span, TEXT_PLAIN);
        } else if (c == '\n' || (c == '\\' && next != delimiter && next != 'n' &&
                                 !(next && strchr("\\&\n/\"-", next)))) {
            return false;
        } else if (c == '\\' && next == 'n') {
            text_append_literal(&builder, SLICE("\n"), span, TEXT_PLAIN);
            editing->at++;
        } else {
            editing->at += c == '\\';
            text_append(&builder, flat_cut(arena, editing->script, editing->at, editing->at + 1));
        }
    }
    *replacement = text_finish(&builder);
    return editing->at++ < bytes.length;
}

static bool take_substitution(struct editing *editing, struct substitution *substitution)
{
    slice bytes = editing->script->bytes;
    *substitution = (struct substitution){.by_line = true};
    if (editing->at + 1 >= bytes.length || bytes.data[editing->at] != 's') {
        return false;
    }
    char delimiter = bytes.data[editing->at + 1];
    editing->at += 2;
    if (delimiter == TEXT_HOLE_BYTE || delimiter == '\\' || delimiter == '\n' ||
        !take_find(editing, delimiter, &substitution->find) ||
        !take_replacement(editing, delimiter, substitution->find, &substitution->replacement)) {
        return false;
    }
    while (editing->at < bytes.length && !strchr("; \n", bytes.data[editing->at])) {
        if (bytes.data[editing->at] != 'g') {
            return false;
        }
        substitution->all = true;
        editing->at++;
    }
    return true;
}

/* ---- Whole scripts ---- */

static struct text unknown_output(const struct sed *sed, struct text input)
{
    return evaluator_derived(sed->call->evaluator, input, SHAPE_TEXT, "sed", sed->call->span);
}

static struct text edit(struct shell_evaluator *evaluator, void *data, struct text input)
{
    struct editing editing = *(const struct editing *)data;
    slice bytes = editing.script->bytes;
    while (editing.at < bytes.length) {
        struct substitution substitution;
        if (strchr("; \n\t", bytes.data[editing.at])) {
            editing.at++;
            continue;
        }
        if (!take_substitution(&editing, &substitution) ||
            !text_substitute(evaluator->arena, input, &substitution, &input)) {
            return unknown_output(editing.sed, input);
        }
    }
    return input;
}

struct applying {
    const struct sed *sed;
    struct text input;
};

static struct text apply_script(struct shell_evaluator *evaluator, void *data, struct text script)
{
    const struct applying *applying = data;
    struct flat_text flat = text_flatten(evaluator->arena, script);
    struct editing editing = {applying->sed, &flat, 0};
    return text_map_choices(evaluator, edit, &editing, applying->input);
}

static struct text run(const struct sed *sed, struct text input)
{
    struct applying applying = {sed, input};
    for (size_t i = 0; i < sed->script_count; i++) {
        applying.input =
            text_map_choices(sed->call->evaluator, apply_script, &applying, sed->scripts[i]);
    }
    return sed->understood ? applying.input : unknown_output(sed, input);
}

/* ---- The command line ---- */

static void add_script(struct sed *sed, struct text script)
{
    if (sed->script_count == SED_SCRIPTS_MAX) {
        sed->understood = false;
        return;
    }
    sed->scripts[sed->script_count++] = script;
}

static void add_file(struct sed *sed, struct text name)
{
    sed->has_files = true;
    struct text text = model_file(sed->call, name);
    if (!sed->in_place) {
        text_append(&sed->input, text);
        return;
    }
    slice bytes;
    struct shell_evaluator *evaluator = sed->call->evaluator;
    if (text_is_literal(evaluator->arena, name, &bytes)) {
        state_set_text(evaluator->state, state_file_key(evaluator->arena, bytes), run(sed, text));
    }
}

/* Whether the argument is an option; `*at` then stands on its last word. */
static bool take_option(struct sed *sed, size_t *at)
{
    slice bytes;
    const struct model_call *call = sed->call;
    slice prefix = text_prefix(call->argv[*at].text);
    bool literal = model_literal(call, *at, &bytes);
    if (slice_starts_with(prefix, SLICE("--expression="))) {
        add_script(sed, text_drop_prefix(call->evaluator->arena, call->argv[*at].text, 13));
    } else if (literal && (slice_is(bytes, "-e") || slice_is(bytes, "--expression")) &&
               *at + 1 < call->argc) {
        add_script(sed, call->argv[++*at].text);
    } else if (slice_starts_with(prefix, SLICE("-e")) && !literal) {
        add_script(sed, text_drop_prefix(call->evaluator->arena, call->argv[*at].text, 2));
    } else if (literal && (slice_is(bytes, "-E") || slice_is(bytes, "-r") ||
                           slice_is(bytes, "--regexp-extended"))) {
        sed->extended = true;
    } else if (slice_starts_with(prefix, SLICE("-i")) ||
               slice_starts_with(prefix, SLICE("--in-place"))) {
        sed->in_place = true;
    } else if (prefix.length > 1 && prefix.data[0] == '-') {
        sed->understood = sed->understood && (slice_is(prefix, "-u") || slice_is(prefix, "--"));
    } else {
        return false;
    }
    return true;
}

struct text model_sed(const struct model_call *call)
{
    struct sed sed = {.call = call, .understood = true};
    size_t *operands = ARENA_ARRAY(call->evaluator->arena, size_t, call->argc);
    size_t operand_count = 0;
    size_t first = 0;
    struct text line;
    if (model_sed_line(call, &line)) {
        return line;
    }
    sed.input.arena = call->evaluator->arena;
    for (size_t i = 1; i < call->argc; i++) {
        if (!take_option(&sed, &i)) {
            operands[operand_count++] = i;
        }
    }
    if (sed.script_count == 0 && operand_count > 0) {
        add_script(&sed, call->argv[operands[first++]].text);
    }
    sed.understood = sed.understood && sed.script_count > 0;
    for (size_t i = first; i < operand_count; i++) {
        add_file(&sed, call->argv[operands[i]].text);
    }
    if (sed.in_place) {
        return (struct text){0};
    }
    return run(&sed, sed.has_files ? text_finish(&sed.input) : model_stdin(call));
}
