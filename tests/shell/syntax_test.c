/* What the shell reader says of small scripts: tests/shell/syntax.txt holds them, each with the
 * tree expected. See the head of that file. PAYLINT_UPDATE=1 prints the file with what is said now.
 */
#include "base/buffer.h"
#include "tests/shell/walk.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

struct dump {
    struct arena *arena;
    struct buffer out;
    struct shell_parser *parser;
    struct shell_problems problems;
    bool with_parts; /* what each word is made of is told too */
};

static void dump_script(struct dump *dump, const struct shell_script *script, int depth);
static void dump_parts(struct dump *dump, const struct view *view, const struct word_part *parts);

static void indent(struct dump *dump, int depth)
{
    buffer_printf(&dump->out, "%*s", 2 * depth, "");
}

/* The bytes with newlines, tabs and the like made visible. */
static void dump_bytes(struct dump *dump, slice bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        slice byte = {bytes.data + i, 1};
        buffer_append(&dump->out, byte.data[0] == '\n'   ? SLICE("⏎")
                                  : byte.data[0] == '\t' ? SLICE("␉")
                                  : byte.data[0] == '\r' ? SLICE("␍")
                                                         : byte);
    }
}

static void dump_tokens(struct dump *dump, const struct shell_script *script,
                        struct token_range range)
{
    for (uint32_t i = range.first; i < range.end; i++) {
        buffer_append(&dump->out, i == range.first ? SLICE(" ") : SLICE(" · "));
        dump_bytes(dump, token_bytes(script, &script->tokens[i]));
    }
}

/* ---- Parts of words ---- */

static const char *const part_names[] = {
    [PART_LITERAL] = "literal",
    [PART_ESCAPE] = "escape",
    [PART_CONTINUATION] = "continuation",
    [PART_SINGLE_QUOTED] = "single",
    [PART_DOUBLE_QUOTED] = "double",
    [PART_ANSI_C_QUOTED] = "ansi-c",
    [PART_PARAMETER] = "parameter",
    [PART_COMMAND] = "command",
    [PART_ARITHMETIC] = "arithmetic",
    [PART_PROCESS] = "process",
    [PART_ARRAY] = "array",
    [PART_WORD] = "word",
    [PART_OPAQUE] = "opaque",
};

static const char *const operator_names[] = {
    [PARAMETER_PLAIN] = "",
    [PARAMETER_DEFAULT] = "default",
    [PARAMETER_ASSIGN] = "assign",
    [PARAMETER_ERROR] = "error",
    [PARAMETER_ALTERNATIVE] = "alternative",
    [PARAMETER_CUT_PREFIX] = "cut-prefix",
    [PARAMETER_CUT_PREFIXES] = "cut-prefixes",
    [PARAMETER_CUT_SUFFIX] = "cut-suffix",
    [PARAMETER_CUT_SUFFIXES] = "cut-suffixes",
    [PARAMETER_REPLACE] = "replace",
    [PARAMETER_REPLACE_ALL] = "replace-all",
    [PARAMETER_REPLACE_START] = "replace-start",
    [PARAMETER_REPLACE_END] = "replace-end",
    [PARAMETER_UPPER_FIRST] = "upper-first",
    [PARAMETER_UPPER] = "upper",
    [PARAMETER_LOWER_FIRST] = "lower-first",
    [PARAMETER_LOWER] = "lower",
    [PARAMETER_SUBSTRING] = "substring",
    [PARAMETER_TRANSFORM] = "transform",
};

static void dump_parameter(struct dump *dump, const struct view *view,
                           const struct parameter *parameter)
{
    buffer_append_byte(&dump->out, ' ');
    if (parameter->prefix) {
        buffer_printf(&dump->out, "%s ", parameter->prefix == '#' ? "length of" : "indirect");
    }
    buffer_append(&dump->out, parameter->name.length ? parameter->name : SLICE("?"));
    if (parameter->has_subscript) {
        buffer_append_byte(&dump->out, '[');
        dump_parts(dump, view, parameter->subscript);
        buffer_append_byte(&dump->out, ']');
    }
    if (parameter->operation != PARAMETER_PLAIN) {
        buffer_printf(&dump->out, " %s%s(", operator_names[parameter->operation],
                      parameter->colon ? ":" : "");
        dump_parts(dump, view, parameter->operand);
        buffer_append_byte(&dump->out, ')');
    }
    if (parameter->has_second) {
        buffer_append(&dump->out, SLICE(" with("));
        dump_parts(dump, view, parameter->second);
        buffer_append_byte(&dump->out, ')');
    }
}

