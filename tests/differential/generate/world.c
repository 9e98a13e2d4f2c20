/* Folders and processes. */
#define _GNU_SOURCE /* nftw, mkdtemp, symlink */
#include "world.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Of a processor's time, and, as other processes may want it too, by the clock. */
enum { SECONDS = 5, CLOCK_SECONDS = 60 };

enum { FILE_SIZE_MAX = 4 << 20, ASK_SECONDS = 600, ENVIRONMENT_MAX = 600 };

static const char *const stubbed[] = {"curl",  "gcloud",  "uuidgen", "python3", "openssl",
                                      "sleep", "psql",    "docker",  "kubectl", "ssh",
                                      "man",   "apt-get", "hostname"};
static const char *const real[] = {
    "echo",      "awk",      "base64", "basename", "bash",    "cat",   "chmod", "cp",   "cut",
    "date",      "dirname",  "env",    "expr",     "false",   "fold",  "grep",  "head", "jq",
    "ln",        "ls",       "md5sum", "mkdir",    "mktemp",  "mv",    "nl",    "od",   "paste",
    "printf",    "printenv", "pwd",    "rev",      "rm",      "rmdir", "sed",   "seq",  "sh",
    "sha256sum", "sort",     "tac",    "tail",     "tee",     "test",  "touch", "tr",   "true",
    "uniq",      "wc",       "which",  "xargs",    "envsubst"};

static void fail(const char *what, const char *path)
{
    fprintf(stderr, "differential: %s %s: %s\n", what, path, strerror(errno));
    exit(2);
}

static char *path_of(struct arena *arena, const struct world *world, const char *name)
{
    return arena_cstring(arena, arena_printf(arena, "%s/%s", world->folder, name));
}

void world_write_file(const char *path, slice text)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(text.data, 1, text.length, file) != text.length || fclose(file) != 0) {
        fail("can't write", path);
    }
}

static const char *find_program(struct arena *arena, const char *name)
{
    slice path = slice_from(getenv("PATH") ? getenv("PATH") : "/usr/bin:/bin");
    while (path.length > 0) {
        size_t end = slice_find_byte(path, ':');
        char *candidate = arena_cstring(
            arena, arena_printf(arena, "%.*s/%s", SLICE_ARGS(slice_sub(path, 0, end)), name));
        if (access(candidate, X_OK) == 0) {
            return candidate;
        }
        path = slice_sub(path, end + 1, path.length);
    }
    return NULL;
}

/* NULL where there is no such file. */
static const char *absolute_path(struct arena *arena, const char *path)
{
    char *found = realpath(path, NULL);
    const char *copy = found ? arena_cstring(arena, slice_from(found)) : NULL;
    free(found);
    return copy;
}

void world_make(struct arena *arena, struct world *world, const char *stub, const char *paylint)
{
    const char *parent = getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp";
    char *folder = arena_cstring(arena, arena_printf(arena, "%s/paylint.XXXXXX", parent));
    if (!mkdtemp(folder)) {
        fail("can't make", folder);
    }
    world->folder = folder;
    world->scripts = "scripts";
    world->is_steady = false;
    world->bash = find_program(arena, "bash");
    world->git = find_program(arena, "git");
    world->paylint = absolute_path(arena, paylint);
    const char *stub_path = absolute_path(arena, stub);
    if (!world->bash || !world->paylint || !stub_path) {
        fail("no", !world->bash ? "bash" : !world->paylint ? paylint : stub);
    }
    static const char *const folders[] = {"bin",  "scripts", "patched", "alone",
                                          "runs", "logs",    "home"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        mkdir(path_of(arena, world, folders[i]), 0755);
    }
    world_write_file(path_of(arena, world, "home/steady"), SLICE("RANDOM=1\n"));
    for (size_t i = 0; i < sizeof stubbed / sizeof *stubbed; i++) {
        slice link = arena_printf(arena, "%s/bin/%s", folder, stubbed[i]);
        if (symlink(stub_path, arena_cstring(arena, link)) != 0) {
            fail("can't link", stubbed[i]);
        }
    }
    for (size_t i = 0; i < sizeof real / sizeof *real; i++) {
        const char *program = find_program(arena, real[i]);
        slice link = arena_printf(arena, "%s/bin/%s", folder, real[i]);
        if (program && symlink(program, arena_cstring(arena, link)) != 0) {
            fail("can't link", program);
        }
    }
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *place)
{
    return remove(path);
}

