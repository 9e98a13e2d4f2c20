/* What else happens where a value is put together. In: where it is written. Out: whether the script
 * would miss it: a variable that ${N:=5} or $((N++)) sets, a file that a command writes, input that
 * it reads. Of commands only those of a table are known to do nothing but print. */
#include "fix/fixer.h"
#include "shell/assignment.h"

/* What only prints, and how many arguments it must have not to read the script's own input. */
struct printer {
    const char *name;
    unsigned arguments;
};

enum { ALWAYS_READS = 1000 };

static const struct printer printers[] = {
    {"echo", 0},    {"printf", 0},    {"date", 0},    {"uuidgen", 0},       {"hostname", 0},
    {"uname", 0},   {"whoami", 0},    {"id", 0},      {"pwd", 0},           {"nproc", 0},
    {"seq", 0},     {"basename", 0},  {"dirname", 0}, {"expr", 0},          {"true", 0},
    {":", 0},       {"openssl", 1},   {"cat", 1},     {"head", 1},          {"tail", 1},
    {"wc", 1},      {"od", 1},        {"xxd", 1},     {"hexdump", 1},       {"md5sum", 1},
    {"sha1sum", 1}, {"sha256sum", 1}, {"shasum", 1},  {"cksum", 1},         {"base64", 1},
    {"sort", 1},    {"uniq", 1},      {"rev", 1},     {"cut", 1},           {"sed", 2},
    {"awk", 2},     {"grep", 2},      {"jq", 2},      {"tr", ALWAYS_READS}, {"fold", 1},
    {"paste", 1},
};

static bool parts_do(const struct view *view, const struct word_part *parts, uint32_t start,
                     uint32_t end);

static bool word_does(const struct view *view, const struct shell_word *word)
{
    return parts_do(view, word->parts, word->start, word->end);
}

/* ---- Commands ---- */

/* One command as far as it has been read. */
struct command_read {
    slice name; /* length 0: it has none yet */
    unsigned arguments;
    bool has_input; /* of a pipe or a redirection */
    bool looks;     /* of git */
};

static bool only_prints(const struct command_read *command)
{
    for (size_t i = 0; i < sizeof printers / sizeof *printers; i++) {
        if (slice_is(command->name, printers[i].name)) {
            return command->has_input || command->arguments >= printers[i].arguments;
        }
    }
    return command->name.length == 0 || command->looks;
}

static bool redirect_writes(const struct shell_script *script, const struct redirect *redirect)
{
    static const enum redirect_kind writers[] = {REDIRECT_OUT, REDIRECT_APPEND, REDIRECT_IN_OUT,
                                                 REDIRECT_ALL, REDIRECT_ALL_APPEND};
    slice target = slice_sub(script->view->bytes, redirect->target.start, redirect->target.end);
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        if (redirect->kind == writers[i]) {
            return !slice_is(target, "/dev/null");
        }
    }
    return false;
}

static bool redirect_does(const struct shell_script *script, const struct redirect *redirect)
{
    const struct heredoc *heredoc = redirect->heredoc;
    return redirect_writes(script, redirect) || word_does(script->view, &redirect->target) ||
           (heredoc && parts_do(heredoc->view, heredoc->parts, 0, UINT32_MAX));
}

static bool gives_input(const struct redirect *redirect)
{
    return redirect->kind == REDIRECT_IN || redirect->kind == REDIRECT_STRING ||
           redirect->kind == REDIRECT_HEREDOC;
}

static void read_word(struct command_read *command, const struct shell_script *script,
                      const struct token *token)
{
    static const char *const looks[] = {"rev-parse", "describe", "log", "rev-list", "diff"};
    slice word = token_bytes(script, token);
    if (command->name.length > 0) {
        command->looks |= slice_is(command->name, "git") && SLICE_IS_ONE_OF(word, looks);
        command->arguments += word.data[0] != '-';
    } else if (!token_is_assignment(script, token)) {
        command->name = slice_basename(word);
    }
}

