/* Judging whole values. In: a schema and a value. Out: a verdict and what is wrong.
 *
 * First the value is judged as it is, which proves or refutes. What is unknown then is tried: where
 * holes are each one of some literals, all cases together decide; where a case that the script can
 * send is wrong, it is the witness. */
#include "schema/schema.h"

#include "schema/fill.h"

enum { CASES_MAX = 64, SAMPLES_MAX = 16 };

static struct judging judging_start(struct arena *arena, const struct schema *schema,
                                    const struct flat_text *flat, struct schema_problems *problems)
{
    return (struct judging){.arena = arena, .schema = schema, .flat = flat, .problems = problems};
}

static enum certainty judge_once(struct arena *arena, const struct schema *schema,
                                 const struct value *value, const struct flat_text *flat,
                                 struct schema_problems *problems)
{
    struct judging judging = judging_start(arena, schema, flat, problems);
    enum certainty certainty = judge_node(&judging, schema->root, value, NULL);
    if (certainty == CERTAINTY_UNKNOWN && problems && problems->count == 0) {
        JUDGE_UNKNOWN(&judging, value, "schema");
        if (judging.given_up && problems->count > 0) {
            problems->items[0].reason = SLICE("a schema that refers to itself without end, or "
                                              "takes too long");
        }
    }
    return certainty;
}

/* ---- Trying ---- */

/* What all cases say together, where they are not too many; else, or where they differ, it is
 * unknown. `problems` are those of the first that is wrong. */
static enum certainty judge_cases(struct arena *arena, const struct schema *schema,
                                  const struct value *value, struct schema_problems *problems)
{
    struct filling filling = filling_of(value, FILLING_LISTED);
    enum certainty all = CERTAINTY_UNKNOWN;
    size_t count = filling_count(&filling);
    size_t judged = 0;
    if (filling.count == 0 || count > CASES_MAX) {
        return CERTAINTY_UNKNOWN;
    }
    for (size_t i = 0; i < count; i++) {
        struct value filled;
        struct schema_problems inner = {0};
        filling_set(&filling, i);
        enum fill_status status = value_fill(arena, value, &filling, &filled);
        if (status == FILL_NONE) {
            continue;
        }
        enum certainty one = status == FILL_DONE ? judge_once(arena, schema, &filled, NULL, &inner)
                                                 : CERTAINTY_UNKNOWN;
        *problems = judged == 0 ? inner : *problems;
        all = certainty_either(all, judged++, one);
        if (all == CERTAINTY_UNKNOWN) {
            return all;
        }
    }
    return all;
}

static bool is_same_place(const struct schema_problem *a, const struct schema_problem *b)
{
    return slice_equal(a->pointer, b->pointer);
}

/* Adds what a filling has wrong as what may be wrong, unless it is known already. */
static void add_possible(struct arena *arena, struct schema_problems *problems,
                         const struct schema_problem *problem)
{
    size_t kept = 0;
    for (size_t i = 0; i < problems->count; i++) {
        const struct schema_problem *known = &problems->items[i];
        if (known->certainty != CERTAINTY_UNKNOWN && is_same_place(known, problem)) {
            return;
        }
    }
    for (size_t i = 0; i < problems->count; i++) {
        if (!is_same_place(&problems->items[i], problem)) {
            problems->items[kept++] = problems->items[i];
        }
    }
    problems->count = kept;
    struct schema_problem possible = *problem;
    possible.certainty = CERTAINTY_MAY_VIOLATE;
    VECTOR_PUSH(arena, problems, possible);
}

/* Samples of what the script itself fills in; the rest stays as it is. True: one of them is wrong.
 */
static bool judge_samples(struct arena *arena, const struct schema *schema,
                          const struct value *value, struct schema_problems *problems)
{
    struct filling filling = filling_of(value, FILLING_SAMPLED);
    size_t count = filling_count(&filling);
    bool wrong = false;
    count = count > SAMPLES_MAX && count > FILLED_HOLES_MAX ? SAMPLES_MAX : count;
    for (size_t i = 0; i < count && filling.count > 0; i++) {
        struct value filled;
        struct schema_problems inner = {0};
        filling_set(&filling, i);
        if (value_fill(arena, value, &filling, &filled) != FILL_DONE ||
            judge_once(arena, schema, &filled, NULL, &inner) != CERTAINTY_VIOLATES) {
            continue;
        }
        for (size_t k = 0; k < inner.count; k++) {
            /* A witness is concrete: no hole is left in it. */
            if (inner.items[k].certainty == CERTAINTY_VIOLATES && !inner.items[k].hole) {
                wrong = true;
                add_possible(arena, problems, &inner.items[k]);
            }
        }
    }
    return wrong;
}

