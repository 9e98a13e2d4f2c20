/* The formats as one table. In: a name. Out: what checks it. */
#include "schema/format.h"

#include "base/suggest.h"

#define HEX "[0-9A-Fa-f]"
#define DATE "[0-9]{4}-[0-9]{2}-[0-9]{2}"
#define TIME "[0-9]{2}:[0-9]{2}:[0-9]{2}[.]?[0-9]*[Zz+-][0-9:]*"

static const struct format formats[] = {
    {"date-time", is_date_time, "a date and time (2026-07-31T09:30:00Z)", "^" DATE "[Tt]" TIME "$",
     false},
    {"date", is_date, "a date (2026-07-31)", "^" DATE "$", false},
    {"time", is_time, "a time (09:30:00Z)", "^" TIME "$", false},
    {"duration", is_duration, "a duration (P1DT12H)", "^P[0-9YMWDTHS]+$", false},
    {"email", is_email, "an email address", "^[ -~]+@[!-~]+$", false},
    {"idn-email", is_idn_email, "an email address", "^[^\\x00-\\x1f]+@[^\\x00-\\x1f]+$", false},
    {"hostname", is_hostname, "a host name", "^[0-9A-Za-z.-]+$", false},
    {"idn-hostname", is_idn_hostname, "a host name", NULL, false},
    {"ipv4", is_ipv4, "an IPv4 address", "^[0-9.]{7,15}$", false},
    {"ipv6", is_ipv6, "an IPv6 address", "^[0-9A-Fa-f:.]{2,45}$", false},
    {"uri", is_uri, "a URI", "^[A-Za-z][0-9A-Za-z+.-]*:[!-~]*$", false},
    {"uri-reference", is_uri_reference, "a URI or a reference to one", "^[!-~]*$", false},
    {"iri", is_iri, "an IRI", "^[A-Za-z][0-9A-Za-z+.-]*:[^\\x00-\\x20]*$", false},
    {"iri-reference", is_iri_reference, "an IRI or a reference to one", "^[^\\x00-\\x20]*$", false},
    {"uri-template", is_uri_template, "a URI template", "^[^\\x00-\\x20]*$", false},
    {"json-pointer", is_json_pointer, "a JSON Pointer", NULL, false},
    {"relative-json-pointer", is_relative_json_pointer, "a relative JSON Pointer", NULL, false},
    {"regex", is_regex, "a regular expression", NULL, false},
    {"uuid", is_uuid, "a UUID", "^" HEX "{8}-" HEX "{4}-" HEX "{4}-" HEX "{4}-" HEX "{12}$", true},
};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

const struct format *format_find(slice name)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (slice_is(name, formats[i].name)) {
            return &formats[i];
        }
    }
    return NULL;
}

slice format_closest(slice name)
{
    size_t best = SIZE_MAX;
    slice closest = {NULL, 0};
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        slice known = slice_from(formats[i].name);
        size_t distance = suggest_distance(name, known);
        if (distance < best && suggest_is_close(distance, known)) {
            best = distance;
            closest = known;
        }
    }
    return closest;
}
