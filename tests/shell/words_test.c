/* Compares words, heredocs and statements with `shfmt --to-json` over the shell scripts of this
 * system: 200 of them, all with PAYLINT_SCAN_ALL=1. Arguments name files to compare instead; each
 * difference is then shown.
 *
 * What both say of a script is brought to one list of facts (kind, first byte, last byte, a
 * number); the lists must be the same. */
#include "base/buffer.h"
#include "base/vector.h"
#include "tests/shell/walk.h"
#include "tests/test.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

enum { SAMPLE = 200 };

enum fact_kind {
    FACT_WORD,      /* of a simple command, a list, a pattern, a redirection, an array */
    FACT_CONDITION, /* a word of [[ ]] */
    FACT_HEREDOC,   /* number: 1 where the delimiter is quoted */
    FACT_CALL,      /* a simple command; number: of its words */
    FACT_AND_OR,    /* number: of commands joined */
    FACT_PIPELINE,
    FACT_NEGATED,
    FACT_BACKGROUND,
    FACT_GROUP,
    FACT_SUBSHELL,
    FACT_IF,
    FACT_FOR,
    FACT_WHILE,
    FACT_UNTIL,
    FACT_CASE,
    FACT_CASE_ITEM,
    FACT_FUNCTION,
    FACT_TEST,       /* [[ ]] */
    FACT_ARITHMETIC, /* (( )) */
    FACT_KINDS,
};

static const char *const fact_names[] = {
    "word",       "condition word", "heredoc",  "call", "and-or", "pipeline", "negated",
    "background", "group",          "subshell", "if",   "for",    "while",    "until",
    "case",       "case item",      "function", "[[",   "((",
};

struct fact {
    enum fact_kind kind;
    uint32_t start;
    uint32_t end;
    uint32_t number;
};

struct facts {
    struct arena *arena;
    slice bytes;
    struct fact *items;
    size_t count;
    size_t capacity;
    uint32_t function_start; /* of the function read last */
    uint32_t function_body;
};

struct totals {
    size_t files, bytes, refused, unparsed, with_error, with_unknown;
    size_t compared[FACT_KINDS];
    size_t missing[FACT_KINDS];
    size_t surplus[FACT_KINDS];
    size_t different_files;
    double seconds, worst_rate;
    char worst_path[4096];
};

static void add_fact(struct facts *facts, enum fact_kind kind, uint32_t start, uint32_t end,
                     uint32_t number)
{
    struct fact fact = {kind, start, end, number};
    VECTOR_PUSH(facts->arena, facts, fact);
}

static uint32_t line_start(const struct facts *facts, uint32_t at)
{
    while (at > 0 && facts->bytes.data[at - 1] != '\n') {
        at--;
    }
    return at;
}

/* ---- What shfmt says ---- */

static uint32_t offset_of(const cJSON *node, const char *place)
{
    const cJSON *offset = cJSON_GetObjectItem(cJSON_GetObjectItem(node, place), "Offset");
    return offset ? (uint32_t)offset->valuedouble : 0;
}

static bool is_type(const cJSON *node, const char *type)
{
    const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(node, "Type"));
    return name && strcmp(name, type) == 0;
}

static void shfmt_fact(struct facts *facts, enum fact_kind kind, const cJSON *node, uint32_t number)
{
    add_fact(facts, kind, offset_of(node, "Pos"), offset_of(node, "End"), number);
}

static void shfmt_words(struct facts *facts, const cJSON *words)
{
    for (const cJSON *word = words ? words->child : NULL; word; word = word->next) {
        uint32_t start = offset_of(word, "Pos");
        uint32_t end = offset_of(word, "End");
        /* An array's `[key]=value` begins at the key to shfmt. */
        if (cJSON_GetObjectItem(word, "Index") && facts->bytes.data[start] != '[' && start > 0 &&
            facts->bytes.data[start - 1] == '[') {
            start--;
        }
        add_fact(facts, FACT_WORD, start, end, 0);
    }
}

