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

struct plan plan_read(char **arguments)
{
    return (struct plan){
        .count = tool_number(arguments, "--count", 0),
        .bad_permille = (unsigned)tool_number(arguments, "--bad", 20),
        .size = tool_number(arguments, "--size", 200),
        .keys = tool_number(arguments, "--keys", 0),
        .is_hostile = tool_flag(arguments, "--hostile"),
    };
}

const char *plan_rule(const struct plan *plan, unsigned long number)
{
    if (plan->is_hostile) {
        return "";
    }
    return is_bad(plan, number) ? rules[number * plan->bad_permille / 1000 % 3] : NULL;
}

/* What makes a message that was right wrong, at a place that the number chooses: none of these can
 * stand in a JSON string. */
static const slice poisons[] = {
    {"\xFF", 1}, {"\xC0\x80", 2}, {"\xED\xA0\x80", 3}, {"\xF5\x80\x80\x80", 4},
    {"\0", 1},   {"\n", 1},       {"\x1B[31m", 5},     {"\"", 1},
    {"\\q", 2},  {"\\u00g", 5},   {"\x80", 1},         {"\"}{\"", 4},
};
enum { POISONS = sizeof poisons / sizeof *poisons };

static size_t hostile_data(unsigned long number, char *room)
{
    const struct plan plan = {.size = 160};
    size_t length = plan_data(&plan, number, room);
    unsigned long way = number % (POISONS + 4);
    size_t text = length - 42 + number / 16 % 40; /* inside the last string */
    if (way < POISONS) {
        slice poison = poisons[way];
        memmove(room + text + poison.length, room + text, length - text);
        memcpy(room + text, poison.data, poison.length);
        return length + poison.length;
    }
    if (way == POISONS) {
        return number / 16 % length; /* truncated */
    }
    char c = way == POISONS + 1 ? '[' : way == POISONS + 2 ? '{' : (char)number;
    memset(room, c, 200); /* never closed, or never opened */
    return 200;
}

size_t plan_data(const struct plan *plan, unsigned long number, char *room)
{
    if (plan->is_hostile) {
        return hostile_data(number, room);
    }
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
