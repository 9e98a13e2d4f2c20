/* Command lines taken apart (POSIX.1-2017 XBD 12.2, with the long options of GNU and of Go).
 * In: a command and the options of its sink that take values. Out: options and arguments. */
#include "payload/extract.h"

struct parsing {
    struct arena *arena;
    const struct sink *sink;
    const struct shell_event *event;
    struct options *options;
    size_t at; /* the argument at hand */
};

static void add(struct parsing *parsing, slice name, struct text value, struct span span)
{
    struct option option = {name, value, span};
    VECTOR_PUSH(parsing->arena, parsing->options, option);
}

/* The value is the next argument. */
static void add_with_next(struct parsing *parsing, slice name)
{
    struct text value = {0};
    struct span span = parsing->event->argv[parsing->at].span;
    if (parsing->at + 1 < parsing->event->argc) {
        parsing->at++;
        value = parsing->event->argv[parsing->at].text;
        span = parsing->event->argv[parsing->at].span;
    }
    add(parsing, name, value, span);
}

/* name value or name=value; the argument begins with `dashes` dashes more than the name has. */
static void parse_named(struct parsing *parsing, slice prefix, size_t dashes)
{
    const struct shell_argument *argument = &parsing->event->argv[parsing->at];
    size_t equals = slice_find_byte(prefix, '=');
    slice name = slice_sub(prefix, dashes, equals);
    if (equals < prefix.length) {
        add(parsing, name, text_drop_prefix(parsing->arena, argument->text, equals + 1),
            argument->span);
    } else if (slice_list_has(parsing->sink->valued, name)) {
        add_with_next(parsing, name);
    } else {
        add(parsing, name, (struct text){0}, argument->span);
    }
}

/* -name value, -name=value, and the same with two dashes (Go's flag package). */
static void parse_go(struct parsing *parsing, slice prefix)
{
    parse_named(parsing, prefix, slice_starts_with(prefix, SLICE("--")) ? 1 : 0);
}

/* -sSd value, -XPOST: flags in a row, up to the first that takes a value. */
static void parse_short(struct parsing *parsing, slice prefix)
{
    const struct shell_argument *argument = &parsing->event->argv[parsing->at];
    for (size_t i = 1; i < prefix.length; i++) {
        slice name = arena_printf(parsing->arena, "-%c", prefix.data[i]);
        if (!slice_list_has(parsing->sink->valued, name)) {
            add(parsing, name, (struct text){0}, argument->span);
            continue;
        }
        struct text rest = text_drop_prefix(parsing->arena, argument->text, i + 1);
        if (text_is_empty(rest)) {
            add_with_next(parsing, name);
        } else {
            add(parsing, name, rest, argument->span);
        }
        return;
    }
}

/* Only what the first piece holds is surely the option's name. */
static slice literal_prefix(struct arena *arena, struct text text)
{
    slice bytes;
    return text_is_literal(arena, text, &bytes) ? bytes : text_prefix(text);
}

static void parse_arguments(struct parsing *parsing)
{
    bool options = true;
    for (; parsing->at < parsing->event->argc; parsing->at++) {
        const struct shell_argument *argument = &parsing->event->argv[parsing->at];
        slice prefix = literal_prefix(parsing->arena, argument->text);
        if (options && slice_is(prefix, "--")) {
            options = false;
        } else if (options && parsing->sink->has_go_options && prefix.length > 1 &&
                   prefix.data[0] == '-') {
            parse_go(parsing, prefix);
        } else if (options && slice_starts_with(prefix, SLICE("--"))) {
            parse_named(parsing, prefix, 0);
        } else if (options && prefix.length > 1 && prefix.data[0] == '-') {
            parse_short(parsing, prefix);
        } else {
            add(parsing, (slice){NULL, 0}, argument->text, argument->span);
        }
    }
}

static bool same_word(const struct sink *sink, slice a, slice b)
{
    return sink->ignores_case ? slice_equal_in_any_case(a, b) : slice_equal(a, b);
}

/* Takes the words of `command` out of the arguments; false where one isn't there. */
static bool take_command(struct arena *arena, const struct sink *sink,
                         const struct slice_list *command, struct options *options)
{
    size_t word = 1;
    size_t kept = 0;
    for (size_t i = 0; i < options->count; i++) {
        slice bytes;
        const struct option *option = &options->items[i];
        bool argument = !option->name.data && word < command->count;
        if (!argument) {
            options->items[kept++] = *option;
        } else if (text_is_literal(arena, option->value, &bytes) &&
                   same_word(sink, bytes, command->items[word])) {
            word++;
        } else {
            return false;
        }
    }
    options->count = kept;
    return word == command->count;
}

bool event_name(struct arena *arena, const struct shell_event *event, struct named_event *named)
{
    static const char *const runners[] = {"docker", "docker-compose", "podman", "kubectl", "oc"};
    slice name;
    if (event->argc == 0 || !text_is_literal(arena, event->argv[0].text, &name)) {
        return false;
    }
    *named = (struct named_event){event, slice_basename(name), false};
    for (size_t i = 0; i < sizeof runners / sizeof *runners; i++) {
        named->runs_another = named->runs_another || slice_is(named->name, runners[i]);
    }
    return true;
}

/* docker exec -i kafka kafka-console-producer …: which argument is the command's name; 0 where the
 * event isn't of that kind. */
static size_t inner_command(struct arena *arena, const struct named_event *named, slice wanted)
{
    const struct shell_event *event = named->event;
    bool executes = false;
    for (size_t i = 1; named->runs_another && i < event->argc; i++) {
        slice bytes;
        bool literal = text_is_literal(arena, event->argv[i].text, &bytes);
        if (literal && executes && slice_equal(slice_basename(bytes), wanted)) {
            return i;
        }
        executes = executes || (literal && slice_is(bytes, "exec"));
    }
    return 0;
}

bool options_of(struct arena *arena, const struct sink *sink, const struct named_event *named,
                struct options *options)
{
    for (size_t i = 0; i < sink->command_count; i++) {
        const struct slice_list *command = &sink->commands[i];
        bool is_named = slice_equal(named->name, command->items[0]);
        size_t at = is_named ? 0 : inner_command(arena, named, command->items[0]);
        if (!is_named && at == 0) {
            continue;
        }
        *options = (struct options){0};
        struct parsing parsing = {arena, sink, named->event, options, at + 1};
        parse_arguments(&parsing);
        if (take_command(arena, sink, command, options)) {
            return true;
        }
    }
    return false;
}
