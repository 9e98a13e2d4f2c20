/* The shapes as one table. In: shapes. Out: names, joins, samples. */
#include "text/shape.h"

#define BIT(shape) (1u << (shape))

enum { SAMPLES_MAX = 2 };

struct shape_row {
    const char *name;
    unsigned contains; /* the shapes all of whose values this shape holds */
    enum shape lower;
    enum shape upper;
    bool string_safe;
    const char *samples[SAMPLES_MAX];
};

#define UUIDS (BIT(SHAPE_UUID_LOWER) | BIT(SHAPE_UUID_UPPER) | BIT(SHAPE_UUID))
#define WORDS (UUIDS | BIT(SHAPE_INTEGER) | BIT(SHAPE_HEX) | BIT(SHAPE_WORD))
#define TEXTS (WORDS | BIT(SHAPE_LITERAL) | BIT(SHAPE_ONE_OF) | BIT(SHAPE_BASE64) | BIT(SHAPE_TEXT))

static const struct shape_row rows[SHAPE_COUNT] = {
    [SHAPE_LITERAL] = {"literal", BIT(SHAPE_LITERAL), SHAPE_LITERAL, SHAPE_LITERAL, false, {0}},
    [SHAPE_ONE_OF] = {"one-of", BIT(SHAPE_ONE_OF), SHAPE_ONE_OF, SHAPE_ONE_OF, false, {0}},
    [SHAPE_UUID_LOWER] = {"uuid-lower",
                          BIT(SHAPE_UUID_LOWER),
                          SHAPE_UUID_LOWER,
                          SHAPE_UUID_UPPER,
                          true,
                          {"6f1c2f0e-3b7a-4c5d-9e8f-0a1b2c3d4e5f"}},
    [SHAPE_UUID_UPPER] = {"uuid-upper",
                          BIT(SHAPE_UUID_UPPER),
                          SHAPE_UUID_LOWER,
                          SHAPE_UUID_UPPER,
                          true,
                          {"6F1C2F0E-3B7A-4C5D-9E8F-0A1B2C3D4E5F"}},
    [SHAPE_UUID] = {"uuid",
                    UUIDS,
                    SHAPE_UUID_LOWER,
                    SHAPE_UUID_UPPER,
                    true,
                    {"6f1c2f0e-3b7a-4c5d-9e8f-0a1b2c3d4e5f",
                     "6F1C2F0E-3B7A-4C5D-9E8F-0A1B2C3D4E5F"}},
    [SHAPE_INTEGER] =
        {"integer", BIT(SHAPE_INTEGER), SHAPE_INTEGER, SHAPE_INTEGER, true, {"1", "42"}},
    [SHAPE_HEX] = {"hex", BIT(SHAPE_HEX), SHAPE_HEX, SHAPE_HEX, true, {"0a1b2c3d4e5f", "0a1b"}},
    [SHAPE_BASE64] = {"base64", BIT(SHAPE_BASE64), SHAPE_TEXT, SHAPE_TEXT, false, {"dGVzdA=="}},
    [SHAPE_WORD] = {"word", WORDS, SHAPE_WORD, SHAPE_WORD, true, {0}},
    [SHAPE_TEXT] = {"text", TEXTS, SHAPE_TEXT, SHAPE_TEXT, false, {0}},
    [SHAPE_UNKNOWN] =
        {"unknown", TEXTS | BIT(SHAPE_UNKNOWN), SHAPE_UNKNOWN, SHAPE_UNKNOWN, false, {0}},
};

const char *shape_name(enum shape shape)
{
    return rows[shape].name;
}

enum shape shape_join(enum shape a, enum shape b)
{
    static const enum shape narrow_to_wide[] = {
        SHAPE_UUID_LOWER, SHAPE_UUID_UPPER, SHAPE_UUID, SHAPE_INTEGER,
        SHAPE_HEX,        SHAPE_BASE64,     SHAPE_WORD, SHAPE_TEXT,
    };
    unsigned wanted = BIT(a) | BIT(b);
    for (size_t i = 0; i < sizeof narrow_to_wide / sizeof *narrow_to_wide; i++) {
        if ((rows[narrow_to_wide[i]].contains & wanted) == wanted) {
            return narrow_to_wide[i];
        }
    }
    return SHAPE_UNKNOWN;
}

enum shape shape_lower(enum shape shape)
{
    return rows[shape].lower;
}

enum shape shape_upper(enum shape shape)
{
    return rows[shape].upper;
}

bool shape_is_json_string_safe(enum shape shape)
{
    return rows[shape].string_safe;
}

const char *shape_alphabet(enum shape shape)
{
    switch (shape) {
    case SHAPE_UUID_LOWER:
        return "0123456789abcdef-";
    case SHAPE_UUID_UPPER:
        return "0123456789ABCDEF-";
    case SHAPE_UUID:
        return "0123456789abcdefABCDEF-";
    case SHAPE_INTEGER:
        return "0123456789-";
    case SHAPE_HEX:
        return "0123456789abcdefABCDEF";
    default:
        return NULL;
    }
}

slice shape_sample(enum shape shape, size_t index)
{
    if (index >= SAMPLES_MAX || !rows[shape].samples[index]) {
        return (slice){NULL, 0};
    }
    return slice_from(rows[shape].samples[index]);
}
