/* Turns. */
#include "fixture.h"

void add_intake(Suite *suite);

enum { WORKERS = 4, TURNS = 400, AHEAD = 6 };

struct line {
    struct intake intake;
    int next;     /* the next file; under the intake's lock */
    size_t most;  /* in hand; the same */
    bool refuses; /* the third file while another is in hand; the same */
    bool read[TURNS];
    int written[TURNS]; /* in turns */
    int count;
};

static bool file_take(void *context, uint64_t turn, size_t in_hand)
{
    struct line *line = context;
    if (line->next == TURNS || (line->refuses && line->next == 2 && in_hand > 0))
        return false;
    ck_assert_uint_eq(turn, (uint64_t)line->next);
    line->most = in_hand + 1 > line->most ? in_hand + 1 : line->most;
    line->next++;
    return true;
}

static void *work(void *context)
{
    struct line *line = context;
    enum intake_task task;
    for (uint64_t turn;
         (task = intake_next(&line->intake, file_take, line, &turn)) != INTAKE_DONE;) {
        if (task == INTAKE_READ) {
            for (volatile uint64_t i = 0; i < (turn * 7919) % 5000;)
                i = i + 1;
            line->read[turn] = true;
            intake_ready(&line->intake, turn);
        } else {
            ck_assert(line->read[turn]);
            line->written[line->count++] = (int)turn;
            intake_end(&line->intake);
        }
    }
    return NULL;
}

static void check_order(int workers, size_t ahead, bool refuses)
{
    struct line line = {.refuses = refuses};
    pthread_t threads[WORKERS];
    intake_init(&line.intake, ahead);
    for (int i = 0; i < workers; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, work, &line), 0);
    for (int i = 0; i < workers; i++)
        pthread_join(threads[i], NULL);
    ck_assert_int_eq(line.count, TURNS);
    ck_assert_uint_le(line.most, ahead);
    for (int i = 0; i < TURNS; i++)
        ck_assert_int_eq(line.written[i], i);
    intake_release(&line.intake);
}

START_TEST(workers_write_in_the_order_of_their_files)
{
    check_order(WORKERS, AHEAD, false);
    check_order(WORKERS, 1, false);
    check_order(1, AHEAD, false);
}
END_TEST

START_TEST(a_worker_may_refuse_while_others_are_in_hand)
{
    check_order(WORKERS, AHEAD, true);
}
END_TEST

void add_intake(Suite *suite)
{
    SUITE_ADD(suite, workers_write_in_the_order_of_their_files);
    SUITE_ADD(suite, a_worker_may_refuse_while_others_are_in_hand);
}
