/* What the lexer finds in shell: scripts, tokens, words and their parts.
 * By POSIX.1-2017 XCU chapter 2 and bash(1). Every offset counts bytes of the script's view. */
#ifndef PAYLINT_SHELL_SYNTAX_H
#define PAYLINT_SHELL_SYNTAX_H

#include "base/vector.h"
#include "text/view.h"

/* Deeper nesting of expansions is not read: what stands there is reported as not understood. */
enum { SHELL_DEPTH_MAX = 200 };

enum word_part_kind {
    PART_LITERAL,       /* unquoted bytes; inside "…" and heredocs: bytes as they are */
    PART_ESCAPE,        /* a backslash and the character that it quotes */
    PART_CONTINUATION,  /* a backslash and a newline: nothing */
    PART_SINGLE_QUOTED, /* '…', quotes included */
    PART_DOUBLE_QUOTED, /* "…" or $"…"; the parts inside are children */
    PART_ANSI_C_QUOTED, /* $'…' */
    PART_PARAMETER,     /* $name, ${…} */
    PART_COMMAND,       /* $(…) or `…` */
    PART_ARITHMETIC,    /* $((…)) or $[…]; the expansions inside are children */
    PART_PROCESS,       /* <(…) or >(…) */
    PART_ARRAY,         /* (…) after name=; the words inside are children of kind PART_WORD */
    PART_WORD,          /* one word of an array */
    PART_OPAQUE,        /* something not understood */
};

struct word_part {
    const struct word_part *next;
    union {
        const struct word_part *children;  /* of all other kinds */
        const struct parameter *parameter; /* of PART_PARAMETER */
        const struct shell_script *script; /* of PART_COMMAND and PART_PROCESS */
    };
    uint32_t start;
    uint32_t end;
    enum word_part_kind kind;
};

enum parameter_operator {
    PARAMETER_PLAIN,
    PARAMETER_DEFAULT,       /* - */
    PARAMETER_ASSIGN,        /* = */
    PARAMETER_ERROR,         /* ? */
    PARAMETER_ALTERNATIVE,   /* + */
    PARAMETER_CUT_PREFIX,    /* # */
    PARAMETER_CUT_PREFIXES,  /* ## */
    PARAMETER_CUT_SUFFIX,    /* % */
    PARAMETER_CUT_SUFFIXES,  /* %% */
    PARAMETER_REPLACE,       /* / */
    PARAMETER_REPLACE_ALL,   /* // */
    PARAMETER_REPLACE_START, /* /# */
    PARAMETER_REPLACE_END,   /* /% */
    PARAMETER_UPPER_FIRST,   /* ^ */
    PARAMETER_UPPER,         /* ^^ */
    PARAMETER_LOWER_FIRST,   /* , */
    PARAMETER_LOWER,         /* ,, */
    PARAMETER_SUBSTRING,     /* : */
    PARAMETER_TRANSFORM,     /* @ */
};

/* Of expansions such as $name several may share one. */
struct parameter {
    slice name;  /* "" where the expansion isn't understood */
    char prefix; /* '#' length, '!' indirect, or 0 */
    bool braced;
    bool colon; /* the operator is one of :- := :? :+ */
    bool has_subscript;
    bool has_second;
    enum parameter_operator operation : 8;
    const struct word_part *subscript; /* what stands in […] */
    const struct word_part *operand;   /* word, pattern or offset */
    const struct word_part *second;    /* replacement or length */
};

enum redirect_kind {
    REDIRECT_IN,         /* < */
    REDIRECT_OUT,        /* > or >| */
    REDIRECT_APPEND,     /* >> */
    REDIRECT_IN_OUT,     /* <> */
    REDIRECT_COPY_IN,    /* <& */
    REDIRECT_COPY_OUT,   /* >& */
    REDIRECT_ALL,        /* &> */
    REDIRECT_ALL_APPEND, /* &>> */
    REDIRECT_HEREDOC,    /* << and <<- */
    REDIRECT_STRING,     /* <<< */
};

/* The body of a heredoc, in a view of its own: that of <<- lacks the leading tabs. */
struct heredoc {
    slice delimiter; /* quotes removed */
    bool quoted;     /* no expansion */
    bool strip_tabs; /* <<- */
    bool closed;     /* the delimiter was found */
    uint32_t start;  /* of the body, in the script's view */
    uint32_t end;    /* of the body: where the delimiter's line begins */
    const struct view *view;
    const struct word_part *parts;
};

struct shell_word {
    uint32_t start;
    uint32_t end;
    const struct word_part *parts; /* NULL: the bytes themselves, nothing quoted or expanded */
};

