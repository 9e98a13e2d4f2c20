/* Errors of JSON texts. In: kinds and places. Out: a list by ascending start, and words for people.
 */
#include "json/reader.h"

void reader_tell_as(struct reader *reader, enum json_error_kind kind, uint32_t start, uint32_t end,
                    bool certain)
{
    if (reader->error_count == JSON_ERRORS_MAX) {
        reader->broken = true;
        reader->certainly_broken |= certain;
        return;
    }
    /* Most come in order; one that is known only from what follows it goes in between. */
    uint32_t place = reader->error_count++;
    while (place > 0 && reader->errors[place - 1].start > start) {
        reader->errors[place] = reader->errors[place - 1];
        place--;
    }
    reader->errors[place] = (struct json_error){kind, certain, start, end};
}

void reader_tell(struct reader *reader, enum json_error_kind kind, uint32_t start, uint32_t end)
{
    reader_tell_as(reader, kind, start, end, !reader->touches_hole);
}

const char *json_error_message(enum json_error_kind kind)
{
    static const char *const messages[] = {
        [JSON_EMPTY] = "there is no JSON value, only blanks",
        [JSON_NO_VALUE] = "a value is missing here",
        [JSON_TRAILING_COMMA] = "a comma before the closing bracket",
        [JSON_MISSING_COMMA] = "a comma is missing before this",
        [JSON_EXTRA_COMMA] = "a comma with nothing before it",
        [JSON_MISSING_COLON] = "a colon is missing after the key",
        [JSON_KEY_NOT_STRING] = "a key must be a string in double quotes",
        [JSON_SINGLE_QUOTES] = "single quotes instead of double quotes",
        [JSON_UNESCAPED_QUOTE] = "a double quote inside a string without a backslash before it",
        [JSON_BARE_WORD] = "a word without quotes that is no JSON value",
        [JSON_BAD_NUMBER] = "not a number as JSON writes it",
        [JSON_BAD_ESCAPE] = "a backslash that starts no JSON escape",
        [JSON_CONTROL_CHARACTER] = "a raw control character, such as a newline, inside a string",
        [JSON_BAD_UTF8] = "bytes that are not UTF-8",
        [JSON_BYTE_ORDER_MARK] = "a byte order mark before the value",
        [JSON_UNTERMINATED] = "a string, array or object is not closed",
        [JSON_MISMATCHED_BRACKET] = "a closing bracket that matches no opening one",
        [JSON_EXTRA_TEXT] = "text after the end of the JSON value",
        [JSON_COMMENT] = "a comment, which JSON does not have",
        [JSON_TOO_DEEP] = "nested too deeply",
    };
    return messages[kind];
}
