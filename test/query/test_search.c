/* Search: words in their surroundings, entities by name. */
#include "filter.h"
#include "words.h"
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

/* The ranges of a hit that came unplaced are those that the index tells. */
static void compare_places(const struct search_hit *placed, const struct search_hit *unplaced,
                           struct placing *placing)
{
    struct fixture *fixture = &world.fixture;
    struct span text;
    struct range range;
    size_t count = 0;
    CK_OK(fixture, store_report_text(fixture->store, unplaced->report.number, &fixture->arena,
                                     &text, &fixture->error));
    placing_text(placing, text, unplaced->words);
    for (; placing_next(placing, &range); count++) {
        ck_assert_uint_lt(count, placed->range_count);
        ck_assert_uint_eq(range.start, placed->ranges[count].start);
        ck_assert_uint_eq(range.end, placed->ranges[count].end);
    }
    ck_assert_uint_eq(count, placed->range_count);
    ck_assert_uint_gt(count, 0);
}

START_TEST(finds_words_in_texts_where_the_index_has_them)
{
    static const char *const questions[] = {"подписали",
                                            "подписали «кластер северный» вымпел",
                                            "\"ОАО Вымпел\" соглашение",
                                            "\"в кластер\" на -лазер",
                                            "\"кластер северный растёт в кластер северный\"",
                                            "иванов 2 5"};
    struct fixture *fixture = &world.fixture;
    struct word_memory *memory;
    ck_assert(word_memory_new(&memory));
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct search_query query;
        struct search_hits placed, unplaced;
        struct placing placing;
        search_query_of(world.query.morphology, span_of(questions[i]), &fixture->arena, &query);
        CK_OK(fixture, store_search(fixture->store, &query, 0, 10, &fixture->arena, &placed,
                                    &fixture->error));
        query.unplaced = true;
        CK_OK(fixture, store_search(fixture->store, &query, 0, 10, &fixture->arena, &unplaced,
                                    &fixture->error));
        ck_assert_uint_eq(placed.count, unplaced.count);
        ck_assert_msg(placed.count > 0, "%s", questions[i]);
        ck_assert(placing_begin(&placing, i % 2 ? memory : NULL, world.query.morphology, &query,
                                &fixture->arena));
        for (size_t k = 0; k < placed.count; k++)
            compare_places(&placed.items[k], &unplaced.items[k], &placing);
    }
    word_memory_free(memory);
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

/* How many reports are found. */
static size_t found(const char *words)
{
    ask(words);
    return search.total;
}

START_TEST(filters_stand_among_words)
{
    ck_assert_uint_eq(found("подписали source:Вестник"), 1);
    ASSERT_SPAN(search.hits[0].report, "klaster");
    ck_assert_uint_eq(search.entity_count, 0); /* names have no source */
    ck_assert_uint_eq(found("подписали источник:«вестник»"), 1);
    ck_assert_uint_eq(found("подписали source:Вест"), 0);
    ck_assert_uint_eq(found("подписали date:2015"), 2);
    ck_assert_uint_eq(found("подписали date:2015-02"), 1);
    ck_assert_uint_eq(found("подписали дата:2015-03..2016"), 1);
    ck_assert_uint_eq(found("подписали date:..2015-02-08"), 0);
    ck_assert_uint_eq(found("подписали date:none"), 0);
    ck_assert_uint_eq(found("подписали date:known"), 2);
    ck_assert_uint_eq(found("подписали kind:Cluster"), 1);
    ck_assert_uint_eq(found("подписали вид:Кластеры"), 1);
    ck_assert_uint_eq(found("подписали kind:\"Cluster, occupation\""), 2);
    ck_assert_uint_eq(found("подписали person:\"Сергей Иванов\""), 1);
    ck_assert_uint_eq(found("подписали person:\"Сергея Иванова\""), 1); /* in any case */
    ck_assert_uint_eq(found("подписали party:\"ОАО «Вымпел»\" cluster:Северный"), 1);
    ck_assert_uint_eq(found("подписали слово: 12:30"), 0); /* no filters, but words */
}
END_TEST

START_TEST(words_of_the_title_are_asked_for_as_such)
{
    ck_assert_uint_eq(found("title:договорились"), 1);
    ck_assert_uint_eq(found("title:договориться"), 1);
    ck_assert_uint_eq(found("title:подписали"), 0); /* it stands in the text alone */
    ck_assert_uint_eq(found("заголовок:\"москва и вымпел\""), 1);
    ck_assert_uint_eq(found("title:\"вымпел москва\""), 0);
    ck_assert_uint_eq(found("подписали -title:кластер"), 1);
    ASSERT_SPAN(search.hits[0].report, "vympel");
}
END_TEST

