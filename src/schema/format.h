/* The formats of JSON Schema 2020-12 Validation, section 7.3. */
#ifndef PAYLINT_SCHEMA_FORMAT_H
#define PAYLINT_SCHEMA_FORMAT_H

#include "schema/schema.h"

struct format {
    const char *name;
    bool (*is_valid)(slice string);
    const char *phrase; /* "a date (2026-07-31)" */
    /* A regular expression, a row of classes, that whatever has the format matches: it refutes
     * strings with holes. `is_exact`: nothing else matches, so that it proves, too. */
    const char *outline;
    bool is_exact;
};

/* The format of that name, or NULL. */
const struct format *format_find(slice name);
/* The name most like it; data NULL: none is. */
slice format_closest(slice name);

/* ---- The scanners: whether the whole string is one ---- */

bool is_date_time(slice string); /* RFC 3339, section 5.6 */
bool is_date(slice string);
bool is_time(slice string);
bool is_duration(slice string);     /* RFC 3339, appendix A */
bool is_email(slice string);        /* RFC 5321, section 4.1.2 */
bool is_idn_email(slice string);    /* RFC 6531, section 3.3 */
bool is_hostname(slice string);     /* RFC 1123, section 2.1; RFC 5891 where it is an A-label */
bool is_idn_hostname(slice string); /* RFC 5890, section 2.3.2.3 */
bool is_ipv4(slice string);         /* RFC 2673, section 3.2 */
bool is_ipv6(slice string);         /* RFC 4291, section 2.2 */
bool is_uri(slice string);          /* RFC 3986 */
bool is_uri_reference(slice string);
bool is_iri(slice string); /* RFC 3987 */
bool is_iri_reference(slice string);
bool is_uri_template(slice string); /* RFC 6570 */
bool is_json_pointer(slice string); /* RFC 6901, section 5 */
bool is_relative_json_pointer(slice string);
bool is_regex(slice string);
bool is_uuid(slice string); /* RFC 9562, section 4 */

/* Whether a label of a host name, as Unicode, is one by IDNA2008 (RFC 5891, section 4.2; RFC 5892).
 * `is_bidi`: it stands in a name that has right-to-left characters (RFC 5893). */
bool idna_label_is_valid(const uint32_t *label, size_t count, bool is_bidi);
bool idna_is_right_to_left(const uint32_t *label, size_t count);
/* RFC 3492; at most `room` code points. False where it can't be decoded. */
bool punycode_decode(slice encoded, uint32_t *label, size_t room, size_t *count);
/* How long the encoded form is. */
size_t punycode_length(const uint32_t *label, size_t count);

#endif
