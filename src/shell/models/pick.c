/* Commands that pick whole lines or words by what stands in them: grep 'words', sed -n 2p, xargs.
 * In: what they read. Out: the lines, where it is known which they are. */
#include "base/ascii.h"
#include "shell/models/model.h"
#include "shell/split.h"

/* ---- grep ---- */

/* A regular expression of nothing but bytes, maybe bound to the ends of the line. */
struct plain_pattern {
    slice bytes;
    bool at_start, at_end;
};

static bool read_pattern(slice bytes, struct plain_pattern *pattern)
{
    pattern->at_start = bytes.length > 0 && bytes.data[0] == '^';
    bytes = slice_sub(bytes, pattern->at_start, bytes.length);
    pattern->at_end = bytes.length > 0 && bytes.data[bytes.length - 1] == '$';
    bytes = slice_sub(bytes, 0, bytes.length - pattern->at_end);
    for (size_t i = 0; i < bytes.length; i++) {
        if (strchr(".*[]^$\\+?(){}|\n", bytes.data[i])) {
            return false;
        }
    }
    pattern->bytes = bytes;
    return true;
}

enum match { MATCH_NO, MATCH_YES, MATCH_UNKNOWN };

static enum match match_line(struct arena *arena, const struct plain_pattern *pattern,
                             struct text line)
{
    slice bytes;
    if (text_is_literal(arena, line, &bytes)) {
        bool start = !pattern->at_start || slice_starts_with(bytes, pattern->bytes);
        bool end = !pattern->at_end || slice_ends_with(bytes, pattern->bytes);
        bool whole = !pattern->at_start || !pattern->at_end || slice_equal(bytes, pattern->bytes);
        bool inside =
            pattern->bytes.length == 0 || slice_find(bytes, pattern->bytes) < bytes.length;
        return start && end && whole && inside ? MATCH_YES : MATCH_NO;
    }
    slice prefix = text_prefix(line);
    if (pattern->at_start && !pattern->at_end && prefix.length >= pattern->bytes.length) {
        return slice_starts_with(prefix, pattern->bytes) ? MATCH_YES : MATCH_NO;
    }
    return MATCH_UNKNOWN;
}

struct picking {
    const struct model_call *call;
    struct plain_pattern pattern;
    size_t line; /* sed -n: from 1 */
};

static struct text grep_lines(struct shell_evaluator *evaluator, void *data, struct text input)
{
    const struct picking *picking = data;
    struct arena *arena = evaluator->arena;
    struct text_builder builder = {.arena = arena};
    struct texts lines = {0};
    if (!text_lines(arena, input, MODEL_LINES_MAX, &lines)) {
        return model_derived(picking->call, input, SHAPE_TEXT);
    }
    for (size_t i = 0; i < lines.count; i++) {
        enum match match = match_line(arena, &picking->pattern, lines.items[i]);
        if (match == MATCH_UNKNOWN) {
            return model_derived(picking->call, input, SHAPE_TEXT);
        }
        if (match == MATCH_YES) {
            model_append_line(&builder, lines.items[i], picking->call->span);
        }
    }
    return text_finish(&builder);
}

struct text model_grep(const struct model_call *call)
{
    struct picking picking = {.call = call};
    slice option, pattern;
    if (model_has_argument(call, "-q") || model_has_argument(call, "--quiet")) {
        return (struct text){0};
    }
    size_t at = model_literal(call, 1, &option) && slice_is(option, "-e") ? 2 : 1;
    bool understood = model_literal(call, at, &pattern) && pattern.length > 0 &&
                      pattern.data[0] != '-' && read_pattern(pattern, &picking.pattern);
    if (call->argc < at + 1 || call->argc > at + 2) {
        return model_derived(call, call->has_stdin ? call->stdin_text : (struct text){0},
                             SHAPE_TEXT);
    }
    struct text input =
        call->argc == at + 2 ? model_file(call, call->argv[at + 1].text) : model_stdin(call);
    return understood ? text_map_choices(call->evaluator, grep_lines, &picking, input)
                      : model_derived(call, input, SHAPE_TEXT);
}

/* ---- sed -n ---- */

static struct text pick_line(struct shell_evaluator *evaluator, void *data, struct text input)
{
    const struct picking *picking = data;
    struct text_builder builder = {.arena = evaluator->arena};
    struct texts lines = {0};
    if (!text_lines(evaluator->arena, input, MODEL_LINES_MAX, &lines)) {
        return model_derived(picking->call, input, SHAPE_TEXT);
    }
    if (picking->line <= lines.count) {
        model_append_line(&builder, lines.items[picking->line - 1], picking->call->span);
    }
    return text_finish(&builder);
}

bool model_sed_line(const struct model_call *call, struct text *line)
{
    slice option, script;
    struct picking picking = {.call = call};
    if (call->argc < 3 || call->argc > 4 || !model_literal(call, 1, &option) ||
        !slice_is(option, "-n") || !model_literal(call, 2, &script) || script.length < 2 ||
        script.length > 4 || script.data[script.length - 1] != 'p') {
        return false;
    }
    for (size_t i = 0; i + 1 < script.length; i++) {
        if (!ascii_is_digit(script.data[i])) {
            return false;
        }
        picking.line = picking.line * 10 + (size_t)(script.data[i] - '0');
    }
    struct text input = call->argc == 4 ? model_file(call, call->argv[3].text) : model_stdin(call);
    *line = picking.line > 0 ? text_map_choices(call->evaluator, pick_line, &picking, input)
                             : model_derived(call, input, SHAPE_TEXT);
    return true;
}

/* ---- xargs ---- */

/* Quotes and backslashes mean something to xargs too. */
static bool is_plain_word(struct text word)
{
    for (size_t i = 0; i < word.count; i++) {
        const struct text_piece *piece = &word.pieces[i];
        for (size_t k = 0; piece->kind == PIECE_LITERAL && k < piece->length; k++) {
            if (strchr("'\"\\", piece->data[k])) {
                return false;
            }
        }
    }
    return true;
}

static struct text join_words(struct shell_evaluator *evaluator, void *data, struct text input)
{
    const struct picking *picking = data;
    struct text_builder builder = {.arena = evaluator->arena};
    struct texts lines = {0};
    bool any = false;
    bool known = text_lines(evaluator->arena, input, MODEL_LINES_MAX, &lines);
    for (size_t i = 0; known && i < lines.count; i++) {
        struct texts words = {0};
        known = text_words(evaluator->arena, lines.items[i], &words);
        for (size_t k = 0; known && k < words.count; k++) {
            known = is_plain_word(words.items[k]);
            text_append_literal(&builder, any ? SLICE(" ") : SLICE(""), picking->call->span,
                                TEXT_PLAIN);
            text_append(&builder, words.items[k]);
            any = true;
        }
    }
    text_append_literal(&builder, SLICE("\n"), picking->call->span, TEXT_PLAIN);
    return known ? text_finish(&builder) : model_derived(picking->call, input, SHAPE_TEXT);
}

/* xargs and xargs echo put what they read into one line. */
struct text model_xargs(const struct model_call *call)
{
    struct picking picking = {.call = call};
    slice command;
    bool echoes = call->argc == 1 || (call->argc == 2 && model_literal(call, 1, &command) &&
                                      slice_is(command, "echo"));
    return echoes ? text_map_choices(call->evaluator, join_words, &picking, model_stdin(call))
                  : model_hole(call, SHAPE_TEXT);
}
