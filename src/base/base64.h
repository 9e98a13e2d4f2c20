/* Base64 (RFC 4648): decoding, strictly. */
#ifndef PAYLINT_BASE_BASE64_H
#define PAYLINT_BASE_BASE64_H

#include "base/arena.h"

enum base64_alphabet {
    BASE64_STANDARD, /* section 4: + and /, padded */
    BASE64_URL,      /* section 5: - and _, without padding, as in RFC 7515 section 2 */
};

/* False where `text` holds another character (white space too), has another length than its
 * alphabet allows, or bits at its end that encode nothing. */
bool base64_decode(struct arena *arena, slice text, enum base64_alphabet alphabet, slice *decoded);

#endif