START_TEST(filters_alone_find_reports)
{
    ck_assert_uint_eq(found("source:Вестник"), 1);
    ck_assert_uint_eq(search.hits[0].snippet_count, 0);
    ck_assert_uint_eq(found("date:2015"), 2);
    ASSERT_SPAN(search.hits[0].report, "klaster"); /* the newest first */
}
END_TEST

START_TEST(the_place_that_has_most_of_the_words_comes_first)
{
    ck_assert_uint_eq(found("стороны и заключили"), 1);
    const struct query_snippet *first = &search.hits[0].snippets[0];
    ck_assert_uint_eq(search.hits[0].snippet_count, 3);
    ASSERT_SPAN(first->parts[1].text, "стороны");
    ck_assert(first->parts[1].hit);
}
END_TEST

static void refuse(const char *words, const char *key)
{
    struct query_search_request request = {.words = span_of(words)};
    error_release(&world.fixture.error);
    error_init(&world.fixture.error);
    ck_assert(!query_search(&world.query, &request, &search, &world.fixture.error));
    ck_assert_str_eq(world.fixture.error.items[0].key, key);
}

START_TEST(refuses_filters_that_are_none)
{
    refuse("завод date:вчера", "query.filter_date");
    refuse("завод kind:зверь", "query.filter_kind");
    refuse("завод region:Атлантида", "query.unknown_region");
    refuse("завод person:\"ОАО «Вымпел»\"", "query.filter_nobody");
    refuse("завод -source:Вестник", "query.filter_excluded");
    refuse("завод source:", "query.filter_empty");
    refuse("завод source:а source:б", "query.filter_twice");
    refuse("завод confidence:0.5", "query.filter_unfit");
    refuse("-завод source:Вестник", "query.no_words");
    struct query_search_request sorted = {.words = SPAN("завод"), .sort = SPAN("size")};
    error_release(&world.fixture.error);
    error_init(&world.fixture.error);
    ck_assert(!query_search(&world.query, &sorted, &search, &world.fixture.error));
    ck_assert_str_eq(world.fixture.error.items[0].key, "query.bad_sort");
}
END_TEST

START_TEST(counts_what_the_reports_are_filtered_by)
{
    struct query_search_request request = {.words = SPAN("подписали"), .facets = true};
    CK_OK(&world.fixture, query_search(&world.query, &request, &search, &world.fixture.error));
    GOLDEN(&world, "search_facets", query_search_write, &search);
    /* Each value finds as many reports as it says. */
    for (size_t i = 0; i < search.filter_count; i++) {
        const struct query_facets facets = search.filters[i];
        for (size_t k = 0; k < facets.count; k++) {
            struct query_facet value = facets.items[k];
            struct query_filters filters = {0};
            enum filter filter;
            struct query_search narrowed;
            ck_assert(filter_find(facets.parameter, &filter));
            filters.values[filter] = value.value;
            request.filters = &filters;
            CK_OK(&world.fixture,
                  query_search(&world.query, &request, &narrowed, &world.fixture.error));
            ck_assert_msg(narrowed.total == value.count, "%.*s", SPAN_ARGS(value.value));
        }
    }
}
END_TEST

START_TEST(ranks_what_is_about_it_most_first)
{
    struct query_search_request request = {.words = SPAN("Вымпел"), .sort = SPAN("relevance")};
    CK_OK(&world.fixture, query_search(&world.query, &request, &search, &world.fixture.error));
    ck_assert_uint_eq(search.hit_count, 2);
    ASSERT_SPAN(search.hits[0].report, "vympel"); /* the older one, that has it in its title */
    ask("Вымпел");
    ASSERT_SPAN(search.hits[0].report, "klaster");
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
    tcase_add_test(tests, finds_words_in_texts_where_the_index_has_them);
    tcase_add_test(tests, finds_nothing_politely);
    tcase_add_test(tests, refuses_questions_without_words);
    tcase_add_test(tests, leaves_out_what_must_not_be_found);
    tcase_add_test(tests, filters_stand_among_words);
    tcase_add_test(tests, words_of_the_title_are_asked_for_as_such);
    tcase_add_test(tests, filters_alone_find_reports);
    tcase_add_test(tests, the_place_that_has_most_of_the_words_comes_first);
    tcase_add_test(tests, refuses_filters_that_are_none);
    tcase_add_test(tests, counts_what_the_reports_are_filtered_by);
    tcase_add_test(tests, ranks_what_is_about_it_most_first);
    tcase_add_test(tests, suggests_names);
    suite_add_tcase(suite, tests);
}
