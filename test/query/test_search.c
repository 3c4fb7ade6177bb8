/* Search: words in their surroundings, entities by name. */
#include "world.h"

void add_search(Suite *suite);

static struct world world;
static struct query_search search;

static void setup(void)
{
    world_init(&world);
}

static void teardown(void)
{
    world_release(&world);
}

static void ask(const char *words)
{
    struct query_search_request request = {.words = span_of(words)};
    CK_OK(&world.fixture, query_search(&world.query, &request, &search, &world.fixture.error));
}

START_TEST(shows_words_in_their_surroundings)
{
    ask("подписали");
    ck_assert_uint_eq(search.total, 2); /* «подпишут» too */
    GOLDEN(&world, "search", query_search_write, &search);
}
END_TEST

START_TEST(finds_nothing_politely)
{
    ask("параллелепипед");
    ck_assert_uint_eq(search.total + search.entity_count, 0);
    ASSERT_SPAN(search.summary, "Ничего не найдено.");
}
END_TEST

START_TEST(refuses_questions_without_words)
{
    struct query_search_request request = {.words = SPAN(" … ")};
    ck_assert(!query_search(&world.query, &request, &search, &world.fixture.error));
    ck_assert_str_eq(world.fixture.error.items[0].key, "query.no_words");
}
END_TEST

START_TEST(leaves_out_what_must_not_be_found)
{
    ask("подписали");
    size_t all = search.total;
    ask("подписали -кластер");
    size_t without = search.total;
    ask("подписали кластер");
    ck_assert_uint_eq(without + search.total, all);
    ck_assert_uint_gt(search.total, 0);
    ask("подписали -\"нет таких слов\"");
    ck_assert_uint_eq(search.total, all);
    struct query_search_request request = {.words = SPAN("-кластер")};
    ck_assert(!query_search(&world.query, &request, &search, &world.fixture.error));
    ck_assert_str_eq(world.fixture.error.items[0].key, "query.no_words");
}
END_TEST

static size_t suggested(const char *typed, size_t limit)
{
    static struct query_suggestions suggestions;
    CK_OK(&world.fixture,
          query_suggest(&world.query, span_of(typed), limit, &suggestions, &world.fixture.error));
    return suggestions.count;
}

START_TEST(suggests_names)
{
    size_t begun = suggested("инст", 0);
    ck_assert_uint_gt(begun, 0);
    ck_assert_uint_eq(suggested("институт ", 0), begun);
    ck_assert_uint_eq(suggested("ИНСТИТ", 0), begun);
    ck_assert_uint_eq(suggested("инстъ", 0), 0);
    ck_assert_uint_eq(suggested("", 0), 0);
    ck_assert_uint_eq(suggested("«", 0), 0);
    ck_assert_uint_le(suggested("и", 1), 1);
}
END_TEST

void add_search(Suite *suite)
{
    TCase *tests = tcase_create("search");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, shows_words_in_their_surroundings);
    tcase_add_test(tests, finds_nothing_politely);
    tcase_add_test(tests, refuses_questions_without_words);
    tcase_add_test(tests, leaves_out_what_must_not_be_found);
    tcase_add_test(tests, suggests_names);
    suite_add_tcase(suite, tests);
}
