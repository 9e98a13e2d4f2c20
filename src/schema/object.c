/* Judging objects. In: an object whose keys may be holes, and that may grow. Out: a verdict. */
#include "schema/judge.h"
#include "schema/property.h"

enum { SEEN_INLINE = 4 };

/* One object at work. */
struct object {
    struct judging *judging;
    const struct object_rules *rules;
    const struct value *value;
    struct evaluated *evaluated;
    uint64_t *seen; /* bits by property: members of that name */
    uint32_t next;  /* the property behind the one found last: members often have the same order */
    bool has_unknown_keys;
};

static bool is_unknown_key(const struct value *key)
{
    return key->kind == VALUE_HOLE || key->string.hole_count > 0;
}

static bool is_seen(const struct object *object, uint32_t property)
{
    return object->seen[property / 64] >> property % 64 & 1;
}

/* ---- Names that aren't known ---- */

static const struct hole unknown_hole = {
    .shape = SHAPE_UNKNOWN, .from = {"something not known", 19}, .from_outside = true};
static const struct text_piece unknown_piece = {.kind = PIECE_HOLE, .hole = &unknown_hole};

/* A key as a string; one that isn't known could be any. `place` is room for its hole. */
static struct value key_string(const struct value *key, struct string_hole *place)
{
    struct value string = *key;
    if (key->kind == VALUE_HOLE) {
        const struct text_piece *piece =
            key->string.hole_count == 1 ? key->string.holes[0].piece : &unknown_piece;
        bool outside = piece->hole->shape == SHAPE_UNKNOWN || piece->hole->shape == SHAPE_TEXT;
        *place = (struct string_hole){0, outside ? piece : &unknown_piece};
        string.kind = VALUE_STRING;
        string.string = (struct string_value){SLICE("\xFF"), place, 1};
    }
    return string;
}

/* Whether a key may be that name. */
static enum certainty key_is(struct judging *judging, const struct value *key, slice name)
{
    struct string_hole place;
    struct value string = key_string(key, &place);
    struct string_value wanted = {name, NULL, 0};
    return string_equal(judging, &string.string, &wanted);
}

/* Whether the object has a member of that name. */
static enum certainty has_member(const struct object *object, slice name)
{
    enum certainty any = object->value->may_grow ? CERTAINTY_UNKNOWN : CERTAINTY_VIOLATES;
    if (value_member(object->value, name)) {
        return CERTAINTY_VALID;
    }
    for (uint32_t i = 0; object->has_unknown_keys && i < object->value->count; i++) {
        const struct value *key = &object->value->members[i].key;
        if (is_unknown_key(key) && key_is(object->judging, key, name) != CERTAINTY_VIOLATES) {
            any = CERTAINTY_UNKNOWN;
        }
    }
    return any;
}

/* ---- Members ---- */

static struct json_path key_path(slice key)
{
    return (struct json_path){.is_key = true, .key = key};
}

static uint32_t find_property(struct object *object, slice key)
{
    const struct object_rules *rules = object->rules;
    uint32_t next = object->next;
    uint32_t found = next < rules->count && slice_equal(rules->properties[next].name, key)
                         ? next
                         : property_find(rules, key);
    object->next = found + 1;
    return found;
}

static enum certainty judge_known_member(struct object *object, uint32_t index)
{
    const struct object_rules *rules = object->rules;
    const struct member *member = &object->value->members[index];
    slice key = member->key.string.bytes;
    uint32_t property = find_property(object, key);
    enum certainty all = CERTAINTY_VALID;
    bool matched = false;
    if (property != PROPERTY_NONE) {
        object->seen[property / 64] |= (uint64_t)1 << property % 64;
        const struct node *node = rules->properties[property].node;
        matched = node != NULL;
        if (node && judge_add(object->judging, &all,
                              judge_child(object->judging, node, &member->value, key_path(key)))) {
            return all;
        }
    }
    for (size_t i = 0; i < rules->pattern_count; i++) {
        enum certainty fits = pattern_judge(rules->patterns[i].pattern, &member->key.string);
        if (fits == CERTAINTY_VIOLATES) {
            continue;
        }
        matched = true;
        enum certainty one =
            judge_child(object->judging, rules->patterns[i].node, &member->value, key_path(key));
        one = fits == CERTAINTY_UNKNOWN && one != CERTAINTY_VALID ? CERTAINTY_UNKNOWN : one;
        if (judge_add(object->judging, &all, one)) {
            return all;
        }
    }
    if (!matched && rules->additional) {
        matched = true;
        judge_add(object->judging, &all,
                  judge_child(object->judging, rules->additional, &member->value, key_path(key)));
    }
    if (matched) {
        evaluated_mark(object->evaluated, index, true);
    }
    return all;
}

