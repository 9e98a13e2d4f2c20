/* For builds with ThreadSanitizer: what is written before a tag is given to gRPC is seen by the
 * thread that takes the tag off the completion queue. gRPC sees to that by locks of its own, which
 * the sanitizer doesn't know, as the library isn't built with it. */
#ifndef PAYLINT_LIVE_PUBSUB_HANDOVER_H
#define PAYLINT_LIVE_PUBSUB_HANDOVER_H

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#define HANDOVER_GIVE(tag) __tsan_release(tag)
#define HANDOVER_TAKE(tag) __tsan_acquire(tag)
#else
#define HANDOVER_GIVE(tag) ((void)(tag))
#define HANDOVER_TAKE(tag) ((void)(tag))
#endif

#endif
