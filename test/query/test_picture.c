/* The network as a picture: which nodes and edges it shows, and its files. */
#include "picture.h"
#include "regions.h"
#include "strands.h"
#include "words.h"
#include "world.h"

void add_picture(Suite *suite);

static struct world world;

static void setup(void)
{
    world_init(&world);
}

static void teardown(void)
{
    world_release(&world);
}

static void picture_of(struct query_picture_request request, struct query_picture *picture)
{
    CK_OK(&world.fixture, query_picture(&world.query, &request, picture, &world.fixture.error));
}

static const struct query_node *node_of(const struct query_picture *picture, const char *label)
{
    for (size_t i = 0; i < picture->node_count; i++)
        if (span_equal(picture->nodes[i].label, span_of(label)))
            return &picture->nodes[i];
    return NULL;
}

static const struct query_edge *edge_between(const struct query_picture *picture, const char *one,
                                             const char *other)
{
    const struct query_node *first = node_of(picture, one), *second = node_of(picture, other);
    for (size_t i = 0; first && second && i < picture->edge_count; i++) {
        const struct query_edge *edge = &picture->edges[i];
        const struct query_node *ends[] = {&picture->nodes[edge->from], &picture->nodes[edge->to]};
        if ((ends[0] == first && ends[1] == second) || (ends[0] == second && ends[1] == first))
            return edge;
    }
    return NULL;
}

/* A report that firms, known by their numbers or new ones, signed one agreement. */
static void report_agreement(const char *id, const char *published, int64_t *numbers, size_t count)
{
    static const char *const names[] = {"Альфа", "Бета", "Гамма", "Дельта", "Эпсилон"};
    struct draft draft;
    struct fixture *fixture = &world.fixture;
    struct stored_sources sources;
    struct span text =
        arena_format(&fixture->arena, "Альфа, Бета, Гамма, Дельта, Эпсилон подписали. %s", id);
    draft_init(&draft, fixture, id, text.data);
    draft.reading.published = world_day(published);
    uint32_t parties[5];
    for (size_t i = 0; i < count; i++)
        parties[i] = draft_source(&draft, "Company", names[i], names[i], numbers[i]);
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    for (size_t i = 0; i < count; i++)
        draft_claim(&draft, agreement, "parties", entity_value(parties[i]), names[i]);
    draft_write(&draft);
    CK_OK(fixture, store_sources_of_report(fixture->store, draft.reading.report, &fixture->arena,
                                           &sources, &fixture->error));
    for (size_t i = 0; i < count; i++)
        numbers[i] = sources.items[i].canonical;
}

START_TEST(edges_join_those_of_the_same_facts)
{
    struct query_picture picture;
    picture_of((struct query_picture_request){.limit = 0}, &picture);
    const struct query_edge *edge = edge_between(&picture, "ОАО «Вымпел»", "Правительство Москвы");
    ck_assert_ptr_nonnull(edge);
    ck_assert_uint_eq(edge->facts, 2); /* as neighbours have it */
    ck_assert_uint_eq(edge->reports, 1);
    ck_assert_uint_eq(edge->kind_count, 1);
    ASSERT_SPAN(edge->kinds[0]->name, "agreement");
    ck_assert_int_eq(edge->first.year, 2011);
    ck_assert_uint_eq(node_of(&picture, "ОАО «Вымпел»")->ties, 4);
    ck_assert(!picture.cut);
    ck_assert_uint_eq(picture.nodes_left_out + picture.edges_left_out, 0);
    for (size_t i = 1; i < picture.node_count; i++)
        ck_assert_uint_ge(picture.nodes[i - 1].ties, picture.nodes[i].ties);
    GOLDEN(&world, "picture", query_picture_write, &picture);
}
END_TEST

