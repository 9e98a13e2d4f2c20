/* Takes out runs of lines, ever shorter ones, then pairs of lines (the two ends of a construct), as
 * long as the fault stays (delta debugging, Zeller 1999). */
#include "shrink.h"

enum { TRIES_MAX = 400 };

struct shrinking {
    const struct world *world;
    const struct fault *fault;
    shrink_judge *judge_script;
    unsigned tries;
    VECTOR(slice) lines;
};

static bool has_same_fault(const struct judgement *judgement, const struct fault *fault)
{
    bool is_missed = fault->kind == FAULT_MISSED_ID || fault->kind == FAULT_MISSED_SYNTAX;
    size_t at = slice_find(fault->text, SLICE(": "));
    slice reason = slice_sub(fault->text, at, fault->text.length);
    for (size_t i = 0; i < judgement->faults.count; i++) {
        const struct fault *other = &judgement->faults.items[i];
        if (other->kind == fault->kind && (!is_missed || slice_ends_with(other->text, reason))) {
            return true;
        }
    }
    return false;
}

static bool still_fails(struct shrinking *shrinking, slice text)
{
    struct arena *arena = arena_new();
    struct judgement judgement;
    shrinking->tries++;
    shrinking->judge_script(arena, shrinking->world, text, &judgement);
    bool fails = has_same_fault(&judgement, shrinking->fault);
    arena_free(arena);
    return fails;
}

/* Takes out `first_count` lines from `first` and `second_count` from `second`, which stand behind.
 */
static bool try_without(struct shrinking *shrinking, size_t first, size_t first_count,
                        size_t second, size_t second_count)
{
    if (shrinking->tries >= TRIES_MAX) {
        return false;
    }
    struct arena *arena = arena_new();
    struct buffer text = {.arena = arena};
    for (size_t i = 0; i < shrinking->lines.count; i++) {
        if ((i < first || i >= first + first_count) && (i < second || i >= second + second_count)) {
            buffer_append(&text, shrinking->lines.items[i]);
            buffer_append_byte(&text, '\n');
        }
    }
    bool fails = still_fails(shrinking, buffer_slice(&text));
    arena_free(arena);
    if (!fails) {
        return false;
    }
    size_t kept = 0;
    for (size_t i = 0; i < shrinking->lines.count; i++) {
        if ((i < first || i >= first + first_count) && (i < second || i >= second + second_count)) {
            shrinking->lines.items[kept++] = shrinking->lines.items[i];
        }
    }
    shrinking->lines.count = kept;
    return true;
}

static void take_out_runs(struct shrinking *shrinking)
{
    for (size_t length = shrinking->lines.count / 2; length > 0; length /= 2) {
        for (size_t at = 0; at + length <= shrinking->lines.count;) {
            if (!try_without(shrinking, at, length, at, 0)) {
                at += length > 1 ? (length + 1) / 2 : 1;
            }
        }
    }
}

static bool take_out_a_pair(struct shrinking *shrinking)
{
    for (size_t first = 0; first < shrinking->lines.count; first++) {
        for (size_t second = first + 1; second < shrinking->lines.count; second++) {
            if (try_without(shrinking, first, 1, second, 1)) {
                return true;
            }
        }
    }
    return false;
}

slice shrink(struct arena *arena, const struct world *world, slice text, const struct fault *fault,
             shrink_judge *judge_script)
{
    struct shrinking shrinking = {.world = world, .fault = fault, .judge_script = judge_script};
    while (text.length > 0) {
        size_t end = slice_find_byte(text, '\n');
        VECTOR_PUSH(arena, &shrinking.lines, slice_sub(text, 0, end));
        text = slice_sub(text, end + 1, text.length);
    }
    do {
        take_out_runs(&shrinking);
    } while (shrinking.lines.count > 2 && take_out_a_pair(&shrinking));
    struct buffer out = {.arena = arena};
    for (size_t i = 0; i < shrinking.lines.count; i++) {
        buffer_append(&out, shrinking.lines.items[i]);
        buffer_append_byte(&out, '\n');
    }
    return buffer_slice(&out);
}
