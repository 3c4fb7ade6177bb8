/* Reports that wait in the registry to be read. */
#include "fixture.h"
#include "store_queue.h"

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

/* A turn of reports that wait in the queue under these names. */
static void turn_begin(struct fixture *fixture, const char *const *names, size_t count)
{
    struct queued_reports taken;
    enum queue_turn turn;
    for (size_t i = 0; i < count; i++) {
        struct queued_report report = report_of(names[i], span_of(names[i]));
        CK_OK(fixture, store_queue_add(fixture->store, &report, 1, &fixture->error));
    }
    take(fixture, fixture->store, &taken);
    ck_assert_uint_eq(taken.count, count);
    CK_OK(fixture, store_queue_turn(fixture->store, &fixture->arena, &turn, &fixture->error));
    ck_assert_int_eq(turn, QUEUE_TURN);
    fixture->in_turn = true;
}

static void turn_end(struct fixture *fixture, int64_t last)
{
    CK_OK(fixture, store_queue_end(fixture->store, last, &fixture->error));
    fixture->in_turn = false;
    fixture_reopen(fixture, STORE_WRITE);
}

/* Looks ahead for reports by their ids. */
static void look_ahead(struct fixture *fixture, const char *const *ids, size_t count)
{
    struct report_look looks[4];
    for (size_t i = 0; i < count; i++)
        looks[i] = (struct report_look){.id = span_of(ids[i]), .path = SPAN("")};
    CK_OK(fixture, store_look_ahead(fixture->store, looks, count, &fixture->error));
}

static size_t candidates_count(struct fixture *fixture, const char *name)
{
    struct key_candidates key = {.key = key_of(name)};
    CK_OK(fixture,
          store_candidates_of(fixture->store, &key, 1, 8, &fixture->arena, &fixture->error));
    return key.found.count;
}

static struct stored_profile profile_of(struct fixture *fixture, int64_t number)
{
    struct stored_profile profile;
    CK_OK(fixture,
          store_profiles(fixture->store, &number, 1, &fixture->arena, &profile, &fixture->error));
    return profile;
}

/* What the first report of a turn brings is known to the second, and to whoever opens the registry
 * after the turn; the same as where each is written for itself. */
START_TEST(a_turn_sees_what_it_writes)
{
    static const char *const ids[] = {"a", "b", "b"};
    struct fixture fixture;
    struct stored_profile profile;
    struct stored_reports reports;
    fixture_init(&fixture);
    write_agreement(&fixture, "0", "ОАО «Полдень»", "Энская область", 0);
    if (store_has_queue(fixture.store)) {
        turn_begin(&fixture, ids, 2);
        look_ahead(&fixture, ids, 3);
        ck_assert_uint_eq(candidates_count(&fixture, "ОАО «Заря»"), 0);
        ck_assert_uint_eq(candidates_count(&fixture, "ОАО «Полдень»"), 1);
        write_agreement(&fixture, "a", "ОАО «Полдень»", "Энская область", 1);
        write_agreement(&fixture, "b", "ОАО «Заря»", "Энская область", 0);
        ck_assert_uint_eq(candidates_count(&fixture, "ОАО «Заря»"), 1);
        ck_assert_int_eq(profile_of(&fixture, 1).entity.reports, 2);
        write_agreement(&fixture, "b", "ОАО «Полдень»", "Омская область", 1);
        profile = profile_of(&fixture, 1);
        ck_assert_int_eq(profile.entity.reports, 3);
        ASSERT_SPAN(profile.entity.name, "ОАО «Полдень»");
        turn_end(&fixture, 2);
        ck_assert_int_eq(profile_of(&fixture, 1).entity.reports, 3);
        ck_assert_uint_eq(candidates_count(&fixture, "ОАО «Заря»"), 1);
        CK_OK(&fixture, store_reports(fixture.store, 0, true, true, 10, &fixture.arena, &reports,
                                      &fixture.error));
        ck_assert_uint_eq(reports.count, 4);
        ASSERT_SPAN(reports.items[0].id, "b-2");
        CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    }
    fixture_release(&fixture);
}
END_TEST

/* Entities that are merged within a turn are one for the reports behind. */
START_TEST(a_turn_knows_what_it_merges)
{
    static const char *const ids[] = {"a", "b"};
    struct fixture fixture;
    fixture_init(&fixture);
    write_agreement(&fixture, "0", "ОАО «Полдень»", "Энская область", 0);
    write_agreement(&fixture, "1", "ОАО «Заря»", "Энская область", 0);
    if (store_has_queue(fixture.store)) {
        struct stored_profile profile;
        turn_begin(&fixture, ids, 2);
        int64_t merged = 4;
        ck_assert_uint_eq(candidates_count(&fixture, "ОАО «Заря»"), 1);
        ASSERT_SPAN(profile_of(&fixture, merged).entity.name, "ОАО «Заря»");
        WRITING(&fixture, store_canonical_merge(fixture.store, merged, 1, SPAN("user:a"), SPAN(""),
                                                fixture.now, &fixture.error));
        ck_assert_int_eq(profile_of(&fixture, merged).entity.number, 1);
        ck_assert_int_eq(profile_of(&fixture, 1).entity.reports, 2);
        write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", merged);
        profile = profile_of(&fixture, 1);
        ck_assert_int_eq(profile.entity.reports, 3);
        turn_end(&fixture, 2);
        ck_assert_int_eq(profile_of(&fixture, 1).entity.reports, 3);
        CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    }
    fixture_release(&fixture);
}
END_TEST

/* The reports of a turn are all written or none. */
START_TEST(a_turn_is_undone_as_one)
{
    static const char *const ids[] = {"a", "b"};
    struct fixture fixture;
    struct queued_reports taken;
    fixture_init(&fixture);
    write_agreement(&fixture, "0", "ОАО «Полдень»", "Энская область", 0);
    struct span before = dump_of(&fixture, true);
    if (store_has_queue(fixture.store)) {
        turn_begin(&fixture, ids, 2);
        write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
        CK_OK(&fixture, store_write_begin(fixture.store, fixture.now, &fixture.error));
        store_write_cancel(fixture.store);
        ck_assert_uint_eq(candidates_count(&fixture, "ОАО «Заря»"), 0);
        ASSERT_SPAN(dump_of(&fixture, true), before.data);
        take(&fixture, fixture.store, &taken);
        ck_assert_uint_eq(taken.count, 2);
        store_queue_cancel(fixture.store);
    }
    fixture_release(&fixture);
}
END_TEST

void add_queue(Suite *suite)
{
    SUITE_ADD(suite, a_turn_sees_what_it_writes);
    SUITE_ADD(suite, a_turn_knows_what_it_merges);
    SUITE_ADD(suite, a_turn_is_undone_as_one);
    SUITE_ADD(suite, names_are_any_bytes);
    SUITE_ADD(suite, what_is_not_taken_is_left_to_others);
}