/* Whether the script does more than print: what isn't a list of simple commands may. */
static bool script_does(const struct shell_script *script)
{
    struct command_read command = {0};
    for (size_t i = 0; i < script->token_count; i++) {
        const struct token *token = &script->tokens[i];
        slice bytes = token_bytes(script, token);
        struct shell_word word = token_word(token);
        bool piped = slice_is(bytes, "|");
        bool ends = piped || slice_is(bytes, ";") || slice_is(bytes, "&&") || slice_is(bytes, "||");
        if (token->kind == TOKEN_WORD && !word_does(script->view, &word)) {
            read_word(&command, script, token);
        } else if (token->kind == TOKEN_REDIRECT && !redirect_does(script, token->redirect)) {
            command.has_input |= gives_input(token->redirect);
        } else if ((token->kind == TOKEN_NEWLINE || (token->kind == TOKEN_OPERATOR && ends)) &&
                   only_prints(&command)) {
            command = (struct command_read){.has_input = piped};
        } else {
            return true;
        }
    }
    return !only_prints(&command);
}

/* ---- Expansions ---- */

/* N++, --N, N=1, N+=1, N<<=1; not N==1, N<=1. */
static bool arithmetic_assigns(slice bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        char next = i + 1 < bytes.length ? bytes.data[i + 1] : '\0';
        char before = i > 0 ? bytes.data[i - 1] : '\0';
        bool twice = next == bytes.data[i] && (next == '+' || next == '-');
        bool shifts = i > 1 && before == bytes.data[i - 2] && (before == '<' || before == '>');
        bool equals = bytes.data[i] == '=' && next != '=' && (shifts || !strchr("=!<>", before));
        if (twice || equals) {
            return true;
        }
    }
    return false;
}

static bool operand_does(const struct view *view, const struct word_part *parts, bool is_arithmetic)
{
    for (const struct word_part *part = parts; part; part = part->next) {
        if (is_arithmetic && arithmetic_assigns(slice_sub(view->bytes, part->start, part->end))) {
            return true;
        }
    }
    return parts_do(view, parts, 0, UINT32_MAX);
}

static bool parameter_does(const struct view *view, const struct parameter *parameter)
{
    bool offsets = parameter->operation == PARAMETER_SUBSTRING;
    return parameter->operation == PARAMETER_ASSIGN || parameter->operation == PARAMETER_ERROR ||
           operand_does(view, parameter->subscript, true) ||
           operand_does(view, parameter->operand, offsets) ||
           operand_does(view, parameter->second, offsets);
}

static bool part_does(const struct view *view, const struct word_part *part)
{
    switch (part->kind) {
    case PART_COMMAND:
    case PART_PROCESS:
        return script_does(part->script);
    case PART_PARAMETER:
        return parameter_does(view, part->parameter);
    case PART_ARITHMETIC:
        return arithmetic_assigns(slice_sub(view->bytes, part->start, part->end)) ||
               parts_do(view, part->children, part->start, part->end);
    case PART_OPAQUE:
        return true;
    default:
        return false;
    }
}

/* Whether something else happens in the parts that stand between the offsets. */
static bool parts_do(const struct view *view, const struct word_part *parts, uint32_t start,
                     uint32_t end)
{
    for (const struct word_part *part = parts; part; part = part->next) {
        bool inside = part->start < end && part->end > start;
        bool holds_others =
            part->kind == PART_DOUBLE_QUOTED || part->kind == PART_ARRAY || part->kind == PART_WORD;
        if (inside &&
            (holds_others ? parts_do(view, part->children, start, end) : part_does(view, part))) {
            return true;
        }
    }
    return false;
}

bool target_has_side_effect(const struct target *target)
{
    const struct site *site = &target->site;
    const struct redirect *redirect = site->token ? token_redirect(site->token) : NULL;
    uint32_t start;
    uint32_t last;
    if (target->kind != TARGET_SHELL || target->end == target->start ||
        !view_find(site->view, target->start, &start) ||
        !view_find(site->view, target->end - 1, &last)) {
        return false;
    }
    const struct word_part *parts = site->heredoc ? site->heredoc->parts
                                    : redirect    ? redirect->target.parts
                                                  : site->token->parts;
    return parts_do(site->view, parts, start, last + 1);
}
