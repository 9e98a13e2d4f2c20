/* Scripts inside strings and other files: eval, sh -c, trap, source. In: a text all of which is
 * written in the script. Out: its commands, run as if they stood there. */
#include "shell/expand.h"
#include "shell/setting.h"

/* The text as a view of the source that it is written in; false where part of it isn't written
 * there byte for byte. */
static bool view_of_text(struct arena *arena, struct text text, struct view **view)
{
    const struct source *source = text.count > 0 ? text.pieces[0].span.source : NULL;
    if (!source) {
        return false;
    }
    struct view_builder *builder = view_builder_new(arena, view_of_source(arena, source));
    for (size_t i = 0; i < text.count; i++) {
        const struct text_piece *piece = &text.pieces[i];
        size_t length = piece->span.end - piece->span.start;
        bool escape = piece->quoting == TEXT_ESCAPED && piece->length == 1 && length == 2;
        if (piece->kind != PIECE_LITERAL || piece->span.source != source ||
            (!escape && length != piece->length)) {
            return false;
        }
        slice written = slice_sub(source->bytes, piece->span.end - piece->length, piece->span.end);
        if (!slice_equal(written, piece_bytes(piece))) {
            return false;
        }
        view_builder_keep(builder, piece->span.end - (uint32_t)piece->length, piece->span.end);
    }
    *view = view_builder_finish(builder);
    return true;
}

bool evaluate_text(struct shell_evaluator *evaluator, struct text text)
{
    struct view *view;
    if (!view_of_text(evaluator->arena, text, &view)) {
        return false;
    }
    evaluate_script(evaluator, shell_lex(evaluator->arena, view, evaluator->problems));
    return true;
}

/* ---- source ---- */

/* Files that source each other, one inside the other. */
enum { SOURCED_DEPTH_MAX = 16 };

static bool is_sourced(const struct shell_evaluator *evaluator, const struct source *source)
{
    const struct sourced *sourced = evaluator->sourced;
    for (; sourced && sourced->source != source; sourced = sourced->outer) {
    }
    return sourced || source == evaluator->script->view->source;
}

static const struct shell_script *script_of(struct shell_evaluator *evaluator,
                                            const struct source *source)
{
    slice key = evaluator_pointer_key(evaluator, source);
    const struct shell_script **kept = map_get(evaluator->scripts, key);
    if (!kept) {
        struct shell_problems *ignored = ARENA_NEW(evaluator->arena, struct shell_problems);
        kept = ARENA_NEW(evaluator->arena, const struct shell_script *);
        const struct view *view =
            view_without_nul(evaluator->arena, view_of_source(evaluator->arena, source));
        *kept = shell_lex(evaluator->arena, view, ignored);
        map_put(evaluator->scripts, key, kept);
    }
    return *kept;
}

static const struct variable *sourced_arguments(struct shell_evaluator *evaluator,
                                                const struct shell_argument *argv, size_t argc)
{
    if (argc <= 2) {
        return state_get(evaluator->state, STATE_POSITIONAL);
    }
    struct text *items = ARENA_ARRAY(evaluator->arena, struct text, argc);
    struct variable *positional = ARENA_NEW(evaluator->arena, struct variable);
    positional->kind = VARIABLE_ARRAY;
    positional->items = items;
    for (size_t i = 2; i < argc; i++) {
        items[positional->count++] = argv[i].text;
    }
    return positional;
}

/* A text that the script has written into a file. */
static bool source_text(struct shell_evaluator *evaluator, struct text text,
                        const struct variable *positional)
{
    struct view *view;
    if (!view_of_text(evaluator->arena, text, &view)) {
        return false;
    }
    evaluate_sourced_script(evaluator, shell_lex(evaluator->arena, view, evaluator->problems),
                            positional);
    return true;
}

static bool source_file(struct shell_evaluator *evaluator, const struct source *source,
                        const struct variable *positional)
{
    uint32_t depth = evaluator->sourced ? evaluator->sourced->depth : 0;
    if (depth >= SOURCED_DEPTH_MAX || is_sourced(evaluator, source)) {
        return false;
    }
    struct sourced sourced = {source, evaluator->sourced, depth + 1};
    /* cppcheck-suppress autoVariables ; taken back below */
    evaluator->sourced = &sourced;
    evaluate_sourced_script(evaluator, script_of(evaluator, source), positional);
    evaluator->sourced = sourced.outer;
    return true;
}

bool evaluate_sourced(struct shell_evaluator *evaluator, const struct shell_argument *argv,
                      size_t argc)
{
    slice path;
    struct text text;
    const struct variable *positional = sourced_arguments(evaluator, argv, argc);
    if (text_is_literal(evaluator->arena, argv[1].text, &path) &&
        shell_file_text(evaluator, path, &text)) {
        return source_text(evaluator, text, positional);
    }
    const struct source *source = shell_repository_file(evaluator, argv[1].text);
    return source && source_file(evaluator, source, positional);
}

/* ---- sh -c ---- */

/* Where the command string of `sh -c` stands among the arguments; 0 where there is none. */
static size_t command_string(struct shell_evaluator *evaluator, const struct shell_argument *argv,
                             size_t argc)
{
    slice option;
    for (size_t i = 1; i + 1 < argc; i++) {
        if (!text_is_literal(evaluator->arena, argv[i].text, &option) || option.length < 2 ||
            option.data[0] != '-') {
            return 0;
        }
        if (option.data[1] != '-' && slice_find_byte(option, 'c') < option.length) {
            return i + 1;
        }
    }
    return 0;
}

bool evaluate_shell_command(struct shell_evaluator *evaluator, const struct shell_argument *argv,
                            size_t argc, struct span span)
{
    size_t at = command_string(evaluator, argv, argc);
    slice name;
    text_is_literal(evaluator->arena, argv[0].text, &name);
    bool shell = slice_is(name, "bash") || slice_is(name, "sh") || slice_is(name, "dash");
    if (!shell || at == 0) {
        return false;
    }
    struct text *items = ARENA_ARRAY(evaluator->arena, struct text, argc);
    struct variable *positional = ARENA_NEW(evaluator->arena, struct variable);
    positional->kind = VARIABLE_ARRAY;
    positional->items = items;
    for (size_t i = at + 2; i < argc; i++) {
        items[positional->count++] = argv[i].text;
    }
    /* What isn't exported isn't there, and whether a variable is exported isn't kept. */
    state_forget(evaluator->state, SLICE("the environment of a shell of its own"), span);
    state_set(evaluator->state, STATE_POSITIONAL, positional);
    setting_turn_all_off(evaluator);
    for (size_t i = 1; i < at; i++) {
        slice option;
        text_is_literal(evaluator->arena, argv[i].text, &option);
        if (option.data[1] != '-') {
            setting_set(evaluator, option, SLICE(""));
        }
    }
    return evaluate_text(evaluator, argv[at].text);
}