static void shfmt_redirect(struct facts *facts, const cJSON *redirect)
{
    const cJSON *word = cJSON_GetObjectItem(redirect, "Word");
    const cJSON *body = cJSON_GetObjectItem(redirect, "Hdoc");
    shfmt_fact(facts, FACT_WORD, word, 0);
    if (body) {
        slice delimiter = slice_sub(facts->bytes, offset_of(word, "Pos"), offset_of(word, "End"));
        bool quoted = slice_find_byte(delimiter, '\'') + slice_find_byte(delimiter, '"') +
                          slice_find_byte(delimiter, '\\') <
                      3 * delimiter.length;
        add_fact(facts, FACT_HEREDOC, line_start(facts, offset_of(body, "Pos")),
                 line_start(facts, offset_of(body, "End")), quoted);
    }
}

enum operation { OPERATION_AND = 10, OPERATION_OR = 11 };

static bool is_list(const cJSON *binary)
{
    int operation = (int)cJSON_GetNumberValue(cJSON_GetObjectItem(binary, "Op"));
    return operation == OPERATION_AND || operation == OPERATION_OR;
}

/* Where the first command of a statement begins, behind `!`. */
static uint32_t shfmt_start(const cJSON *statement)
{
    const cJSON *command = cJSON_GetObjectItem(statement, "Cmd");
    if (is_type(command, "BinaryCmd")) {
        return shfmt_start(cJSON_GetObjectItem(command, "X"));
    }
    if (is_type(command, "TimeClause") || is_type(command, "CoprocClause")) {
        return shfmt_start(cJSON_GetObjectItem(command, "Stmt"));
    }
    uint32_t start = command ? offset_of(command, "Pos") : UINT32_MAX;
    const cJSON *redirects = cJSON_GetObjectItem(statement, "Redirs");
    if (redirects && offset_of(redirects->child, "Pos") < start) {
        start = offset_of(redirects->child, "Pos");
    }
    return start;
}

/* How many commands a chain of the same kind of operator joins; `a | b | c` is `(a | b) | c`. */
static uint32_t count_joined(const cJSON *statement, bool list)
{
    const cJSON *command = cJSON_GetObjectItem(statement, "Cmd");
    if (!is_type(command, "BinaryCmd") || is_list(command) != list ||
        cJSON_IsTrue(cJSON_GetObjectItem(statement, "Negated"))) {
        return 1;
    }
    return count_joined(cJSON_GetObjectItem(command, "X"), list) +
           count_joined(cJSON_GetObjectItem(command, "Y"), list);
}

static void shfmt_command(struct facts *facts, const cJSON *node, const char *field);

static void shfmt_binary(struct facts *facts, const cJSON *node, bool joined_already)
{
    bool list = is_list(node);
    if (!joined_already) {
        uint32_t count = count_joined(cJSON_GetObjectItem(node, "X"), list) +
                         count_joined(cJSON_GetObjectItem(node, "Y"), list);
        uint32_t start = shfmt_start(cJSON_GetObjectItem(node, "X"));
        if (start == facts->function_body && start > 0) {
            start = facts->function_start;
        }
        add_fact(facts, list ? FACT_AND_OR : FACT_PIPELINE, start, start, count);
    }
}

static void shfmt_statement(struct facts *facts, const cJSON *node)
{
    uint32_t start = shfmt_start(node);
    if (cJSON_IsTrue(cJSON_GetObjectItem(node, "Negated"))) {
        add_fact(facts, FACT_NEGATED, start, start, 0);
    }
    if (cJSON_IsTrue(cJSON_GetObjectItem(node, "Background"))) {
        add_fact(facts, FACT_BACKGROUND, start, start, 0);
    }
    const cJSON *redirects = cJSON_GetObjectItem(node, "Redirs");
    for (const cJSON *redirect = redirects ? redirects->child : NULL; redirect;
         redirect = redirect->next) {
        shfmt_redirect(facts, redirect);
    }
}

static void shfmt_call(struct facts *facts, const cJSON *node)
{
    const cJSON *assigns = cJSON_GetObjectItem(node, "Assigns");
    const cJSON *arguments = cJSON_GetObjectItem(node, "Args");
    uint32_t count = (uint32_t)(cJSON_GetArraySize(assigns) + cJSON_GetArraySize(arguments));
    uint32_t start = offset_of(node, "Pos");
    shfmt_words(facts, assigns);
    shfmt_words(facts, arguments);
    const cJSON *variant = cJSON_GetObjectItem(node, "Variant");
    if (variant) {
        shfmt_fact(facts, FACT_WORD, variant, 0);
        count++;
    }
    add_fact(facts, FACT_CALL, start, start, count);
}

