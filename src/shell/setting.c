/* Settings of the shell. In: the words of `set` and `shopt`. Out: what is on, as far as it is the
 * same on all ways. */
#include "shell/setting.h"

struct setting {
    slice key;
    char letter;   /* of `set`; NUL: `shopt` alone has it */
    bool is_shopt; /* else `set -o` */
};

#define KEY(name)              \
    {                          \
        "-" name, sizeof(name) \
    }

static const struct setting settings[] = {
    {KEY("errexit"), 'e', false},        {KEY("nounset"), 'u', false},
    {KEY("noclobber"), 'C', false},      {KEY("inherit_errexit"), '\0', true},
    {KEY("lastpipe"), '\0', true},       {KEY("nocasematch"), '\0', true},
    {KEY("expand_aliases"), '\0', true},
};
enum { SETTING_COUNT = sizeof settings / sizeof *settings };

static slice name_of(const struct setting *setting)
{
    return slice_sub(setting->key, 1, setting->key.length);
}

static bool is_known_as(const struct shell_evaluator *evaluator, slice setting, const char *value)
{
    const struct variable *variable = state_get(evaluator->state, setting);
    slice bytes;
    return variable && variable->kind == VARIABLE_SCALAR &&
           text_is_literal(evaluator->arena, variable->value, &bytes) && slice_is(bytes, value);
}

bool setting_is_on(const struct shell_evaluator *evaluator, slice setting)
{
    return is_known_as(evaluator, setting, "on");
}

bool setting_may_be_on(const struct shell_evaluator *evaluator, slice setting)
{
    return state_get(evaluator->state, setting) && !is_known_as(evaluator, setting, "off");
}

void setting_turn(struct shell_evaluator *evaluator, slice setting, bool on)
{
    state_set_text(
        evaluator->state, setting,
        text_literal(evaluator->arena, on ? SLICE("on") : SLICE("off"), (struct span){0}));
}

void setting_turn_all_off(struct shell_evaluator *evaluator)
{
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        if (setting_may_be_on(evaluator, settings[i].key)) {
            setting_turn(evaluator, settings[i].key, false);
        }
    }
}

void setting_set(struct shell_evaluator *evaluator, slice option, slice named)
{
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        const struct setting *setting = &settings[i];
        bool is_meant = setting->letter && slice_find_byte(option, setting->letter) < option.length;
        if (is_meant || (!setting->is_shopt && slice_equal(named, name_of(setting)))) {
            setting_turn(evaluator, setting->key, option.data[0] == '-');
        }
    }
}

void setting_shopt(struct shell_evaluator *evaluator, slice name, bool on)
{
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        if (settings[i].is_shopt && slice_equal(name, name_of(&settings[i]))) {
            setting_turn(evaluator, settings[i].key, on);
        }
    }
}
