/* Making the search again gives what intake gave. */
#include "fixture.h"
#include "words.h"

void add_rebuild(Suite *suite);

static size_t found(struct fixture *fixture, const char *question, struct search_hits *hits)
{
    struct search_query query;
    search_query_of(fixture->morphology, span_of(question), &fixture->arena, &query);
    CK_OK(fixture,
          store_search(fixture->store, &query, 0, 10, &fixture->arena, hits, &fixture->error));
    return hits->count;
}

static size_t named(struct fixture *fixture, const char *question)
{
    struct search_query query;
    struct stored_entities entities;
    search_query_of(fixture->morphology, span_of(question), &fixture->arena, &query);
    CK_OK(fixture, store_entities_search(fixture->store, &query, 10, &fixture->arena, &entities,
                                         &fixture->error));
    return entities.count;
}

static void count_report(void *context, int64_t report)
{
    (void)report;
    ++*(int *)context;
}

static void check_search(struct fixture *fixture)
{
    struct search_hits hits;
    struct span text;
    ck_assert_uint_eq(found(fixture, "директора заводов", &hits), 0);
    ck_assert_uint_eq(found(fixture, "о делах рассказать", &hits), 2);
    ck_assert_uint_eq(found(fixture, "«рассказали заря»", &hits), 1);
    ck_assert_uint_eq(hits.items[0].range_count, 2);
    CK_OK(fixture, store_report_text(fixture->store, hits.items[0].report.number, &fixture->arena,
                                     &text, &fixture->error));
    ASSERT_SPAN(span_of_range(text, hits.items[0].ranges[1]), "Заря");
    ck_assert_uint_eq(named(fixture, "зарёй"), 1);
    ck_assert_uint_eq(named(fixture, "орловской области"), 1);
    ck_assert_uint_eq(named(fixture, "омской области"), 0);
}

START_TEST(rebuilding_finds_the_same)
{
    struct fixture fixture;
    int reports = 0;
    fixture_init(&fixture);
    resolve_firm(&fixture, "a", "Company", "«Заря»");
    resolve_firm(&fixture, "b", "Region", "Орловская область");
    check_search(&fixture);
    struct span before = dump_of(&fixture);
    CK_OK(&fixture, resolve_rebuild(fixture.store, fixture.morphology, count_report, &reports,
                                    &fixture.error));
    ck_assert_int_eq(reports, 2);
    check_search(&fixture);
    ck_assert(span_equal(before, dump_of(&fixture)));
    CK_OK(&fixture, resolve_rebuild(fixture.store, fixture.morphology, NULL, NULL, &fixture.error));
    check_search(&fixture);
    fixture_release(&fixture);
}
END_TEST

START_TEST(an_empty_registry_can_be_rebuilt)
{
    struct fixture fixture;
    struct search_hits hits;
    fixture_init(&fixture);
    CK_OK(&fixture, resolve_rebuild(fixture.store, fixture.morphology, NULL, NULL, &fixture.error));
    ck_assert_uint_eq(found(&fixture, "завод", &hits), 0);
    fixture_release(&fixture);
}
END_TEST

void add_rebuild(Suite *suite)
{
    SUITE_ADD(suite, rebuilding_finds_the_same);
    SUITE_ADD(suite, an_empty_registry_can_be_rebuilt);
}
