/* report_of_bytes(): what holds of every report, whatever its bytes; the frames themselves are the
 * golden files of frames/. */
#include "report.h"

#include "../suite.h"

struct job {
    struct arena arena;
    struct span bytes;
    struct report_hint hint;
    struct report report;
    struct error error;
    bool done;
};

static void make(void *context)
{
    struct job *job = context;
    job->done = report_of_bytes(&job->arena, job->bytes, &job->hint, &job->report, &job->error);
}

static void job_run(struct job *job, struct span bytes)
{
    job->bytes = bytes;
    arena_init(&job->arena, (size_t)1 << 30);
    error_init(&job->error);
    ck_assert(arena_run(&job->arena, make, job));
}

static void job_release(struct job *job)
{
    error_release(&job->error);
    arena_release(&job->arena);
}

START_TEST(test_hint_is_copied_and_wins)
{
    char source[] = "a.txt";
    struct job job = {.hint = {.id = SPAN("a"),
                               .source = {source, 5},
                               .publisher = SPAN("Край"),
                               .published = {2014, 5, 0}}};
    job_run(&job, SPAN("12.03.2015\n\nЗавод открыт. Его построили за год, сказал Лунин.\n"));
    ck_assert(job.done);
    source[0] = 'b';
    ASSERT_SPAN(job.report.source, "a.txt");
    ASSERT_SPAN(job.report.publisher, "Край");
    ck_assert(job.report.published_by_user);
    ck_assert_int_eq(job.report.published.year, 2014);
    ck_assert_uint_eq(job.report.published_range.end, 0);
    job_release(&job);
}
END_TEST

START_TEST(test_digest_is_of_the_text)
{
    struct job marked = {0}, plain = {0};
    job_run(&marked, SPAN("\xEF\xBB\xBF"
                          "Завод открыт."));
    job_run(&plain, SPAN("Завод открыт."));
    ck_assert(marked.done && plain.done);
    ASSERT_SPAN(marked.report.text, "Завод открыт.");
    ck_assert_mem_eq(marked.report.digest.bytes, plain.report.digest.bytes, DIGEST_SIZE);
    job_release(&marked);
    job_release(&plain);
}
END_TEST

START_TEST(test_blocks_are_ordered_and_inside)
{
    struct job job = {0};
    job_run(&job,
            SPAN("Главная | Новости\r\n\r\n  12.03.2015  \r\nЗавод открыт\r\n\xC2\xA0\r\nЗавод"
                 " построили за год. Он даст 5 тыс. деталей. Фото: Пётр Лунин\r\n"));
    ck_assert(job.done);
    uint32_t last = 0;
    for (size_t i = 0; i < job.report.block_count; i++) {
        struct range range = job.report.blocks[i].range;
        ck_assert(range.start >= last && range.end > range.start);
        ck_assert_uint_le(range.end, job.report.text.size);
        last = range.end;
    }
    ck_assert_uint_eq(job.report.block_count, 5);
    ASSERT_SPAN(span_of_range(job.report.text, job.report.title), "Завод открыт");
    ASSERT_SPAN(span_of_range(job.report.text, job.report.published_range), "12.03.2015");
    ck_assert_uint_eq(job.report.credit_count, 1);
    job_release(&job);
}
END_TEST

START_TEST(test_sizes)
{
    static char large[REPORT_LIMIT + 1];
    struct job job = {0};
    memset(large, 'a', sizeof large);
    job_run(&job, (struct span){large, sizeof large});
    ck_assert(!job.done);
    ck_assert_str_eq(job.error.items[0].key, "report.too_large");
    job_release(&job);
    /* One line of 32 MB without a space is a report like any other. */
    job = (struct job){0};
    job_run(&job, (struct span){large, REPORT_LIMIT});
    ck_assert(job.done);
    ck_assert_uint_eq(job.report.block_count, 1);
    job_release(&job);
    job = (struct job){0};
    job_run(&job, SPAN(""));
    ck_assert(!job.done);
    ck_assert_str_eq(job.error.items[0].key, "report.empty");
    job_release(&job);
}
END_TEST

/* A text that was made before is taken as it is, though it looks like a page. */
START_TEST(test_text_is_taken_as_it_is)
{
    struct job job = {.hint = {.source = SPAN("a.txt")}};
    struct span text = SPAN("<!DOCTYPE html><body>Так начинается страница.</body>");
    job_run(&job, text);
    ck_assert(job.done);
    ASSERT_SPAN(job.report.text, "Так начинается страница.\n");
    ck_assert(report_of_text(&job.arena, text, &job.hint, &job.report, &job.error));
    ck_assert_ptr_eq(job.report.text.data, text.data);
    ck_assert(!report_of_text(&job.arena, SPAN(" \n"), &job.hint, &job.report, &job.error));
    ck_assert_str_eq(job.error.items[0].key, "report.empty");
    job_release(&job);
}
END_TEST

void add_report(Suite *suite);
void add_report(Suite *suite)
{
    SUITE_ADD(suite, test_hint_is_copied_and_wins);
    SUITE_ADD(suite, test_digest_is_of_the_text);
    SUITE_ADD(suite, test_blocks_are_ordered_and_inside);
    SUITE_ADD(suite, test_sizes);
    SUITE_ADD(suite, test_text_is_taken_as_it_is);
}
