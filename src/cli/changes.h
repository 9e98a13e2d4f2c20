/* --changed-since: which lines of which files git says have changed. */
#ifndef PAYLINT_CLI_CHANGES_H
#define PAYLINT_CLI_CHANGES_H

#include "base/error_sink.h"
#include "rule/finding.h"

struct changes;

/* What has changed in the git repository of the working folder since `revision`, as a person names
 * it: between the commit where HEAD and the revision parted (git-merge-base(1)) and the files as
 * they stand on disk, staged or not. NULL, and told, where git can't be run, there is no repository
 * or no such revision, or the two have no commit in common. Runs git; not while threads run. */
struct changes *changes_read(struct arena *arena, const char *revision, struct error_sink *errors);

/* Whether the finding stands on a changed line, or a step of its trail does: where its value comes
 * from, or what sends it. All lines count of a file that git doesn't follow (new, ignored, or
 * outside the repository). Where lines were only removed none has changed. */
bool changes_touch(struct changes *changes, const struct finding *finding);

#endif
