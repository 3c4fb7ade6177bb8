/* Counting failed logins. */
#include "attempts.h"

#include <sys/random.h>
#include <xxhash.h>

static const unsigned most[] = {ATTEMPTS_OF_NAME, ATTEMPTS_OF_ADDRESS};

bool attempts_init(struct attempts *attempts)
{
    memset(attempts->slots, 0, sizeof attempts->slots);
    pthread_mutex_init(&attempts->mutex, NULL);
    return getrandom(&attempts->seed, sizeof attempts->seed, 0) == (ssize_t)sizeof attempts->seed;
}

void attempts_release(struct attempts *attempts)
{
    pthread_mutex_destroy(&attempts->mutex);
}

static uint64_t key_of(const struct attempts *attempts, enum attempts_by by, struct span of)
{
    uint64_t key = XXH3_64bits_withSeed(of.data, of.size, attempts->seed + by);
    return key + !key;
}

static bool is_over(const struct attempt *attempt, int64_t now)
{
    return now - attempt->since >= ATTEMPTS_SECONDS;
}

/* The count of a key; where there is none the slot that it may take. */
static struct attempt *slot_of(struct attempts *attempts, uint64_t key)
{
    struct attempt *oldest = NULL;
    for (size_t i = 0; i < ATTEMPTS_TRIED; i++) {
        struct attempt *slot = &attempts->slots[(key + i) % ATTEMPTS_SLOTS];
        if (slot->key == key)
            return slot;
        if (!oldest || (oldest->key && (!slot->key || slot->since < oldest->since)))
            oldest = slot;
    }
    return oldest;
}

unsigned attempts_wait(struct attempts *attempts, enum attempts_by by, struct span of, int64_t now)
{
    uint64_t key = key_of(attempts, by, of);
    unsigned wait = 0;
    pthread_mutex_lock(&attempts->mutex);
    const struct attempt *slot = slot_of(attempts, key);
    if (slot->key == key && !is_over(slot, now) && slot->count >= most[by])
        wait = (unsigned)(ATTEMPTS_SECONDS - (now - slot->since));
    pthread_mutex_unlock(&attempts->mutex);
    return wait;
}

void attempts_fail(struct attempts *attempts, enum attempts_by by, struct span of, int64_t now)
{
    uint64_t key = key_of(attempts, by, of);
    pthread_mutex_lock(&attempts->mutex);
    struct attempt *slot = slot_of(attempts, key);
    if (slot->key != key || is_over(slot, now))
        *slot = (struct attempt){.key = key, .since = now};
    slot->count++;
    pthread_mutex_unlock(&attempts->mutex);
}

void attempts_forget(struct attempts *attempts, enum attempts_by by, struct span of)
{
    uint64_t key = key_of(attempts, by, of);
    pthread_mutex_lock(&attempts->mutex);
    struct attempt *slot = slot_of(attempts, key);
    if (slot->key == key)
        *slot = (struct attempt){0};
    pthread_mutex_unlock(&attempts->mutex);
}
