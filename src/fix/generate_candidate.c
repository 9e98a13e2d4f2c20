/* What a generated value can take the place of. In: findings. Out: where their values are written.
 */
#include "fix/generate.h"

#include "base/ascii.h"

static bool is_expansion_only(slice written)
{
    slice word = slice_trim(written);
    bool quoted = word.length >= 2 && word.data[0] == '"';
    word = quoted ? slice_sub(word, 1, word.length - 1) : word;
    if (word.length < 2 || word.data[0] != '$' || word.data[1] == '(') {
        return false;
    }
    for (size_t i = 1; i < word.length; i++) {
        if (!ascii_is_alphanumeric(word.data[i]) && !strchr("_{}", word.data[i])) {
            return false;
        }
    }
    return true;
}

/* A variable is sent by its name: unexpanded-variable's to mend. */
static bool is_unexpanded(slice sent)
{
    size_t dollar = slice_find_byte(sent, '$');
    return dollar + 1 < sent.length &&
           (ascii_is_letter(sent.data[dollar + 1]) || strchr("_{(", sent.data[dollar + 1]));
}

slice candidate_value(const struct candidate *candidate)
{
    const struct subject *subject = &candidate->finding->subject;
    return slice_sub(subject->flat->bytes, subject->start + candidate->is_string,
                     subject->end - candidate->is_string);
}

/* What a rule for one field says of an array or object is not about a value that can be made; nor
 * is it known where a string ends that isn't closed. */
static bool is_replaceable(const struct subject *subject)
{
    if (!subject->flat || subject->end <= subject->start) {
        return false;
    }
    const char *bytes = subject->flat->bytes.data;
    char first = bytes[subject->start];
    bool closed =
        first != '"' || (subject->end - subject->start >= 2 && bytes[subject->end - 1] == '"');
    return first != '[' && first != '{' && closed;
}

/* A place of printf's: the argument that fills it would fill the next one. */
static bool is_format(slice written)
{
    unsigned depth = 0; /* of ${…} and $(…), where it says something else */
    for (size_t i = 0; i < written.length; i++) {
        char c = written.data[i];
        depth += (c == '{' || c == '(') && i > 0 && written.data[i - 1] == '$';
        depth -= (c == '}' || c == ')') && depth > 0;
        if (c == '%' && depth == 0) {
            return true;
        }
    }
    return false;
}

/* What isn't a string is put into quotes, which must mean there what they mean in JSON: a trial
 * tells, but only where all of it is JSON before. */
static bool is_valid(struct fixer *fixer, const struct subject *subject)
{
    return json_read(fixer->arena, subject->flat).validity == JSON_VALID;
}

/* ID=${ID}-1: each time it is something else, of which only one is told. */
static bool is_of_itself(const struct target *target, slice written)
{
    slice name = target_assigned(target);
    return name.data && name_count_expansions(written, name) > 0;
}

static bool is_joint(char c)
{
    return c == '-' || c == '_';
}

/* Whether the bytes stand in the middle of a word, such as other fields of a UUID, of which
 * something cuts them out. */
static bool is_piece_of_word(const struct target *target)
{
    slice bytes = target->source->bytes;
    uint32_t start = target->start;
    uint32_t end = target->end;
    bool escape = start >= 2 && bytes.data[start - 2] == '\\';
    start -= start > 1 && is_joint(bytes.data[start - 1]) && !target_is_operand(target);
    end += end + 1 < bytes.length && is_joint(bytes.data[end]);
    return (start > 0 && ascii_is_alphanumeric(bytes.data[start - 1]) && !escape) ||
           (end < bytes.length && ascii_is_alphanumeric(bytes.data[end]));
}

bool candidate_find(struct fixer *fixer, const struct finding *finding, struct candidate *candidate)
{
    const struct subject *subject = &finding->subject;
    *candidate = (struct candidate){.finding = finding};
    if (finding->certainty == CERTAINTY_UNKNOWN || !is_replaceable(subject) ||
        !target_of_value(fixer, finding, &candidate->target)) {
        return false;
    }
    struct target *target = &candidate->target;
    candidate->is_string = subject->flat->bytes.data[subject->start] == '"';
    slice written = target_written(target);
    candidate->is_literal = slice_equal(written, candidate_value(candidate));
    if (is_unexpanded(candidate_value(candidate)) || is_piece_of_word(target) ||
        (!candidate->is_string && !is_valid(fixer, subject)) ||
        (!candidate->is_literal &&
         (is_expansion_only(written) || is_format(written) || is_of_itself(target, written) ||
          finding->certainty != CERTAINTY_VIOLATES || target->kind != TARGET_SHELL))) {
        return false;
    }
    if (target->kind == TARGET_SHELL) {
        candidate->path = statement_path(fixer->arena, target->site.region, target->site.outer);
        for (size_t i = 0; i < candidate->path.count; i++) {
            if (candidate->path.steps[i].statement->kind == NODE_UNKNOWN) {
                return false;
            }
        }
    }
    return true;
}
