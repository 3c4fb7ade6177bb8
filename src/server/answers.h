/* Answers that are kept in memory, whole as they are sent, so that what many ask for is made once.
 *
 * An answer is found by what was asked and by the version of the registry of which it is: once the
 * version is another, it is found no more. Those that nobody has asked for the longest give way
 * where there is no room. Any thread may call at any time. */
#ifndef ANSWERS_H
#define ANSWERS_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdint.h>

#include "span.h"

enum {
    ANSWERS_ROOM = 48 * 1024 * 1024, /* bytes of all answers */
    ANSWERS_MOST = 4 * 1024 * 1024,  /* of one that is kept */
    ANSWERS_SLOTS = 16 * 1024,
    ANSWER_TAG = 64
};

struct answer;

struct answers {
    pthread_mutex_t mutex;
    struct answer *slots[ANSWERS_SLOTS]; /* lists of answers whose keys have a hash in common */
    struct answer *newest;               /* asked for last */
    struct answer *oldest;
    size_t size;
    size_t room;
};

/* room: bytes; 0: ANSWERS_ROOM. */
void answers_init(struct answers *answers, size_t room);
void answers_release(struct answers *answers);

enum answers_found {
    ANSWERS_NONE,
    ANSWERS_SENT, /* *result is that of sending it */
    ANSWERS_SAME  /* the asker has it: its entity tag is in tag */
};

/* Sends the answer that is kept for a key and a version, unless the asker has the same. */
enum answers_found answers_send(struct answers *answers, struct span key, uint64_t version,
                                struct span if_none_match, struct MHD_Connection *connection,
                                enum MHD_Result *result, char tag[ANSWER_TAG]);
/* Whether the answer is kept. */
bool answers_have(struct answers *answers, struct span key, uint64_t version);
/* Keeps an answer; false where there is no room for it, and it stays the caller's. tag is its
 * entity tag, size that of its body. */
bool answers_keep(struct answers *answers, struct span key, uint64_t version, struct span tag,
                  size_t size, struct MHD_Response *response);

#endif