/* A member whose name isn't known: each schema that it may meet. */
static enum certainty judge_unknown_member(struct object *object, uint32_t index)
{
    const struct object_rules *rules = object->rules;
    struct judging *judging = object->judging;
    const struct member *member = &object->value->members[index];
    struct string_hole place;
    struct value key = key_string(&member->key, &place);
    enum certainty all = CERTAINTY_VALID;
    bool only_additional = true;
    for (uint32_t i = 0; i < rules->count; i++) {
        const struct node *node = rules->properties[i].node;
        if (node &&
            key_is(judging, &member->key, rules->properties[i].name) != CERTAINTY_VIOLATES) {
            only_additional = false;
            all = certainty_and(all, judge_quietly(judging, node, &member->value, NULL));
        }
    }
    for (size_t i = 0; i < rules->pattern_count; i++) {
        if (pattern_judge(rules->patterns[i].pattern, &key.string) != CERTAINTY_VIOLATES) {
            only_additional = false;
            all = certainty_and(
                all, judge_quietly(judging, rules->patterns[i].node, &member->value, NULL));
        }
    }
    if (rules->additional && only_additional) {
        evaluated_mark(object->evaluated, index, true);
        return judge_child(judging, rules->additional, &member->value, key_path(SLICE("…")));
    }
    if (rules->additional) {
        all = certainty_and(all, judge_quietly(judging, rules->additional, &member->value, NULL));
    }
    evaluated_mark(object->evaluated, index, false);
    return all == CERTAINTY_VALID ? all : JUDGE_UNKNOWN(judging, &member->key, "properties");
}

static enum certainty judge_members(struct object *object)
{
    enum certainty all = CERTAINTY_VALID;
    for (uint32_t i = 0; i < object->value->count; i++) {
        bool unknown = is_unknown_key(&object->value->members[i].key);
        object->has_unknown_keys |= unknown;
        if (judge_add(object->judging, &all,
                      unknown ? judge_unknown_member(object, i) : judge_known_member(object, i))) {
            return all;
        }
    }
    return all;
}

/* Whether members that are not seen may break a rule. */
static bool growth_matters(const struct object *object)
{
    const struct object_rules *rules = object->rules;
    bool matters = (rules->additional && rules->additional->kind != NODE_TRUE) ||
                   (rules->names && rules->names->kind != NODE_TRUE);
    for (size_t i = 0; i < rules->pattern_count; i++) {
        matters |= rules->patterns[i].node->kind != NODE_TRUE;
    }
    for (uint32_t i = 0; i < rules->count; i++) {
        const struct node *node = rules->properties[i].node;
        matters |= node && node->kind != NODE_TRUE && !is_seen(object, i);
    }
    return matters;
}

/* ---- required, dependencies, names, counts ---- */

static enum certainty judge_required(const struct object *object)
{
    const struct object_rules *rules = object->rules;
    enum certainty all = CERTAINTY_VALID;
    for (uint32_t i = 0; i < rules->count; i++) {
        if (!rules->properties[i].required || is_seen(object, i)) {
            continue;
        }
        slice name = rules->properties[i].name;
        enum certainty one = has_member(object, name);
        judge_tell(object->judging, one, object->value, "required", "has no member \"%.*s\"",
                   SLICE_ARGS(name));
        if (judge_add(object->judging, &all, one)) {
            return all;
        }
    }
    return all;
}

/* What is due if the member is there; nothing is told where that isn't known. */
static enum certainty judge_due(const struct object *object, const struct dependency *dependency,
                                struct evaluated *evaluated)
{
    enum certainty all = CERTAINTY_VALID;
    if (dependency->node) {
        return judge_node(object->judging, dependency->node, object->value, evaluated);
    }
    for (size_t i = 0; i < dependency->count; i++) {
        enum certainty one = has_member(object, dependency->names[i]);
        judge_tell(object->judging, one, object->value, "dependentRequired",
                   "has a member \"%.*s\", but no \"%.*s\"", SLICE_ARGS(dependency->name),
                   SLICE_ARGS(dependency->names[i]));
        if (judge_add(object->judging, &all, one)) {
            return all;
        }
    }
    return all;
}

