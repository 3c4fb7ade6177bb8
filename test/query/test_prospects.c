/* Whom an organization could work with. */
#include "prospects.h"
#include "world.h"

void add_prospects(Suite *suite);

static struct world world;
static struct query_prospects found;

static void setup(void)
{
    world_init(&world);
}

static void teardown(void)
{
    world_release(&world);
}

static void seek(struct query_prospects_request request)
{
    CK_OK(&world.fixture, query_prospects(&world.query, &request, &found, &world.fixture.error));
}

START_TEST(nobody_whom_it_stands_beside_is_found)
{
    struct query_neighbours beside;
    struct span id = world_thing(&world, "ОАО «Вымпел»");
    const struct query_scope scope = {0};
    CK_OK(&world.fixture,
          query_neighbours(&world.query, id, &scope, 0, 50, &beside, &world.fixture.error));
    seek((struct query_prospects_request){.entity = id});
    for (size_t i = 0; i < found.count; i++) {
        ck_assert(!span_equal(found.items[i].entity.entity, id));
        ck_assert_uint_gt(found.items[i].between, 0);
        ck_assert_uint_gt(found.items[i].paths.count, 0);
        for (size_t k = 0; k < beside.count; k++)
            ck_assert(!span_equal(found.items[i].entity.entity, beside.ties[k].entity.entity));
    }
}
END_TEST

START_TEST(what_is_sought_tells_why)
{
    struct span id = world_thing(&world, "ОАО «Вымпел»");
    seek((struct query_prospects_request){.entity = id, .product = SPAN("нет такого товара")});
    ck_assert_uint_eq(found.total, 0);
    ck_assert_uint_gt(found.summary.size, 0);
    seek((struct query_prospects_request){.entity = id, .product = SPAN("соглашение")});
    for (size_t i = 0; i < found.count; i++)
        ck_assert_uint_gt(found.items[i].facts, 0);
}
END_TEST

START_TEST(what_is_not_there_is_told)
{
    const struct query_prospects_request request = {.entity = SPAN("ru-000000000000")};
    CK_FAILS(&world.fixture, query_prospects(&world.query, &request, &found, &world.fixture.error),
             "query.unknown_id");
}
END_TEST

void add_prospects(Suite *suite)
{
    TCase *tests = tcase_create("prospects");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, nobody_whom_it_stands_beside_is_found);
    tcase_add_test(tests, what_is_sought_tells_why);
    tcase_add_test(tests, what_is_not_there_is_told);
    suite_add_tcase(suite, tests);
}
