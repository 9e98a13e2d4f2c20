/* Limits of a file. In: what users set. Out: whether there is something left. */
#include "base/limits.h"

#include "base/ascii.h"

#include <time.h>

#define KIB ((uint64_t)1024)
#define MIB (KIB * 1024)

struct limit_row {
    const char *name;
    const char *values;
    uint64_t most;
    /* What may be taken unless it is said: some, and so much for each 16 bytes of a script. */
    uint64_t unset;
    uint64_t unset_per_16;
};

static const struct limit_row rows[] = {
    [LIMIT_SIZE] = {"size", "a size up to 256M, such as 500K or 16M", 256 * MIB, 256 * MIB, 0},
    [LIMIT_STEPS] = {"steps", "a number from 1 on", UINT64_C(1000000000), 200000, 1},
    [LIMIT_MEMORY] = {"memory", "a size, such as 64M or 1G", KIB *KIB *MIB, 64 * MIB,
                      UINT64_C(320) * 16},
    [LIMIT_TIME] = {"time", "seconds, such as 10, 2.5s or 500ms", UINT64_C(1000) * 86400, 60000, 0},
};

const char *limit_name(size_t index)
{
    return index < LIMIT_COUNT ? rows[index].name : NULL;
}

const char *limit_values(enum limit limit)
{
    return rows[limit].values;
}

bool limit_find(slice name, enum limit *limit)
{
    for (size_t i = 0; i < LIMIT_COUNT; i++) {
        if (slice_is(name, rows[i].name)) {
            *limit = (enum limit)i;
            return true;
        }
    }
    return false;
}

/* ---- Values ---- */

/* Digits, and what stands behind them; three digits behind a point count as well. */
static bool read_thousandths(slice value, uint64_t *thousandths, slice *unit)
{
    uint64_t number = 0;
    int places = -1; /* behind the point */
    size_t at = 0;
    for (; at < value.length; at++) {
        char c = value.data[at];
        if (c == '.' && at > 0 && places < 0) {
            places = 0;
        } else if (ascii_is_digit(c) && places < 3 && number < UINT64_MAX / 10000000) {
            number = number * 10 + (uint64_t)(c - '0');
            places += places >= 0;
        } else {
            break;
        }
    }
    for (int i = places < 0 ? 0 : places; i < 3; i++) {
        number *= 10;
    }
    *thousandths = number;
    *unit = slice_sub(value, at, value.length);
    return at > 0 && places != 0;
}

static bool read_unit(enum limit limit, slice unit, uint64_t *factor)
{
    static const struct {
        const char *name;
        uint64_t factor;
    } sizes[] = {{"", 1}, {"K", KIB}, {"M", MIB}, {"G", KIB * MIB}},
      times[] = {{"", 1000}, {"s", 1000}, {"ms", 1}};
    bool time = limit == LIMIT_TIME;
    size_t count = limit == LIMIT_STEPS ? 1 : time ? 3 : 4;
    for (size_t i = 0; i < count; i++) {
        if (slice_is(unit, time ? times[i].name : sizes[i].name)) {
            *factor = time ? times[i].factor : sizes[i].factor;
            return true;
        }
    }
    return false;
}

bool limit_read(enum limit limit, slice value, uint64_t *number)
{
    uint64_t thousandths;
    uint64_t factor;
    slice unit;
    if (!read_thousandths(value, &thousandths, &unit) || !read_unit(limit, unit, &factor) ||
        thousandths > UINT64_MAX / factor) {
        return false;
    }
    *number = thousandths * factor / 1000;
    return thousandths * factor % 1000 == 0 && *number > 0 && *number <= rows[limit].most;
}

struct limits limits_merge(const struct limits *over, const struct limits *under)
{
    struct limits merged = *over;
    for (size_t i = 0; i < LIMIT_COUNT; i++) {
        merged.values[i] = merged.values[i] > 0 ? merged.values[i] : under->values[i];
    }
    return merged;
}

uint64_t limits_get(const struct limits *limits, enum limit limit, size_t length)
{
    uint64_t unset = rows[limit].unset + length * rows[limit].unset_per_16 / 16;
    return limits->values[limit] > 0 ? limits->values[limit] : unset;
}

/* ---- Budgets ---- */

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

struct budget budget_new(const struct limits *limits, const struct arena *arena)
{
    struct budget budget = {.limits = *limits, .arena = arena};
    budget.deadline = now() + limits_get(limits, LIMIT_TIME, 0);
    budget_begin_script(&budget, 0);
    return budget;
}

void budget_begin_script(struct budget *budget, size_t length)
{
    uint64_t room = limits_get(&budget->limits, LIMIT_MEMORY, length);
    size_t used = arena_size(budget->arena);
    budget->steps = 0;
    budget->steps_end = limits_get(&budget->limits, LIMIT_STEPS, length);
    budget->memory_end = room < SIZE_MAX - used ? used + (size_t)room : SIZE_MAX;
}

bool budget_is_late(struct budget *budget)
{
    budget->is_late = budget->is_late || now() >= budget->deadline;
    budget->spent = LIMIT_TIME;
    return budget->is_late;
}

bool budget_is_twice_late(struct budget *budget)
{
    return budget_is_late(budget) &&
           now() - budget->deadline >= limits_get(&budget->limits, LIMIT_TIME, 0);
}

bool budget_memory_is_spent(struct budget *budget)
{
    budget->spent = LIMIT_MEMORY;
    return arena_size(budget->arena) >= budget->memory_end;
}

bool budget_step_is_too_much(struct budget *budget)
{
    enum { STEPS_A_LOOK = 32 }; /* at the clock */
    if (budget->steps++ % STEPS_A_LOOK == 0 && budget_is_late(budget)) {
        return true;
    }
    budget->spent = LIMIT_STEPS;
    return budget->steps > budget->steps_end || budget_memory_is_spent(budget);
}

/* "64M", "21.5M", "1500 bytes" */
static slice size_told(struct arena *arena, uint64_t size)
{
    if (size >= MIB) {
        return arena_printf(arena, "%.*fM", size % MIB > 0, (double)size / (double)MIB);
    }
    return size % KIB == 0 ? arena_printf(arena, "%lluK", (unsigned long long)(size / KIB))
                           : arena_printf(arena, "%llu bytes", (unsigned long long)size);
}

slice budget_told(const struct budget *budget, struct arena *arena, size_t length)
{
    if (budget->spent == LIMIT_DEPTH) {
        return SLICE("commands are nested too deeply here");
    }
    uint64_t value = limits_get(&budget->limits, budget->spent, length);
    switch (budget->spent) {
    case LIMIT_TIME:
        return arena_printf(arena, "it takes longer than %g s (--limit time=SECONDS)",
                            (double)value / 1000);
    case LIMIT_STEPS:
        return arena_printf(arena, "more than %llu commands are run (--limit steps=NUMBER)",
                            (unsigned long long)value);
    case LIMIT_MEMORY:
        return arena_printf(arena, "it takes more than %.*s of memory (--limit memory=SIZE)",
                            SLICE_ARGS(size_told(arena, value)));
    default:
        return arena_printf(arena, "it is larger than %.*s (--limit size=SIZE)",
                            SLICE_ARGS(size_told(arena, value)));
    }
}
