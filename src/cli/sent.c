/* Messages before and after fixes. In: two payloads. Out: whether they differ in more than what the
 * fixes are about. */
#include "cli/sent.h"

struct comparing {
    struct arena *arena;
    const struct sent_fixes *fixes;
    const struct flat_text *before;
    const struct flat_text *after;
};

struct sent_fixes sent_fixes(struct arena *arena, const struct fix_list *fixes)
{
    struct map *fields = map_new(arena);
    struct sent_fixes about = {.fields = fields};
    for (size_t i = 0; i < fixes->count; i++) {
        struct finding *finding = fixes->items[i];
        if (finding->pointer.data) {
            map_put(fields, slice_basename(finding->pointer), finding);
        }
        about.bring_values |= finding->rule->fix.kind == RULE_FIX_CHECK;
    }
    return about;
}

/* Whether a fix is about the fields of this name: the same id may be sent by other commands, of
 * which no finding is told. */
static bool is_fixed_field(const struct comparing *comparing, slice key)
{
    return map_get(comparing->fixes->fields, key) != NULL;
}

static bool same_bytes(const struct comparing *comparing, const struct value *before,
                       const struct value *after)
{
    return text_alike(flat_cut(comparing->arena, comparing->before, before->start, before->end),
                      flat_cut(comparing->arena, comparing->after, after->start, after->end));
}

static bool same_value(const struct comparing *comparing, const struct value *before,
                       const struct value *after, slice key);

/* Whether each member of the object is the same in the other: of several of one name readers take
 * the last. */
static bool has_members(const struct comparing *comparing, const struct value *before,
                        const struct value *after)
{
    for (uint32_t i = 0; i < before->count; i++) {
        slice key = before->members[i].key.string.bytes;
        const struct member *was = value_member(before, key);
        const struct member *is = value_member(after, key);
        if (!was || !is || !same_value(comparing, &was->value, &is->value, key)) {
            return false;
        }
    }
    return true;
}

/* One of two members that are the same may go. */
static bool has_fewer_members(const struct comparing *comparing, const struct value *before,
                              const struct value *after)
{
    bool fewer =
        before->kind == VALUE_OBJECT && after->kind == VALUE_OBJECT && after->count < before->count;
    for (uint32_t i = 0; fewer && i < after->count; i++) {
        fewer = value_member(before, after->members[i].key.string.bytes) != NULL;
    }
    return fewer && has_members(comparing, before, after);
}

/* `key` is the name of the field that holds the value. JSON_DEPTH_MAX bounds the recursion. */
static bool same_value(const struct comparing *comparing, const struct value *before,
                       const struct value *after, slice key)
{
    if (same_bytes(comparing, before, after) || is_fixed_field(comparing, key) ||
        has_fewer_members(comparing, before, after)) {
        return true;
    }
    bool same = before->kind == after->kind && before->count == after->count && before->count > 0;
    for (uint32_t i = 0; same && i < before->count; i++) {
        if (before->kind == VALUE_ARRAY) {
            same = same_value(comparing, &before->items[i], &after->items[i], key);
        } else {
            const struct member *was = &before->members[i];
            const struct member *is = &after->members[i];
            same = same_bytes(comparing, &was->key, &is->key) &&
                   same_value(comparing, &was->value, &is->value, was->key.string.bytes);
        }
    }
    return same;
}

static enum sent_change compare_alternatives(struct arena *arena, const struct sent_fixes *fixes,
                                             struct text before, struct text after)
{
    struct flat_text was = text_flatten(arena, before);
    struct flat_text is = text_flatten(arena, after);
    struct json_document document = json_read(arena, &was);
    struct json_document fixed = json_read(arena, &is);
    const struct comparing comparing = {arena, fixes, &was, &is};
    if (document.error_count > 0) {
        return SENT_AS_MEANT; /* it must change, and how isn't known */
    }
    if (fixed.error_count > 0 ||
        (document.validity == JSON_VALID && fixed.validity != JSON_VALID && !fixes->bring_values)) {
        return SENT_BROKEN;
    }
    return same_value(&comparing, &document.root, &fixed.root, SLICE("")) ? SENT_AS_MEANT
                                                                          : SENT_OTHERWISE;
}

enum sent_change sent_compare(struct arena *arena, const struct sent_fixes *fixes,
                              const struct payload *before, const struct payload *after)
{
    enum sent_change worst = SENT_AS_MEANT;
    if (text_alike(before->text, after->text) || !payload_is_judged(before)) {
        return worst;
    }
    struct text_list was = text_resolve(arena, before->text, PAYLOAD_ALTERNATIVES_MAX);
    struct text_list is = text_resolve(arena, after->text, PAYLOAD_ALTERNATIVES_MAX);
    for (size_t i = 0; was.count == is.count && i < was.count; i++) {
        enum sent_change change = compare_alternatives(arena, fixes, was.items[i], is.items[i]);
        worst = change > worst ? change : worst;
    }
    return worst;
}