static void shfmt_condition(struct facts *facts, const cJSON *node)
{
    static const char *const operands[] = {"X", "Y"};
    for (size_t i = 0; i < 2; i++) {
        const cJSON *operand = cJSON_GetObjectItem(node, operands[i]);
        if (is_type(operand, "Word")) {
            shfmt_fact(facts, FACT_CONDITION, operand, 0);
        }
    }
}

static const struct {
    const char *type;
    enum fact_kind kind;
} compound_types[] = {
    {"Block", FACT_GROUP},     {"Subshell", FACT_SUBSHELL},    {"CaseClause", FACT_CASE},
    {"TestClause", FACT_TEST}, {"ArithmCmd", FACT_ARITHMETIC}, {"ForClause", FACT_FOR},
};

static void shfmt_function(struct facts *facts, const cJSON *node)
{
    const cJSON *body = cJSON_GetObjectItem(cJSON_GetObjectItem(node, "Body"), "Cmd");
    uint32_t start = offset_of(node, "Pos");
    /* To shfmt 3.6 `f() { …; } && a` is a function whose body is the list; to bash it is a list
     * that begins with a function. */
    while (is_type(body, "BinaryCmd")) {
        body = cJSON_GetObjectItem(cJSON_GetObjectItem(body, "X"), "Cmd");
    }
    facts->function_start = start;
    facts->function_body = offset_of(body, "Pos");
    add_fact(facts, FACT_FUNCTION, start, offset_of(body, "End"), 0);
}

static void shfmt_command(struct facts *facts, const cJSON *node, const char *field)
{
    for (size_t i = 0; i < sizeof compound_types / sizeof *compound_types; i++) {
        if (is_type(node, compound_types[i].type)) {
            shfmt_fact(facts, compound_types[i].kind, node, 0);
        }
    }
    if (is_type(node, "CallExpr") || is_type(node, "DeclClause")) {
        shfmt_call(facts, node);
    } else if (is_type(node, "IfClause") && strcmp(field, "Else") != 0) {
        shfmt_fact(facts, FACT_IF, node, 0);
    } else if (is_type(node, "WhileClause")) {
        bool until = cJSON_IsTrue(cJSON_GetObjectItem(node, "Until"));
        shfmt_fact(facts, until ? FACT_UNTIL : FACT_WHILE, node, 0);
    } else if (is_type(node, "FuncDecl")) {
        shfmt_function(facts, node);
    } else if (is_type(node, "WordIter")) {
        shfmt_words(facts, cJSON_GetObjectItem(node, "Items"));
    } else if (is_type(node, "BinaryTest") || is_type(node, "UnaryTest") ||
               is_type(node, "TestClause") || is_type(node, "ParenTest")) {
        shfmt_condition(facts, node);
    }
    if (is_type(node, "CaseClause")) {
        shfmt_fact(facts, FACT_WORD, cJSON_GetObjectItem(node, "Word"), 0);
    }
}

/* `binary` is the BinaryCmd that the node is an operand of, or NULL. */
static void shfmt_visit(struct facts *facts, const cJSON *node, const char *field,
                        const cJSON *binary)
{
    if (cJSON_IsObject(node)) {
        shfmt_command(facts, node, field);
        if (is_type(node, "BinaryCmd")) {
            shfmt_binary(facts, node, binary && is_list(binary) == is_list(node));
            binary = node;
        } else if (cJSON_GetObjectItem(node, "Cmd") || cJSON_GetObjectItem(node, "Redirs")) {
            shfmt_statement(facts, node);
            if (cJSON_IsTrue(cJSON_GetObjectItem(node, "Negated"))) {
                binary = NULL;
            }
        } else {
            binary = NULL;
        }
        if (strcmp(field, "Array") == 0) {
            shfmt_words(facts, cJSON_GetObjectItem(node, "Elems"));
        }
        const cJSON *patterns = cJSON_GetObjectItem(node, "Patterns");
        if (patterns) {
            shfmt_words(facts, patterns);
            uint32_t start = offset_of(patterns->child, "Pos");
            add_fact(facts, FACT_CASE_ITEM, start, start, (uint32_t)cJSON_GetArraySize(patterns));
        }
    }
    for (const cJSON *child = node->child; child; child = child->next) {
        shfmt_visit(facts, child, child->string ? child->string : field,
                    cJSON_IsArray(node) ? NULL : binary);
    }
}

