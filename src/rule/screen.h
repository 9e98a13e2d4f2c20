/* Screening: whether a finished message has nothing wrong, told in one walk that explains nothing.
 *
 * Most messages are right, and of those that is all there is to know. A message that doesn't pass
 * is judged by `check_payload`, which has the last word: the screen may be too strict, but what
 * passes it has no finding. Each check that finished messages are judged by adds itself. */
#ifndef PAYLINT_RULE_SCREEN_H
#define PAYLINT_RULE_SCREEN_H

#include "rule/configuration.h"

struct screen;

/* The screen of messages at that place. It lives in `arena` and uses the configuration's schemas.
 */
struct screen *screen_new(struct arena *arena, const struct configuration *configuration,
                          const struct message_place *place);

/* Whether the message `bytes`, read as `document`, is certainly right. `scratch` may be reset
 * afterwards. */
bool screen_passes(const struct screen *screen, struct arena *scratch, slice bytes,
                   const struct json_document *document);

/* What a screen is made for. */
struct screening {
    struct screen *screen;
    struct arena *arena;
    const struct configuration *configuration;
    const struct message_place *place;
    const struct sink *sink; /* of that name; NULL: there is none */
};

/* Makes the screen look for what the check of `rule` finds. */
typedef void screen_adder(const struct screening *screening, const struct rule *rule);
screen_adder screen_add_schema, screen_add_contracts, screen_add_syntax, screen_add_duplicate,
    screen_add_number, screen_add_size, screen_add_secret;

/* The adder in the check's row; NULL: finished messages aren't judged by it. */
screen_adder *check_screen(const struct check_row *check);

/* ---- What checks offer ---- */

/* Whether the number is read as it is by those who keep numbers as doubles; false: perhaps not. */
bool number_is_kept(slice digits);
/* The first two bytes of all tokens of a known form: a bit that both have is one of such a pair. */
struct token_starts {
    unsigned char first[256];
    unsigned char second[256];
};
void token_starts_make(struct token_starts *starts);
/* Whether the string holds such a token, allowed or not. */
bool string_holds_token(const struct token_starts *starts, slice bytes);

#endif
