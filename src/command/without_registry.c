/* Until the resolver is built: turns, and no registry. */
#include "resolve.h"

void intake_init(struct intake *intake)
{
    *intake = (struct intake){0};
    pthread_mutex_init(&intake->lock, NULL);
    pthread_cond_init(&intake->moved, NULL);
}

void intake_release(struct intake *intake)
{
    pthread_cond_destroy(&intake->moved);
    pthread_mutex_destroy(&intake->lock);
}

uint64_t intake_take(struct intake *intake)
{
    pthread_mutex_lock(&intake->lock);
    uint64_t turn = intake->taken++;
    pthread_mutex_unlock(&intake->lock);
    return turn;
}

void intake_wait(struct intake *intake, uint64_t turn)
{
    pthread_mutex_lock(&intake->lock);
    while (intake->ended != turn)
        pthread_cond_wait(&intake->moved, &intake->lock);
    pthread_mutex_unlock(&intake->lock);
}

void intake_end(struct intake *intake)
{
    pthread_mutex_lock(&intake->lock);
    intake->ended++;
    pthread_cond_broadcast(&intake->moved);
    pthread_mutex_unlock(&intake->lock);
}

struct span resolve_reader_version(const struct reader *reader, struct arena *arena)
{
    return arena_copy(arena, reader_program(reader));
}

bool resolve_is_known(struct store *store, const struct report *report, struct span reader_version,
                      const struct resolve_origin *origin, struct arena *arena, bool *known,
                      struct error *error)
{
    (void)store, (void)report, (void)reader_version, (void)origin, (void)arena, (void)error;
    *known = false;
    return true;
}

bool resolve_report(struct store *store, const struct reader *reader, const struct reading *reading,
                    const struct resolve_origin *origin, struct arena *arena,
                    struct resolution *resolution, struct error *error)
{
    (void)store, (void)reader, (void)reading, (void)origin, (void)arena, (void)resolution;
    return error_add(error, "command.no_memory", NULL);
}
