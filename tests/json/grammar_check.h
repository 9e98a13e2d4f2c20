/* A second opinion on what JSON is, for tests: a recognizer of RFC 8259 written by the grammar, one
 * function a production, that shares nothing with src/json. */
#ifndef PAYLINT_TESTS_JSON_GRAMMAR_CHECK_H
#define PAYLINT_TESTS_JSON_GRAMMAR_CHECK_H

#include <stdbool.h>
#include <stddef.h>

struct grammar_check {
    const unsigned char *at;
    const unsigned char *end;
};

static bool check_value(struct grammar_check *check);

static int check_peek(const struct grammar_check *check)
{
    return check->at < check->end ? *check->at : -1;
}

static bool check_take(struct grammar_check *check, int byte)
{
    bool found = check_peek(check) == byte;
    check->at += found;
    return found;
}

static bool check_take_range(struct grammar_check *check, int low, int high)
{
    int byte = check_peek(check);
    bool found = byte >= low && byte <= high;
    check->at += found;
    return found;
}

static void check_blanks(struct grammar_check *check)
{
    while (check_take(check, ' ') || check_take(check, '\t') || check_take(check, '\n') ||
           check_take(check, '\r')) {
    }
}

static bool check_digits(struct grammar_check *check)
{
    bool any = false;
    while (check_take_range(check, '0', '9')) {
        any = true;
    }
    return any;
}

static bool check_number(struct grammar_check *check)
{
    check_take(check, '-');
    if (!check_take(check, '0') && !check_digits(check)) {
        return false;
    }
    if (check_take(check, '.') && !check_digits(check)) {
        return false;
    }
    if (check_take(check, 'e') || check_take(check, 'E')) {
        if (!check_take(check, '+')) {
            check_take(check, '-');
        }
        return check_digits(check);
    }
    return true;
}

static bool check_tails(struct grammar_check *check, int count)
{
    while (count-- > 0) {
        if (!check_take_range(check, 0x80, 0xBF)) {
            return false;
        }
    }
    return true;
}

/* RFC 3629, section 4: UTF8-2, UTF8-3, UTF8-4. */
static bool check_beyond_ascii(struct grammar_check *check)
{
    if (check_take_range(check, 0xC2, 0xDF)) {
        return check_tails(check, 1);
    }
    if (check_take(check, 0xE0)) {
        return check_take_range(check, 0xA0, 0xBF) && check_tails(check, 1);
    }
    if (check_take(check, 0xED)) {
        return check_take_range(check, 0x80, 0x9F) && check_tails(check, 1);
    }
    if (check_take_range(check, 0xE1, 0xEF)) {
        return check_tails(check, 2);
    }
    if (check_take(check, 0xF0)) {
        return check_take_range(check, 0x90, 0xBF) && check_tails(check, 2);
    }
    if (check_take(check, 0xF4)) {
        return check_take_range(check, 0x80, 0x8F) && check_tails(check, 2);
    }
    return check_take_range(check, 0xF1, 0xF3) && check_tails(check, 3);
}

static bool check_escape(struct grammar_check *check)
{
    if (check_take(check, 'u')) {
        for (int i = 0; i < 4; i++) {
            if (!check_take_range(check, '0', '9') && !check_take_range(check, 'a', 'f') &&
                !check_take_range(check, 'A', 'F')) {
                return false;
            }
        }
        return true;
    }
    for (const char *letter = "\"\\/bfnrt"; *letter; letter++) {
        if (check_take(check, *letter)) {
            return true;
        }
    }
    return false;
}

static bool check_string(struct grammar_check *check)
{
    if (!check_take(check, '"')) {
        return false;
    }
    while (!check_take(check, '"')) {
        bool fits = check_take(check, '\\')
                        ? check_escape(check)
                        : check_take_range(check, 0x20, 0x7F) || check_beyond_ascii(check);
        if (!fits) {
            return false;
        }
    }
    return true;
}

static bool check_list(struct grammar_check *check, int close, bool keyed)
{
    check_blanks(check);
    if (check_take(check, close)) {
        return true;
    }
    do {
        if (keyed) {
            check_blanks(check);
            if (!check_string(check)) {
                return false;
            }
            check_blanks(check);
            if (!check_take(check, ':')) {
                return false;
            }
        }
        if (!check_value(check)) {
            return false;
        }
    } while (check_take(check, ','));
    return check_take(check, close);
}

static bool check_name(struct grammar_check *check, const char *name)
{
    while (*name) {
        if (!check_take(check, *name++)) {
            return false;
        }
    }
    return true;
}

/* A value and the blanks around it. */
static bool check_value(struct grammar_check *check)
{
    bool fits;
    check_blanks(check);
    switch (check_peek(check)) {
    case '{':
        check->at++;
        fits = check_list(check, '}', true);
        break;
    case '[':
        check->at++;
        fits = check_list(check, ']', false);
        break;
    case '"':
        fits = check_string(check);
        break;
    case 't':
        fits = check_name(check, "true");
        break;
    case 'f':
        fits = check_name(check, "false");
        break;
    case 'n':
        fits = check_name(check, "null");
        break;
    default:
        fits = check_number(check);
    }
    check_blanks(check);
    return fits;
}

static bool is_json(const char *bytes, size_t length)
{
    struct grammar_check check = {(const unsigned char *)bytes,
                                  (const unsigned char *)bytes + length};
    return check_value(&check) && check.at == check.end;
}

#endif