static void dump_part(struct dump *dump, const struct view *view, const struct word_part *part)
{
    buffer_append(&dump->out, slice_from(part_names[part->kind]));
    bool runs = part->kind == PART_COMMAND || part->kind == PART_PROCESS;
    if (part->kind == PART_PARAMETER) {
        dump_parameter(dump, view, part->parameter);
    } else if (part->kind == PART_ARRAY || part->kind == PART_DOUBLE_QUOTED ||
               (!runs && part->children)) {
        buffer_append_byte(&dump->out, '(');
        dump_parts(dump, view, part->children);
        buffer_append_byte(&dump->out, ')');
    } else {
        buffer_append(&dump->out, SLICE("‹"));
        dump_bytes(dump, slice_sub(view->bytes, part->start, part->end));
        buffer_append(&dump->out, SLICE("›"));
    }
}

static void dump_parts(struct dump *dump, const struct view *view, const struct word_part *parts)
{
    for (const struct word_part *part = parts; part; part = part->next) {
        if (part != parts) {
            buffer_append_byte(&dump->out, ' ');
        }
        dump_part(dump, view, part);
    }
}

/* The scripts inside $(…), `…` and <(…), each below the command that it stands in. */
static void dump_inner(struct dump *dump, const struct word_part *parts, int depth)
{
    for (const struct word_part *part = parts; part; part = part->next) {
        if (part->kind == PART_PARAMETER) {
            dump_inner(dump, part->parameter->subscript, depth);
            dump_inner(dump, part->parameter->operand, depth);
            dump_inner(dump, part->parameter->second, depth);
        } else if (part->kind == PART_COMMAND || part->kind == PART_PROCESS) {
            indent(dump, depth);
            buffer_printf(&dump->out, "inside:\n");
            dump_script(dump, part->script, depth + 1);
        } else {
            dump_inner(dump, part->children, depth);
        }
    }
}

static void dump_heredoc(struct dump *dump, const struct heredoc *heredoc, int depth)
{
    indent(dump, depth);
    buffer_printf(&dump->out, "heredoc %.*s%s%s:%s", SLICE_ARGS(heredoc->delimiter),
                  heredoc->quoted ? ", quoted" : "", heredoc->closed ? "" : ", not closed",
                  heredoc->view->bytes.length ? " " : "");
    if (dump->with_parts) {
        dump_parts(dump, heredoc->view, heredoc->parts);
    } else {
        dump_bytes(dump, heredoc->view->bytes);
    }
    buffer_append_byte(&dump->out, '\n');
    dump_inner(dump, heredoc->parts, depth);
}

static void dump_word(struct dump *dump, const struct view *view, const struct word_part *parts,
                      int depth)
{
    if (dump->with_parts && parts) {
        indent(dump, depth);
        dump_parts(dump, view, parts);
        buffer_append_byte(&dump->out, '\n');
    }
    dump_inner(dump, parts, depth);
}

static void dump_words(struct dump *dump, const struct shell_script *script,
                       struct token_range range, int depth)
{
    for (uint32_t i = range.first; i < range.end; i++) {
        const struct token *token = &script->tokens[i];
        const struct redirect *redirect = token_redirect(token);
        dump_word(dump, script->view, redirect ? redirect->target.parts : token->parts, depth);
        if (redirect && redirect->heredoc) {
            dump_heredoc(dump, redirect->heredoc, depth);
        }
    }
}

/* ---- Trees ---- */

static const char *const node_names[] = {
    [NODE_SEQUENCE] = "sequence",
    [NODE_AND_OR] = "and-or",
    [NODE_PIPELINE] = "pipeline",
    [NODE_COMMAND] = "command",
    [NODE_GROUP] = "group",
    [NODE_SUBSHELL] = "subshell",
    [NODE_IF] = "if",
    [NODE_FOR] = "for",
    [NODE_WHILE] = "while",
    [NODE_UNTIL] = "until",
    [NODE_CASE] = "case",
    [NODE_CASE_ITEM] = "item",
    [NODE_FUNCTION] = "function",
    [NODE_UNKNOWN] = "unknown",
};

