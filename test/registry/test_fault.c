/* Full disks, files that are read-only, and other writers. */
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "store_sqlite.h"

void add_fault(Suite *suite);

/* Writes reports until one cannot be written; gives how many were. */
static int write_until_full(struct fixture *fixture)
{
    int written = 0;
    for (bool going = true; going; written += going) {
        int64_t number;
        struct span filler = arena_format(&fixture->arena, "%0*d", 20000, written);
        struct new_report report = {
            .id = SPAN("f"), .digest = digest_of(filler), .text = filler, .charset = SPAN("UTF-8")};
        struct new_reading reading = {.reader = SPAN("uzel 0.1"), .language = SPAN("ru")};
        going = store_write_begin(fixture->store, written, &fixture->error) &&
                store_report_add(fixture->store, &report, &number, &fixture->error) &&
                (reading.report = number,
                 store_reading_add(fixture->store, &reading, &fixture->error)) &&
                store_write_end(fixture->store, written, &fixture->error) &&
                store_commit(fixture->store, &fixture->error);
        ck_assert_int_lt(written, 1000);
    }
    store_write_cancel(fixture->store);
    return written;
}

/* What was written is there and sound, and writing goes on. */
static void check_after_fault(struct fixture *fixture, int written, const char *key)
{
    struct store_counts counts;
    ck_assert_int_gt(written, 0);
    ck_assert_uint_ge(fixture->error.count, 1);
    ck_assert_str_eq(fixture->error.items[0].key, key);
    error_release(&fixture->error);
    CK_OK(fixture, store_counts(fixture->store, &fixture->arena, &counts, &fixture->error));
    ck_assert_int_eq(counts.reports, written);
    CK_OK(fixture, store_check(fixture->store, &fixture->error));
    write_agreement(fixture, "z", "Заря", "Энская область", 0);
    CK_OK(fixture, store_check(fixture->store, &fixture->error));
}

START_TEST(a_full_disk_loses_only_what_was_not_committed)
{
    struct fixture fixture;
    fixture_init(&fixture);
    sqlite3 *database = ((struct sqlite_store *)fixture.store)->database;
    sqlite3_exec(database, "PRAGMA max_page_count = 150", NULL, NULL, NULL);
    int written = write_until_full(&fixture);
    sqlite3_exec(database, "PRAGMA max_page_count = 1000000", NULL, NULL, NULL);
    check_after_fault(&fixture, written, "registry.full");
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_write_that_fails_loses_only_what_was_not_committed)
{
    struct fixture fixture;
    struct rlimit limit, before;
    fixture_init(&fixture);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    limit = (struct rlimit){.rlim_cur = 600 * 1024, .rlim_max = before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
    int written = write_until_full(&fixture);
    setrlimit(RLIMIT_FSIZE, &before);
    check_after_fault(&fixture, written, "registry.failed");
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_writer_that_died_leaves_the_last_commit)
{
    struct fixture fixture;
    struct draft draft;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "Заря", "Энская область", 0);
    struct span before = dump_of(&fixture, true);
    draft_init(&draft, &fixture, "b", "Завод «Буран» открыт.");
    draft_source(&draft, "Company", "Буран", "Буран", 0);
    CK_OK(&fixture, store_reading_add(fixture.store, &draft.reading, &fixture.error));
    CK_OK(&fixture, store_write_end(fixture.store, fixture.now, &fixture.error));
    fixture_reopen(&fixture, STORE_WRITE);
    ck_assert(span_equal(before, dump_of(&fixture, true)));
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_second_writer_waits_its_turn)
{
    struct fixture fixture;
    struct store *other;
    fixture_init(&fixture);
    CK_OK(&fixture, store_open(&other, fixture.file, STORE_WRITE, fixture.schema, &fixture.error));
    CK_OK(&fixture, store_write_begin(fixture.store, 1, &fixture.error));
    CK_OK(&fixture, store_write_end(fixture.store, 1, &fixture.error));
    CK_OK(&fixture, store_commit(fixture.store, &fixture.error));
    CK_OK(&fixture, store_write_begin(other, 1, &fixture.error));
    CK_OK(&fixture, store_write_end(other, 1, &fixture.error));
    store_close(other);
    write_agreement(&fixture, "a", "Заря", "Энская область", 0);
    fixture_release(&fixture);
}
END_TEST

void add_fault(Suite *suite)
{
    if (!place_is_postgres()) { /* the server's disk is not ours to fill */
        SUITE_ADD(suite, a_full_disk_loses_only_what_was_not_committed);
        SUITE_ADD(suite, a_write_that_fails_loses_only_what_was_not_committed);
    }
    SUITE_ADD(suite, a_writer_that_died_leaves_the_last_commit);
    SUITE_ADD(suite, a_second_writer_waits_its_turn);
}
