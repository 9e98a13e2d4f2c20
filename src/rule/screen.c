/* Screening finished messages. In: a document. Out: whether nothing is wrong with it. */
#include "rule/screen.h"

/* A schema for the values of all members of one name, whatever the depth. */
struct screen_field {
    slice name;
    const struct schema *schema;
};

struct screen {
    struct {
        struct screen_field *items;
        size_t count;
        size_t capacity;
    } fields;
    uint64_t field_lengths; /* bit n: some name has n bytes, counted round 64 */
    struct {
        const struct rule **items;
        size_t count;
        size_t capacity;
    } rules; /* of other pointers */
    struct {
        const struct schema **items;
        size_t count;
        size_t capacity;
    } contracts;
    struct {
        const struct schema **items;
        size_t count;
        size_t capacity;
    } everywhere; /* of the pointer any depth, which is all values */
    bool has_duplicate;
    bool has_number;
    const struct token_starts *tokens; /* NULL: they aren't looked for */
    uint64_t limit;                    /* bytes; 0: none */
};

/* ---- Making ---- */

struct screen *screen_new(struct arena *arena, const struct configuration *configuration,
                          const struct message_place *place)
{
    struct screening screening = {
        .screen = ARENA_NEW(arena, struct screen),
        .arena = arena,
        .configuration = configuration,
        .place = place,
        .sink = sinks_find(&configuration->sinks, place->sink),
    };
    for (size_t i = 0; i < configuration->rules.count; i++) {
        const struct rule *rule = configuration_rule(configuration, arena, i, place, false);
        screen_adder *add = rule && rule->check ? check_screen(rule->check) : NULL;
        if (add) {
            add(&screening, rule);
        }
    }
    return screening.screen;
}

static bool is_any_member(const struct slice_list *tokens)
{
    slice name = tokens->count == 2 ? tokens->items[1] : SLICE("*");
    return tokens->count == 2 && slice_is(tokens->items[0], "**") &&
           slice_find_byte(name, '*') == name.length;
}

static bool is_any_value(const struct slice_list *tokens)
{
    return tokens->count == 1 && slice_is(tokens->items[0], "**");
}

void screen_add_schema(const struct screening *screening, const struct rule *rule)
{
    struct screen *screen = screening->screen;
    bool others = false;
    for (size_t i = 0; i < rule->at_count; i++) {
        if (is_any_member(&rule->at[i])) {
            struct screen_field field = {rule->at[i].items[1], rule->schema};
            VECTOR_PUSH(screening->arena, &screen->fields, field);
            screen->field_lengths |= UINT64_C(1) << field.name.length % 64;
        } else if (is_any_value(&rule->at[i])) {
            VECTOR_PUSH(screening->arena, &screen->everywhere, rule->schema);
        } else {
            others = true;
        }
    }
    if (others) {
        VECTOR_PUSH(screening->arena, &screen->rules, rule);
    }
}

void screen_add_contracts(const struct screening *screening, const struct rule *rule)
{
    (void)rule;
    const struct configuration *configuration = screening->configuration;
    for (size_t i = 0; i < configuration->contracts.count; i++) {
        const struct contract *contract = &configuration->contracts.items[i];
        if (contract_holds(contract, screening->place)) {
            VECTOR_PUSH(screening->arena, &screening->screen->contracts, contract->schema);
        }
    }
}

/* What isn't JSON never passes. */
void screen_add_syntax(const struct screening *screening, const struct rule *rule)
{
    (void)screening;
    (void)rule;
}

void screen_add_duplicate(const struct screening *screening, const struct rule *rule)
{
    (void)rule;
    screening->screen->has_duplicate = true;
}

void screen_add_number(const struct screening *screening, const struct rule *rule)
{
    (void)rule;
    screening->screen->has_number = true;
}

void screen_add_size(const struct screening *screening, const struct rule *rule)
{
    (void)rule;
    screening->screen->limit = screening->sink ? screening->sink->limit : 0;
}

