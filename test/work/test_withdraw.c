/* Withdrawing a report, taking it back, erasing its words. */
#include "../resolve/fixture.h"

#include <stdio.h>

#include "file.h"
#include "store_acts.h"
#include "work.h"

void add_withdraw(Suite *suite);

static struct fixture fixture;
static struct work work;
static struct work_report done;

static void setup(void)
{
    fixture_init(&fixture);
    work = (struct work){.store = fixture.store,
                         .reader = fixture.reader,
                         .arena = &fixture.arena,
                         .author = SPAN("user:olga")};
}

static void teardown(void)
{
    fixture_release(&fixture);
}

#define CHANGE(call)                                                                               \
    do {                                                                                           \
        work.now = fixture.now += 1000;                                                            \
        CK_OK(&fixture, call);                                                                     \
    } while (0)

#define REFUSED(call, wanted)                                                                      \
    do {                                                                                           \
        ck_assert(!(call));                                                                        \
        ck_assert_str_eq(fixture.error.items[0].key, wanted);                                      \
        error_release(&fixture.error);                                                             \
    } while (0)

/* Adds one of the examples. */
static void add(const char *name, const char *published)
{
    char path[300];
    struct buffer bytes;
    struct report_hint hint = {.id = span_of(name), .source = span_of(name)};
    ck_assert(!published || date_read(span_of(published), &hint.published));
    buffer_init(&bytes, 1 << 20);
    snprintf(path, sizeof path, "%s/%s.txt", getenv("UZEL_EXAMPLES"), name);
    CK_OK(&fixture, file_read(path, &bytes, &fixture.error));
    struct span copy = arena_copy(&fixture.arena, buffer_span(&bytes));
    buffer_release(&bytes);
    CHANGE(work_report_add(&work, copy, &hint, &done, &fixture.error));
}

static struct store_counts counts(void)
{
    struct store_counts counted;
    CK_OK(&fixture, store_counts(fixture.store, &fixture.arena, &counted, &fixture.error));
    return counted;
}

static int64_t persons(const struct store_counts *counted)
{
    return counted->of_kind[kind_of(&fixture, "Person")->number];
}

static struct stored_sources sources_of(int64_t report)
{
    struct stored_sources sources;
    CK_OK(&fixture,
          store_sources_of_report(fixture.store, report, &fixture.arena, &sources, &fixture.error));
    return sources;
}

/* How often words stand in the registry's files. */
static size_t times_in_files(const char *words)
{
    static const char *const endings[] = {"", "-wal"};
    size_t times = 0;
    for (size_t i = 0; i < 2; i++) {
        struct buffer bytes;
        if (place_is_postgres()) { /* its files are the server's: the truth as text stands for them
                                    */
            buffer_init(&bytes, 64 << 20);
            CK_OK(&fixture, store_dump(fixture.store, false, &bytes, &fixture.error));
            times = span_find(buffer_span(&bytes), span_of(words), 0) != SIZE_MAX;
            buffer_release(&bytes);
            return times;
        }
        char path[PLACE_SIZE + 8];
        buffer_init(&bytes, 64 << 20);
        snprintf(path, sizeof path, "%s%s", fixture.file, endings[i]);
        if (file_read(path, &bytes, NULL))
            for (size_t at = 0;
                 (at = span_find(buffer_span(&bytes), span_of(words), at)) != SIZE_MAX; at++)
                times++;
        buffer_release(&bytes);
    }
    return times;
}

START_TEST(what_rests_on_it_alone_is_gone)
{
    add("01-soglashenie-o-sotrudnichestve", NULL);
    add("02-memorandum-troih", NULL);
    struct store_counts before = counts();
    CHANGE(work_report_withdraw(&work, SPAN("02-memorandum-troih"), SPAN("an error"), &done,
                                &fixture.error));
    struct store_counts after = counts();
    ck_assert_int_eq(after.reports, 1);
    ck_assert_int_eq(after.withdrawn, 1);
    ck_assert_int_lt(persons(&after), persons(&before));
    ck_assert_int_lt(after.claims, before.claims);
    ck_assert_int_ne(done.report.withdrawn_at, 0);
    ASSERT_SPAN(done.report.withdrawn_by, "user:olga");
    ASSERT_SPAN(done.report.withdrawn_why, "an error");
    /* Read again it stays withdrawn. */
    add("02-memorandum-troih", NULL);
    ck_assert_int_eq(done.outcome, RESOLVED_WITHDRAWN);
    ck_assert_int_eq(counts().reports, 1);
}
END_TEST

START_TEST(taken_back_it_is_what_it_was)
{
    add("03-zametka-gazety", "2021-06-10");
    int64_t report = done.report.number;
    struct stored_sources before = sources_of(report), after;
    struct store_counts counted = counts();
    CHANGE(work_report_withdraw(&work, SPAN("03-zametka-gazety"), SPAN(""), NULL, &fixture.error));
    ck_assert_uint_eq(sources_of(report).count, 0);
    CHANGE(work_report_restore(&work, SPAN("03-zametka-gazety"), &done, &fixture.error));
    ck_assert_int_eq(done.outcome, RESOLVED_AGAIN);
    ck_assert(done.report.published_by_user);
    ck_assert_int_eq(done.report.published.year, 2021);
    after = sources_of(report);
    ck_assert_uint_eq(after.count, before.count);
    for (size_t i = 0; i < after.count; i++)
        ck_assert_int_eq(after.items[i].canonical, before.items[i].canonical);
    ck_assert_int_eq(counts().claims, counted.claims);
}
END_TEST

