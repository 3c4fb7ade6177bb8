/* Reports that wait in the registry to be read. */
#include "fixture.h"

void add_queue(Suite *suite);

static struct queued_report report_of(const char *path, struct span bytes)
{
    return (struct queued_report){.path = span_of(path),
                                  .id = span_of(path),
                                  .source = span_of(path),
                                  .publisher = SPAN(""),
                                  .url = SPAN(""),
                                  .author = SPAN("user:a"),
                                  .place = span_of(path),
                                  .bytes = bytes};
}

static void take(struct fixture *fixture, struct store *store, struct queued_reports *taken)
{
    bool empty;
    CK_OK(fixture, store_queue_take(store, 24, &fixture->arena, taken, &empty, &fixture->error));
    ck_assert(!empty);
}

START_TEST(names_are_any_bytes)
{
    const struct span bytes = SPAN("Отч\xD1т\0.");
    struct fixture fixture;
    struct queued_reports taken;
    fixture_init(&fixture);
    ck_assert(store_has_queue(fixture.store) == place_is_postgres());
    if (store_has_queue(fixture.store)) {
        struct queued_report reports[] = {report_of("/a/\xCE\xF2.txt", SPAN("a")),
                                          report_of("/a/\xCE\xF3.txt", SPAN("a")),
                                          report_of("/a/б.txt", bytes)};
        CK_OK(&fixture, store_queue_add(fixture.store, reports, 3, &fixture.error));
        take(&fixture, fixture.store, &taken);
        ck_assert_uint_eq(taken.count, 3);
        ASSERT_SPAN(taken.items[0].path, "/a/\\xCE\\xF2.txt");
        ASSERT_SPAN(taken.items[1].id, "/a/\\xCE\\xF3.txt");
        ASSERT_SPAN(taken.items[2].place, "/a/б.txt");
        ck_assert(span_equal(taken.items[2].bytes, bytes));
        store_queue_cancel(fixture.store);
    }
    fixture_release(&fixture);
}
END_TEST

/* Reports that are too large to be taken together are for whoever comes next. */
START_TEST(what_is_not_taken_is_left_to_others)
{
    struct fixture fixture;
    struct queued_reports taken[2];
    struct store *other = NULL;
    fixture_init(&fixture);
    if (store_has_queue(fixture.store)) {
        struct queued_report reports[5];
        struct span half = arena_format(&fixture.arena, "%0*d", QUEUE_BYTES / 2, 0);
        for (size_t i = 0; i < 5; i++)
            reports[i] = report_of((const char *[]){"a", "b", "c", "d", "e"}[i], half);
        CK_OK(&fixture, store_queue_add(fixture.store, reports, 5, &fixture.error));
        CK_OK(&fixture,
              store_open(&other, fixture.file, STORE_WRITE, fixture.schema, &fixture.error));
        take(&fixture, fixture.store, &taken[0]);
        take(&fixture, other, &taken[1]);
        for (size_t i = 0; i < 2; i++) {
            ck_assert_uint_eq(taken[i].count, 2);
            ck_assert_int_eq(taken[i].items[0].number, (int64_t)(2 * i) + 1);
            ck_assert_int_eq(taken[i].items[1].number, (int64_t)(2 * i) + 2);
            ck_assert_uint_eq(taken[i].items[1].bytes.size, half.size);
        }
        store_queue_cancel(other);
        store_queue_cancel(fixture.store);
    }
    store_close(other);
    fixture_release(&fixture);
}
END_TEST

void add_queue(Suite *suite)
{
    SUITE_ADD(suite, names_are_any_bytes);
    SUITE_ADD(suite, what_is_not_taken_is_left_to_others);
}
