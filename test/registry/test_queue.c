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

void add_queue(Suite *suite)
{
    SUITE_ADD(suite, names_are_any_bytes);
}
