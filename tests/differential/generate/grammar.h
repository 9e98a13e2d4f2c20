/* What generated scripts are composed of: tables of templates, one row each.
 *
 * A template is lines of shell with these places:
 *   @N  the variable that is to be set         @A @B @C  names of its own
 *   @G  a new UUID   @g  one, quoted somehow   @X  a bad id   @x  one, quoted somehow
 *   @V  the innermost loop variable or argument (a row with it is only taken where there is one)
 *   @l  a new loop variable, which the body may use       @n  a new function's name
 *   @i  a small number      @w  a word          @f  a file's name
 *   @b  the statements that the row stands around (each time others)
 *   @J  the document as one shell word          @H  as the body of a heredoc
 *   @K  as that of a quoted heredoc, placeholders for its variables; @S the sed options that fill
 *       them in, @E the variables for envsubst
 *   @M  printf's format and arguments           @Q  jq's options and program
 *   @U @Z  the document in two parts, words
 *   @W  the payload as one word                 @P … @R  it as standard input: a pipe or a
 * redirection
 *   @F  the file that holds it                  @D  a destination that no other command has
 *   @T  curl's way to say that it is JSON, or nothing
 *   @@  an at sign
 * A line that begins with | is never indented. */
#ifndef PAYLINT_DIFFERENTIAL_GRAMMAR_H
#define PAYLINT_DIFFERENTIAL_GRAMMAR_H

#include <stddef.h>

/* Where a payload is kept between its builder and its sink. */
enum keeper {
    KEPT_IN_WORD = 1, /* it stands in the command itself */
    KEPT_IN_VARIABLE = 2,
    KEPT_IN_FILE = 4,
    KEPT_IN_FUNCTION = 8, /* which prints it */
};

struct row {
    const char *text;
    unsigned weight; /* 0 is 4; how often it is taken beside the others */
    /* Ids: 1 for those that can stand in a function only. Builders: where it keeps the payload.
     * Sinks: the keepers that it can take one from, 0 for any. */
    unsigned kind;
    /* Flow: what the body may use as @V (@l or the number of an argument), or NULL. */
    const char *gives;
};

struct table {
    const struct row *rows;
    size_t count;
};

extern const struct table grammar_ids;      /* set @N to what is to be an id */
extern const struct table grammar_texts;    /* set @N to any text */
extern const struct table grammar_numbers;  /* set @N to a number */
extern const struct table grammar_builders; /* make the payload of the document */
extern const struct table grammar_flows;    /* control flow round statements */
extern const struct table grammar_sinks;    /* send it */
extern const struct table grammar_starts;   /* first lines of a script */

#define TABLE(rows)                           \
    {                                         \
        (rows), sizeof(rows) / sizeof *(rows) \
    }

#endif
