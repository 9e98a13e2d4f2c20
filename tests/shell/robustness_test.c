/* What no script should hold, and may: the shell reader does not crash on it, and takes no more
 * time and memory than the size allows. Each case is made here and read in a process of its own,
 * with a bounded stack. */
#include "tests/shell/walk.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    STACK_BYTES = 8 << 20,
    SECONDS_MAX = 30, /* of one reading: what is endless is ended */
};

/* Far above what is measured (at most 2 s and 250 bytes): what is not linear is far above it too.
 * Memory is that of the whole process, and the worst cases are two bytes to a command. */
static const double seconds_per_megabyte = 20;
static const double memory_per_byte = 1000;

/* A case: `before`, then `unit` so many times, then `after`. */
struct robustness_case {
    const char *name;
    const char *before;
    const char *unit;
    size_t count;
    const char *after;
};

static const struct robustness_case cases[] = {
    /* Nesting deeper than any stack. */
    {"nested (", "", "(", 100000, ""},
    {"nested ( closed", "", "( ", 100000, "a"},
    {"nested {", "", "{ ", 100000, ""},
    {"nested [[ (", "[[ ", "( ", 100000, ""},
    {"nested [[", "", "[[ ", 100000, ""},
    {"nested $(", "", "$(", 100000, ""},
    {"nested \"$(", "", "\"$(", 100000, ""},
    {"nested ${", "", "${a:-", 100000, ""},
    {"nested \"${", "", "\"${a:-", 100000, ""},
    {"nested $((", "", "$((", 100000, ""},
    {"nested ((", "", "((", 100000, ""},
    {"nested $[", "", "$[", 100000, ""},
    {"nested <(", "", "cat <(", 100000, ""},
    {"nested arrays", "", "a=(", 100000, ""},
    {"nested subscripts", "", "a[", 100000, ""},
    {"nested ${a[", "", "${a[", 100000, ""},
    {"nested extglob", "", "a@(", 100000, ""},
    {"nested if", "", "if ", 100000, ""},
    {"nested while", "", "while a; do ", 100000, ""},
    {"nested case", "", "case a in a) ", 100000, ""},
    {"nested functions", "", "f() ", 100000, ""},
    {"nested function words", "", "function f ", 100000, ""},
    {"nested functions with bodies", "", "f() { ", 100000, ""},
    {"nested for", "", "for x do ", 100000, ""},
    {"nested for with braces", "", "for x { ", 100000, ""},
    {"coproc after coproc", "", "coproc ", 100000, ""},
    {"! after !", "", "! ", 100000, "a"},
    {"time after time", "", "time ", 100000, "a"},
    {"$( and heredocs", "", "$(cat <<A\n", 50000, ""},
    {"heredocs with $(( in vain", "", "cat <<A\n$((a)\n", 20000, ""},
    /* Closed more often than opened, and reserved words out of place. */
    {"only )", "", ")", 100000, ""},
    {"only }", "", "} ", 100000, ""},
    {"only ]]", "", "]] ", 100000, ""},
    {"only then", "", "then ", 100000, ""},
    {"only done", "", "done\n", 100000, ""},
    {"only esac", "", "esac ", 100000, ""},
    {"only ;;", "", ";; ", 100000, ""},
    {"only &&", "", "&& ", 100000, ""},
    {"only ;", "", ";", 100000, ""},
    {"only <", "", "<", 100000, ""},
    {"only <<", "", "<< ", 100000, ""},
    {"statements that are wrong", "", "{ a; )\n", 50000, ""},
    {"balanced but wrong", "", "then { a; }\n", 50000, ""},
    {"balanced but wrong in one", "{ ", "then { a; };", 50000, "}"},
    {"balanced else", "if a; then b; ", "else c; ", 50000, "fi"},
    /* Trials in vain. */
    {"(( that is no arithmetic", "", "((a); b)\n", 50000, ""},
    {"$(( that is no arithmetic", "", "echo $((a); b)\n", 50000, ""},
    {"(( never closed", "", "((a)\n", 50000, ""},
    {"$(( never closed", "", "$((a)\n", 50000, ""},
    {"a[ no subscript", "", "a[b ", 100000, ""},
    {"[ tests", "", "[ -f a ] && b\n", 100000, ""},
    /* Long things. */
    {"a line of 10 MB", "echo ", "0123456789", 1000000, "\n"},
    {"a quoted line of 10 MB", "echo '", "0123456789", 1000000, "'\n"},
    {"words on one line", "echo ", "word ", 1000000, "\n"},
    {"heredocs", "", "cat <<EOF\nbody\nEOF\n", 40000, ""},
    {"heredocs on one line", "", "<<E ", 40000, "\n"},
    {"heredocs never closed", "", "cat <<E\nbody\n", 40000, ""},
    {"a heredoc line with expansions", "cat <<EOF\n", "${a}/$b ", 32768, "\nEOF\n"},
    {"a heredoc with backslashes", "cat <<EOF\n", "a\\\n", 100000, "\nEOF\n"},
    {"lines of <<-", "cat <<-EOF\n", "\t\ta $b\n", 100000, "\tEOF\n"},
    {"backquotes", "", "`a` ", 100000, ""},
    {"backquotes never closed", "", "`a ", 100001, ""},
    {"escaped backquotes", "`", "a \\`b\\` ", 50000, "`"},
    {"backslashes in backquotes", "`", "\\\\", 200000, "`"},
    {"pipelines", "a", " | a", 100000, ""},
    {"and-or lists", "a", " && a", 100000, ""},
    {"elif after elif", "if a; then b; ", "elif c; then d; ", 50000, "fi"},
    {"case items", "case a in ", "a|b) c;; ", 50000, "esac"},
    {"case patterns", "case a in ", "a|", 100000, "b) c;; esac"},
    {"functions", "", "f() { a; }\n", 50000, ""},
    {"if after if", "", "if a; then b; fi\n", 50000, ""},
    {"comments", "", "# it's a comment\n", 100000, ""},
    {"a comment of 10 MB", "#", "0123456789", 1000000, ""},
    {"newlines", "", "\n", 1000000, ""},
    {"continuations", "echo ", "\\\n", 500000, ""},
    {"words of array", "a=(", "b ", 200000, ")"},
    {"assignments", "", "a=b ", 200000, ""},
    {"redirections", "a ", ">b ", 200000, ""},
    /* Bytes that are no text. */
    {"carriage returns", "", "if a; then\r\nb\r\nfi\r\n", 20000, ""},
    {"a byte order mark", "",
     "\xef\xbb\xbf"
     "echo a\n",
     20000, ""},
    {"invalid UTF-8", "", "echo \xff\xfe \xc3( \xed\xa0\x80\n", 20000, ""},
};