START_TEST(independent_reports_count)
{
    struct query_picture picture;
    int64_t numbers[5] = {0};
    report_agreement("a1", "2020-01-01", numbers, 2);
    report_agreement("a2", "2021-03-01", numbers, 2);
    report_agreement("a3", "2021-04-01", numbers, 3);
    picture_of((struct query_picture_request){.limit = 0}, &picture);
    const struct query_edge *edge = edge_between(&picture, "Альфа", "Бета");
    ck_assert_uint_eq(edge->reports, 3);
    ck_assert_uint_eq(edge->facts, 3);
    ck_assert_int_eq(edge->first.year, 2020);
    ck_assert_int_eq(edge->last.month, 4);
    ck_assert_ptr_eq(edge, &picture.edges[0]);
    struct query_scope later = {.since = world_day("2021-04")};
    picture_of((struct query_picture_request){.scope = later}, &picture);
    ck_assert_uint_eq(edge_between(&picture, "Альфа", "Бета")->reports, 1);
    world.query.as_of = world_day("2021-03-15");
    picture_of((struct query_picture_request){.limit = 0}, &picture);
    ck_assert_uint_eq(edge_between(&picture, "Альфа", "Бета")->reports, 2);
    ck_assert_ptr_null(node_of(&picture, "Гамма"));
}
END_TEST

START_TEST(what_a_source_tells_alone_counts)
{
    struct query_picture all, picture;
    struct query_neighbours neighbours;
    const struct query_scope scope = {.source = SPAN("вестник")};
    picture_of((struct query_picture_request){.limit = 0}, &all);
    picture_of((struct query_picture_request){.scope = scope}, &picture);
    ck_assert_uint_gt(picture.node_count, 0);
    ck_assert_uint_lt(picture.node_count, all.node_count);
    ck_assert_ptr_null(edge_between(&picture, "ОАО «Вымпел»", "Правительство Москвы"));
    ck_assert_ptr_nonnull(edge_between(&picture, "ОАО «Вымпел»", "Кластер «Северный»"));
    struct span firm = world_thing(&world, "ОАО «Вымпел»");
    picture_of((struct query_picture_request){.scope = scope, .entity = firm}, &picture);
    ck_assert_ptr_null(node_of(&picture, "Правительство Москвы"));
    ck_assert_ptr_nonnull(node_of(&picture, "Кластер «Северный»"));
    CK_OK(&world.fixture,
          query_neighbours(&world.query, firm, &scope, 0, 0, &neighbours, &world.fixture.error));
    ck_assert_uint_gt(neighbours.count, 0);
    for (size_t i = 0; i < neighbours.count; i++)
        ck_assert(!span_equal(neighbours.ties[i].entity.text, SPAN("Правительство Москвы")));
    const struct query_scope nobody = {.source = SPAN("Никто")};
    picture_of((struct query_picture_request){.scope = nobody}, &picture);
    ck_assert_uint_eq(picture.node_count, 0);
    ck_assert(!picture.cut);
}
END_TEST

START_TEST(the_most_tied_are_shown_and_the_rest_is_counted)
{
    struct query_picture picture, all;
    int64_t numbers[5] = {0};
    report_agreement("a1", "2020-01-01", numbers, 5);
    report_agreement("a2", "2020-02-01", numbers, 2);
    picture_of((struct query_picture_request){.limit = 0}, &all);
    picture_of((struct query_picture_request){.limit = 3}, &picture);
    ck_assert_uint_le(picture.node_count, 3);
    ck_assert_uint_eq(picture.node_count + picture.nodes_left_out, all.node_count);
    ck_assert_ptr_nonnull(edge_between(&picture, "Альфа", "Бета"));
    picture_of((struct query_picture_request){.edges = 1}, &picture);
    ck_assert_uint_eq(picture.edge_count, 1);
    ck_assert_uint_eq(picture.edges_left_out, all.edge_count - 1);
    ck_assert_uint_eq(picture.node_count, 2); /* no node stands without an edge */
    ck_assert_uint_eq(picture.nodes_left_out, all.node_count - 2);
    picture_of((struct query_picture_request){.ties = 4}, &picture);
    ck_assert_ptr_nonnull(node_of(&picture, "Эпсилон"));
    for (size_t i = 0; i < picture.node_count; i++)
        ck_assert_uint_ge(picture.nodes[i].ties, 4);
}
END_TEST

