/* Looking something up. In: a command or a path. Out: bytes. */
#define _GNU_SOURCE /* pipe2, posix_spawn_file_actions_addclosefrom_np */
#include "live/checkpoint/lookup.h"

#include "base/buffer.h"
#include "base/file.h"
#include "live/message.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUTPUT_MAX = 64 * 1024 * 1024, SAID_MAX = 4096 };

extern char **environ;

/* A command that is running, and what it has printed. */
struct running {
    pid_t pid;
    int out; /* -1: closed */
    int error;
    struct buffer output;
    struct buffer said;
    int64_t due; /* by clock_now */
};

/* ---- Starting ---- */

/* The command is a process group of its own, and gets no descriptor of this process. */
static int spawn(const char *const *arguments, const int out[2], const int error[2], pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, error[1], STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    int failure = posix_spawnp(pid, arguments[0], &actions, &attributes,
                               (char *const *)(uintptr_t)arguments, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failure;
}

static const char *start(const char *const *arguments, struct running *running)
{
    int out[2];
    int error[2];
    if (pipe2(out, O_CLOEXEC) != 0) {
        return strerror(errno);
    }
    if (pipe2(error, O_CLOEXEC) != 0) {
        const char *why = strerror(errno);
        close(out[0]);
        close(out[1]);
        return why;
    }
    int failure = spawn(arguments, out, error, &running->pid);
    close(out[1]);
    close(error[1]);
    running->out = out[0];
    running->error = error[0];
    if (failure != 0) {
        close(out[0]);
        close(error[0]);
    }
    return failure != 0 ? strerror(failure) : NULL;
}

/* ---- Reading ---- */

/* Takes what is there; closes the descriptor at its end. False where it is too much. */
static bool take(int *descriptor, struct buffer *into, size_t most, bool keeps_start)
{
    char piece[16384];
    ssize_t got = read(*descriptor, piece, sizeof piece);
    if (got <= 0 && !(got < 0 && errno == EINTR)) {
        close(*descriptor);
        *descriptor = -1;
    }
    slice bytes = {piece, got > 0 ? (size_t)got : 0};
    if (keeps_start) {
        bytes = slice_sub(bytes, 0, most - into->length);
    }
    buffer_append(into, bytes);
    return into->length <= most;
}

/* Reads until both are closed; or why that can't be. */
static const char *read_all(struct running *running)
{
    while (running->out >= 0 || running->error >= 0) {
        int64_t left = running->due - clock_now();
        struct pollfd waiting[] = {{running->out, POLLIN, 0}, {running->error, POLLIN, 0}};
        if (left <= 0) {
            return "it took too long";
        }
        if (poll(waiting, 2, left > 1000000 ? 1000 : (int)(left / 1000) + 1) <= 0) {
            continue;
        }
        if (waiting[0].revents && !take(&running->out, &running->output, OUTPUT_MAX, false)) {
            return "it printed too much";
        }
        if (waiting[1].revents) {
            take(&running->error, &running->said, SAID_MAX, true);
        }
    }
    return NULL;
}

/* Its status once it has ended, or -1 where it takes too long. */
static int wait_for(struct running *running)
{
    int status;
    while (clock_now() < running->due) {
        if (waitpid(running->pid, &status, WNOHANG) == running->pid) {
            return status;
        }
        poll(NULL, 0, 10);
    }
    return -1;
}

static void kill_all(struct running *running)
{
    kill(-running->pid, SIGKILL);
    waitpid(running->pid, NULL, 0);
    if (running->out >= 0) {
        close(running->out);
    }
    if (running->error >= 0) {
        close(running->error);
    }
}

static const char *failure_of(struct arena *arena, const struct running *running, int status)
{
    slice said = slice_trim(buffer_slice(&running->said));
    said = slice_sub(said, 0, slice_find_byte(said, '\n'));
    const char *colon = said.length > 0 ? ": " : "";
    return WIFEXITED(status) ? arena_printf(arena, "it ended with status %d%s%.*s",
                                            WEXITSTATUS(status), colon, SLICE_ARGS(said))
                                   .data
                             : arena_printf(arena, "signal %d ended it%s%.*s", WTERMSIG(status),
                                            colon, SLICE_ARGS(said))
                                   .data;
}

static const char *run(struct arena *arena, const char *const *arguments, uint64_t seconds,
                       slice *output)
{
    struct running running = {.output = {.arena = arena},
                              .said = {.arena = arena},
                              .due = clock_now() + (int64_t)seconds * 1000000};
    const char *why = start(arguments, &running);
    if (why) {
        return arena_printf(arena, "can't run %s: %s", arguments[0], why).data;
    }
    why = read_all(&running);
    int status = why ? -1 : wait_for(&running);
    if (status == -1) {
        kill_all(&running);
        return arena_printf(arena, "%s: %s", arguments[0], why ? why : "it took too long").data;
    }
    *output = buffer_slice(&running.output);
    return status == 0
               ? NULL
               : arena_printf(arena, "%s: %s", arguments[0], failure_of(arena, &running, status))
                     .data;
}

const char *lookup_take(struct arena *arena, const struct watch_lookup *lookup, uint64_t seconds,
                        slice *output)
{
    if (lookup->arguments) {
        return run(arena, lookup->arguments, seconds, output);
    }
    const char *why = file_read(arena, lookup->path, OUTPUT_MAX, output);
    return why ? arena_printf(arena, "can't read %s: %s", lookup->path, why).data : NULL;
}
