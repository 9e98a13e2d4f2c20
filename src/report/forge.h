/* What forges (GitHub, GitLab) know files and findings by. */
#ifndef PAYLINT_REPORT_FORGE_H
#define PAYLINT_REPORT_FORGE_H

#include "report/report.h"

/* Finds the working folder and the repository that it stands in, for the two below. */
void forge_find_root(struct report *report);

/* The path from the root of the repository, or from the working folder where there is no
 * repository; absolute where the file stands outside. */
slice forge_path(const struct report *report, const char *path);

/* Numbers findings that are alike, so that each has a fingerprint of its own. */
void forge_number(struct report *report);

/* The same for the same finding as long as its rule, its file, its line's text, and its place in
 * the payload are: other lines may come and go. A UUID. */
slice forge_fingerprint(const struct report *report, const struct finding *finding);

#endif
