/* The keys that tokens are verified with, kept fresh: fetched, or read from a file, by a thread of
 * their own, so that no request ever waits for them. */
#ifndef PAYLINT_LIVE_PUSH_KEY_STORE_H
#define PAYLINT_LIVE_PUSH_KEY_STORE_H

#include "live/log.h"
#include "live/push/key_set.h"

/* Where Google's keys are (its discovery document's "jwks_uri"). */
#define KEY_STORE_GOOGLE "https://www.googleapis.com/oauth2/v3/certs"

struct key_store;

/* `from`: an https URL, or the path of a file. Keys are read again when their time is over (what
 * the server says, from 5 minutes to 24 hours; 5 minutes for a file), and when an unknown one is
 * asked for. Where that fails the old ones stay, it is logged, and tried again after 1 second and
 * then at growing intervals of up to a minute. `from` must live as long. NULL, and `*why` set,
 * where no thread can be started. */
struct key_store *key_store_new(const char *from, struct live_log *log, const char **why);
void key_store_free(struct key_store *store);

/* One reading of the keys; it stays until it is given back. NULL: none has been read yet. */
struct key_edition;
const struct key_edition *key_store_take(struct key_store *store);
const struct key_set *key_edition_keys(const struct key_edition *edition);
void key_store_give_back(struct key_store *store, const struct key_edition *edition);

/* Says that a token named a key that isn't there. True: the keys are being read anew, ask again in
 * a second. False: they have just been, which is done once in 60 seconds at most, however often it
 * is asked for. */
bool key_store_ask_newer(struct key_store *store);

#endif
