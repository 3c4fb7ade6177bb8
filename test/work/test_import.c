/* A user's list of organizations in the registry. */
#include "../resolve/fixture.h"

#include "import.h"
#include "store_acts.h"

void add_import(Suite *suite);

static struct fixture fixture;
static struct work work;
static struct work_import done;

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

static const char list_text[] = "название;ИНН;другие названия;регион\n"
                                "ООО «Вектор»;5401000007;;Новосибирская область\n"
                                "ООО «Вектор»;7017000001;;Томская область\n"
                                "АО «НПФ „Микран“»;7017041819;Микран;Томская область\n";

static void import(const char *id, const char *text)
{
    struct work_list list = {.id = span_of(id),
                             .source = span_of(id),
                             .path = arena_format(&fixture.arena, "/lists/%s.csv", id)};
    work.now = fixture.now += 1000;
    CK_OK(&fixture, work_import(&work, span_of(text), &list, &done, &fixture.error));
}

/* Reads a text as it came from nowhere; the canonical entity of its thing of the name. */
static int64_t entity_in(const char *id, const char *text, const char *name)
{
    struct report_hint hint = {.id = span_of(id), .source = span_of(id)};
    struct work_report read;
    work.now = fixture.now += 1000;
    CK_OK(&fixture, work_report_add(&work, span_of(text), &hint, &read, &fixture.error));
    return canonical_of(&fixture, read.report.number, name);
}

static int64_t listed(const char *name, size_t skip)
{
    struct stored_sources sources;
    CK_OK(&fixture, store_sources_of_report(fixture.store, done.report.number, &fixture.arena,
                                            &sources, &fixture.error));
    for (size_t i = 0; i < sources.count; i++)
        if (span_equal(sources.items[i].name, span_of(name)) && !skip--)
            return sources.items[i].canonical;
    ck_abort_msg("%s is not in the list", name);
}

START_TEST(names_of_earlier_and_later_reports_are_those_of_the_list)
{
    int64_t before = entity_in("a",
                               "Томск, 5 марта 2014 года\n\nКомпания «Микран» открыла цех в "
                               "Томске.\n",
                               "«Микран»");
    import("list", list_text);
    ck_assert_int_eq(done.outcome, RESOLVED_NEW);
    ck_assert_uint_eq(done.known, 1);
    int64_t firm = listed("АО «НПФ „Микран“»", 0);
    ck_assert_int_eq(before, firm);
    ck_assert_int_eq(firm, entity_in("b", "АО «Микран» строит завод.\n", "АО «Микран»"));
    int64_t here = listed("ООО «Вектор»", 0), there = listed("ООО «Вектор»", 1);
    ck_assert_int_ne(here, there);
    ck_assert_int_eq(there, entity_in("c",
                                      "Томск, 6 марта 2014 года\n\nООО «Вектор» построит завод в "
                                      "Томской области.\n",
                                      "ООО «Вектор»"));
    ck_assert_int_eq(here, entity_in("d",
                                     "Новосибирск, 6 марта 2014 года\n\nООО «Вектор» построит "
                                     "завод в Новосибирской области.\n",
                                     "ООО «Вектор»"));
}
END_TEST

START_TEST(what_two_lists_tell_apart_is_not_guessed)
{
    import("list", list_text);
    int64_t neither = entity_in("a", "ООО «Вектор» строит завод.\n", "ООО «Вектор»");
    ck_assert_int_ne(neither, listed("ООО «Вектор»", 0));
    ck_assert_int_ne(neither, listed("ООО «Вектор»", 1));
    struct stored_doubts doubts;
    CK_OK(&fixture, store_doubts(fixture.store, 0, 10, &fixture.arena, &doubts, &fixture.error));
    ck_assert_uint_eq(doubts.count, 1);
}
END_TEST

START_TEST(importing_again_doubles_nothing)
{
    struct store_counts before, after;
    import("list", list_text);
    int64_t firm = listed("АО «НПФ „Микран“»", 0);
    CK_OK(&fixture, store_counts(fixture.store, &fixture.arena, &before, &fixture.error));
    import("list", list_text);
    ck_assert_int_eq(done.outcome, RESOLVED_UNCHANGED);
    import("list", "название;ИНН\nЗАО «Микроаналоговые системы»;7017041819\n");
    ck_assert_int_eq(done.outcome, RESOLVED_VERSION);
    ck_assert_uint_eq(done.known, 1);
    ck_assert_int_eq(firm, listed("ЗАО «Микроаналоговые системы»", 0)); /* by its number */
    CK_OK(&fixture, store_counts(fixture.store, &fixture.arena, &after, &fixture.error));
    ck_assert_int_eq(after.reports, before.reports);
    struct stored_reports lists;
    CK_OK(&fixture, store_lists(fixture.store, false, 10, &fixture.arena, &lists, &fixture.error));
    ck_assert_uint_eq(lists.count, 1);
}
END_TEST

START_TEST(a_list_is_undone_and_taken_back)
{
    import("list", list_text);
    int64_t firm = listed("АО «НПФ „Микран“»", 0);
    work.now = fixture.now += 1000;
    CK_OK(&fixture,
          work_report_withdraw(&work, done.report.id, SPAN("by mistake"), NULL, &fixture.error));
    struct stored_claims claims;
    const struct claims_wanted wanted = {.as_of = STORE_TODAY};
    CK_OK(&fixture,
          store_claims(fixture.store, &firm, 1, &wanted, &fixture.arena, &claims, &fixture.error));
    ck_assert_uint_eq(claims.count, 0);
    import("list", list_text);
    ck_assert_int_eq(done.outcome, RESOLVED_WITHDRAWN);
    struct work_report back;
    work.now = fixture.now += 1000;
    CK_OK(&fixture, work_report_restore(&work, done.report.id, &back, &fixture.error));
    ck_assert_int_eq(firm, listed("АО «НПФ „Микран“»", 0));
    CK_OK(&fixture,
          store_claims(fixture.store, &firm, 1, &wanted, &fixture.arena, &claims, &fixture.error));
    ck_assert_uint_eq(claims.count, 4); /* name, alias, number, region */
    CK_OK(&fixture, resolve_rebuild(fixture.store, fixture.morphology, NULL, NULL, &fixture.error));
}
END_TEST

void add_import(Suite *suite)
{
    TCase *tests = tcase_create("import");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, names_of_earlier_and_later_reports_are_those_of_the_list);
    tcase_add_test(tests, what_two_lists_tell_apart_is_not_guessed);
    tcase_add_test(tests, importing_again_doubles_nothing);
    tcase_add_test(tests, a_list_is_undone_and_taken_back);
    suite_add_tcase(suite, tests);
}