/* The whole output of a command, or "" where it fails. */
static char *command_output(const char *command)
{
    FILE *pipe = popen(command, "r");
    size_t capacity = 1 << 20;
    size_t length = 0;
    char *bytes = memory_alloc(capacity);
    for (size_t got; pipe && (got = fread(bytes + length, 1, capacity - length - 1, pipe)) > 0;) {
        length += got;
        if (length == capacity - 1) {
            capacity *= 2;
            char *larger = realloc(bytes, capacity);
            if (!larger) {
                exit(2);
            }
            bytes = larger;
        }
    }
    if (!pipe || pclose(pipe) != 0) {
        length = 0;
    }
    bytes[length] = '\0';
    return bytes;
}

/* `'path'` for sh. */
static slice shell_quoted(struct arena *arena, const char *path)
{
    struct buffer quoted = {.arena = arena};
    buffer_append_byte(&quoted, '\'');
    for (const char *c = path; *c; c++) {
        buffer_append(&quoted, *c == '\'' ? SLICE("'\\''") : (slice){c, 1});
    }
    buffer_append_byte(&quoted, '\'');
    return buffer_slice(&quoted);
}

static bool shfmt_facts(struct facts *facts, const char *path)
{
    slice quoted = shell_quoted(facts->arena, path);
    slice command = arena_printf(facts->arena, "shfmt -ln bash --to-json < %.*s 2>/dev/null",
                                 SLICE_ARGS(quoted));
    char *json = command_output(command.data);
    cJSON *root = cJSON_Parse(json);
    free(json);
    if (!root) {
        return false;
    }
    shfmt_visit(facts, root, "", NULL);
    cJSON_Delete(root);
    return true;
}

/* ---- What paylint says ---- */

struct reading {
    struct facts *facts;
    const struct shell_script *script;
    bool has_error;
    bool has_unknown;
};

static uint32_t origin_of(const struct shell_script *script, uint32_t offset)
{
    return view_origin(script->view, offset);
}

/* One past the last byte, in the file. */
static uint32_t origin_end(const struct shell_script *script, uint32_t start, uint32_t end)
{
    return view_span(script->view, start, end).end;
}

static void paylint_word(struct reading *reading, enum fact_kind kind, uint32_t start, uint32_t end)
{
    const struct shell_script *script = reading->script;
    add_fact(reading->facts, kind, origin_of(script, start), origin_end(script, start, end), 0);
}

static void paylint_array_words(struct reading *reading, enum fact_kind kind,
                                const struct word_part *parts)
{
    for (const struct word_part *part = parts; part; part = part->next) {
        if (part->kind == PART_ARRAY) {
            paylint_array_words(reading, FACT_WORD, part->children);
        } else if (part->kind == PART_WORD) {
            paylint_word(reading, kind, part->start, part->end);
        }
    }
}

static void paylint_range(struct reading *reading, enum fact_kind kind, struct token_range range)
{
    const struct shell_script *script = reading->script;
    add_fact(reading->facts, kind, origin_of(script, script->tokens[range.first].start),
             origin_of(script, script->tokens[range.end - 1].end - 1) + 1, 0);
}

static uint32_t node_start(const struct shell_script *script, const struct shell_node *node)
{
    return origin_of(script, script->tokens[node->tokens.first].start);
}

static void paylint_tokens(struct reading *reading, struct token_range range)
{
    for (uint32_t i = range.first; i < range.end; i++) {
        const struct token *token = &reading->script->tokens[i];
        if (token->kind == TOKEN_REDIRECT) {
            struct shell_word target = token->redirect->target;
            paylint_word(reading, FACT_WORD, target.start, target.end);
        } else if (token->kind == TOKEN_WORD) {
            paylint_word(reading, FACT_WORD, token->start, token->end);
            paylint_array_words(reading, FACT_WORD, token->parts);
        } else if (token->kind == TOKEN_CONDITION) {
            paylint_word(reading, FACT_TEST, token->start, token->end);
            paylint_array_words(reading, FACT_CONDITION, token->parts);
        } else if (token->kind == TOKEN_ARITHMETIC) {
            paylint_word(reading, FACT_ARITHMETIC, token->start, token->end);
        }
    }
}

