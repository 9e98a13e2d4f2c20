/* The frame of a test program: it prints one line a test, which tests/run counts.
 * `ok NAME`, `not ok NAME`, `skip NAME: why`; anything else is for people. */
#ifndef PAYLINT_TESTS_TEST_H
#define PAYLINT_TESTS_TEST_H

#include "base/slice.h"

#include <stdbool.h>

/* Says whether the test called `name` (printf's format) passed. Returns `passed`. */
bool test_report(bool passed, const char *name, ...) __attribute__((format(printf, 2, 3)));

/* Says why the test called `name` can't be run here. */
void test_skip(const char *name, const char *why);

/* Passes where both are the same bytes; else prints them. */
bool test_bytes(const char *name, slice got, slice wanted);

/* The whole of a file in memory that lives as long as the program; exits with a message where it
 * can't be read. */
slice test_read_file(const char *path);

/* 0 where no test failed, else 1: what main returns. */
int test_status(void);

#endif