static slice make_case(const struct robustness_case *row)
{
    size_t unit = strlen(row->unit);
    size_t length = strlen(row->before) + unit * row->count + strlen(row->after);
    char *bytes = memory_alloc(length + 1);
    char *at = bytes + strlen(strcpy(bytes, row->before));
    for (size_t i = 0; i < row->count; i++) {
        memcpy(at, row->unit, unit);
        at += unit;
    }
    strcpy(at, row->after);
    return (slice){bytes, length};
}

struct cost {
    bool done;
    double seconds;
    double bytes; /* of memory, at most at one time */
};

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static void read_bytes(slice bytes)
{
    struct walk walk = {.arena = arena_new(), .parser = shell_parser_new()};
    const struct shell_script *script = walk_bytes(&walk, bytes);
    /* However wrong it is, the tokens reach the end. */
    if (script->end != bytes.length) {
        _exit(3);
    }
    shell_parser_free(walk.parser);
    arena_free(walk.arena);
}

/* In a process of its own, whose memory nothing else has touched: reads what standard input holds,
 * writes what that cost to standard output. */
static int measure_here(size_t length)
{
    struct rlimit stack = {STACK_BYTES, STACK_BYTES};
    struct rlimit time = {SECONDS_MAX, SECONDS_MAX};
    setrlimit(RLIMIT_STACK, &stack);
    setrlimit(RLIMIT_CPU, &time);
    char *bytes = memory_alloc(length);
    if (fread(bytes, 1, length, stdin) != length) {
        return 2;
    }
    struct rusage before;
    struct rusage after;
    getrusage(RUSAGE_SELF, &before);
    read_bytes((slice){bytes, length});
    getrusage(RUSAGE_SELF, &after);
    free(bytes);
    struct cost cost = {
        true,
        seconds_of(after.ru_utime) + seconds_of(after.ru_stime) - seconds_of(before.ru_utime) -
            seconds_of(before.ru_stime),
        1024.0 * (double)(after.ru_maxrss - before.ru_maxrss),
    };
    return fwrite(&cost, sizeof cost, 1, stdout) == 1 ? 0 : 4;
}