START_TEST(a_chosen_node_may_stand_alone)
{
    struct query_picture picture;
    int64_t first[5] = {0}, second[5] = {0};
    /* The two most tied know each other not: each is tied to four others that are not chosen. */
    report_agreement("a1", "2020-01-01", first, 5);
    report_agreement("a2", "2020-01-01", (int64_t[5]){first[0]}, 5);
    report_agreement("b1", "2020-02-01", second, 5);
    report_agreement("b2", "2020-02-01", (int64_t[5]){second[0]}, 5);
    picture_of((struct query_picture_request){.limit = 2}, &picture);
    ck_assert_uint_eq(picture.node_count, 2);
    ck_assert_uint_eq(picture.edge_count, 0);
    ck_assert_uint_eq(picture.nodes[0].ties, 8);
    ck_assert_uint_ne(picture.nodes[0].community, picture.nodes[1].community);
}
END_TEST

START_TEST(kinds_of_facts_and_of_things_are_chosen)
{
    struct query_picture picture;
    struct span kind = SPAN("membership");
    struct query_scope members = {.kinds = &kind, .kind_count = 1};
    picture_of((struct query_picture_request){.scope = members}, &picture);
    ck_assert_ptr_nonnull(edge_between(&picture, "ОАО «Вымпел»", "Кластер «Северный»"));
    ck_assert_ptr_null(node_of(&picture, "Правительство Москвы"));
    ck_assert_uint_eq(picture.kind_count, 1);
    struct span firms[] = {SPAN("firm"), SPAN("Cluster")};
    picture_of((struct query_picture_request){.things = firms, .thing_count = 2}, &picture);
    for (size_t i = 0; i < picture.node_count; i++)
        ck_assert(span_equal(picture.nodes[i].kind->family, SPAN("firm")) ||
                  span_equal(picture.nodes[i].kind->name, SPAN("Cluster")));
    struct span none = SPAN("nothing");
    struct query_picture_request bad = {.things = &none, .thing_count = 1};
    CK_FAILS(&world.fixture, query_picture(&world.query, &bad, &picture, &world.fixture.error),
             "query.unknown_thing");
    bad = (struct query_picture_request){.scope = {.kinds = &none, .kind_count = 1}};
    CK_FAILS(&world.fixture, query_picture(&world.query, &bad, &picture, &world.fixture.error),
             "query.unknown_kind");
}
END_TEST

START_TEST(facts_become_nodes)
{
    struct query_picture picture;
    int64_t numbers[5] = {0};
    report_agreement("a1", "2020-01-01", numbers, 3);
    picture_of((struct query_picture_request){.facts = true}, &picture);
    ck_assert_ptr_null(edge_between(&picture, "Альфа", "Бета"));
    ck_assert_uint_eq(node_of(&picture, "Альфа")->ties, 1);
    size_t agreements = 0;
    for (size_t i = 0; i < picture.node_count; i++)
        if (span_equal(picture.nodes[i].kind->name, SPAN("agreement"))) {
            agreements++;
            ck_assert(!span_starts_with(picture.nodes[i].label, SPAN("ru-")));
        }
    ck_assert_uint_ge(agreements, 2);
    struct span firm = SPAN("Company");
    picture_of((struct query_picture_request){.facts = true, .things = &firm, .thing_count = 1},
               &picture);
    ck_assert_ptr_nonnull(edge_between(&picture, "Альфа", "Бета"));
}
END_TEST

