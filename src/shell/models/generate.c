/* Commands that make values: uuidgen, date, mktemp, openssl rand, seq, one-liners of interpreters.
 * In: arguments. Out: holes of a shape, or literal numbers. */
#include "base/buffer.h"
#include "shell/models/model.h"

#include <stdlib.h>

/* uuidgen(1): util-linux prints lower case, macOS upper case. */
struct text model_uuidgen(const struct model_call *call)
{
    static const char *const others[] = {"-h", "--help", "-V", "--version"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (model_has_argument(call, others[i])) {
            return model_hole(call, SHAPE_TEXT);
        }
    }
    return model_line(call, SHAPE_UUID);
}

/* date(1): seconds are a number; a format of plain letters and digits holds no blanks. */
struct text model_date(const struct model_call *call)
{
    slice format;
    size_t last = call->argc - 1;
    if (call->argc < 2 || !model_literal(call, last, &format) || format.length < 2 ||
        format.data[0] != '+') {
        return model_line(call, SHAPE_TEXT);
    }
    if (slice_is(format, "+%s") || slice_is(format, "+%s%N") || slice_is(format, "+%s%3N")) {
        return model_line(call, SHAPE_INTEGER);
    }
    bool word = true;
    for (size_t i = 1; i < format.length; i++) {
        char c = format.data[i];
        /* %c, %x, %X, %r, %D and their like hold blanks or depend on the locale. */
        bool named =
            c == '%' && i + 1 < format.length && !strchr("YmdHMSNsTFjyZzIu3-%", format.data[i + 1]);
        word = word && !named && c != ' ' && c != '"' && c != '\\' && c != '\n';
    }
    return model_line(call, word ? SHAPE_WORD : SHAPE_TEXT);
}

struct text model_mktemp(const struct model_call *call)
{
    return model_line(call, SHAPE_WORD);
}

/* openssl rand -hex N */
struct text model_openssl(const struct model_call *call)
{
    slice command;
    bool is_known = model_literal(call, 1, &command);
    if (is_known && slice_is(command, "rand")) {
        if (model_has_argument(call, "-hex")) {
            return model_line(call, SHAPE_HEX);
        }
        if (model_has_argument(call, "-base64")) {
            return model_line(call, SHAPE_BASE64);
        }
    }
    if (is_known && (slice_is(command, "base64") || slice_is(command, "enc"))) {
        return model_openssl_base64(call);
    }
    return evaluator_unknown(call->evaluator, SLICE("output of openssl"), call->span);
}

/* md5sum(1) and its like: the digest, two blanks, and the file's name. */
struct text model_digest(const struct model_call *call)
{
    struct text_builder builder = {.arena = call->evaluator->arena};
    slice option;
    bool plain = call->argc == 1 || (call->argc == 2 && model_literal(call, 1, &option) &&
                                     option.length > 0 && option.data[0] != '-');
    if (!plain) {
        return model_hole(call, SHAPE_TEXT);
    }
    text_append(&builder, model_hole(call, SHAPE_HEX));
    text_append_literal(&builder, SLICE("  "), call->span, TEXT_PLAIN);
    if (call->argc == 2) {
        text_append(&builder, call->argv[1].text);
    } else {
        text_append_literal(&builder, SLICE("-"), call->span, TEXT_PLAIN);
    }
    text_append_literal(&builder, SLICE("\n"), call->span, TEXT_PLAIN);
    return text_finish(&builder);
}

/* ---- seq ---- */

enum { SEQ_MAX = 200 };

static bool small_number(const struct model_call *call, size_t index, long *number)
{
    slice bytes;
    if (!model_literal(call, index, &bytes) || bytes.length == 0 || bytes.length > 6) {
        return false;
    }
    char *string = arena_cstring(call->evaluator->arena, bytes);
    char *end;
    *number = strtol(string, &end, 10);
    return *end == '\0';
}

struct text model_seq(const struct model_call *call)
{
    long first = 1;
    long step = 1;
    long last;
    bool known = call->argc >= 2 && call->argc <= 4 && small_number(call, call->argc - 1, &last) &&
                 (call->argc < 3 || small_number(call, 1, &first)) &&
                 (call->argc < 4 || small_number(call, 2, &step));
    if (!known || step <= 0 || (last - first) / step >= SEQ_MAX) {
        return model_hole(call, SHAPE_TEXT);
    }
    struct buffer lines = {.arena = call->evaluator->arena};
    for (long number = first; number <= last; number += step) {
        buffer_printf(&lines, "%ld\n", number);
    }
    return text_literal(call->evaluator->arena, buffer_slice(&lines), call->span);
}

/* ---- python3 -c, node -e, ruby -e ---- */

static bool contains(slice bytes, const char *part)
{
    return slice_find(bytes, slice_from(part)) < bytes.length;
}

/* Whether the program does nothing but print one new UUID: python's str(), node's and ruby's forms
 * are lower case (RFC 9562 section 4). */
static bool prints_uuid(slice program)
{
    static const char *const makers[] = {"uuid.uuid4()", "uuid.uuid1()", "randomUUID()",
                                         "SecureRandom.uuid"};
    static const char *const changers[] = {
        ".hex",  ".upper", "upcase", "[:",    "replace", "UpperCase", ".int", ".bytes", "slice",
        "split", "+",      "%",      "range", "json",    ".urn",      "join", "{",      "*"};
    bool makes = false;
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        makes = makes || contains(program, makers[i]);
    }
    for (size_t i = 0; i < sizeof changers / sizeof *changers; i++) {
        makes = makes && !contains(program, changers[i]);
    }
    return makes && (contains(program, "print") || contains(program, "console.log") ||
                     contains(program, "puts"));
}

struct text model_interpreter(const struct model_call *call)
{
    slice option;
    slice program;
    for (size_t i = 1; i + 1 < call->argc; i++) {
        bool inline_program =
            model_literal(call, i, &option) && model_literal(call, i + 1, &program) &&
            (slice_is(option, "-c") || slice_is(option, "-e") || slice_is(option, "-p"));
        if (inline_program && (prints_uuid(program) ||
                               (slice_is(option, "-p") && contains(program, "randomUUID()")))) {
            return model_line(call, SHAPE_UUID_LOWER);
        }
    }
    slice name;
    model_literal(call, 0, &name);
    return evaluator_unknown(
        call->evaluator, arena_printf(call->evaluator->arena, "output of %.*s", SLICE_ARGS(name)),
        call->span);
}
