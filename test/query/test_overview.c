/* What the registry holds; the schema; who is who. */
#include "world.h"

void add_overview(Suite *suite);

static struct world world;

static void schema_write(const struct query *query, const void *nothing, struct json *json)
{
    (void)nothing;
    query_schema_write(query, json);
}

static void health_write(const struct query *query, const char *version, struct json *json)
{
    query_health_write(query, version, json);
}

START_TEST(counts_what_there_is)
{
    struct query_overview overview;
    world_init(&world);
    CK_OK(&world.fixture, query_overview(&world.query, &overview, &world.fixture.error));
    ck_assert_uint_eq(overview.agreements.total, 3);
    ck_assert_uint_eq(overview.ending.total, 1); /* until June 2016 */
    GOLDEN(&world, "overview", query_overview_write, &overview);
    world_release(&world);
}
END_TEST

START_TEST(tells_promises_whose_day_has_passed)
{
    struct query_overview overview;
    world_init(&world);
    CK_OK(&world.fixture, query_overview(&world.query, &overview, &world.fixture.error));
    ck_assert_uint_eq(overview.promise_count, 0); /* to be signed by March 2016 */
    world.query.today = (struct date){2016, 3, 2};
    CK_OK(&world.fixture, query_overview(&world.query, &overview, &world.fixture.error));
    ck_assert_uint_eq(overview.promise_count, 1); /* a project of 2016 may yet begin in time */
    ck_assert_uint_eq(overview.promises[0].list.total, 1);
    ASSERT_SPAN(overview.promises[0].filters[1].column, "due");
    ASSERT_SPAN(overview.promises[0].filters[1].value, "..2016-03-01");
    ck_assert(span_equal(overview.promises[0].list.rows.items[0].id,
                         world_fact(&world, "klaster", "agreement")));
    /* The day itself is not over yet. */
    world.query.today = (struct date){2016, 3, 1};
    CK_OK(&world.fixture, query_overview(&world.query, &overview, &world.fixture.error));
    for (size_t i = 0; i < overview.promise_count; i++)
        ck_assert(!span_equal(overview.promises[i].filters[1].column, SPAN("due")));
    world_release(&world);
}
END_TEST

START_TEST(says_how_to_begin)
{
    struct query_overview overview;
    world_init_empty(&world);
    CK_OK(&world.fixture, query_overview(&world.query, &overview, &world.fixture.error));
    ck_assert(overview.empty);
    GOLDEN(&world, "overview_empty", query_overview_write, &overview);
    world_release(&world);
}
END_TEST

START_TEST(labels_the_schema)
{
    world_init_empty(&world);
    world.query.tongue = TONGUE_ENGLISH;
    GOLDEN(&world, "schema", schema_write, NULL);
    GOLDEN(&world, "health", health_write, "1.2.3");
    world_release(&world);
}
END_TEST

START_TEST(tells_who_is_who)
{
    struct query_identities identities;
    world_init(&world);
    CK_OK(&world.fixture, query_appearances(&world.query, &identities, &world.fixture.error));
    ck_assert_uint_eq(identities.count, 10);
    size_t shared = 0;
    for (size_t i = 0; i < identities.count; i++)
        shared += span_equal(identities.items[i].entity, world_thing(&world, "ОАО «Вымпел»"));
    ck_assert_uint_eq(shared, 2);
    ASSERT_SPAN(identities.items[0].report, "vympel");
    ASSERT_SPAN(identities.items[0].schema, "Region");
    world_release(&world);
}
END_TEST

void add_overview(Suite *suite)
{
    SUITE_ADD(suite, counts_what_there_is);
    SUITE_ADD(suite, tells_promises_whose_day_has_passed);
    SUITE_ADD(suite, says_how_to_begin);
    SUITE_ADD(suite, labels_the_schema);
    SUITE_ADD(suite, tells_who_is_who);
}