static void remove_tree(const char *path)
{
    nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

void world_remove(const struct world *world)
{
    remove_tree(world->folder);
}

slice world_read_file(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        return (slice){NULL, 0};
    }
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *bytes = arena_alloc(arena, (size_t)(size > 0 ? size : 0) + 1);
    size_t length = fread(bytes, 1, (size_t)(size > 0 ? size : 0), file);
    fclose(file);
    return (slice){bytes, length};
}

slice world_script_path(struct arena *arena, const struct world *world, size_t index)
{
    return arena_printf(arena, "%s/%s/%zu.sh", world->folder, world->scripts, index);
}

void world_write_script(struct arena *arena, const struct world *world, size_t index, slice text)
{
    world_write_file(arena_cstring(arena, world_script_path(arena, world, index)), text);
}

slice world_read_script(struct arena *arena, const struct world *world, size_t index)
{
    return world_read_file(arena, arena_cstring(arena, world_script_path(arena, world, index)));
}

/* ---- Running scripts ---- */

static void redirect(const char *path, int flags, int to)
{
    int file = open(path, flags, 0644);
    if (file < 0 || dup2(file, to) < 0) {
        _exit(126);
    }
    close(file);
}

/* The two ways: outside there is all that a script may ask for, or next to nothing; uuidgen prints
 * lower case, or upper. Settings without a slash of their own stand first. */
static const char *const settings[RUNS][12] = {
    {"REQUEST_ID=c7f7e0a2-0d4b-4a37-8a52-6f5a3f0e9c11", "NAME=outer", "USER_NAME=ann", "COUNT=3",
     "PROJECT_ID=project", "CI=1", "TZ=UTC", "LC_ALL=C.UTF-8"},
    {"PAYLINT_TEST_UPPER=1", "NAME=other", "TZ=Asia/Tokyo", "LC_ALL=C.UTF-8"},
};

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

/* A variable that a script reads without having set it comes from outside: one run gives each of
 * the names that the script made (they end in a number) a value that is right, the other none, or
 * an empty one where a script must not read what isn't set. */
static size_t add_made_names(struct arena *arena, slice text, int run, const char **environment,
                             size_t count, size_t room)
{
    bool is_strict = slice_find(text, SLICE("set -u")) < text.length ||
                     slice_find(text, SLICE("set -euo")) < text.length;
    for (size_t i = 0; i < text.length && count < room && (run == 0 || is_strict);) {
        size_t end = i;
        while (end < text.length && is_name_byte(text.data[end])) {
            end++;
        }
        slice name = slice_sub(text, i, end);
        if (name.length > 1 && (name.data[0] < '0' || name.data[0] > '9') &&
            name.data[name.length - 1] >= '0' && name.data[name.length - 1] <= '9') {
            const char *value = run == 1 ? ""
                                : slice_starts_with(name, SLICE("num"))
                                    ? "7"
                                    : "e4a1c0de-9b1d-4c3e-8f5a-0123456789ab";
            environment[count++] =
                arena_cstring(arena, arena_printf(arena, "%.*s=%s", SLICE_ARGS(name), value));
        }
        i = end + (end == i);
    }
    return count;
}

static void exec_script(struct arena *arena, const struct world *world, size_t index, int run,
                        const char *folder)
{
    static const char *const arguments[RUNS + 1][4] = {
        {"5a1c93d0-7b1e-4f0a-9c52-2f1d6f0e8b77", "0d9c7a52-11aa-4c3e-8f60-9b1e5f7a2c33", "three"},
        {"other-id"},
        {NULL},
    };
    const char *words[8], *environment[ENVIRONMENT_MAX];
    size_t count = 0, variables = 0;
    words[count++] = "bash";
    words[count++] = arena_cstring(arena, world_script_path(arena, world, index));
    slice text = world_read_file(arena, words[1]);
    int choice = run == 1 && index % 2 ? 2 : run;
    for (size_t i = 0; arguments[choice][i]; i++) {
        words[count++] = arguments[choice][i];
    }
    words[count] = NULL;
    for (size_t i = 0; settings[run][i]; i++) {
        environment[variables++] = settings[run][i];
    }
    slice own[] = {
        arena_printf(arena, "PATH=%s/bin", world->folder),
        arena_printf(arena, "HOME=%s/home", world->folder),
        arena_printf(arena, "TMPDIR=%s", folder),
        arena_printf(arena, "PAYLINT_TEST_LOG=%s/logs/%zu-%d", world->folder, index, run),
    };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        environment[variables++] = arena_cstring(arena, own[i]);
    }
    if (world->is_steady) {
        environment[variables++] = "PAYLINT_TEST_SAME=1";
        environment[variables++] =
            arena_cstring(arena, arena_printf(arena, "BASH_ENV=%s/home/steady", world->folder));
    }
    variables = add_made_names(arena, text, run, environment, variables, ENVIRONMENT_MAX - 1);
    environment[variables] = NULL;
    struct rlimit size = {FILE_SIZE_MAX, FILE_SIZE_MAX}, seconds = {SECONDS, SECONDS};
    if (chdir(folder) != 0 || setpgid(0, 0) != 0 || setrlimit(RLIMIT_FSIZE, &size) != 0 ||
        setrlimit(RLIMIT_CPU, &seconds) != 0) {
        _exit(126);
    }
    redirect("/dev/null", O_RDONLY, 0);
    redirect("/dev/null", O_WRONLY, 1);
    redirect("/dev/null", O_WRONLY, 2);
    alarm(CLOCK_SECONDS);
    execve(world->bash, (char *const *)words, (char *const *)environment);
    _exit(126);
}

