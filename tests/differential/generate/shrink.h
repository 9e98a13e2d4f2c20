/* Makes a script that shows a fault as small as can be. */
#ifndef PAYLINT_DIFFERENTIAL_SHRINK_H
#define PAYLINT_DIFFERENTIAL_SHRINK_H

#include "judge.h"

/* What is at fault in the script `text`. */
typedef void shrink_judge(struct arena *arena, const struct world *world, slice text,
                          struct judgement *judgement);

/* The script without the lines that can be left out while the same kind of fault remains, for the
 * same reason where it is something that was missed. */
slice shrink(struct arena *arena, const struct world *world, slice text, const struct fault *fault,
             shrink_judge *judge_script);

#endif
