/* Preloaded into paylint: makes allocations fail. FAULT_AT=N: the Nth fails, and with FAULT_ALL=1
 * so do all after it, as where no memory is left. FAULT_COUNT=FILE: how many there were is written
 * there in the end. Those before main, and the dynamic linker's, count for nothing. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* glibc's own. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static atomic_ulong allocations;
static unsigned long fault_at;
static bool fails_all;
static bool has_begun;

static bool is_to_fail(void)
{
    if (!has_begun) {
        return false;
    }
    unsigned long number = atomic_fetch_add(&allocations, 1) + 1;
    bool fails = fault_at > 0 && (fails_all ? number >= fault_at : number == fault_at);
    errno = fails ? ENOMEM : errno;
    return fails;
}

void *malloc(size_t size)
{
    return is_to_fail() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return is_to_fail() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return is_to_fail() ? NULL : __libc_realloc(old, size);
}

static void __attribute__((constructor)) begin(void)
{
    const char *at = getenv("FAULT_AT");
    fault_at = at ? strtoul(at, NULL, 10) : 0;
    fails_all = getenv("FAULT_ALL") != NULL;
    has_begun = true;
}

static void __attribute__((destructor)) end(void)
{
    const char *path = getenv("FAULT_COUNT");
    int file = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666) : -1;
    has_begun = false;
    if (file >= 0) {
        dprintf(file, "%lu\n", (unsigned long)allocations);
        close(file);
    }
}
