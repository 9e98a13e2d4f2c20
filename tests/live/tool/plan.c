/* What the numbered messages are. In: a number. Out: data, and the rule that it violates: what
 * paylint must find of it. */
#include "tool.h"

#include <stdio.h>

/* Kinds of bad messages, in turn. */
static const char *const rules[] = {"request_id-must-be-UUID", "payload-must-be-JSON",
                                    "message-contract"};

static bool is_bad(const struct plan *plan, unsigned long number)
{
    return plan->bad_permille > 0 && number % 1000 * plan->bad_permille % 1000 < plan->bad_permille;
}

const char *plan_rule(const struct plan *plan, unsigned long number)
{
    return is_bad(plan, number) ? rules[number * plan->bad_permille / 1000 % 3] : NULL;
}

size_t plan_data(const struct plan *plan, unsigned long number, char *room)
{
    const char *rule = plan_rule(plan, number);
    bool id = rule == rules[0], cut = rule == rules[1], contract = rule == rules[2];
    int length =
        id ? sprintf(room, "{\"request_id\":\"test-%lu\"", number)
           : sprintf(room, "{\"request_id\":\"%08lx-0000-4000-8000-%012lx\"", number, number);
    length += sprintf(room + length, ",\"topic\":%s,\"n\":%lu,\"text\":\"",
                      contract ? "7" : "\"gravity\"", number);
    while ((unsigned long)length + 2 < plan->size) {
        room[length] = (char)('a' + (number + (unsigned long)length) % 26);
        length++;
    }
    length += sprintf(room + length, "%s", cut ? "\"" : "\"}");
    return (size_t)length;
}
