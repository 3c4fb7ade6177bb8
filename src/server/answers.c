/* Keeping answers. */
#include "answers.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "header.h"

enum { ANSWER_FRAME = 2 * 1024 /* bytes of an answer's headers and of its place here, about */ };

struct answer {
    struct answer *next;  /* of the slot */
    struct answer *newer; /* asked for after it */
    struct answer *older;
    uint64_t hash;
    uint64_t version;
    size_t size;
    struct MHD_Response *response;
    char tag[ANSWER_TAG];
    size_t key_size;
    char key[];
};

void answers_init(struct answers *answers, size_t room)
{
    *answers = (struct answers){.room = room ? room : ANSWERS_ROOM};
    pthread_mutex_init(&answers->mutex, NULL);
}

static void line_leave(struct answers *answers, struct answer *answer)
{
    *(answer->newer ? &answer->newer->older : &answers->newest) = answer->older;
    *(answer->older ? &answer->older->newer : &answers->oldest) = answer->newer;
}

static void line_enter(struct answers *answers, struct answer *answer)
{
    answer->newer = NULL;
    answer->older = answers->newest;
    *(answers->newest ? &answers->newest->newer : &answers->oldest) = answer;
    answers->newest = answer;
}

/* Who is being sent it keeps it until he has it. */
static void answer_drop(struct answers *answers, struct answer *answer)
{
    struct answer **link = &answers->slots[answer->hash % ANSWERS_SLOTS];
    while (*link != answer)
        link = &(*link)->next;
    *link = answer->next;
    line_leave(answers, answer);
    answers->size -= answer->size;
    MHD_destroy_response(answer->response);
    free(answer);
}

void answers_release(struct answers *answers)
{
    while (answers->newest)
        answer_drop(answers, answers->newest);
    pthread_mutex_destroy(&answers->mutex);
}

static struct answer *answer_find(struct answers *answers, struct span key, uint64_t hash)
{
    struct answer *answer = answers->slots[hash % ANSWERS_SLOTS];
    while (answer &&
           !(answer->hash == hash && span_equal((struct span){answer->key, answer->key_size}, key)))
        answer = answer->next;
    return answer;
}

enum answers_found answers_send(struct answers *answers, struct span key, uint64_t version,
                                struct span if_none_match, struct MHD_Connection *connection,
                                enum MHD_Result *result, char tag[ANSWER_TAG])
{
    enum answers_found found = ANSWERS_NONE;
    pthread_mutex_lock(&answers->mutex);
    struct answer *answer = answer_find(answers, key, XXH3_64bits(key.data, key.size));
    if (answer && answer->version == version) {
        line_leave(answers, answer);
        line_enter(answers, answer);
        if (header_tag_matches(if_none_match, span_of(answer->tag))) {
            memcpy(tag, answer->tag, ANSWER_TAG);
            found = ANSWERS_SAME;
        } else {
            *result = MHD_queue_response(connection, MHD_HTTP_OK, answer->response);
            found = ANSWERS_SENT;
        }
    }
    pthread_mutex_unlock(&answers->mutex);
    return found;
}

bool answers_have(struct answers *answers, struct span key, uint64_t version)
{
    pthread_mutex_lock(&answers->mutex);
    const struct answer *answer = answer_find(answers, key, XXH3_64bits(key.data, key.size));
    bool found = answer && answer->version == version;
    pthread_mutex_unlock(&answers->mutex);
    return found;
}

static struct answer *answer_new(struct span key, struct span tag)
{
    struct answer *answer = calloc(1, sizeof *answer + key.size);
    if (!answer)
        return NULL;
    answer->hash = XXH3_64bits(key.data, key.size);
    memcpy(answer->tag, tag.data, tag.size);
    memcpy(answer->key, key.data, key.size);
    answer->key_size = key.size;
    return answer;
}

bool answers_keep(struct answers *answers, struct span key, uint64_t version, struct span tag,
                  size_t size, struct MHD_Response *response)
{
    size_t taken = size + key.size + ANSWER_FRAME;
    if (taken > ANSWERS_MOST || taken > answers->room || tag.size >= ANSWER_TAG)
        return false;
    struct answer *answer = answer_new(key, tag);
    if (!answer)
        return false;
    answer->version = version;
    answer->response = response;
    answer->size = taken;
    pthread_mutex_lock(&answers->mutex);
    struct answer *before = answer_find(answers, key, answer->hash);
    if (before)
        answer_drop(answers, before);
    while (answers->size + taken > answers->room)
        answer_drop(answers, answers->oldest);
    answer->next = answers->slots[answer->hash % ANSWERS_SLOTS];
    answers->slots[answer->hash % ANSWERS_SLOTS] = answer;
    line_enter(answers, answer);
    answers->size += taken;
    pthread_mutex_unlock(&answers->mutex);
    return true;
}