/* A file without a name that holds `bytes`, at its start. */
static FILE *file_of(slice bytes)
{
    FILE *file = tmpfile();
    if (!file || fwrite(bytes.data, 1, bytes.length, file) != bytes.length || fflush(file) != 0) {
        perror("temporary file");
        exit(2);
    }
    rewind(file);
    return file;
}

static struct cost measure(const char *program, slice bytes)
{
    FILE *input = file_of(bytes);
    FILE *output = file_of(SLICE(""));
    char length[32];
    snprintf(length, sizeof length, "%zu", bytes.length);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        dup2(fileno(input), STDIN_FILENO);
        dup2(fileno(output), STDOUT_FILENO);
        execl(program, program, length, (char *)NULL);
        _exit(127);
    }
    int status = -1;
    waitpid(child, &status, 0);
    struct cost cost = {false, 0, 0};
    rewind(output);
    bool told = fread(&cost, sizeof cost, 1, output) == 1;
    cost.done = told && status == 0;
    fclose(input);
    fclose(output);
    return cost;
}

static void report_cost(const char *program, const char *name, slice bytes)
{
    struct cost cost = measure(program, bytes);
    double size = (double)bytes.length;
    printf("  %-32s %8.1f kB %6.3f s %7.1f bytes of memory a byte\n", name, size / 1e3,
           cost.seconds, cost.bytes / size);
    bool linear =
        cost.seconds <= size / 1e6 * seconds_per_megabyte && cost.bytes <= size * memory_per_byte;
    test_report(cost.done && linear, "%s", name);
}

/* Every byte there is, in an order that has no sense; the same on each run. */
static void report_noise(const char *program)
{
    enum { LENGTH = 200000 };
    static char bytes[LENGTH];
    static const char special[] = "(){}[]<>|&;$`'\"\\#=!*?\n\t -ab0";
    uint32_t state = 1;
    for (size_t i = 0; i < LENGTH; i++) {
        state = state * 1664525 + 1013904223;
        bytes[i] = (char)(state >> 24);
    }
    report_cost(program, "any bytes, NUL among them", (slice){bytes, LENGTH});
    for (size_t i = 0; i < LENGTH; i++) {
        state = state * 1664525 + 1013904223;
        bytes[i] = special[(state >> 16) % (sizeof special - 1)];
    }
    report_cost(program, "any bytes that are special", (slice){bytes, LENGTH});
    for (size_t i = 0; i < 2000; i++) {
        state = state * 1664525 + 1013904223;
        size_t start = (state >> 8) % (LENGTH - 200);
        struct walk walk = {.arena = arena_new(), .parser = shell_parser_new()};
        walk_bytes(&walk, (slice){bytes + start, 100});
        shell_parser_free(walk.parser);
        arena_free(walk.arena);
    }
    test_report(true, "2,000 pieces of them");
}

/* Every start of a script that has everything: whatever can be left open is. */
static void report_starts(void)
{
    static const char script[] =
        "f() { local a=(b \"c $d\" [e]=f); }\nif a; then b; elif c; then d; else e; fi >f\n"
        "case $a in (b|c*) d;; @(e|f)) g;& *) ;; esac\nfor x in a \"$@\"; do b; done\n"
        "for ((i = 0; i < 9; i++)) { b; }\nselect x; do b; done\nwhile a; do b; done <<EOF\n"
        "a $b ${c:-\"d}\"} `e \\`f\\`` $(g <<-'H'\n\tg\n\tH\n) $((1 + $i))\nEOF\n"
        "coproc A { b; }\ntime -p ! a | b |& c && d || e &\n[[ a =~ ^(b|c)$ && -n $d ]]\n"
        "((a++)); a[b c]=d e <(f) >&2 {g}>h <<<\"i\" $'j\\'' $\"k\" ${!l@} ${m[n]//o/p}\n";
    for (size_t length = 0; length < sizeof script - 1; length++) {
        struct walk walk = {.arena = arena_new(), .parser = shell_parser_new()};
        walk_bytes(&walk, (slice){script, length});
        shell_parser_free(walk.parser);
        arena_free(walk.arena);
    }
    test_report(true, "every start of a script that has everything");
}

/* With an argument, the size of what standard input holds: one measurement. */
int main(int argc, char **argv)
{
    if (argc == 2) {
        return measure_here(strtoul(argv[1], NULL, 10));
    }
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        slice bytes = make_case(&cases[i]);
        report_cost(argv[0], cases[i].name, bytes);
        free((char *)bytes.data);
    }
    report_noise(argv[0]);
    report_starts();
    return test_status();
}
