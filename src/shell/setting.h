/* Settings of the shell: what `set` and `shopt` turn on (bash(1) "SHELL BUILTIN COMMANDS"). They
 * stand in the state, so that they branch and join as variables do, and a subshell's are its own.
 */
#ifndef PAYLINT_SHELL_SETTING_H
#define PAYLINT_SHELL_SETTING_H

#include "shell/evaluator.h"

/* Names in the state. */
#define SETTING_ERREXIT SLICE("-errexit")
#define SETTING_INHERIT_ERREXIT SLICE("-inherit_errexit")
#define SETTING_NOUNSET SLICE("-nounset")
#define SETTING_NOCLOBBER SLICE("-noclobber")
#define SETTING_LASTPIPE SLICE("-lastpipe")
#define SETTING_NOCASEMATCH SLICE("-nocasematch")
#define SETTING_EXPAND_ALIASES SLICE("-expand_aliases")

/* Whether it is on, whatever way led here; whether it is on some of them. */
bool setting_is_on(const struct shell_evaluator *evaluator, slice setting);
bool setting_may_be_on(const struct shell_evaluator *evaluator, slice setting);
void setting_turn(struct shell_evaluator *evaluator, slice setting, bool on);
/* As where a shell starts: all are off. */
void setting_turn_all_off(struct shell_evaluator *evaluator);

/* `set -euo pipefail`, `set +e`: what the option turns on or off. `named` stands behind an `o`. */
void setting_set(struct shell_evaluator *evaluator, slice option, slice named);
/* shopt -s, or -u */
void setting_shopt(struct shell_evaluator *evaluator, slice name, bool on);

#endif