static pid_t start_script(struct arena *arena, const struct world *world, size_t index, int run)
{
    char *folder =
        arena_cstring(arena, arena_printf(arena, "%s/runs/%zu-%d", world->folder, index, run));
    if (mkdir(folder, 0755) != 0) {
        fail("can't make", folder);
    }
    pid_t child = fork();
    if (child == 0) {
        exec_script(arena, world, index, run, folder);
    }
    return child;
}

static void read_log(struct arena *arena, const struct world *world, size_t index, int run,
                     int status, struct messages *messages)
{
    char *log =
        arena_cstring(arena, arena_printf(arena, "%s/logs/%zu-%d", world->folder, index, run));
    *messages = (struct messages){.status = status};
    messages_read(arena, world_read_file(arena, log), messages);
    unlink(log);
    remove_tree(
        arena_cstring(arena, arena_printf(arena, "%s/runs/%zu-%d", world->folder, index, run)));
}

void world_run(struct arena *arena, const struct world *world, size_t count, struct messages *sent)
{
    struct {
        pid_t process;
        size_t job;
    } lanes[LANES] = {{0, 0}};
    size_t next = 0, running = 0;
    while (next < count * RUNS || running > 0) {
        for (size_t i = 0; i < LANES && next < count * RUNS; i++) {
            if (lanes[i].process == 0) {
                lanes[i].job = next++;
                lanes[i].process =
                    start_script(arena, world, lanes[i].job / RUNS, (int)(lanes[i].job % RUNS));
                running++;
            }
        }
        int status = 0;
        pid_t ended = waitpid(-1, &status, 0);
        for (size_t i = 0; i < LANES; i++) {
            if (lanes[i].process == ended) {
                kill(-ended, SIGKILL); /* what it left in the background */
                lanes[i].process = 0;
                running--;
                read_log(arena, world, lanes[i].job / RUNS, (int)(lanes[i].job % RUNS), status,
                         &sent[lanes[i].job]);
            }
        }
    }
}

/* ---- Asking paylint ---- */

int world_ask(struct arena *arena, const struct world *world, const char *const *words,
              size_t first, size_t count, slice *output, slice *errors)
{
    const char **all = ARENA_ARRAY(arena, const char *, count + 16);
    size_t used = 0;
    while (*words) {
        all[used++] = *words++;
    }
    for (size_t i = 0; i < count; i++) {
        all[used++] = arena_cstring(arena, arena_printf(arena, "%zu.sh", first + i));
    }
    char *complaints = path_of(arena, world, "complaints");
    char *answer = path_of(arena, world, "answer");
    pid_t child = fork();
    if (child == 0) {
        if (chdir(path_of(arena, world, world->scripts)) != 0) {
            _exit(126);
        }
        redirect(answer, O_WRONLY | O_CREAT | O_TRUNC, 1);
        redirect(complaints, O_WRONLY | O_CREAT | O_TRUNC, 2);
        alarm(ASK_SECONDS);
        execv(all[0], (char *const *)all);
        _exit(126);
    }
    int status = 0;
    waitpid(child, &status, 0);
    *output = world_read_file(arena, answer);
    *errors = world_read_file(arena, complaints);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
