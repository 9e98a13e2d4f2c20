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
    const char *cell;
    unsigned after;    /* bits of the phases that it ends; 0: it opens a compound command */
    bool may_be_empty; /* no command must stand there */
    enum phase next;   /* PHASE_COUNT: the compound command ends */
};

#define BIT(phase) (1U << (phase))

static const struct reserved_row reserved_rows[] = {
    {"{", 0, false, PHASE_OF_GROUP},
    {"}", BIT(PHASE_OF_GROUP), false, PHASE_COUNT},
    {"if", 0, false, PHASE_IF},
    {"then", BIT(PHASE_IF), false, PHASE_THEN},
    {"elif", BIT(PHASE_THEN), false, PHASE_IF},
    {"else", BIT(PHASE_THEN), false, PHASE_ELSE},
    {"fi", BIT(PHASE_THEN) | BIT(PHASE_ELSE), false, PHASE_COUNT},
    {"while", 0, false, PHASE_WHILE},
    {"until", 0, false, PHASE_WHILE},
    {"do", BIT(PHASE_WHILE), false, PHASE_DO},
    {"done", BIT(PHASE_DO), false, PHASE_COUNT},
    {"case", 0, false, PHASE_CASE},
    {"in", BIT(PHASE_IN), true, PHASE_ITEMS},
    {";;", BIT(PHASE_ITEM), true, PHASE_ITEMS},
    {"esac", BIT(PHASE_ITEMS) | BIT(PHASE_ITEM), true, PHASE_COUNT},
};

static bool read_reserved(struct reading *reading, slice cell)
{
    const struct frame *frame = &reading->frames[reading->depth];
    for (size_t i = 0; i < sizeof reserved_rows / sizeof *reserved_rows; i++) {
        const struct reserved_row *row = &reserved_rows[i];
        if (!slice_is(cell, row->cell)) {
            continue;
        }
        if (row->after == 0) {
            return holds_commands(frame->phase) && opens(reading, row->next);
        }
        bool right = (row->after & BIT(frame->phase)) && (row->may_be_empty || frame->has_command);
        return right && (row->next == PHASE_COUNT ? closes(reading) : goes_on(reading, row->next));
    }
    return false;
}

static bool read_cell(struct reading *reading, slice cell)
{
    char first = cell.data[0];
    if (cell.length == 1) {
        switch (first) {
        case 'x':
            return read_word(reading);
        case ';':
        case '\n':
            return read_separator(reading, first == '\n');
        case '(':
            return holds_commands(reading->frames[reading->depth].phase) &&
                   opens(reading, PHASE_OF_SUBSHELL);
        case ')':
            return read_closing_parenthesis(reading);
        default:
            return read_reserved(reading, cell);
        }
    }
    if (slice_is(cell, "while x")) { /* `for` and its name */
        return read_reserved(reading, SLICE("while")) && ends_command(reading);
    }
    /* ";then" is a separator and the word. */
    bool separated = first == ';' && cell.data[1] != ';';
    return read_reserved(reading, slice_sub(cell, separated, cell.length));
}

bool nesting_read(const struct skeleton *skeleton, const struct nesting *nesting)
{
    struct reading reading = {.nesting = nesting, .is_ready = true};
    size_t cells = skeleton->bytes.length / SKELETON_CELL;
    for (size_t i = 0; i < cells; i++) {
        slice cell = slice_sub(skeleton->bytes, i * SKELETON_CELL, (i + 1) * SKELETON_CELL);
        while (cell.length > 1 && cell.data[cell.length - 1] == ' ') {
            cell.length--;
        }
        reading.token = skeleton->tokens[i];
        if (!read_cell(&reading, cell)) {
            return false;
        }
    }
    return reading.depth == 0;
}
