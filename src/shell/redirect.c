/* Redirections (bash(1) "REDIRECTION"). In: the tokens of one command. Out: what stands on its
 * standard input, and where what it prints goes. */
#include "base/ascii.h"
#include "shell/expand.h"
#include "shell/setting.h"
#include "shell/written.h"

bool evaluator_stdin(struct shell_evaluator *evaluator, struct text *text)
{
    const struct variable *input = state_get(evaluator->state, STATE_INPUT);
    if (!input) {
        return false;
    }
    *text = input->value;
    return true;
}

void evaluator_set_stdin(struct shell_evaluator *evaluator, struct text text)
{
    state_set_text(evaluator->state, STATE_INPUT, text);
}

static struct text file_text(struct shell_evaluator *evaluator, struct text name, struct span span)
{
    slice bytes;
    struct text text;
    if (shell_read_file(evaluator, name, &text)) {
        return text;
    }
    if (!text_is_literal(evaluator->arena, name, &bytes)) {
        return evaluator_unknown(evaluator, SLICE("a file"), span);
    }
    if (slice_is(bytes, "/proc/sys/kernel/random/uuid")) {
        struct text_builder builder = {.arena = evaluator->arena};
        text_append(&builder, evaluator_hole(evaluator, SHAPE_UUID_LOWER, bytes, span));
        text_append_literal(&builder, SLICE("\n"), span, TEXT_PLAIN);
        return text_finish(&builder);
    }
    return evaluator_unknown(evaluator,
                             arena_printf(evaluator->arena, "file %.*s", SLICE_ARGS(bytes)), span);
}

static void read_here(struct shell_evaluator *evaluator, const struct redirect *redirect,
                      struct span span)
{
    const struct view *view = evaluator->script->view;
    if (redirect->kind == REDIRECT_HEREDOC) {
        const struct heredoc *heredoc = redirect->heredoc;
        evaluator_set_stdin(evaluator,
                            expand_parts(evaluator, heredoc->view, heredoc->parts, 0,
                                         heredoc->quoted ? TEXT_QUOTED_HEREDOC : TEXT_HEREDOC));
        return;
    }
    struct text target = expand_unsplit(evaluator, view, redirect->target);
    if (redirect->kind == REDIRECT_STRING) {
        struct text_builder builder = {.arena = evaluator->arena};
        text_append(&builder, target);
        text_append_literal(&builder, SLICE("\n"), span, TEXT_PLAIN);
        evaluator_set_stdin(evaluator, text_finish(&builder));
    } else {
        evaluator_set_stdin(evaluator, file_text(evaluator, target, span));
    }
}

/* ---- Descriptors from 3 on: exec 3> file, then >&3 ---- */

static slice descriptor_key(struct arena *arena, slice number)
{
    return arena_printf(arena, "descriptor %.*s", SLICE_ARGS(number));
}

/* The name of the file that the descriptor writes to, if that is known. */
static bool descriptor_file(struct shell_evaluator *evaluator, slice number, slice *file)
{
    slice key = descriptor_key(evaluator->arena, number);
    const struct variable *variable = state_get(evaluator->state, key);
    return variable && variable->kind == VARIABLE_SCALAR &&
           text_is_literal(evaluator->arena, variable->value, file) && file->length > 0;
}

static void open_descriptor(struct shell_evaluator *evaluator, const struct redirect *redirect)
{
    struct arena *arena = evaluator->arena;
    slice key = descriptor_key(arena, arena_printf(arena, "%d", redirect->descriptor));
    struct text target = expand_unsplit(evaluator, evaluator->script->view, redirect->target);
    slice name;
    bool known = redirect->kind != REDIRECT_COPY_OUT && text_is_literal(arena, target, &name);
    files_note_change(evaluator, target);
    state_set_text(evaluator->state, key, known ? target : (struct text){0});
    if (known && redirect->kind == REDIRECT_OUT) {
        state_set_text(evaluator->state, state_file_key(arena, name), (struct text){0});
    }
}

/* >&2, >&-, but not >& FILE */
static bool is_descriptor(slice target)
{
    return slice_is(target, "-") || (target.length > 0 && ascii_is_digit(target.data[0]));
}

static bool merges_errors(const struct shell_script *script, const struct redirect *redirect)
{
    slice target = slice_sub(script->view->bytes, redirect->target.start, redirect->target.end);
    return redirect->kind == REDIRECT_COPY_OUT && redirect->descriptor == 2 &&
           slice_is(target, "1");
}

static void write_here(struct shell_evaluator *evaluator, const struct redirect *redirect,
                       struct redirection *redirection)
{
    const struct view *view = evaluator->script->view;
    struct text target = expand_unsplit(evaluator, view, redirect->target);
    slice name;
    files_note_change(evaluator, target);
    if (!redirection->captures) {
        redirection->output_before = state_get(evaluator->state, STATE_OUTPUT);
    }
    redirection->captures = true;
    redirection->appends =
        redirect->kind == REDIRECT_APPEND || redirect->kind == REDIRECT_ALL_APPEND;
    bool known = text_is_literal(evaluator->arena, target, &name);
    bool copies = redirect->kind == REDIRECT_COPY_OUT && (!known || is_descriptor(name));
    redirection->known_file = !copies && known;
    redirection->to_errors = copies && known && slice_is(name, "2");
    redirection->file = redirection->known_file ? name : SLICE("");
    if (!copies && !redirection->known_file) {
        written_forget_unnamed(evaluator, target, SLICE("what is written there"),
                               redirection->span);
    }
    if (copies && known && descriptor_file(evaluator, name, &redirection->file)) {
        redirection->known_file = true;
        redirection->appends = true; /* behind what it has written before */
    }
    state_set_text(evaluator->state, STATE_OUTPUT, (struct text){0});
}

