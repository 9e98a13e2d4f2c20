/* The grammar of bare values: numbers and the three literal names (RFC 8259, sections 3 and 6).
 * In: bytes, and holes with shapes. Out: whether they are a value always, never or sometimes. */
#include "json/reader.h"

#include "base/ascii.h"

enum bare_state {
    DEAD,
    START,
    MINUS,
    ZERO,
    INTEGER,
    POINT,
    FRACTION,
    EXPONENT,
    EXPONENT_SIGN,
    EXPONENT_DIGITS,
    T,
    TR,
    TRU,
    F,
    FA,
    FAL,
    FALS,
    N,
    NU,
    NUL,
    NAME, /* a whole literal name */
    STATE_COUNT,
};

#define STATE(state) (1u << (state))
#define ACCEPTING \
    (STATE(ZERO) | STATE(INTEGER) | STATE(FRACTION) | STATE(EXPONENT_DIGITS) | STATE(NAME))

static enum bare_state after_digit(enum bare_state state, char digit)
{
    switch (state) {
    case START:
    case MINUS:
        return digit == '0' ? ZERO : INTEGER;
    case INTEGER:
        return INTEGER;
    case POINT:
    case FRACTION:
        return FRACTION;
    case EXPONENT:
    case EXPONENT_SIGN:
    case EXPONENT_DIGITS:
        return EXPONENT_DIGITS;
    default:
        return DEAD;
    }
}

static enum bare_state after_byte(enum bare_state state, char byte)
{
    static const struct {
        enum bare_state from;
        char byte;
        enum bare_state to;
    } steps[] = {
        {START, '-', MINUS},
        {ZERO, '.', POINT},
        {INTEGER, '.', POINT},
        {ZERO, 'e', EXPONENT},
        {ZERO, 'E', EXPONENT},
        {INTEGER, 'e', EXPONENT},
        {INTEGER, 'E', EXPONENT},
        {FRACTION, 'e', EXPONENT},
        {FRACTION, 'E', EXPONENT},
        {EXPONENT, '+', EXPONENT_SIGN},
        {EXPONENT, '-', EXPONENT_SIGN},
        {START, 't', T},
        {T, 'r', TR},
        {TR, 'u', TRU},
        {TRU, 'e', NAME},
        {START, 'f', F},
        {F, 'a', FA},
        {FA, 'l', FAL},
        {FAL, 's', FALS},
        {FALS, 'e', NAME},
        {START, 'n', N},
        {N, 'u', NU},
        {NU, 'l', NUL},
        {NUL, 'l', NAME},
    };
    if (ascii_is_digit(byte)) {
        return after_digit(state, byte);
    }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (steps[i].from == state && steps[i].byte == byte) {
            return steps[i].to;
        }
    }
    return DEAD;
}

bool bare_is_word(slice bytes)
{
    static const char structure[] = " \t\r\n{}[],:\"'";
    for (size_t i = 0; i < bytes.length; i++) {
        if (memchr(structure, bytes.data[i], sizeof structure - 1)) {
            return false;
        }
    }
    return bytes.length > 0;
}

bare_states bare_start(void)
{
    return STATE(START);
}

bare_states bare_any(void)
{
    return STATE(STATE_COUNT) - 1;
}

bare_states bare_step(bare_states states, slice bytes)
{
    for (size_t i = 0; i < bytes.length && states != STATE(DEAD); i++) {
        bare_states next = states & STATE(DEAD);
        for (enum bare_state state = START; state < STATE_COUNT; state++) {
            if (states & STATE(state)) {
                next |= STATE(after_byte(state, bytes.data[i]));
            }
        }
        states = next;
    }
    return states;
}

static bare_states step_integer(bare_states states)
{
    /* The automaton can't tell any other integer from one of these. */
    static const char *const samples[] = {"0", "5", "55", "-0", "-5", "-55"};
    bare_states after = 0;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        after |= bare_step(states, slice_from(samples[i]));
    }
    return after;
}

static bare_states step_hex(bare_states states)
{
    bare_states after = 0;
    for (;;) {
        bare_states longer = after;
        for (const char *digit = "0123456789abcdefABCDEF"; *digit; digit++) {
            longer |= bare_step(states | after, (slice){digit, 1});
        }
        if (longer == after) {
            return after;
        }
        after = longer;
    }
}

/* By json.h a hole stays within the word, so what is dead already stays so. */
static bare_states step_anything(bare_states states)
{
    return states == STATE(DEAD) ? states : bare_any();
}

static bare_states step_one_of(bare_states states, const struct hole *hole)
{
    bare_states after = 0;
    for (size_t i = 0; i < hole->one_of_count; i++) {
        slice literal = hole->one_of[i];
        bool is_bare = literal.length == 0 || bare_is_word(literal);
        after |= is_bare ? bare_step(states, literal) : step_anything(states);
    }
    return after ? after : step_anything(states);
}

bare_states bare_step_hole(bare_states states, const struct hole *hole)
{
    switch (hole ? hole->shape : SHAPE_UNKNOWN) {
    case SHAPE_UUID_LOWER:
    case SHAPE_UUID_UPPER:
    case SHAPE_UUID:
        return STATE(DEAD); /* no value has four dashes */
    case SHAPE_INTEGER:
        return step_integer(states);
    case SHAPE_HEX:
        return step_hex(states);
    case SHAPE_ONE_OF:
        return step_one_of(states, hole);
    default:
        return step_anything(states);
    }
}

enum word_verdict bare_verdict(bare_states states)
{
    if ((states & ~ACCEPTING) == 0) {
        return WORD_VALUE;
    }
    return (states & ACCEPTING) == 0 ? WORD_NEVER : WORD_MAYBE;
}

static size_t skip_digits(slice bytes, size_t at)
{
    while (at < bytes.length && ascii_is_digit(bytes.data[at])) {
        at++;
    }
    return at;
}

bool is_json_number(slice bytes)
{
    size_t at = bytes.length > 0 && bytes.data[0] == '-';
    size_t digits = at;
    at = skip_digits(bytes, at);
    if (at == digits || (bytes.data[digits] == '0' && at - digits > 1)) {
        return false;
    }
    if (at < bytes.length && bytes.data[at] == '.') {
        digits = at + 1;
        at = skip_digits(bytes, digits);
        if (at == digits) {
            return false;
        }
    }
    if (at < bytes.length && (bytes.data[at] | 0x20) == 'e') {
        at++;
        at += at < bytes.length && (bytes.data[at] == '+' || bytes.data[at] == '-');
        digits = at;
        at = skip_digits(bytes, digits);
        if (at == digits) {
            return false;
        }
    }
    return at == bytes.length;
}