START_TEST(a_merge_is_undone_though_its_reports_were_read_again)
{
    add("11-gorod-i-fond", NULL);
    int64_t report = done.report.number, act;
    int64_t one = canonical_of(&fixture, report, "Вадим Сторожук");
    int64_t other = canonical_of(&fixture, report, "Марк Эльтерман");
    struct new_act merge = {
        .kind = ACT_MERGE, .subject = one, .object = other, .author = work.author};
    CHANGE(store_write_begin(fixture.store, work.now, &fixture.error));
    CK_OK(&fixture, store_act(fixture.store, &merge, work.now, &act, &fixture.error));
    CK_OK(&fixture, store_write_end(fixture.store, work.now, &fixture.error));
    CHANGE(work_report_withdraw(&work, SPAN("11-gorod-i-fond"), SPAN(""), NULL, &fixture.error));
    CHANGE(work_report_restore(&work, SPAN("11-gorod-i-fond"), &done, &fixture.error));
    ck_assert_int_eq(canonical_of(&fixture, report, "Вадим Сторожук"), other);
    struct new_act undo = {.kind = ACT_UNDO, .undoes = act, .author = work.author};
    CHANGE(store_write_begin(fixture.store, work.now, &fixture.error));
    CK_OK(&fixture, store_act(fixture.store, &undo, work.now, &act, &fixture.error));
    CK_OK(&fixture, store_write_end(fixture.store, work.now, &fixture.error));
    ck_assert_int_eq(canonical_of(&fixture, report, "Вадим Сторожук"), one);
    ck_assert_int_eq(canonical_of(&fixture, report, "Марк Эльтерман"), other);
}
END_TEST

START_TEST(erased_words_are_nowhere)
{
    add("01-soglashenie-o-sotrudnichestve", NULL);
    add("11-gorod-i-fond", NULL);
    ck_assert_uint_gt(times_in_files("Сторожук"), 0);
    ck_assert_uint_gt(times_in_files("рожук"), 0);
    CHANGE(work_report_erase(&work, SPAN("11-gorod-i-fond"), SPAN("asked for"), &done,
                             &fixture.error));
    ck_assert(done.report.erased && !done.report.erasing);
    ck_assert(span_starts_with(done.report.id, SPAN("erased-")));
    ck_assert_uint_eq(times_in_files("Сторожук"), 0);
    ck_assert_uint_eq(times_in_files("рожук"), 0);
    ck_assert_uint_eq(times_in_files("11-gorod"), 0);
    ck_assert_uint_gt(times_in_files("Осокина"), 0); /* of the other report */
    REFUSED(work_report_restore(&work, done.report.id, &done, &fixture.error), "work.erased");
    add("11-gorod-i-fond", NULL);
    ck_assert_int_eq(done.outcome, RESOLVED_WITHDRAWN);
    ck_assert_uint_eq(times_in_files("Сторожук"), 0);
}
END_TEST

START_TEST(an_interrupted_erasing_is_ended_by_another_call)
{
    add("11-gorod-i-fond", NULL);
    int64_t report = done.report.number;
    const struct report_statement stated = {.publisher = SPAN("Вестник Жвачкина")};
    CK_OK(&fixture, store_write_begin(fixture.store, fixture.now, &fixture.error));
    CK_OK(&fixture, store_report_state(fixture.store, report, &stated, SPAN("user:olga"),
                                       fixture.now, NULL, &fixture.error));
    CK_OK(&fixture, store_write_end(fixture.store, fixture.now, &fixture.error));
    CK_OK(&fixture, store_commit(fixture.store, &fixture.error));
    ck_assert_uint_gt(times_in_files("Жвачкина"), 0);
    CK_OK(&fixture, store_write_begin(fixture.store, fixture.now, &fixture.error));
    CK_OK(&fixture, store_report_withdraw(fixture.store, report, SPAN("user:olga"), SPAN(""),
                                          fixture.now, &fixture.error));
    CK_OK(&fixture, store_report_erase(fixture.store, report, &fixture.error));
    CK_OK(&fixture, store_write_end(fixture.store, fixture.now, &fixture.error));
    CK_OK(&fixture, store_compact(fixture.store, &fixture.error));
    ck_assert_uint_eq(times_in_files("Жвачкина"), 0); /* nor by what reports are counted by */
    REFUSED(store_check(fixture.store, &fixture.error), "registry.unsound");
    bool found;
    CK_OK(&fixture, store_report(fixture.store, report, &fixture.arena, &done.report, &found,
                                 &fixture.error));
    ck_assert(done.report.erasing);
    CHANGE(work_report_erase(&work, done.report.id, SPAN(""), &done, &fixture.error));
    ck_assert(!done.report.erasing);
    ck_assert_uint_eq(times_in_files("рожук"), 0);
}
END_TEST

START_TEST(others_are_refused)
{
    add("11-gorod-i-fond", NULL);
    REFUSED(work_report_withdraw(&work, SPAN("nothing"), SPAN(""), &done, &fixture.error),
            "work.unknown_report");
    REFUSED(work_report_restore(&work, SPAN("11-gorod-i-fond"), &done, &fixture.error),
            "work.not_withdrawn");
    REFUSED(work_report_erase(&work, SPAN("nothing"), SPAN(""), &done, &fixture.error),
            "work.unknown_report");
}
END_TEST

void add_withdraw(Suite *suite)
{
    TCase *tests = tcase_create("withdraw");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, what_rests_on_it_alone_is_gone);
    tcase_add_test(tests, taken_back_it_is_what_it_was);
    tcase_add_test(tests, a_merge_is_undone_though_its_reports_were_read_again);
    tcase_add_test(tests, erased_words_are_nowhere);
    tcase_add_test(tests, an_interrupted_erasing_is_ended_by_another_call);
    tcase_add_test(tests, others_are_refused);
    suite_add_tcase(suite, tests);
}
