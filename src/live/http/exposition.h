/* What was counted, in Prometheus's text format 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/). */
#ifndef PAYLINT_LIVE_HTTP_EXPOSITION_H
#define PAYLINT_LIVE_HTTP_EXPOSITION_H

#include "base/buffer.h"
#include "live/metrics.h"

#define EXPOSITION_TYPE "text/plain; version=0.0.4; charset=utf-8"

void exposition_write(struct buffer *out, const struct metrics_snapshot *snapshot);

#endif
