/* Fills in a template's places (grammar.h). */
#include "script.h"

static void put(struct script *script, const char *text)
{
    buffer_append(&script->out, slice_from(text));
}

static const char *named(struct script *script, const char **name)
{
    if (!*name) {
        *name = script_name(script);
    }
    return *name;
}

static void put_body(struct script *script, struct places *places)
{
    const struct row *row = places->row;
    unsigned scope_depth = script->scope_depth;
    bool was_in_function = script->in_function;
    bool used_up_arguments = script->uses_up_arguments;
    if (row->gives && scope_depth < SCOPE_MAX) {
        script->scope[script->scope_depth++] =
            row->gives[0] == '@' ? named(script, &places->loop_variable) : row->gives;
    }
    if (strstr(row->text, "@n() {") || strstr(row->text, "function @n") ||
        strstr(row->text, "main() {")) {
        script->in_function = true;
    }
    if (strstr(row->text, "while [ $# -gt 0 ]")) {
        script->uses_up_arguments = true;
    }
    script->indent++;
    places->body(script, places->data);
    script->indent--;
    script->in_function = was_in_function;
    script->uses_up_arguments = used_up_arguments;
    script->scope_depth = scope_depth;
}

/* ---- The payload, to a sink ---- */

static void put_payload_word(struct script *script, const struct row *row,
                             const struct kept_payload *payload)
{
    struct buffer *out = &script->out;
    size_t style = random_below(&script->random, 20);
    switch (payload->keeper) {
    case KEPT_IN_WORD:
        render_word(script, out, payload->document);
        break;
    case KEPT_IN_VARIABLE:
        /* Unquoted, once in a while: bash splits it. In a function that passes "$@" on nobody could
         * say what becomes of it. */
        buffer_printf(out,
                      style == 0 && !strstr(row->text, "$@@") ? "$%s"
                      : style < 8                             ? "\"${%s}\""
                                                              : "\"$%s\"",
                      payload->name);
        break;
    case KEPT_IN_FILE:
        buffer_printf(out,
                      style < 10   ? "\"$(cat %s)\""
                      : style < 15 ? "\"$(<%s)\""
                                   : "\"`cat %s`\"",
                      payload->name);
        break;
    case KEPT_IN_FUNCTION:
        buffer_printf(out, style < 15 ? "\"$(%s)\"" : "\"`%s`\"", payload->name);
        break;
    }
}

/* Decides how the payload becomes standard input: what stands before the command, what behind it.
 */
static void decide_stdin(struct script *script, struct places *places)
{
    const struct kept_payload *payload = places->payload;
    struct buffer pipe = {.arena = script->arena}, redirect = {.arena = script->arena};
    bool by_pipe = random_chance(&script->random, 50);
    size_t style = random_below(&script->random, 3);
    places->has_stdin = true;
    switch (payload->keeper) {
    case KEPT_IN_WORD:
        if (by_pipe && style == 2) {
            buffer_append(&pipe, SLICE("printf "));
            render_printf(script, &pipe, payload->document);
            buffer_append(&pipe, SLICE(" | "));
        } else if (by_pipe) {
            buffer_append(&pipe, style ? SLICE("echo ") : SLICE("printf '%s' "));
            render_word(script, &pipe, payload->document);
            buffer_append(&pipe, SLICE(" | "));
        } else if (style) {
            buffer_append(&redirect, SLICE("<<EOF\n"));
            render_heredoc(script, &redirect, payload->document);
            buffer_append(&redirect, SLICE("\nEOF"));
        } else {
            buffer_append(&redirect, SLICE("<<< "));
            render_word(script, &redirect, payload->document);
        }
        break;
    case KEPT_IN_VARIABLE:
        if (by_pipe) {
            buffer_printf(&pipe, style ? "echo \"$%s\" | " : "printf '%%s' \"$%s\" |",
                          payload->name);
        } else {
            buffer_printf(&redirect, style ? "<<<\"$%s\"" : "<<< \"${%s}\"", payload->name);
        }
        break;
    case KEPT_IN_FILE:
        if (by_pipe) {
            buffer_printf(&pipe, style ? "cat %s | " : "< %s ", payload->name);
        } else {
            buffer_printf(&redirect, style ? "< %s" : "0<%s", payload->name);
        }
        break;
    case KEPT_IN_FUNCTION:
        if (by_pipe) {
            buffer_printf(&pipe, style ? "%s | " : "%s |\n  ", payload->name);
        } else {
            buffer_printf(&redirect, "< <(%s)", payload->name);
        }
        break;
    }
    places->stdin_pipe = buffer_slice(&pipe);
    places->stdin_redirect = buffer_slice(&redirect);
}