static void paylint_simple(struct reading *reading, const struct shell_node *node)
{
    uint32_t count = 0;
    uint32_t start = 0;
    for (uint32_t i = node->tokens.first; i < node->tokens.end; i++) {
        const struct token *token = &reading->script->tokens[i];
        if (token->kind == TOKEN_WORD && count++ == 0) {
            start = origin_of(reading->script, token->start);
            if (slice_is(token_bytes(reading->script, token), "let")) {
                return; /* shfmt reads its arguments as arithmetic */
            }
        }
    }
    if (count > 0) {
        add_fact(reading->facts, FACT_CALL, start, start, count);
    }
    paylint_tokens(reading, node->tokens);
}

static void paylint_compound(struct reading *reading, enum fact_kind kind,
                             const struct shell_node *node)
{
    struct token_range range = {node->tokens.first, node->tokens.end};
    if (node->redirects.first < node->redirects.end) {
        range.end = node->redirects.first;
    }
    paylint_range(reading, kind, range);
    paylint_tokens(reading, node->redirects);
}

static void paylint_function(struct reading *reading, const struct shell_node *node)
{
    struct token_range range = node->tokens;
    const struct shell_node *body = node->children;
    if (body && body->redirects.first < body->redirects.end) {
        range.end = body->redirects.first;
    }
    paylint_range(reading, FACT_FUNCTION, range);
}

/* Where the first command in it begins, behind `!` and the like. */
static uint32_t command_start(const struct shell_script *script, const struct shell_node *node)
{
    while ((node->kind == NODE_PIPELINE || node->kind == NODE_AND_OR) && node->children) {
        node = node->children;
    }
    return node_start(script, node);
}

static void paylint_joined(struct reading *reading, enum fact_kind kind,
                           const struct shell_node *node)
{
    uint32_t count = 0;
    for (const struct shell_node *child = node->children; child; child = child->next) {
        count++;
    }
    if (count == 0) {
        return;
    }
    uint32_t start = command_start(reading->script, node);
    add_fact(reading->facts, kind, start, start, count);
}

static void paylint_case_item(struct reading *reading, const struct shell_node *node)
{
    uint32_t count = 0;
    uint32_t start = 0;
    for (uint32_t i = node->head.first; i < node->head.end; i++) {
        const struct token *token = &reading->script->tokens[i];
        if (token->kind == TOKEN_WORD && count++ == 0) {
            start = origin_of(reading->script, token->start);
        }
    }
    add_fact(reading->facts, FACT_CASE_ITEM, start, start, count);
    paylint_tokens(reading, node->head);
}

static void paylint_visit(struct reading *reading, const struct shell_node *node)
{
    static const enum fact_kind compounds[] = {
        [NODE_GROUP] = FACT_GROUP, [NODE_SUBSHELL] = FACT_SUBSHELL, [NODE_IF] = FACT_IF,
        [NODE_FOR] = FACT_FOR,     [NODE_WHILE] = FACT_WHILE,       [NODE_UNTIL] = FACT_UNTIL,
    };
    uint32_t start = 0;
    if (node->negated || node->background) {
        start = command_start(reading->script, node);
    }
    if (node->negated) {
        add_fact(reading->facts, FACT_NEGATED, start, start, 0);
    }
    if (node->background) {
        add_fact(reading->facts, FACT_BACKGROUND, start, start, 0);
    }
    switch (node->kind) {
    case NODE_SEQUENCE:
        break;
    case NODE_AND_OR:
        paylint_joined(reading, FACT_AND_OR, node);
        break;
    case NODE_PIPELINE:
        paylint_joined(reading, FACT_PIPELINE, node);
        break;
    case NODE_COMMAND:
        paylint_simple(reading, node);
        break;
    case NODE_CASE_ITEM:
        paylint_case_item(reading, node);
        break;
    case NODE_FUNCTION:
        paylint_function(reading, node);
        break;
    case NODE_UNKNOWN:
        reading->has_unknown = true;
        break;
    case NODE_FOR: {
        struct token_range list = {node->head.first + 1, node->head.end};
        if (node->has_list) {
            list.first++;
        }
        paylint_tokens(reading, list);
        paylint_compound(reading, FACT_FOR, node);
        break;
    }
    case NODE_CASE:
        paylint_tokens(reading, node->head);
        paylint_compound(reading, FACT_CASE, node);
        break;
    default:
        paylint_compound(reading, compounds[node->kind], node);
    }
    for (const struct shell_node *child = node->children; child; child = child->next) {
        paylint_visit(reading, child);
    }
}

