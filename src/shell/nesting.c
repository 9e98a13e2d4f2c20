/* The nesting of compound commands (POSIX.1-2017 XCU 2.10.2). In: the cells of a skeleton. Out:
 * where each compound command begins and ends. */
#include "shell/nesting.h"

/* What is open, by where it is being read. */
enum phase {
    PHASE_OF_SCRIPT,
    PHASE_OF_GROUP,
    PHASE_OF_SUBSHELL,
    PHASE_IF,      /* up to `then` */
    PHASE_THEN,    /* up to `elif`, `else` or `fi` */
    PHASE_ELSE,    /* up to `fi` */
    PHASE_WHILE,   /* up to `do` */
    PHASE_DO,      /* up to `done` */
    PHASE_CASE,    /* up to the word */
    PHASE_IN,      /* up to `in` */
    PHASE_ITEMS,   /* up to a pattern or `esac` */
    PHASE_PATTERN, /* up to `)` */
    PHASE_ITEM,    /* up to `;;` or `esac` */
    PHASE_COUNT,
};

struct frame {
    enum phase phase;
    bool has_command; /* since this began */
    uint32_t opener;
};

struct reading {
    const struct nesting *nesting;
    struct frame frames[SHELL_DEPTH_MAX + 1];
    size_t depth;  /* of the innermost frame */
    bool is_ready; /* for a command; else one has ended, and something must come between */
    uint32_t token;
};

static bool opens(struct reading *reading, enum phase phase)
{
    if (!reading->is_ready || reading->depth == SHELL_DEPTH_MAX) {
        return false;
    }
    reading->frames[++reading->depth] = (struct frame){phase, false, reading->token};
    return true;
}

/* The innermost compound command goes on. */
static bool goes_on(struct reading *reading, enum phase phase)
{
    reading->frames[reading->depth].phase = phase;
    reading->frames[reading->depth].has_command = false;
    reading->is_ready = true;
    return true;
}

static bool ends_command(struct reading *reading)
{
    reading->frames[reading->depth].has_command = true;
    reading->is_ready = false;
    return true;
}

static bool closes(struct reading *reading)
{
    const struct nesting *nesting = reading->nesting;
    nesting->found(nesting->context, reading->frames[reading->depth].opener, reading->token);
    reading->depth--;
    return ends_command(reading);
}

/* ---- Cells ---- */

/* Whether commands stand in the phase; nothing else does in the others. */
static bool holds_commands(enum phase phase)
{
    return phase != PHASE_CASE && phase != PHASE_IN && phase != PHASE_ITEMS &&
           phase != PHASE_PATTERN;
}

static bool read_word(struct reading *reading)
{
    switch (reading->frames[reading->depth].phase) {
    case PHASE_CASE:
        return goes_on(reading, PHASE_IN);
    case PHASE_ITEMS:
        return goes_on(reading, PHASE_PATTERN);
    case PHASE_IN:
    case PHASE_PATTERN:
        return false;
    default:
        return reading->is_ready && ends_command(reading);
    }
}

static bool read_separator(struct reading *reading, bool newline)
{
    bool right = newline || !reading->is_ready;
    bool commands = holds_commands(reading->frames[reading->depth].phase);
    reading->is_ready = true;
    return right && (commands || newline);
}

static bool read_closing_parenthesis(struct reading *reading)
{
    const struct frame *frame = &reading->frames[reading->depth];
    if (frame->phase == PHASE_PATTERN) {
        return goes_on(reading, PHASE_ITEM);
    }
    return frame->phase == PHASE_OF_SUBSHELL && frame->has_command && closes(reading);
}

/* ---- Reserved words ---- */

struct reserved_row {
    unsigned after;    /* bits of the phases that it ends; 0: it opens a compound command */
    bool may_be_empty; /* no command must stand there */
    enum phase next;   /* PHASE_COUNT: the compound command ends */
};

#define BIT(phase) (1U << (phase))

static const struct reserved_row reserved_rows[CELL_COUNT] = {
    [CELL_BRACE] = {0, false, PHASE_OF_GROUP},
    [CELL_CLOSING_BRACE] = {BIT(PHASE_OF_GROUP), false, PHASE_COUNT},
    [CELL_IF] = {0, false, PHASE_IF},
    [CELL_THEN] = {BIT(PHASE_IF), false, PHASE_THEN},
    [CELL_ELIF] = {BIT(PHASE_THEN), false, PHASE_IF},
    [CELL_ELSE] = {BIT(PHASE_THEN), false, PHASE_ELSE},
    [CELL_FI] = {BIT(PHASE_THEN) | BIT(PHASE_ELSE), false, PHASE_COUNT},
    [CELL_WHILE] = {0, false, PHASE_WHILE},
    [CELL_UNTIL] = {0, false, PHASE_WHILE},
    [CELL_FOR] = {0, false, PHASE_WHILE},
    [CELL_DO] = {BIT(PHASE_WHILE), false, PHASE_DO},
    [CELL_DONE] = {BIT(PHASE_DO), false, PHASE_COUNT},
    [CELL_CASE] = {0, false, PHASE_CASE},
    [CELL_IN] = {BIT(PHASE_IN), true, PHASE_ITEMS},
    [CELL_ITEM_END] = {BIT(PHASE_ITEM), true, PHASE_ITEMS},
    [CELL_ESAC] = {BIT(PHASE_ITEMS) | BIT(PHASE_ITEM), true, PHASE_COUNT},
};

static bool read_reserved(struct reading *reading, unsigned cell)
{
    const struct frame *frame = &reading->frames[reading->depth];
    const struct reserved_row *row = &reserved_rows[cell];
    if (row->after == 0) {
        return holds_commands(frame->phase) && opens(reading, row->next);
    }
    bool right = (row->after & BIT(frame->phase)) && (row->may_be_empty || frame->has_command);
    return right && (row->next == PHASE_COUNT ? closes(reading) : goes_on(reading, row->next));
}

static bool read_cell(struct reading *reading, unsigned cell)
{
    switch (cell) {
    case CELL_WORD:
        return read_word(reading);
    case CELL_SEPARATOR:
    case CELL_NEWLINE:
        return read_separator(reading, cell == CELL_NEWLINE);
    case CELL_PARENTHESIS:
        return holds_commands(reading->frames[reading->depth].phase) &&
               opens(reading, PHASE_OF_SUBSHELL);
    case CELL_CLOSING_PARENTHESIS:
        return read_closing_parenthesis(reading);
    case CELL_FOR: /* its name stands for a condition */
        return read_reserved(reading, cell) && ends_command(reading);
    default:
        return read_reserved(reading, cell);
    }
}

bool nesting_read(const struct skeleton *skeleton, const struct nesting *nesting)
{
    struct reading reading = {.nesting = nesting, .is_ready = true};
    for (size_t i = 0; i < skeleton->count; i++) {
        reading.token = skeleton->tokens[i];
        /* A separator before a reserved word changes nothing: that ends a command by itself. */
        if (!read_cell(&reading, skeleton->cells[i] & ~(unsigned)CELL_SEPARATED)) {
            return false;
        }
    }
    return reading.depth == 0;
}
