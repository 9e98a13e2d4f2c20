/* Composes a script: first lines, then one to three messages, each of which makes an id, builds a
 * document with it and sends that, with control flow around any of these. */
#include "script.h"

static bool chance(struct script *script, unsigned percent)
{
    return random_chance(&script->random, percent);
}

#define PICK_ONE(script, array) \
    ((array)[random_below(&(script)->random, sizeof(array) / sizeof *(array))])

/* ---- Names and values ---- */

const char *script_name(struct script *script)
{
    static const char *const stems[] = {"ID",  "REQUEST",  "id", "request_id", "rid", "VALUE",
                                        "tmp", "BODY",     "x",  "DATA",       "msg", "_v",
                                        "Req", "JSON_DOC", "n",  "payload",    "arg", "ITEM"};
    slice name = arena_printf(script->arena, "%s%u", PICK_ONE(script, stems), ++script->names);
    return arena_cstring(script->arena, name);
}

slice script_uuid(struct script *script)
{
    unsigned long long a = random_next(&script->random), b = random_next(&script->random);
    const char *format = chance(script, 10) ? "%08llX-%04llX-4%03llX-a%03llX-%012llX"
                                            : "%08llx-%04llx-4%03llx-a%03llx-%012llx";
    /* The format is one of two literals of the same arguments. */
    return arena_printf(script->arena, format, a & 0xffffffff, (a >> 32) & 0xffff,
                        (a >> 48) & 0xfff, b & 0xfff, (b >> 12) & 0xffffffffffff);
}

slice script_simple_word(struct script *script)
{
    static const char *const words[] = {"test", "job",   "alpha", "demo",  "retry", "user",
                                        "load", "smoke", "zeta",  "batch", "e2e",   "legacy"};
    return slice_from(PICK_ONE(script, words));
}

static slice make_bad_id(struct script *script)
{
    static const char *const whole[] = {"test-request-1", "12345", "none", "req_001", "null",
                                        "not-a-uuid",     "1.5",   "abc",  "TEST-ID", "00000000"};
    slice uuid = script_uuid(script);
    switch (random_below(&script->random, 4)) {
    case 0:
        return slice_sub(uuid, 0, 35);
    case 1:
        return arena_printf(script->arena, "%.*sg", SLICE_ARGS(slice_sub(uuid, 0, 35)));
    default:
        return slice_from(PICK_ONE(script, whole));
    }
}

slice script_bad_id(struct script *script)
{
    if (!script->last_bad_id.data || chance(script, 75)) {
        script->last_bad_id = make_bad_id(script);
    }
    return script->last_bad_id;
}

/* ---- Rows ---- */

static bool row_fits(const struct script *script, const struct table *table, const struct row *row,
                     unsigned kind)
{
    if (strstr(row->text, "@V") && script->scope_depth == 0) {
        return false;
    }
    if (strstr(row->text, "set -- ") && script->uses_up_arguments) {
        return false;
    }
    if (table == &grammar_builders) {
        return row->kind == kind && (kind != KEPT_IN_VARIABLE ||
                                     strncmp(row->text, "local", 5) != 0 || script->in_function);
    }
    if (table == &grammar_sinks) {
        return row->kind == 0 || (row->kind & kind);
    }
    return row->kind == 0 || script->in_function;
}

static unsigned row_weight(const struct row *row)
{
    return row->weight ? row->weight : 4;
}

const struct row *script_pick(struct script *script, const struct table *table, unsigned kind)
{
    size_t total = 0;
    for (size_t i = 0; i < table->count; i++) {
        total += row_fits(script, table, &table->rows[i], kind) ? row_weight(&table->rows[i]) : 0;
    }
    size_t at = random_below(&script->random, total);
    for (size_t i = 0;; i++) {
        const struct row *row = &table->rows[i];
        if (!row_fits(script, table, row, kind)) {
            continue;
        }
        if (at < row_weight(row)) {
            return row;
        }
        at -= row_weight(row);
    }
}

/* ---- Control flow ---- */

struct flow {
    unsigned depth; /* how many rows are still to stand around the body */
    write_body *body;
    void *data;
};

