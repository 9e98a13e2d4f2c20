/* Instants and lengths of time. In: text, or numbers. Out: the other of them. */
#include "base/instant.h"

#include "base/ascii.h"

#include <time.h>

/* `count` digits from `at` on; -1 where they are none. */
static int digits(slice text, size_t at, size_t count)
{
    int number = 0;
    for (size_t i = at; i < at + count; i++) {
        if (i >= text.length || !ascii_is_digit(text.data[i])) {
            return -1;
        }
        number = number * 10 + (text.data[i] - '0');
    }
    return number;
}

static char at(slice text, size_t index)
{
    return index < text.length ? text.data[index] : '\0';
}

/* Days since 1970-01-01 of a date of the Gregorian calendar. Years are counted from March on, so
 * that the leap day is the last of its year. */
static int64_t days_of(int year, int month, int day)
{
    int64_t y = year - (month <= 2);
    int64_t from_march = (month + 9) % 12;
    return y * 365 + y / 4 - y / 100 + y / 400 + (from_march * 153 + 2) / 5 + day - 1 - 719468;
}

/* ".678" from `*index` on, and steps behind it. */
static int64_t fraction(slice text, size_t *index)
{
    int64_t microseconds = 0;
    int64_t unit = 100000;
    if (at(text, *index) == '.') {
        for (++*index; digits(text, *index, 1) >= 0; ++*index) {
            microseconds += digits(text, *index, 1) * unit;
            unit /= 10;
        }
    }
    return microseconds;
}

/* "Z", or "+01:00" in minutes, to the end. */
static bool zone(slice text, size_t index, int64_t *minutes)
{
    char sign = at(text, index);
    *minutes = 0;
    if (sign == 'Z' || sign == 'z') {
        return index + 1 == text.length;
    }
    int hours = digits(text, index + 1, 2);
    int rest = digits(text, index + 4, 2);
    *minutes = (sign == '-' ? -1 : 1) * (hours * 60 + rest);
    return (sign == '+' || sign == '-') && hours >= 0 && hours < 24 && rest >= 0 && rest < 60 &&
           at(text, index + 3) == ':' && index + 6 == text.length;
}

bool instant_read(slice text, int64_t *microseconds)
{
    int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
    bool separated = at(text, 4) == '-' && at(text, 7) == '-' && at(text, 13) == ':' &&
                     at(text, 16) == ':' && memchr("Tt ", at(text, 10), 3);
    size_t index = 19;
    int64_t minutes;
    if (!separated || year < 0 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 ||
        hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
        return false;
    }
    int64_t part = fraction(text, &index);
    if (!zone(text, index, &minutes)) {
        return false;
    }
    int64_t seconds = days_of(year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
    *microseconds = (seconds - minutes * 60) * 1000000 + part;
    return true;
}

slice instant_written(struct arena *arena, int64_t microseconds)
{
    char text[sizeof "2026-01-02T03:04:05Z"] = "";
    time_t seconds = (time_t)(microseconds / 1000000);
    struct tm parts;
    if (gmtime_r(&seconds, &parts)) {
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    }
    return arena_copy(arena, slice_from(text));
}

/* ---- Lengths of time ---- */

static const struct unit {
    char letter;
    const char *name;
    int64_t seconds;
} units[] = {{'d', "d", 86400}, {'h', "h", 3600}, {'m', "min", 60}, {'s', "s", 1}};
enum { UNIT_COUNT = sizeof units / sizeof *units };

bool duration_read(slice text, int64_t *seconds)
{
    size_t index = 0;
    size_t unit = 0;
    *seconds = 0;
    while (index < text.length) {
        size_t start = index;
        int64_t number = 0;
        for (; digits(text, index, 1) >= 0 && index - start < 9; index++) {
            number = number * 10 + digits(text, index, 1);
        }
        while (unit < UNIT_COUNT && units[unit].letter != at(text, index)) {
            unit++;
        }
        if (index == start || unit == UNIT_COUNT) {
            return false;
        }
        *seconds += number * units[unit++].seconds;
        index++;
    }
    return text.length > 0 && *seconds <= (int64_t)10 * 366 * 86400;
}

slice duration_written(struct arena *arena, double seconds)
{
    if (seconds < 10) {
        return arena_printf(arena, "%.3g s", seconds);
    }
    int64_t whole = (int64_t)(seconds + 0.5);
    size_t unit = 0;
    while (unit + 1 < UNIT_COUNT && whole < units[unit].seconds) {
        unit++;
    }
    int64_t first = whole / units[unit].seconds;
    int64_t rest = whole % units[unit].seconds;
    int64_t second = unit + 1 < UNIT_COUNT ? rest / units[unit + 1].seconds : 0;
    if (second == 0) {
        return arena_printf(arena, "%lld %s", (long long)first, units[unit].name);
    }
    return arena_printf(arena, "%lld %s %lld %s", (long long)first, units[unit].name,
                        (long long)second, units[unit + 1].name);
}