START_TEST(around_an_entity_are_those_some_steps_away)
{
    struct query_picture picture;
    struct query_picture_request request = {.entity = world_thing(&world, "ОАО «Вымпел»")};
    picture_of(request, &picture);
    ck_assert_uint_eq(picture.node_count, 5); /* itself and its four neighbours */
    ASSERT_SPAN(picture.nodes[0].label, "ОАО «Вымпел»");
    ck_assert_ptr_nonnull(edge_between(&picture, "ОАО «Вымпел»", "Правительство Москвы"));
    /* Neighbours are tied to each other too. */
    ck_assert_ptr_nonnull(edge_between(&picture, "Сергей Иванов", "Правительство Москвы"));
    ck_assert_ptr_null(node_of(&picture, "Институт связи"));
    request.steps = 2;
    picture_of(request, &picture);
    ck_assert_ptr_nonnull(edge_between(&picture, "Кластер «Северный»", "Институт связи"));
    ck_assert_uint_eq(picture.steps, 2);
    request.entity = world_fact(&world, "vympel", "agreement");
    request.steps = 1;
    picture_of(request, &picture);
    ASSERT_SPAN(picture.nodes[0].kind->name, "agreement");
    ck_assert_uint_ge(picture.edge_count, 2);
    request.entity = SPAN("ru-000000000000");
    CK_FAILS(&world.fixture, query_picture(&world.query, &request, &picture, &world.fixture.error),
             "query.unknown_id");
}
END_TEST

START_TEST(a_region_leaves_its_own)
{
    struct query_picture picture, all;
    picture_of((struct query_picture_request){.limit = 0}, &all);
    picture_of((struct query_picture_request){.region = SPAN("Москва")}, &picture);
    ck_assert_ptr_nonnull(node_of(&all, "Кластер «Северный»"));
    ck_assert_uint_lt(picture.node_count, all.node_count);
    struct query_picture_request bad = {.region = SPAN("Нигдения")};
    CK_FAILS(&world.fixture, query_picture(&world.query, &bad, &picture, &world.fixture.error),
             "query.unknown_region");
}
END_TEST

START_TEST(a_region_is_found_by_its_name)
{
    static const char *const names[] = {"Правительство Томской области", "Томская область"};
    struct fixture *fixture = &world.fixture;
    struct draft draft;
    struct lookup lookup;
    struct region_filter filter;
    int64_t region;
    draft_init(&draft, fixture, "tomsk", "Правительство Томской области. Томская область.");
    for (int i = 0; i < 2; i++) {
        uint32_t source = draft_source(&draft, i ? "Region" : "PublicBody", names[i], names[i], 0);
        draft.sources[source - 1].lemmas =
            search_lemmas_of_phrase(NULL, world.morphology, span_of(names[i]), &fixture->arena);
    }
    draft_write(&draft);
    lookup_init(&lookup, &world.query, &fixture->error);
    ck_assert(canonical_read(world_thing(&world, names[1]), &region));
    ck_assert(region_filter_read(&lookup, SPAN("RU-TOM"), SPAN(""), &filter));
    ck_assert_int_eq(region_place(&lookup, filter.region), region);
    ck_assert(region_filter_read(&lookup, SPAN("Омская область"), SPAN(""), &filter));
    ck_assert_int_eq(region_place(&lookup, filter.region), 0);
}
END_TEST

START_TEST(communities_are_of_the_picture)
{
    struct query_picture picture;
    int64_t numbers[5] = {0};
    report_agreement("a1", "2020-01-01", numbers, 5);
    picture_of((struct query_picture_request){.limit = 0}, &picture);
    ck_assert_uint_ge(picture.communities, 2);
    ck_assert_uint_eq(node_of(&picture, "Альфа")->community,
                      node_of(&picture, "Эпсилон")->community);
    ck_assert_uint_ne(node_of(&picture, "Альфа")->community,
                      node_of(&picture, "ОАО «Вымпел»")->community);
}
END_TEST

static bool has_node(const struct strands *strands, const char *name)
{
    int64_t number;
    ck_assert(canonical_read(world_thing(&world, name), &number));
    for (size_t i = 0; i < strands->nodes.count; i++)
        if (strands->nodes.items[i].number == number)
            return true;
    return false;
}