static void on_tree(void *context, const struct shell_tree *tree)
{
    struct reading *reading = context;
    reading->script = tree->script;
    reading->has_error |= tree->has_error;
    paylint_visit(reading, tree->root);
}

static void on_heredoc(void *context, const struct shell_script *script,
                       const struct heredoc *heredoc)
{
    struct reading *reading = context;
    if (heredoc->view->bytes.length > 0) {
        add_fact(reading->facts, FACT_HEREDOC, origin_of(script, heredoc->start),
                 origin_end(script, heredoc->start, heredoc->end), heredoc->quoted);
    }
}

/* ---- Comparison ---- */

static int compare_facts(const void *left, const void *right)
{
    const struct fact *a = left;
    const struct fact *b = right;
    if (a->start != b->start) {
        return a->start < b->start ? -1 : 1;
    }
    if (a->kind != b->kind) {
        return a->kind < b->kind ? -1 : 1;
    }
    if (a->end != b->end) {
        return a->end < b->end ? -1 : 1;
    }
    return a->number < b->number ? -1 : a->number > b->number;
}

static void show_fact(const char *path, slice bytes, const char *who, const struct fact *fact)
{
    slice excerpt =
        slice_sub(bytes, fact->start, fact->end > fact->start ? fact->end : fact->start + 40);
    if (excerpt.length > 60) {
        excerpt.length = 60;
    }
    excerpt.length = slice_find_byte(excerpt, '\n');
    size_t line = 1;
    for (size_t i = 0; i < fact->start && i < bytes.length; i++) {
        line += bytes.data[i] == '\n';
    }
    printf("  only %s: %s:%zu: %s %" PRIu32 "-%" PRIu32 " (%" PRIu32 ") %.*s\n", who, path, line,
           fact_names[fact->kind], fact->start, fact->end, fact->number, SLICE_ARGS(excerpt));
}

/* Counts what only one of both says. */
static void compare(struct facts *theirs, struct facts *ours, struct totals *totals,
                    const char *path, bool show)
{
    qsort(theirs->items, theirs->count, sizeof *theirs->items, compare_facts);
    qsort(ours->items, ours->count, sizeof *ours->items, compare_facts);
    bool different = false;
    for (size_t i = 0, j = 0; i < theirs->count || j < ours->count;) {
        int order = i == theirs->count ? 1
                    : j == ours->count ? -1
                                       : compare_facts(&theirs->items[i], &ours->items[j]);
        if (order == 0) {
            totals->compared[theirs->items[i].kind]++;
            i++, j++;
            continue;
        }
        const struct fact *fact = order < 0 ? &theirs->items[i++] : &ours->items[j++];
        if (order < 0) {
            totals->compared[fact->kind]++;
            totals->missing[fact->kind]++;
        } else if (fact->kind == FACT_CONDITION) {
            continue; /* to shfmt the operators of [[ ]] are no words */
        } else {
            totals->surplus[fact->kind]++;
        }
        different = true;
        if (show) {
            show_fact(path, theirs->bytes, order < 0 ? "shfmt" : "paylint", fact);
        }
    }
    totals->different_files += different;
}

static bool bash_accepts(struct arena *arena, const char *path)
{
    slice quoted = shell_quoted(arena, path);
    slice command =
        arena_printf(arena, "bash -O extglob -n %.*s > /dev/null 2>&1", SLICE_ARGS(quoted));
    return system(command.data) == 0;
}

