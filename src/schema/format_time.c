/* Dates, times and durations (RFC 3339, section 5.6 and appendix A) and UUIDs. In: a string. Out:
 * whether it is one. */
#include "base/ascii.h"
#include "schema/format.h"
#include "schema/scan.h"

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

bool is_date(slice string)
{
    int year = scan_number(string, 0, 4);
    int month = scan_number(string, 5, 2);
    int day = scan_number(string, 8, 2);
    return string.length == 10 && year >= 0 && scan_at(string, 4) == '-' && month >= 1 &&
           month <= 12 && scan_at(string, 7) == '-' && day >= 1 && day <= days_of(year, month);
}

/* Z or ±HH:MM up to the end, in minutes. */
static bool read_offset(slice string, int *minutes)
{
    char sign = scan_at(string, 0);
    *minutes = 0;
    if (string.length == 1) {
        return sign == 'Z' || sign == 'z';
    }
    int hour = scan_number(string, 1, 2);
    int minute = scan_number(string, 4, 2);
    if (string.length != 6 || (sign != '+' && sign != '-') || scan_at(string, 3) != ':' ||
        hour < 0 || hour > 23 || minute < 0 || minute > 59) {
        return false;
    }
    *minutes = (hour * 60 + minute) * (sign == '-' ? -1 : 1);
    return true;
}

bool is_time(slice string)
{
    enum { DAY = 24 * 60 };
    int hour = scan_number(string, 0, 2);
    int minute = scan_number(string, 3, 2);
    int second = scan_number(string, 6, 2);
    size_t at = 8;
    int offset;
    if (hour < 0 || hour > 23 || scan_at(string, 2) != ':' || minute < 0 || minute > 59 ||
        scan_at(string, 5) != ':' || second < 0 || second > 60) {
        return false;
    }
    if (scan_at(string, at) == '.') {
        size_t digits = at + 1;
        while (ascii_is_digit(scan_at(string, digits))) {
            digits++;
        }
        if (digits == at + 1) {
            return false;
        }
        at = digits;
    }
    if (!read_offset(slice_sub(string, at, string.length), &offset)) {
        return false;
    }
    /* A leap second is the last of a day of UTC. */
    int utc = (hour * 60 + minute - offset + DAY) % DAY;
    return second < 60 || utc == DAY - 1;
}

bool is_date_time(slice string)
{
    return string.length > 11 && (string.data[10] == 'T' || string.data[10] == 't') &&
           is_date(slice_sub(string, 0, 10)) && is_time(slice_sub(string, 11, string.length));
}

/* Numbers with units, which stand in `units` side by side: P1Y2M3D, but not P1Y3D. */
static bool read_units(slice string, size_t *at, const char *units)
{
    size_t from = *at;
    const char *next = NULL;
    while (ascii_is_digit(scan_at(string, *at))) {
        while (ascii_is_digit(scan_at(string, *at))) {
            ++*at;
        }
        char unit = scan_at(string, *at);
        const char *found = unit ? strchr(units, unit) : NULL;
        if (!found || (next && found != next)) {
            return false;
        }
        next = found + 1;
        ++*at;
    }
    return *at > from;
}

bool is_duration(slice string)
{
    size_t at = 1;
    if (scan_at(string, 0) != 'P') {
        return false;
    }
    if (string.length > 0 && string.data[string.length - 1] == 'W') {
        return read_units(string, &at, "W") && at == string.length;
    }
    if (scan_at(string, at) != 'T' && !read_units(string, &at, "YMD")) {
        return false;
    }
    if (scan_at(string, at) == 'T') {
        at++;
        return read_units(string, &at, "HMS") && at == string.length;
    }
    return at == string.length;
}

bool is_uuid(slice string)
{
    if (string.length != 36) {
        return false;
    }
    for (size_t i = 0; i < 36; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? string.data[i] != '-' : ascii_hex_value(string.data[i]) < 0) {
            return false;
        }
    }
    return true;
}