static void dump_node(struct dump *dump, const struct shell_script *script,
                      const struct shell_node *node, int depth)
{
    indent(dump, depth);
    buffer_printf(&dump->out, "%s%s%s%s%s",
                  node->joint == JOINT_AND  ? "&& "
                  : node->joint == JOINT_OR ? "|| "
                                            : "",
                  node->negated ? "! " : "", node_names[node->kind],
                  node->background ? " in background" : "", node->goes_on ? " that goes on" : "");
    bool simple = node->kind == NODE_COMMAND || node->kind == NODE_UNKNOWN;
    struct token_range own = simple ? node->tokens : node->head;
    dump_tokens(dump, script, own);
    if (node->redirects.first < node->redirects.end) {
        buffer_append(&dump->out, SLICE(", redirected"));
        dump_tokens(dump, script, node->redirects);
    }
    buffer_append_byte(&dump->out, '\n');
    dump_words(dump, script, own, depth + 1);
    for (const struct shell_node *child = node->children; child; child = child->next) {
        dump_node(dump, script, child, depth + 1);
    }
    dump_words(dump, script, node->redirects, depth + 1);
}

static void dump_script(struct dump *dump, const struct shell_script *script, int depth)
{
    const struct shell_tree *tree = shell_parse(dump->parser, dump->arena, script, &dump->problems);
    for (const struct shell_node *child = tree->root->children; child; child = child->next) {
        dump_node(dump, script, child, depth);
    }
}

static slice dump_of(struct arena *arena, slice bytes, bool with_parts)
{
    struct dump dump = {.arena = arena, .out = {.arena = arena}, .with_parts = with_parts};
    dump.parser = shell_parser_new();
    const struct source *source = source_new(arena, "script", bytes);
    const struct view *view = view_of_source(arena, source);
    dump_script(&dump, shell_lex(arena, view, &dump.problems), 0);
    for (size_t i = 0; i < dump.problems.count; i++) {
        buffer_printf(&dump.out, "problem at %u: %s\n", (unsigned)dump.problems.items[i].offset,
                      dump.problems.items[i].message);
    }
    shell_parser_free(dump.parser);
    return buffer_slice(&dump.out);
}

/* ---- The file ---- */

/* The bytes that the signs ␉ and ␍ stand for. */
static slice script_of(struct arena *arena, slice text)
{
    struct buffer script = {.arena = arena};
    for (size_t i = 0; i < text.length; i++) {
        slice rest = slice_sub(text, i, text.length);
        bool tab = slice_starts_with(rest, SLICE("␉"));
        bool carriage_return = slice_starts_with(rest, SLICE("␍"));
        if (tab || carriage_return) {
            buffer_append_byte(&script, tab ? '\t' : '\r');
            i += sizeof "␉" - 2;
        } else {
            buffer_append_byte(&script, text.data[i]);
        }
    }
    return buffer_slice(&script);
}

static slice take_line(slice *rest)
{
    size_t end = slice_find_byte(*rest, '\n');
    slice line = slice_sub(*rest, 0, end);
    *rest = slice_sub(*rest, end + 1, rest->length);
    return line;
}

/* Takes what stands before the next line that begins with `mark`; that line is left. */
static slice take_until(slice *rest, slice mark)
{
    slice all = *rest;
    while (rest->length > 0 && !slice_starts_with(*rest, mark)) {
        take_line(rest);
    }
    return slice_sub(all, 0, all.length - rest->length);
}

static void check_case(slice title, slice script, slice separator, slice wanted, bool update)
{
    struct arena *arena = arena_new();
    slice name = slice_trim(slice_sub(title, strlen("=="), title.length));
    bool with_parts = slice_starts_with(name, SLICE("parts:"));
    slice bytes = script_of(arena, script);
    if (slice_is(separator, "-- no newline")) {
        bytes.length--;
    }
    slice got = dump_of(arena, bytes, with_parts);
    if (update) {
        printf("%.*s\n%.*s%.*s\n%.*s\n", SLICE_ARGS(title), SLICE_ARGS(script),
               SLICE_ARGS(separator), SLICE_ARGS(got));
    } else {
        test_bytes(arena_cstring(arena, name), slice_trim(got), slice_trim(wanted));
    }
    arena_free(arena);
}

int main(void)
{
    slice file = test_read_file("tests/shell/syntax.txt");
    slice rest = file;
    bool update = getenv("PAYLINT_UPDATE") != NULL;
    slice head = take_until(&rest, SLICE("=="));
    if (update) {
        printf("%.*s", SLICE_ARGS(head));
    }
    while (rest.length > 0) {
        slice title = take_line(&rest);
        slice script = take_until(&rest, SLICE("--"));
        slice separator = take_line(&rest);
        slice wanted = take_until(&rest, SLICE("=="));
        check_case(title, script, separator, wanted, update);
    }
    free((char *)file.data);
    return test_status();
}