static enum certainty judge_dependency(const struct object *object,
                                       const struct dependency *dependency)
{
    struct judging *judging = object->judging;
    enum certainty present = has_member(object, dependency->name);
    if (present == CERTAINTY_VIOLATES) {
        return CERTAINTY_VALID;
    }
    if (present == CERTAINTY_VALID) {
        return judge_due(object, dependency, object->evaluated);
    }
    struct schema_problems *problems = judging->problems;
    struct evaluated inner;
    evaluated_start(&inner, judging->arena, object->value->count);
    judging->problems = NULL;
    enum certainty due = judge_due(object, dependency, object->evaluated ? &inner : NULL);
    judging->problems = problems;
    if (object->evaluated) {
        evaluated_add(object->evaluated, &inner,
                      due == CERTAINTY_VIOLATES ? due : CERTAINTY_UNKNOWN);
    }
    return due == CERTAINTY_VALID ? due
                                  : JUDGE_UNKNOWN(judging, object->value, "dependentRequired");
}

static enum certainty judge_names(const struct object *object)
{
    enum certainty all = CERTAINTY_VALID;
    for (uint32_t i = 0; i < object->value->count; i++) {
        struct string_hole place;
        struct value key = key_string(&object->value->members[i].key, &place);
        enum certainty one = judge_quietly(object->judging, object->rules->names, &key, NULL);
        judge_tell(object->judging, one, &object->value->members[i].key, "propertyNames",
                   "is no name that a member here may have");
        if (judge_add(object->judging, &all, one)) {
            return all;
        }
    }
    return all;
}

static enum certainty judge_count(const struct object *object)
{
    const struct object_rules *rules = object->rules;
    uint64_t least = object->value->count; /* none of the same key */
    uint64_t most = object->value->may_grow ? UINT64_MAX : least;
    if (most < rules->least) {
        return judge_tell(object->judging, CERTAINTY_VIOLATES, object->value, "minProperties",
                          "has fewer than %llu members", (unsigned long long)rules->least);
    }
    if (least > rules->most) {
        return judge_tell(object->judging, CERTAINTY_VIOLATES, object->value, "maxProperties",
                          "has more than %llu members", (unsigned long long)rules->most);
    }
    return least >= rules->least && most <= rules->most
               ? CERTAINTY_VALID
               : JUDGE_UNKNOWN(object->judging, object->value, "minProperties");
}

/* ---- All of it ---- */

static enum certainty judge_whole(struct object *object)
{
    const struct object_rules *rules = object->rules;
    struct judging *judging = object->judging;
    enum certainty all = CERTAINTY_VALID;
    if (judge_add(judging, &all, judge_members(object)) ||
        (rules->has_required && judge_add(judging, &all, judge_required(object))) ||
        ((rules->least > 0 || rules->most < UINT64_MAX) &&
         judge_add(judging, &all, judge_count(object))) ||
        (rules->names && judge_add(judging, &all, judge_names(object)))) {
        return all;
    }
    for (size_t i = 0; i < rules->dependencies.count; i++) {
        if (judge_add(judging, &all, judge_dependency(object, &rules->dependencies.items[i]))) {
            return all;
        }
    }
    if (object->value->may_grow && growth_matters(object)) {
        judge_add(judging, &all, JUDGE_UNKNOWN(judging, object->value, "properties"));
    }
    return all;
}

enum certainty judge_object(struct judging *judging, const struct object_rules *rules,
                            const struct value *value, struct evaluated *evaluated)
{
    uint64_t room[SEEN_INLINE] = {0};
    size_t words = (rules->count + 63) / 64;
    struct object object = {judging, rules, value, evaluated, room, 0, false};
    if (words > SEEN_INLINE) {
        object.seen = ARENA_ARRAY(judging->arena, uint64_t, words);
    }
    return judge_whole(&object);
}

enum certainty judge_unevaluated_members(struct judging *judging, const struct object_rules *rules,
                                         const struct value *value, struct evaluated *evaluated)
{
    enum certainty all = CERTAINTY_VALID;
    const struct node *node = rules->unevaluated;
    for (uint32_t i = 0; node && i < value->count; i++) {
        const struct member *member = &value->members[i];
        if (evaluated_surely(evaluated, i)) {
            continue;
        }
        slice key = is_unknown_key(&member->key) ? SLICE("…") : member->key.string.bytes;
        bool maybe = evaluated_maybe(evaluated, i);
        enum certainty one = maybe ? judge_quietly(judging, node, &member->value, NULL)
                                   : judge_child(judging, node, &member->value, key_path(key));
        if (maybe && one != CERTAINTY_VALID) {
            one = JUDGE_UNKNOWN(judging, value, "unevaluatedProperties");
        }
        judge_add(judging, &all, one);
        evaluated_mark(evaluated, i, true);
    }
    bool grows = node && node->kind != NODE_TRUE && value->may_grow;
    return grows ? certainty_and(all, JUDGE_UNKNOWN(judging, value, "unevaluatedProperties")) : all;
}
