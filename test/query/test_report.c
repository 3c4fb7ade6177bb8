/* A report for reading. */
#include "utf8.h"
#include "world.h"

void add_report(Suite *suite);

static struct world world;
static struct query_report report;

static void setup(void)
{
    world_init(&world);
    CK_OK(&world.fixture,
          query_report(&world.query, SPAN("vympel"), &report, &world.fixture.error));
}

static void teardown(void)
{
    world_release(&world);
}

START_TEST(shows_a_report)
{
    GOLDEN(&world, "report", query_report_write, &report);
}
END_TEST

/* Segments neither nest nor overlap, and together are the text but for empty lines. */
START_TEST(cuts_the_text_without_loss)
{
    size_t at = 0, place = 0;
    for (size_t i = 0; i < report.segments.count; i++) {
        const struct query_segment *segment = &report.segments.items[i];
        ck_assert_uint_gt(segment->text.size, 0);
        ck_assert_uint_ge(segment->range.start, at);
        struct span between = span_slice(report.text, at, segment->range.start);
        ck_assert_uint_eq(span_trim(between).size, 0);
        place += utf8_count(between);
        ck_assert_uint_eq(segment->start, place);
        place += utf8_count(segment->text);
        ck_assert_uint_eq(segment->end, place);
        at = segment->range.end;
    }
    ck_assert_uint_eq(span_trim(span_slice(report.text, at, report.text.size)).size, 0);
}
END_TEST

/* What stands in a segment is what covers all of it. */
START_TEST(names_what_covers_each_segment)
{
    for (size_t i = 0; i < report.segments.count; i++) {
        const struct query_segment *segment = &report.segments.items[i];
        size_t covering = 0;
        for (size_t k = 0; k < report.mentions.count; k++)
            covering += report.mentions.items[k].range.start <= segment->range.start &&
                        report.mentions.items[k].range.end >= segment->range.end;
        ck_assert_uint_eq(covering, segment->mention_count);
        for (size_t k = 0; k < segment->mention_count; k++)
            ck_assert_uint_le(report.mentions.items[segment->mentions[k]].range.start,
                              segment->range.start);
    }
    ck_assert_uint_gt(report.facts.count, 3);
}
END_TEST

START_TEST(refuses_unknown_reports)
{
    ck_assert(!query_report(&world.query, SPAN("gone"), &report, &world.fixture.error));
    ck_assert_str_eq(world.fixture.error.items[0].key, "query.unknown_id");
}
END_TEST

void add_report(Suite *suite)
{
    TCase *tests = tcase_create("report");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, shows_a_report);
    tcase_add_test(tests, cuts_the_text_without_loss);
    tcase_add_test(tests, names_what_covers_each_segment);
    tcase_add_test(tests, refuses_unknown_reports);
    suite_add_tcase(suite, tests);
}
