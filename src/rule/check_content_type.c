/* json-needs-content-type. In: payloads that their command calls a form. Out: a hit for those that
 * are JSON. */
#include "rule/alternative.h"

void check_content_type_rule(const struct checking *checking, const struct rule *rule,
                             const struct alternative *alternative, struct hits *hits)
{
    const struct payload *payload = alternative->payload;
    const struct value *root = &alternative->document.root;
    bool json = (root->kind == VALUE_OBJECT || root->kind == VALUE_ARRAY) &&
                alternative->document.validity != JSON_INVALID;
    if (!payload->is_form || payload->inside.data || !json) {
        struct hit valid = {.pointer = SLICE("")};
        VECTOR_PUSH(checking->arena, hits, valid);
        return;
    }
    struct hit hit = {
        .pointer = SLICE(""),
        .verdict = {.certainty = CERTAINTY_VIOLATES,
                    .witness = SLICE("application/x-www-form-urlencoded")},
        .place = {.span = payload->command},
        .message = arena_printf(checking->arena,
                                "JSON is sent, but %.*s says that it is "
                                "application/x-www-form-urlencoded",
                                SLICE_ARGS(payload->sink->name)),
        .label = SLICE("sends no Content-Type: application/json"),
    };
    VECTOR_PUSH(checking->arena, hits, hit);
}