static void write_flow(struct script *script, void *data)
{
    struct flow *flow = data;
    if (flow->depth == 0 || script->blocks > 10) {
        flow->body(script, flow->data);
        return;
    }
    script->blocks++;
    struct flow inner = {flow->depth - 1, flow->body, flow->data};
    script_write(script, &(struct places){.row = script_pick(script, &grammar_flows, 0),
                                          .body = write_flow,
                                          .data = &inner});
}

/* `none` and `one`: in how many of a hundred cases nothing, one row stands around. */
static void write_within(struct script *script, unsigned none, unsigned one, write_body *body,
                         void *data)
{
    size_t at = random_below(&script->random, 100);
    struct flow flow = {at < none ? 0 : at < none + one ? 1 : 2, body, data};
    write_flow(script, &flow);
}

/* ---- Messages ---- */

struct setting {
    const struct table *table;
    const char *target;
};

static void write_setting(struct script *script, void *data)
{
    struct setting *setting = data;
    script_write(script, &(struct places){.row = script_pick(script, setting->table, 0),
                                          .target = setting->target});
}

static const char *write_variable(struct script *script, const struct table *table)
{
    struct setting setting = {table, script_name(script)};
    if (table == &grammar_numbers) { /* a name that tells what it is for (world.c) */
        slice name = arena_printf(script->arena, "num%u", ++script->names);
        setting.target = arena_cstring(script->arena, name);
    }
    write_within(script, 78, 18, write_setting, &setting);
    return setting.target;
}

struct building {
    struct kept_payload *payload;
    const struct document_variables *variables;
};

static void write_building(struct script *script, void *data)
{
    struct building *building = data;
    struct kept_payload *payload = building->payload;
    struct document *document = document_make(script, building->variables);
    payload->document = document;
    const struct row *row = NULL;
    do {
        row = script_pick(script, &grammar_builders, payload->keeper);
        /* jq takes no spoilt program. */
    } while (!document->is_well_formed && strstr(row->text, "@Q"));
    script_write(script,
                 &(struct places){.row = row, .target = payload->name, .document = document});
}

static void write_sending(struct script *script, void *data)
{
    struct kept_payload *payload = data;
    script_write(script,
                 &(struct places){.row = script_pick(script, &grammar_sinks, payload->keeper),
                                  .payload = payload});
}

static void write_message(struct script *script, void *data)
{
    struct document_variables variables = {
        .ids = {chance(script, 90) ? write_variable(script, &grammar_ids) : NULL, NULL}};
    if (chance(script, 15)) {
        variables.ids[1] = write_variable(script, &grammar_ids);
    }
    if (chance(script, 25)) {
        variables.text = write_variable(script, &grammar_texts);
    }
    if (chance(script, 20)) {
        variables.number = write_variable(script, &grammar_numbers);
    }
    static const enum keeper keepers[] = {KEPT_IN_WORD,     KEPT_IN_WORD, KEPT_IN_VARIABLE,
                                          KEPT_IN_VARIABLE, KEPT_IN_FILE, KEPT_IN_FUNCTION};
    struct kept_payload payload = {.keeper = PICK_ONE(script, keepers),
                                   .name = script_name(script)};
    if (payload.keeper == KEPT_IN_FILE) {
        payload.name =
            arena_cstring(script->arena, arena_printf(script->arena, "%s.json", payload.name));
    }
    struct building building = {&payload, &variables};
    /* A function that only some runs define would fail to be found in the others. */
    bool is_alone = payload.keeper == KEPT_IN_WORD || payload.keeper == KEPT_IN_FUNCTION;
    write_within(script, is_alone ? 100 : 84, 13, write_building, &building);
    write_within(script, 75, 20, write_sending, &payload);
}

slice script_make(struct arena *arena, uint64_t seed, uint64_t index)
{
    struct script script = {
        .arena = arena,
        .random = {(seed + 1) * 0xd1342543de82ef95u + index * 0x2545f4914f6cdd1du},
        .out = {.arena = arena}};
    random_next(&script.random);
    buffer_append(&script.out, SLICE("#!/usr/bin/env bash\n"));
    script_write(&script, &(struct places){.row = script_pick(&script, &grammar_starts, 0)});
    size_t messages = 1 + random_below(&script.random, 3) * random_below(&script.random, 2);
    for (size_t i = 0; i < messages; i++) {
        write_within(&script, 40, 40, write_message, NULL);
    }
    return buffer_slice(&script.out);
}