START_TEST(strands_that_find_no_room_are_told_of)
{
    bool kinds[256];
    struct lookup lookup;
    struct strands strands;
    struct strands_wanted wanted = {.kinds = kinds, .reports = 100, .most = 4};
    static const struct query_scope everything = {0};
    memset(kinds, true, sizeof kinds);
    lookup_init(&lookup, &world.query, &world.fixture.error);
    CK_OK(&world.fixture, ties_want(&world.query, &everything, &wanted.ties, &world.fixture.error));
    CK_OK(&world.fixture, strands_gather(&lookup, &wanted, NULL, &strands));
    ck_assert(strands.cut);
    ck_assert_uint_le(strands.count, 4);
    wanted.most = 0;
    CK_OK(&world.fixture, strands_gather(&lookup, &wanted, NULL, &strands));
    ck_assert(!strands.cut && !strands.older);
    ck_assert_uint_gt(strands.count, 4);
    /* Of the two reports one names the region, the older one. */
    wanted.reports = 1;
    CK_OK(&world.fixture, strands_gather(&lookup, &wanted, NULL, &strands));
    ck_assert(strands.older);
    ck_assert(!has_node(&strands, "Сергей Иванов"));
    ck_assert(canonical_read(world_thing(&world, "Москва"), &wanted.naming));
    CK_OK(&world.fixture, strands_gather(&lookup, &wanted, NULL, &strands));
    ck_assert(!strands.older);
    ck_assert(has_node(&strands, "Сергей Иванов"));
    for (int year = 1; year < 3000; year += 331)
        for (int month = 0; month <= 12; month++) {
            struct date date = {(int16_t)year, (int8_t)month, month ? 28 : 0};
            struct date again = strand_date(strand_day(date));
            ck_assert_int_eq(date_compare(date, again), 0);
        }
}
END_TEST

START_TEST(files_hold_the_same)
{
    struct query_picture picture;
    struct buffer csv, gexf;
    picture_of((struct query_picture_request){.limit = 0}, &picture);
    buffer_init(&csv, 1 << 20);
    query_picture_write_csv(&world.query, &picture, &csv);
    size_t lines = 0;
    for (size_t i = 0; i < csv.size; i++)
        lines += csv.data[i] == '\n';
    ck_assert_uint_eq(lines, picture.edge_count + 1);
    ck_assert(span_find(buffer_span(&csv), SPAN("\"ОАО «Вымпел»\""), 0) != SIZE_MAX);
    buffer_release(&csv);
    /* A name of a report is no markup. */
    picture.nodes[0].label = SPAN("<b>\"Вымпел\" & К°</b>\x02");
    picture.edges[0].last = (struct date){2015, 2, 0};
    buffer_init(&gexf, 1 << 20);
    query_picture_write_gexf(&world.query, &picture, &gexf);
    struct span file = buffer_span(&gexf);
    ck_assert(
        span_find(file,
                  SPAN("label=\"&lt;b&gt;&quot;Вымпел&quot; &amp; К°&lt;/b&gt;\xEF\xBF\xBD\""),
                  0) != SIZE_MAX);
    ck_assert(span_find(file, SPAN("end=\"2015-02-28\""), 0) != SIZE_MAX);
    ck_assert(span_find(file, SPAN("<viz:color r=\"10\" g=\"110\" b=\"104\"/>"), 0) != SIZE_MAX);
    ck_assert(span_ends_with(file, SPAN("</edges></graph></gexf>")));
    buffer_release(&gexf);
}
END_TEST

void add_picture(Suite *suite)
{
    TCase *tests = tcase_create("picture");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, edges_join_those_of_the_same_facts);
    tcase_add_test(tests, independent_reports_count);
    tcase_add_test(tests, what_a_source_tells_alone_counts);
    tcase_add_test(tests, the_most_tied_are_shown_and_the_rest_is_counted);
    tcase_add_test(tests, a_chosen_node_may_stand_alone);
    tcase_add_test(tests, kinds_of_facts_and_of_things_are_chosen);
    tcase_add_test(tests, facts_become_nodes);
    tcase_add_test(tests, around_an_entity_are_those_some_steps_away);
    tcase_add_test(tests, a_region_leaves_its_own);
    tcase_add_test(tests, a_region_is_found_by_its_name);
    tcase_add_test(tests, communities_are_of_the_picture);
    tcase_add_test(tests, strands_that_find_no_room_are_told_of);
    tcase_add_test(tests, files_hold_the_same);
    suite_add_tcase(suite, tests);
}
