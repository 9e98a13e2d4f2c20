/* unexpanded-variable. In: $NAME among literal bytes. Out: the quotes closed round it, or taken off
 * the heredoc's delimiter. */
#include "fix/fixer.h"

#include <ctype.h>

/* Escapes in a heredoc that go with it: more of them would hide what it says. */
enum { ESCAPES_MAX = 12 };

/* What stands between `$` or `${` and `}`; a command with its `$(` and `)`. Data NULL for others.
 */
static slice expansion_name(slice written)
{
    bool braced = slice_starts_with(written, SLICE("${"));
    slice name = slice_sub(written, 1 + braced, written.length - braced);
    if (slice_starts_with(written, SLICE("$("))) {
        return written;
    }
    for (size_t i = 0; i < name.length; i++) {
        if (!isalnum((unsigned char)name.data[i]) && name.data[i] != '_') {
            return (slice){NULL, 0};
        }
    }
    return name.length > 0 ? name : (slice){NULL, 0};
}

static const struct token *first_word(const struct shell_script *script, const struct token *word)
{
    while (word > script->tokens && word[-1].kind == TOKEN_WORD) {
        word--;
    }
    return word;
}

static bool is_assignment(slice word)
{
    size_t length = 0;
    while (length < word.length &&
           (isalnum((unsigned char)word.data[length]) || word.data[length] == '_')) {
        length++;
    }
    slice rest = slice_sub(word, length, word.length);
    return length > 0 &&
           (slice_starts_with(rest, SLICE("=")) || slice_starts_with(rest, SLICE("+=")));
}

/* NAME=… or NAME+=…, also behind `local` and its like; before a command it is for that alone. */
static bool assigns(const struct shell_script *script, const struct token *word, slice name)
{
    static const char *const declare[] = {"local", "declare", "typeset", "export", "readonly"};
    const struct token *end = script->tokens + script->token_count;
    const struct token *first = first_word(script, word);
    slice bytes = token_bytes(script, word);
    bool sets = slice_starts_with(bytes, name) &&
                is_assignment(slice_sub(bytes, name.length - 1, bytes.length));
    bool declares = SLICE_IS_ONE_OF(token_bytes(script, first), declare);
    for (const struct token *one = first; sets && !declares && one < end; one++) {
        if (one->kind != TOKEN_WORD && one->kind != TOKEN_REDIRECT) {
            break;
        }
        sets = one->kind == TOKEN_REDIRECT || is_assignment(token_bytes(script, one));
    }
    return sets;
}

/* Whether the word is the argument of what sets the variable that it names. */
static bool is_set_by_name(const struct shell_script *script, const struct token *word)
{
    static const char *const setters[] = {"for",     "select",  "read",     "printf",
                                          "mapfile", "getopts", "readarray"};
    const struct token *first = first_word(script, word);
    if (first > script->tokens && first[-1].kind == TOKEN_RESERVED) {
        first -= first == word; /* `for` is no word */
    }
    return SLICE_IS_ONE_OF(token_bytes(script, first), setters);
}

static bool holds(const struct shell_node *node, uint32_t token)
{
    return token >= node->tokens.first && token < node->tokens.end;
}

/* Whether what the word sets is gone where the reader stands: it is a function's own, or a
 * subshell's. */
static bool is_out_of_scope(const struct shell_region *region, const struct token *word,
                            const struct token *reader)
{
    static const char *const local[] = {"local", "declare", "typeset"};
    const struct shell_script *script = region->script;
    uint32_t index = (uint32_t)(word - script->tokens);
    uint32_t reading = (uint32_t)(reader - script->tokens);
    bool own = SLICE_IS_ONE_OF(token_bytes(script, first_word(script, word)), local);
    for (const struct shell_node *node = region->tree->root; node;) {
        bool ends = node->kind == NODE_SUBSHELL || (own && node->kind == NODE_FUNCTION);
        if (ends && !holds(node, reading)) {
            return true;
        }
        node = node->children;
        while (node && !holds(node, index)) {
            node = node->next;
        }
    }
    return false;
}

/* Whether the script gives the variable a value further up. */
static bool is_set_before(const struct site *site, slice name)
{
    const struct shell_script *script = site->region->script;
    for (const struct token *token = script->tokens; token < site->outer; token++) {
        slice word = token_bytes(script, token);
        if (token->kind == TOKEN_WORD &&
            (assigns(script, token, name) ||
             (slice_equal(word, name) && is_set_by_name(script, token))) &&
            !is_out_of_scope(site->region, token, site->outer)) {
            return true;
        }
    }
    return false;
}

/* The expansion's place, and what it expands; false where that isn't written in one place. */
static bool find_expansion(struct fixer *fixer, const struct finding *finding,
                           struct target *target, slice *name)
{
    const struct subject *subject = &finding->subject;
    if (!subject->flat || subject->flat->piece_count == 0 ||
        !target_of_bytes(fixer, subject->flat, subject->start, subject->end, target) ||
        target->kind != TARGET_SHELL || !target->is_direct ||
        target->source != finding->span.source) {
        return false;
    }
    slice written = slice_sub(target->source->bytes, target->start, target->end);
    *name = expansion_name(written);
    return name->data &&
           slice_equal(written, slice_sub(subject->flat->bytes, subject->start, subject->end));
}

static enum fix_safety safety_of(const struct target *target, slice name)
{
    return name.data[0] != '$' && is_set_before(&target->site, name) ? FIX_SAFE : FIX_UNSAFE;
}

/* All that is found in the heredoc is expanded at once; all else in it stays as it is. */
static bool unquote(struct fixer *fixer, const struct finding *finding, const struct target *target,
                    struct edits *edits, struct fix *fix)
{
    VECTOR(struct span) expanded = {0};
    for (size_t i = 0; i < fixer->finding_count; i++) {
        struct target other;
        slice name;
        if (fixer->findings[i]->rule != finding->rule ||
            !find_expansion(fixer, fixer->findings[i], &other, &name) ||
            other.site.heredoc != target->site.heredoc) {
            continue;
        }
        struct span span = {other.source, other.start, other.end};
        VECTOR_PUSH(fixer->arena, &expanded, span);
        if (safety_of(&other, name) == FIX_UNSAFE) {
            fix->safety = FIX_UNSAFE;
        }
    }
    fix->title = SLICE("take the quotes off the heredoc's delimiter");
    return heredoc_unquote(fixer->arena, target, expanded.items, expanded.count, ESCAPES_MAX,
                           edits);
}

bool fix_unexpanded(struct fixer *fixer, const struct finding *finding, struct edits *edits,
                    struct fix *fix)
{
    struct target target;
    slice name;
    if (!find_expansion(fixer, finding, &target, &name)) {
        return false;
    }
    fix->safety = safety_of(&target, name);
    if (target.site.quoting == TEXT_QUOTED_HEREDOC) {
        return unquote(fixer, finding, &target, edits, fix);
    }
    if (target.site.quoting != TEXT_SINGLE_QUOTED) {
        return false;
    }
    target_take_quotes(&target);
    slice text = quote_expansion(fixer->arena, &target, SLICE(""), name, SLICE(""));
    if (!text.data) {
        return false;
    }
    fix->title = SLICE("close the single quotes around it");
    edits_add(fixer->arena, edits, (struct edit){target.start, target.end, text});
    return true;
}