struct redirect {
    enum redirect_kind kind;
    int descriptor; /* the number before the operator, or -1 */
    struct shell_word target;
    struct heredoc *heredoc; /* of REDIRECT_HEREDOC */
};

enum token_kind {
    TOKEN_WORD,
    TOKEN_RESERVED, /* a reserved word where it is one */
    TOKEN_OPERATOR, /* ; & && || | |& ( ) ;; ;& ;;& */
    TOKEN_NEWLINE,
    TOKEN_REDIRECT,
    TOKEN_ARITHMETIC, /* ((…)) */
    TOKEN_CONDITION,  /* [[ … ]] */
};

/* Which reserved word or operator a token is: structure is told by it, not by the bytes again. */
enum token_symbol {
    SYMBOL_NONE, /* other tokens, and what is reserved only where it stands: a coprocess's name */
    SYMBOL_NOT,
    SYMBOL_BRACE,
    SYMBOL_CLOSING_BRACE,
    SYMBOL_IF,
    SYMBOL_THEN,
    SYMBOL_ELIF,
    SYMBOL_ELSE,
    SYMBOL_FI,
    SYMBOL_WHILE,
    SYMBOL_UNTIL,
    SYMBOL_FOR,
    SYMBOL_SELECT,
    SYMBOL_DO,
    SYMBOL_DONE,
    SYMBOL_CASE,
    SYMBOL_IN,
    SYMBOL_ESAC,
    SYMBOL_TIME,
    SYMBOL_TIME_PORTABLE, /* -p */
    SYMBOL_TIME_END,      /* -- */
    SYMBOL_COPROC,
    SYMBOL_FUNCTION,
    SYMBOL_SEMICOLON,
    SYMBOL_BACKGROUND,  /* & */
    SYMBOL_AND,         /* && */
    SYMBOL_OR,          /* || */
    SYMBOL_PIPE,        /* | */
    SYMBOL_PIPE_ALL,    /* |& */
    SYMBOL_PARENTHESIS, /* ( */
    SYMBOL_CLOSING_PARENTHESIS,
    SYMBOL_ITEM_END,     /* ;; */
    SYMBOL_ITEM_GOES_ON, /* ;& */
    SYMBOL_ITEM_TRIES,   /* ;;& */
    SYMBOL_COUNT,
};

/* A script has many: they are kept small. */
struct token {
    union {
        const struct word_part *parts;   /* of words; of [[ ]] and (( )): what is expanded inside */
        const struct redirect *redirect; /* of TOKEN_REDIRECT */
    };
    uint32_t start;
    uint32_t end;
    enum token_kind kind : 8;
    enum token_symbol symbol : 8;
    bool pattern; /* belongs to the patterns of a case item, its parentheses and bars included */
};

/* What the lexer couldn't read, told by --verbose; or where a limit was reached. */
struct shell_problem {
    uint32_t offset; /* in the source */
    const char *message;
    bool is_limit; /* what stands behind it isn't followed */
};

struct shell_problems {
    struct shell_problem *items;
    size_t count;
    size_t capacity;
};

/* Where comments stand in the view, from their # up to the newline; one may be there twice. */
struct shell_comment {
    uint32_t start;
    uint32_t end;
    const struct view *view;
};

struct shell_comments {
    struct shell_comment *items;
    size_t count;
    size_t capacity;
};

struct shell_script {
    const struct view *view;
    uint32_t start; /* the part of the view that it takes */
    uint32_t end;
    const struct token *tokens;
    size_t token_count;
};

/* Reads the script that `view` holds. What can't be read is added to `problems`; the tokens always
 * reach the end of the view. */
const struct shell_script *shell_lex(struct arena *arena, const struct view *view,
                                     struct shell_problems *problems);

/* The same, and appends the comments, those inside substitutions too. */
const struct shell_script *shell_lex_comments(struct arena *arena, const struct view *view,
                                              struct shell_problems *problems,
                                              struct shell_comments *comments);

/* Of a token that isn't a redirection. */
static inline struct shell_word token_word(const struct token *token)
{
    return (struct shell_word){token->start, token->end, token->parts};
}

/* NULL of tokens of other kinds. */
static inline const struct redirect *token_redirect(const struct token *token)
{
    return token->kind == TOKEN_REDIRECT ? token->redirect : NULL;
}

static inline slice token_bytes(const struct shell_script *script, const struct token *token)
{
    return slice_sub(script->view->bytes, token->start, token->end);
}

#endif