static void put_content_type(struct script *script)
{
    static const char *const ways[] = {"-H 'Content-Type: application/json'",
                                       "-H \"Content-Type: application/json\"",
                                       "--header 'content-type: application/json; charset=utf-8'",
                                       "-H Content-Type:application/json",
                                       "-v",
                                       "-f"};
    put(script, ways[random_below(&script->random, sizeof ways / sizeof *ways)]);
}

/* ---- Places ---- */

static void put_half(struct script *script, struct places *places, bool second)
{
    /* Both halves are cut at the same place: the random numbers are taken back. */
    static const uint64_t mix = 0x5851f42d4c957f2du;
    struct random saved = script->random;
    struct document halves[2];
    script->random.state = (uint64_t)places->document->count * mix;
    document_split(script, places->document, halves);
    script->random = saved;
    render_word(script, &script->out, &halves[second]);
}

static void put_place(struct script *script, struct places *places, char letter)
{
    struct buffer *out = &script->out;
    struct random *random = &script->random;
    const struct document *document = places->document;
    switch (letter) {
    case 'N':
        put(script, places->target);
        break;
    case 'A':
    case 'B':
    case 'C':
        put(script, named(script, &places->own[letter - 'A']));
        break;
    case 'G':
        buffer_append(out, script_uuid(script));
        break;
    case 'g':
        render_quoted(script, out, script_uuid(script));
        break;
    case 'X':
        buffer_append(out, script_bad_id(script));
        break;
    case 'x':
        render_quoted(script, out, script_bad_id(script));
        break;
    case 'V':
        put(script, script->scope[script->scope_depth - 1]);
        break;
    case 'l':
        put(script, named(script, &places->loop_variable));
        break;
    case 'n':
        put(script, named(script, &places->function));
        break;
    case 'i':
        buffer_printf(out, "%u", 1 + (unsigned)random_below(random, 9));
        break;
    case 'w':
        buffer_append(out, script_simple_word(script));
        break;
    case 'f':
        buffer_printf(out, "%s.txt", named(script, &places->file));
        break;
    case 'D':
        buffer_printf(out, "d%u", ++script->destinations);
        break;
    case 'T':
        put_content_type(script);
        break;
    case 'J':
        render_word(script, out, document);
        break;
    case 'H':
        render_heredoc(script, out, document);
        break;
    case 'K':
        render_template(script, out, document, strstr(places->row->text, "@E") != NULL);
        break;
    case 'S':
        render_sed_options(script, out, document);
        break;
    case 'E':
        render_variable_names(script, out, document);
        break;
    case 'M':
        render_printf(script, out, document);
        break;
    case 'Q':
        render_jq(script, out, document);
        break;
    case 'U':
    case 'Z':
        put_half(script, places, letter == 'Z');
        break;
    case 'W':
        put_payload_word(script, places->row, places->payload);
        break;
    case 'F':
        put(script, places->payload->name);
        break;
    case 'P':
    case 'R':
        if (!places->has_stdin) {
            decide_stdin(script, places);
        }
        buffer_append(out, letter == 'P' ? places->stdin_pipe : places->stdin_redirect);
        break;
    default:
        buffer_append_byte(out, letter);
    }
}

static void put_line(struct script *script, struct places *places, slice line)
{
    if (line.length > 0 && line.data[0] == '|') {
        line = slice_sub(line, 1, line.length);
    } else {
        for (unsigned i = 0; i < script->indent && line.length > 0; i++) {
            put(script, "  ");
        }
    }
    for (size_t i = 0; i < line.length; i++) {
        if (line.data[i] == '@' && i + 1 < line.length) {
            put_place(script, places, line.data[++i]);
        } else {
            buffer_append_byte(&script->out, line.data[i]);
        }
    }
    buffer_append_byte(&script->out, '\n');
}

void script_write(struct script *script, struct places *places)
{
    slice text = slice_from(places->row->text);
    while (text.length > 0) {
        size_t end = slice_find_byte(text, '\n');
        slice line = slice_sub(text, 0, end);
        if (slice_is(line, "@b")) {
            put_body(script, places);
        } else {
            put_line(script, places, line);
        }
        text = slice_sub(text, end + 1, text.length);
    }
}