void screen_add_secret(const struct screening *screening, const struct rule *rule)
{
    (void)rule;
    struct token_starts *starts = ARENA_NEW(screening->arena, struct token_starts);
    token_starts_make(starts);
    screening->screen->tokens = starts;
}

/* ---- Screening ---- */

struct screened {
    const struct screen *screen;
    struct arena *scratch;
};

static bool fields_pass(const struct screened *screened, const struct member *member)
{
    const struct screen *screen = screened->screen;
    slice key = member->key.string.bytes;
    if (!(screen->field_lengths >> key.length % 64 & 1)) {
        return true;
    }
    for (size_t i = 0; i < screen->fields.count; i++) {
        const struct screen_field *field = &screen->fields.items[i];
        if (slice_equal(field->name, key) &&
            !schema_is_valid(screened->scratch, field->schema, &member->value)) {
            return false;
        }
    }
    return true;
}

/* JSON_DEPTH_MAX bounds the recursion. */
static bool value_passes(const struct screened *screened, const struct value *value)
{
    const struct screen *screen = screened->screen;
    for (size_t i = 0; i < screen->everywhere.count; i++) {
        if (!schema_is_valid(screened->scratch, screen->everywhere.items[i], value)) {
            return false;
        }
    }
    switch (value->kind) {
    case VALUE_NUMBER:
        return !screen->has_number || number_is_kept(value->string.bytes);
    case VALUE_STRING:
        return !screen->tokens || !string_holds_token(screen->tokens, value->string.bytes);
    case VALUE_ARRAY:
        for (uint32_t i = 0; i < value->count; i++) {
            if (!value_passes(screened, &value->items[i])) {
                return false;
            }
        }
        return true;
    case VALUE_OBJECT:
        if (screen->has_duplicate && !value_keys_differ(screened->scratch, value)) {
            return false;
        }
        for (uint32_t i = 0; i < value->count; i++) {
            if (!fields_pass(screened, &value->members[i]) ||
                !value_passes(screened, &value->members[i].value)) {
                return false;
            }
        }
        return true;
    default:
        return true;
    }
}

/* Walks the value and the pointer pattern from token `at` on, as check_schema.c does. */
static bool pattern_passes(const struct screened *screened, const struct rule *rule,
                           const struct slice_list *tokens, size_t at, const struct value *value)
{
    if (at == tokens->count) {
        return schema_is_valid(screened->scratch, rule->schema, value);
    }
    slice token = tokens->items[at];
    bool any_depth = slice_is(token, "**");
    if (any_depth && !pattern_passes(screened, rule, tokens, at + 1, value)) {
        return false;
    }
    for (uint32_t i = 0; i < value->count; i++) {
        bool object = value->kind == VALUE_OBJECT;
        const struct value *child = object ? &value->members[i].value : &value->items[i];
        bool named = object && sink_pattern_matches(token, value->members[i].key.string.bytes);
        if ((any_depth || named || slice_is(token, "*")) &&
            !pattern_passes(screened, rule, tokens, any_depth ? at : at + 1, child)) {
            return false;
        }
    }
    return true;
}

static bool rule_passes(const struct screened *screened, const struct rule *rule,
                        const struct value *root)
{
    for (size_t i = 0; i < rule->at_count; i++) {
        if (!is_any_member(&rule->at[i]) && !is_any_value(&rule->at[i]) &&
            !pattern_passes(screened, rule, &rule->at[i], 0, root)) {
            return false;
        }
    }
    return true;
}

bool screen_passes(const struct screen *screen, struct arena *scratch, slice bytes,
                   const struct json_document *document)
{
    const struct screened screened = {screen, scratch};
    const struct value *root = &document->root;
    if (document->validity != JSON_VALID || (screen->limit > 0 && bytes.length > screen->limit)) {
        return false;
    }
    for (size_t i = 0; i < screen->contracts.count; i++) {
        if (!schema_is_valid(scratch, screen->contracts.items[i], root)) {
            return false;
        }
    }
    for (size_t i = 0; i < screen->rules.count; i++) {
        if (!rule_passes(&screened, screen->rules.items[i], root)) {
            return false;
        }
    }
    return value_passes(&screened, root);
}
