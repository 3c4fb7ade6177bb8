/* Turns. */
#include "fixture.h"

void add_intake(Suite *suite);

enum { WORKERS = 4, TURNS = 400 };

struct line {
    struct intake intake;
    pthread_mutex_t lock;
    int next;           /* under lock: the next file */
    int written[TURNS]; /* in turns */
    int count;
};

static void *work(void *context)
{
    struct line *line = context;
    for (;;) {
        pthread_mutex_lock(&line->lock);
        int file = line->next < TURNS ? line->next++ : -1;
        uint64_t turn = file < 0 ? 0 : intake_take(&line->intake);
        pthread_mutex_unlock(&line->lock);
        if (file < 0)
            return NULL;
        for (volatile int i = 0; i < (file * 7919) % 5000;)
            i = i + 1;
        intake_wait(&line->intake, turn);
        line->written[line->count++] = file;
        intake_end(&line->intake);
    }
}

START_TEST(workers_write_in_the_order_of_their_files)
{
    static struct line line;
    pthread_t threads[WORKERS];
    intake_init(&line.intake);
    pthread_mutex_init(&line.lock, NULL);
    for (int i = 0; i < WORKERS; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, work, &line), 0);
    for (int i = 0; i < WORKERS; i++)
        pthread_join(threads[i], NULL);
    ck_assert_int_eq(line.count, TURNS);
    for (int i = 0; i < TURNS; i++)
        ck_assert_int_eq(line.written[i], i);
    pthread_mutex_destroy(&line.lock);
    intake_release(&line.intake);
}
END_TEST

void add_intake(Suite *suite)
{
    SUITE_ADD(suite, workers_write_in_the_order_of_their_files);
}
