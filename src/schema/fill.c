/* Concrete values of strings with holes. In: a string. Out: bytes that it could be. */
#include "base/buffer.h"
#include "schema/assertion.h"

static bool hole_sample(const struct hole *hole, size_t index, slice *sample)
{
    if (hole->shape == SHAPE_ONE_OF) {
        *sample = hole->one_of[index % hole->one_of_count];
        return hole->one_of_count > 0;
    }
    *sample = shape_sample(hole->shape, index);
    if (!sample->data) {
        *sample = shape_sample(hole->shape, 0);
    }
    return sample->data != NULL;
}

bool string_fill(struct arena *arena, const struct string_value *string, size_t index,
                 slice *filled, const struct hole **depends)
{
    struct buffer buffer = {.arena = arena};
    size_t at = 0;
    bool known = true;
    for (size_t i = 0; i < string->hole_count; i++) {
        const struct string_hole *place = &string->holes[i];
        slice sample;
        if (!hole_sample(place->piece->hole, index, &sample)) {
            *depends = place->piece->hole;
            sample = SLICE("…");
            known = false;
        }
        buffer_append(&buffer, slice_sub(string->bytes, at, place->offset));
        buffer_append(&buffer, sample);
        at = place->offset + 1;
    }
    buffer_append(&buffer, slice_sub(string->bytes, at, string->bytes.length));
    *filled = buffer.length > 0 ? buffer_slice(&buffer) : SLICE("");
    return known;
}

struct verdict verdict_unknown(const struct hole *hole)
{
    return (struct verdict){.certainty = CERTAINTY_UNKNOWN,
                            .reason = hole ? hole->from : SLICE("something not known")};
}