/* ---- Whole values ---- */

static void sort_problems(struct schema_problems *problems, size_t from)
{
    for (size_t i = from + 1; i < problems->count; i++) {
        struct schema_problem problem = problems->items[i];
        size_t k = i;
        for (; k > from && problems->items[k - 1].start > problem.start; k--) {
            problems->items[k] = problems->items[k - 1];
        }
        problems->items[k] = problem;
    }
}

static bool is_any_unknown(const struct schema_problems *problems)
{
    bool any = problems->count == 0;
    for (size_t i = 0; i < problems->count && !any; i++) {
        any = problems->items[i].certainty == CERTAINTY_UNKNOWN;
    }
    return any;
}

/* Goes on where the value as it is doesn't tell. */
static enum certainty judge_further(struct arena *arena, const struct schema *schema,
                                    const struct value *value, enum certainty certainty,
                                    struct schema_problems *found)
{
    struct schema_problems of_cases = {0};
    if (certainty == CERTAINTY_UNKNOWN) {
        enum certainty cases = judge_cases(arena, schema, value, &of_cases);
        if (cases != CERTAINTY_UNKNOWN) {
            *found = of_cases;
            certainty = cases;
        }
    }
    if (certainty != CERTAINTY_VALID && is_any_unknown(found)) {
        bool wrong = judge_samples(arena, schema, value, found);
        certainty = certainty == CERTAINTY_UNKNOWN && wrong ? CERTAINTY_MAY_VIOLATE : certainty;
    }
    return certainty;
}

enum certainty schema_judge_all(struct arena *arena, const struct schema *schema,
                                const struct value *value, const struct flat_text *flat,
                                struct schema_problems *problems)
{
    struct schema_problems found = {0};
    size_t from = problems->count;
    value = value_without_duplicates(arena, value);
    enum certainty certainty = judge_once(arena, schema, value, flat, &found);
    if (certainty != CERTAINTY_VALID && is_any_unknown(&found)) {
        certainty = judge_further(arena, schema, value, certainty, &found);
    }
    for (size_t i = 0; i < found.count && certainty != CERTAINTY_VALID; i++) {
        VECTOR_PUSH(arena, problems, found.items[i]);
    }
    sort_problems(problems, from);
    return certainty;
}

struct verdict schema_judge(struct arena *arena, const struct schema *schema,
                            const struct value *value, const struct flat_text *flat)
{
    struct schema_problems problems = {0};
    struct verdict verdict = {0};
    verdict.certainty = schema_judge_all(arena, schema, value, flat, &problems);
    for (size_t i = 0; i < problems.count; i++) {
        const struct schema_problem *problem = &problems.items[i];
        if (problem->certainty != verdict.certainty) {
            continue;
        }
        bool inside = problem->pointer.length > 0 && verdict.certainty != CERTAINTY_UNKNOWN;
        verdict.witness = problem->witness;
        verdict.reason = inside ? arena_printf(arena, "%.*s %.*s", SLICE_ARGS(problem->pointer),
                                               SLICE_ARGS(problem->reason))
                                : problem->reason;
        break;
    }
    return verdict;
}

struct verdict schema_judge_string(struct arena *arena, const struct schema *schema,
                                   const struct string_value *string)
{
    struct value value = {.kind = VALUE_STRING, .string = *string};
    return schema_judge(arena, schema, &value, NULL);
}

bool schema_is_valid(struct arena *scratch, const struct schema *schema, const struct value *value)
{
    struct judging judging = judging_start(scratch, schema, NULL, NULL);
    if (!schema->counts_members &&
        judge_node(&judging, schema->root, value, NULL) == CERTAINTY_VALID) {
        return true;
    }
    /* Keys that are there twice are rare, and looking for them costs something. */
    const struct value *unique = value_without_duplicates(scratch, value);
    if (unique == value && !schema->counts_members) {
        return false;
    }
    judging = judging_start(scratch, schema, NULL, NULL);
    return judge_node(&judging, schema->root, unique, NULL) == CERTAINTY_VALID;
}