/* Whether it opens a file of which it isn't known that this succeeds. */
static bool may_not_open(struct shell_evaluator *evaluator, const struct redirect *redirect)
{
    static const char *const devices[] = {"/dev/null", "/dev/stdin", "/dev/stdout", "/dev/stderr",
                                          "/dev/tty"};
    const struct view *view = evaluator->script->view;
    slice written = slice_sub(view->bytes, redirect->target.start, redirect->target.end);
    bool copies = redirect->kind == REDIRECT_COPY_IN || redirect->kind == REDIRECT_COPY_OUT;
    bool opens = redirect->kind != REDIRECT_HEREDOC && redirect->kind != REDIRECT_STRING;
    bool reads = redirect->kind == REDIRECT_IN || redirect->kind == REDIRECT_IN_OUT;
    struct text text;
    return opens && !copies && !SLICE_IS_ONE_OF(written, devices) &&
           !(reads && !redirect->target.parts && shell_file_text(evaluator, written, &text));
}

struct redirection evaluator_redirect(struct shell_evaluator *evaluator, struct token_range range)
{
    struct redirection redirection = {.stdin_before = state_get(evaluator->state, STATE_INPUT)};
    const struct shell_script *script = evaluator->script;
    for (uint32_t i = range.first; i < range.end; i++) {
        const struct token *token = &script->tokens[i];
        if (token->kind != TOKEN_REDIRECT) {
            continue;
        }
        const struct redirect *redirect = token->redirect;
        redirection.span = view_span(script->view, token->start, token->end);
        redirection.may_fail = redirection.may_fail || may_not_open(evaluator, redirect);
        bool reads = redirect->kind == REDIRECT_IN || redirect->kind == REDIRECT_IN_OUT ||
                     redirect->kind == REDIRECT_HEREDOC || redirect->kind == REDIRECT_STRING;
        if (reads && redirect->descriptor <= 0) {
            redirection.redirects_stdin = true;
            read_here(evaluator, redirect, redirection.span);
        } else if (redirect->kind == REDIRECT_COPY_IN && redirect->descriptor <= 0) {
            redirection.redirects_stdin = true;
            evaluator_set_stdin(evaluator, evaluator_unknown(evaluator, SLICE("a file descriptor"),
                                                             redirection.span));
        } else if (!reads && (redirect->descriptor == 1 || redirect->descriptor == -1)) {
            write_here(evaluator, redirect, &redirection);
        } else if (merges_errors(script, redirect)) {
            evaluator->merged_errors++;
            redirection.merges_errors = true;
        } else if (!reads && redirect->descriptor > 2) {
            open_descriptor(evaluator, redirect);
        }
    }
    return redirection;
}

static void write_file(struct shell_evaluator *evaluator, const struct redirection *redirection,
                       struct text output)
{
    slice key = state_file_key(evaluator->arena, redirection->file);
    struct text before = {0};
    if (redirection->appends && !shell_file_text(evaluator, redirection->file, &before)) {
        slice from = arena_printf(evaluator->arena, "file %.*s", SLICE_ARGS(redirection->file));
        before = evaluator_unknown(evaluator, from, redirection->span);
    }
    if (slice_find(redirection->file, SLICE("..")) < redirection->file.length) {
        /* another name of a file */
        struct text name = text_literal(evaluator->arena, redirection->file, redirection->span);
        written_forget_unnamed(evaluator, name, SLICE("what is written there"), redirection->span);
    }
    if (setting_may_be_on(evaluator, SETTING_NOCLOBBER) && !redirection->appends &&
        shell_file_text(evaluator, redirection->file, &before)) {
        written_forget(evaluator, redirection->file, SLICE("noclobber"), redirection->span);
        return;
    }
    struct text all = text_join(evaluator->arena, before, output);
    state_set_text(evaluator->state, key, text_bounded(evaluator, all, redirection->span));
    evaluator_emit_named(evaluator, SHELL_WRITE, redirection->file, output, redirection->span);
}

static bool is_device(slice name)
{
    return slice_starts_with(name, SLICE("/dev/"));
}

void evaluator_restore(struct shell_evaluator *evaluator, const struct redirection *redirection)
{
    if (redirection->may_fail && evaluator->condition.status != STATUS_FAILURE) {
        evaluator->condition = (struct condition){0};
    }
    if (redirection->redirects_stdin) {
        state_set(evaluator->state, STATE_INPUT, redirection->stdin_before);
    }
    evaluator->merged_errors -= redirection->merges_errors;
    if (!redirection->captures) {
        return;
    }
    struct text output = state_value(evaluator->state, STATE_OUTPUT);
    state_set(evaluator->state, STATE_OUTPUT, redirection->output_before);
    if (redirection->to_errors && evaluator->merged_errors > 0) {
        evaluator_print(
            evaluator, evaluator_unknown(evaluator, SLICE("messages of errors"), redirection->span),
            redirection->span);
    }
    if (redirection->known_file && !is_device(redirection->file)) {
        write_file(evaluator, redirection, output);
    }
}
