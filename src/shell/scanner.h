/* The lexer's own state, shared by its files: lexer.c (tokens), word.c (words and quotes),
 * expansion.c (what begins with $ or `), heredoc.c. Nobody else includes this. */
#ifndef PAYLINT_SHELL_SCANNER_H
#define PAYLINT_SHELL_SCANNER_H

#include "shell/syntax.h"

/* Parameters such as $name that were met last, by their names: the next such one shares them. */
enum { BARE_PARAMETERS = 64 };
struct bare_parameters {
    const struct parameter *items[BARE_PARAMETERS];
};

struct scanner {
    struct arena *arena;
    const struct view *view;
    const char *bytes; /* of the view */
    uint32_t at;
    uint32_t end;
    uint32_t depth;       /* of nested expansions */
    bool in_substitution; /* inside $(…): a heredoc may end at `DELIMITER)` */
    size_t *trials_left;  /* how many bytes may yet be read in vain; shared by all of a lexing */
    struct bare_parameters *bare; /* the same */
    struct shell_problems *problems;
    struct shell_comments *comments; /* NULL where nobody wants them */
    struct {
        struct heredoc **items;
        size_t count;
        size_t capacity;
    } pending;            /* heredocs whose bodies begin after the next newline */
    size_t pending_first; /* those before it wait for a newline outside the $(…) at hand */
};

/* Where a run of parts ends and what is special in it. */
struct part_mode {
    char stop;       /* ends at this byte, which is not consumed; 0: none */
    char stop_too;   /* and at this one */
    char opens;      /* this byte and the next `stop` belong together; 0: none */
    bool word;       /* ends at an unquoted metacharacter */
    bool array;      /* of a word: name=(…) is one */
    bool subscript;  /* of a word: name[…] is one, blanks inside or not */
    bool element;    /* of a word: it stands in an array, where […]= begins it */
    bool quoted;     /* inside "…" or a heredoc: ' and most backslashes are literal */
    bool heredoc;    /* " is literal too */
    bool expression; /* a regular expression: parentheses nest, blanks end it outside them */
};

/* A list of parts under construction. Literal bytes at its end become a part when another follows,
 * or at the end: most words are nothing else, and need none. */
struct part_list {
    const struct word_part *first;
    struct word_part *last;
    uint32_t literal_start;
    uint32_t literal_end; /* the same where there are none */
};

/* A scanner of `view`, which is part of what `outer` reads. */
struct scanner scanner_inside(const struct scanner *outer, const struct view *view);
/* Counts one level of nesting; false, and a problem told, where that is one too many. */
bool scanner_enter(struct scanner *scanner, uint32_t start);
void scanner_problem(struct scanner *scanner, uint32_t at, const char *message);

static inline char scanner_peek(const struct scanner *scanner, uint32_t ahead)
{
    uint32_t at = scanner->at + ahead;
    return at < scanner->end ? scanner->bytes[at] : '\0';
}

/* The place to come back to when what follows turns out not to be what it looks like. Trials are
 * given up once they have read the script several times over: reading stays linear. */
struct trial {
    struct scanner before;
    size_t problem_count;
};

static inline bool trial_begin(struct trial *trial, const struct scanner *scanner)
{
    *trial = (struct trial){*scanner, scanner->problems->count};
    return *scanner->trials_left > 0;
}

static inline void trial_undo(const struct trial *trial, struct scanner *scanner)
{
    size_t wasted = scanner->at - trial->before.at;
    size_t left = *scanner->trials_left;
    *scanner = trial->before;
    *scanner->trials_left = left > wasted ? left - wasted : 0;
    scanner->problems->count = trial->problem_count;
}

static inline bool scanner_at_end(const struct scanner *scanner)
{
    return scanner->at >= scanner->end;
}

struct word_part *part_append(struct scanner *scanner, struct part_list *list,
                              enum word_part_kind kind, uint32_t start, uint32_t end);
/* The parts of the list, which is finished. */
const struct word_part *part_list_finish(struct scanner *scanner, struct part_list *list);

/* Reads tokens up to an unmatched `)` where `closing` is set, else up to the end. */
const struct shell_script *scan_script(struct scanner *scanner, bool closing);

/* Reads one word; of `mode` only array, subscript and element count. */
struct shell_word scan_word(struct scanner *scanner, struct part_mode mode);
/* Reads parts until the mode says stop or the view ends. */
const struct word_part *scan_parts(struct scanner *scanner, struct part_mode mode);
/* At a `"`: reads up to and with the closing one. */
void scan_double_quoted(struct scanner *scanner, struct part_list *list, uint32_t start);
/* At a `'`: reads up to and with the closing one. */
void scan_single_quoted(struct scanner *scanner, struct part_list *list);
/* At a `$`: reads the expansion that begins here; false (nothing read) where none does. */
bool scan_dollar(struct scanner *scanner, struct part_list *list, bool quoted);
void scan_backquoted(struct scanner *scanner, struct part_list *list, bool quoted);
/* At `<(` or `>(`. */
void scan_process(struct scanner *scanner, struct part_list *list);
/* At `((`, `$((` less its `$`: the parts inside, or false (nothing read) where it isn't
 * arithmetic. */
bool scan_arithmetic(struct scanner *scanner, const struct word_part **parts);

/* At a word after << or <<-: reads the delimiter and waits for the body. */
struct heredoc *scan_heredoc_start(struct scanner *scanner, bool strip_tabs,
                                   struct shell_word *delimiter);
/* After a newline: reads the bodies waited for. */
void scan_heredoc_bodies(struct scanner *scanner);

/* Skips blanks, comments and line continuations. */
void scan_blanks(struct scanner *scanner);

/* What a byte is to the lexer, as bits. */
enum byte_class {
    BYTE_BLANK = 1,      /* blank and tab */
    BYTE_META = 2,       /* a metacharacter: it ends a word that isn't quoted */
    BYTE_NAME_START = 4, /* letters and _ */
    BYTE_DIGIT = 8,
    BYTE_SPECIAL = 16,    /* quotes and what begins an expansion */
    BYTE_BRACKET = 32,    /* [ */
    BYTE_EXPRESSION = 64, /* ends or nests the expression behind =~ */
    BYTE_WORD = 128,      /* with it begins a word, and nothing else */
};
extern const unsigned char byte_classes[256];

static inline bool byte_is(char c, unsigned classes)
{
    return byte_classes[(unsigned char)c] & classes;
}

static inline bool is_blank(char c)
{
    return byte_is(c, BYTE_BLANK);
}

static inline bool is_metacharacter(char c)
{
    return byte_is(c, BYTE_META);
}

static inline bool is_digit(char c)
{
    return byte_is(c, BYTE_DIGIT);
}

static inline bool is_name_start(char c)
{
    return byte_is(c, BYTE_NAME_START);
}

static inline bool is_name_byte(char c)
{
    return byte_is(c, BYTE_NAME_START | BYTE_DIGIT);
}

#endif