static double cpu_seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void read_with_paylint(struct facts *facts, struct reading *reading, const char *path,
                              struct shell_parser *parser, struct totals *totals)
{
    *reading = (struct reading){.facts = facts};
    struct walk walk = {facts->arena, parser, {0}, reading, on_tree, on_heredoc};
    walk_bytes(&walk, facts->bytes);
    /* Again, for the clock alone. */
    struct arena *scratch = arena_new();
    walk = (struct walk){.arena = scratch, .parser = parser};
    double start = cpu_seconds();
    walk_bytes(&walk, facts->bytes);
    double seconds = cpu_seconds() - start;
    arena_free(scratch);
    totals->seconds += seconds;
    double rate = seconds / (double)facts->bytes.length * 1e6;
    if (facts->bytes.length >= 2000 && rate > totals->worst_rate) {
        totals->worst_rate = rate;
        snprintf(totals->worst_path, sizeof totals->worst_path, "%s", path);
    }
}

static void compare_file(const char *path, struct shell_parser *parser, struct totals *totals,
                         bool show)
{
    struct arena *arena = arena_new();
    slice bytes = test_read_file(path);
    struct facts theirs = {.arena = arena, .bytes = bytes};
    struct facts ours = theirs;
    struct reading reading;
    /* Every file is read, so that none crashes; only what bash and shfmt understand is compared. */
    read_with_paylint(&ours, &reading, path, parser, totals);
    if (!bash_accepts(arena, path)) {
        totals->refused++;
    } else if (!shfmt_facts(&theirs, path)) {
        totals->unparsed++;
    } else {
        totals->files++;
        totals->bytes += bytes.length;
        totals->with_error += reading.has_error;
        totals->with_unknown += reading.has_unknown;
        if (show && (reading.has_error || reading.has_unknown)) {
            printf("  not understood: %s\n", path);
        }
        compare(&theirs, &ours, totals, path, show);
    }
    arena_free(arena);
    free((char *)bytes.data);
}

static void report_kind(const struct totals *totals, enum fact_kind kind)
{
    printf("  %-14s %8zu compared, %5zu only shfmt, %5zu only paylint\n", fact_names[kind],
           totals->compared[kind], totals->missing[kind], totals->surplus[kind]);
}

static void report(const struct totals *totals)
{
    printf("  %zu files (%zu bytes) compared; left out: %zu that bash -n refuses, %zu that shfmt "
           "can't read\n",
           totals->files, totals->bytes, totals->refused, totals->unparsed);
    for (int kind = 0; kind < FACT_KINDS; kind++) {
        report_kind(totals, kind);
    }
    printf("  %zu files differ, %zu with ERROR, %zu not wholly understood\n",
           totals->different_files, totals->with_error, totals->with_unknown);
    printf("  %.3f s CPU in all; slowest %.3f s/MB: %s\n", totals->seconds, totals->worst_rate,
           totals->worst_path);
    if (totals->files == 0) {
        test_skip("words as shfmt sees them", "no shell script here, or no shfmt");
        return;
    }
    size_t words = totals->compared[FACT_WORD];
    size_t wrong = totals->missing[FACT_WORD];
    double exact = words ? 100.0 * (double)(words - wrong) / (double)words : 0;
    printf("  %.4f %% of %zu words exact\n", exact, words);
    test_report(exact >= 99.9, "99.9 %% of the words are where shfmt sees them");
    test_report(totals->with_error + totals->with_unknown <= totals->files / 100,
                "under 1 %% of the files hold what is not understood");
    test_report(totals->worst_rate < 1.0, "no script takes a second per MB");
}

/* Reads the paths that tests/shell/system-scripts lists, each on a line of its own. */
static size_t list_scripts(char *listing, const char **paths, size_t capacity)
{
    size_t count = 0;
    for (char *line = strtok(listing, "\n"); line && count < capacity; line = strtok(NULL, "\n")) {
        paths[count++] = line;
    }
    return count;
}

int main(int argc, char **argv)
{
    struct totals totals = {0};
    struct shell_parser *parser = shell_parser_new();
    for (int i = 1; i < argc; i++) {
        compare_file(argv[i], parser, &totals, true);
    }
    if (argc == 1) {
        enum { MANY = 100000 };
        static const char *paths[MANY];
        char *listing = command_output("tests/shell/system-scripts");
        size_t count = list_scripts(listing, paths, MANY);
        bool all = getenv("PAYLINT_SCAN_ALL") != NULL;
        size_t step = all || count < SAMPLE ? 1 : count / SAMPLE;
        for (size_t i = 0; i < count; i += step) {
            compare_file(paths[i], parser, &totals, all);
        }
        free(listing);
    }
    report(&totals);
    shell_parser_free(parser);
    return test_status();
}
