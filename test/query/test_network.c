/* Who stands beside whom: neighbours, paths, partners, communities. */
#include "graph.h"
#include "leiden.h"
#include "network.h"
#include "world.h"

void add_network(Suite *suite);

static struct world world;
static const struct query_scope everything = {0};

static void setup(void)
{
    world_init(&world);
}

static void teardown(void)
{
    world_release(&world);
}

static void neighbours_of(const char *name, const struct query_scope *scope,
                          struct query_neighbours *neighbours)
{
    CK_OK(&world.fixture, query_neighbours(&world.query, world_thing(&world, name), scope, 0, 0,
                                           neighbours, &world.fixture.error));
}

static const struct query_tie *tie_with(const struct query_neighbours *neighbours, const char *name)
{
    for (size_t i = 0; i < neighbours->count; i++)
        if (span_equal(neighbours->ties[i].entity.text, span_of(name)))
            return &neighbours->ties[i];
    return NULL;
}

/* A report that two firms, new ones where their numbers are 0, signed an agreement. */
static int64_t report_agreement(const char *id, const char *published, int64_t *one, int64_t *other)
{
    struct draft draft;
    struct fixture *fixture = &world.fixture;
    struct stored_sources sources;
    struct span text = arena_format(&fixture->arena, "Первый и Второй подписали. %s", id);
    draft_init(&draft, fixture, id, text.data);
    if (published)
        draft.reading.published = world_day(published);
    uint32_t first = draft_source(&draft, "Company", "Первый", "Первый", *one);
    uint32_t second = draft_source(&draft, "Company", "Второй", "Второй", *other);
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    draft_claim(&draft, agreement, "parties", entity_value(first), "Первый");
    draft_claim(&draft, agreement, "parties", entity_value(second), "Второй");
    draft_write(&draft);
    CK_OK(fixture, store_sources_of_report(fixture->store, draft.reading.report, &fixture->arena,
                                           &sources, &fixture->error));
    *one = sources.items[0].canonical;
    *other = sources.items[1].canonical;
    return draft.reading.report;
}

/* One report of count agreements of the two, in the same words. */
static void report_agreements(const char *id, size_t count, int64_t one, int64_t other)
{
    struct draft draft;
    struct arena *arena = &world.fixture.arena;
    struct span text = arena_format(arena, "Первый и Второй подписали. %s", id);
    draft_init(&draft, &world.fixture, id, text.data);
    draft.reading.published = world_day("2022-01-01");
    uint32_t first = draft_source(&draft, "Company", "Первый", "Первый", one);
    uint32_t second = draft_source(&draft, "Company", "Второй", "Второй", other);
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    size_t names = draft.reading.claim_count;
    draft_claim(&draft, agreement, "parties", entity_value(first), "Первый");
    draft_claim(&draft, agreement, "parties", entity_value(second), "Второй");
    world_draft_write(&world, &draft, names, count);
}

static struct span id_of(int64_t number)
{
    char id[CANONICAL_TEXT];
    return arena_copy(&world.fixture.arena, span_of(canonical_write(number, id)));
}

START_TEST(neighbours_are_those_of_the_same_facts)
{
    struct query_neighbours neighbours;
    neighbours_of("ОАО «Вымпел»", &everything, &neighbours);
    const struct query_tie *body = tie_with(&neighbours, "Правительство Москвы");
    ck_assert_ptr_nonnull(body);
    ck_assert_uint_eq(body->reports, 1);
    ck_assert_uint_eq(body->facts, 2);
    ck_assert_uint_eq(body->role_count, 2); /* a party of both, and whom the mayor signs for */
    ASSERT_SPAN(body->roles[0].property->name, "parties");
    ck_assert_uint_eq(body->roles[0].facts, 2);
    ASSERT_SPAN(body->evidence.items[0].report, "vympel");
    ck_assert_uint_eq(neighbours.total, 4); /* the mayor, the cluster and the director too */
    ck_assert_ptr_nonnull(tie_with(&neighbours, "Пётр Чащин"));
    ck_assert_ptr_null(tie_with(&neighbours, "Москва"));
    GOLDEN(&world, "neighbours", query_neighbours_write, &neighbours);
}
END_TEST

START_TEST(neighbours_are_of_a_chosen_kind_and_time)
{
    struct query_neighbours neighbours;
    struct span kind = SPAN("membership");
    struct query_scope members = {.kinds = &kind, .kind_count = 1};
    neighbours_of("ОАО «Вымпел»", &members, &neighbours);
    ck_assert_uint_eq(neighbours.total, 1);
    ASSERT_SPAN(neighbours.ties[0].entity.text, "Кластер «Северный»");
    struct query_scope autumn = {.since = world_day("2015-11")};
    neighbours_of("Кластер «Северный»", &autumn, &neighbours);
    ck_assert_uint_eq(neighbours.total, 2);
    struct query_scope before = {.until = world_day("2012")};
    neighbours_of("ОАО «Вымпел»", &before, &neighbours);
    ck_assert_uint_eq(neighbours.total, 1); /* the agreement of 2011, told in 2015 */
    ck_assert_uint_eq(neighbours.ties[0].facts, 1);
    struct query_scope later = {.since = world_day("2021")};
    neighbours_of("ОАО «Вымпел»", &later, &neighbours);
    ck_assert_uint_eq(neighbours.total, 0);
    struct query_scope term = {.since = world_day("2019"), .until = world_day("2019")};
    neighbours_of("ОАО «Вымпел»", &term, &neighbours);
    ck_assert_uint_eq(neighbours.total, 2); /* the agreement runs until 2020 */
    kind = SPAN("Company");
    CK_FAILS(&world.fixture,
             query_neighbours(&world.query, world_thing(&world, "Москва"), &members, 0, 0,
                              &neighbours, &world.fixture.error),
             "query.unknown_kind");
    CK_FAILS(&world.fixture,
             query_neighbours(&world.query, SPAN("ru-000000000000"), &everything, 0, 0, &neighbours,
                              &world.fixture.error),
             "query.unknown_id");
}
END_TEST

START_TEST(neighbours_of_a_day_leave_out_what_is_over)
{
    struct query_neighbours neighbours;
    struct draft draft;
    int64_t moscow;
    ck_assert(canonical_read(world_thing(&world, "Москва"), &moscow));
    draft_init(&draft, &world.fixture, "later", "Анна Орлова — мэр города Москва.");
    draft.reading.published = world_day("2018-03-01");
    uint32_t city = draft_source(&draft, "Region", "Москва", "Москва", moscow);
    uint32_t person = draft_source(&draft, "Person", "Анна Орлова", "Анна Орлова", 0);
    uint32_t office = draft_source(&draft, "occupation", "", NULL, 0);
    draft_claim(&draft, office, "person", entity_value(person), "Анна Орлова");
    draft_claim(&draft, office, "position", text_value("мэр города"), "мэр города");
    draft_claim(&draft, office, "organization", entity_value(city), "Москва");
    draft_write(&draft);
    neighbours_of("Москва", &everything, &neighbours);
    ck_assert_uint_eq(neighbours.total, 2);
    world.query.as_of = world_day("2016-01-01");
    neighbours_of("Москва", &everything, &neighbours);
    ck_assert_uint_eq(neighbours.total, 1);
    ASSERT_SPAN(neighbours.ties[0].entity.text, "Сергей Иванов");
    world.query.as_of = world_day("2019-01-01");
    neighbours_of("Москва", &everything, &neighbours);
    ck_assert_uint_eq(neighbours.total, 1);
    ASSERT_SPAN(neighbours.ties[0].entity.text, "Анна Орлова");
    world.query.as_of = (struct date){0};
    world.query.known_at = world.fixture.now - 1500;
    neighbours_of("Москва", &everything, &neighbours);
    ck_assert_uint_eq(neighbours.total, 1);
}
END_TEST

START_TEST(reports_count_once_and_rank)
{
    struct query_neighbours neighbours;
    int64_t one = 0, other = 0, third = 0;
    report_agreement("a1", "2020-01-01", &one, &other);
    report_agreement("a2", "2020-02-01", &one, &other);
    report_agreement("a3", "2020-03-01", &one, &third);
    CK_OK(&world.fixture, query_neighbours(&world.query, id_of(one), &everything, 0, 1, &neighbours,
                                           &world.fixture.error));
    ck_assert_uint_eq(neighbours.total, 2);
    ck_assert_uint_eq(neighbours.count, 1);
    ASSERT_SPAN(neighbours.ties[0].entity.entity, id_of(other).data);
    ck_assert_uint_eq(neighbours.ties[0].reports, 2);
    ck_assert_uint_eq(neighbours.ties[0].evidence.count, 2);
    ASSERT_SPAN(neighbours.ties[0].evidence.items[0].report, "a2"); /* the newest first */
    ck_assert_uint_eq(neighbours.ties[0].evidence.items[0].start, 9);
    ASSERT_SPAN(neighbours.ties[0].evidence.items[0].quote, "Второй");
    ck_assert_int_eq(neighbours.ties[0].first.month, 1);
    ck_assert_int_eq(neighbours.ties[0].last.month, 2);
}
END_TEST

START_TEST(what_was_rejected_ties_nobody)
{
    struct query_neighbours neighbours;
    struct stored_claims claims;
    struct claims_wanted wanted = {.as_of = STORE_TODAY};
    struct fixture *fixture = &world.fixture;
    int64_t one = 0, other = 0;
    int64_t report = report_agreement("a1", NULL, &one, &other);
    CK_OK(fixture, store_claims_of_report(fixture->store, report, &wanted, &fixture->arena, &claims,
                                          &fixture->error));
    for (size_t i = 0; i < claims.count; i++)
        if (claims.items[i].entity.number == other)
            WRITING(fixture, store_claim_decide(fixture->store, report, claims.items[i].ordinal,
                                                CLAIM_REJECTED, SPAN("user:tester"), SPAN(""),
                                                fixture->now, &fixture->error));
    CK_OK(fixture, query_neighbours(&world.query, id_of(one), &everything, 0, 0, &neighbours,
                                    &fixture->error));
    ck_assert_uint_eq(neighbours.total, 0);
}
END_TEST

/* Two firms that share an agreement of little confidence. */
START_TEST(what_is_doubtful_ties_nobody)
{
    struct fixture *fixture = &world.fixture;
    struct stored_sources sources;
    struct query_neighbours neighbours;
    struct draft draft;
    draft_init(&draft, fixture, "doubtful", "Первый и Второй, видимо, подписали.");
    uint32_t first = draft_source(&draft, "Company", "Первый", "Первый", 0);
    uint32_t second = draft_source(&draft, "Company", "Второй", "Второй", 0);
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    draft_claim(&draft, agreement, "parties", entity_value(first), "Первый");
    draft_claim(&draft, agreement, "parties", entity_value(second), "Второй");
    for (size_t i = 0; i < 2; i++)
        draft.claims[draft.reading.claim_count - 1 - i].confidence = 0.25;
    draft_write(&draft);
    CK_OK(fixture, store_sources_of_report(fixture->store, draft.reading.report, &fixture->arena,
                                           &sources, &fixture->error));
    struct span id = id_of(sources.items[0].canonical);
    struct query_scope scope = {.confidence = SPAN("..0.5")};
    struct query_communities communities;
    struct query_communities_request request = {.seed = 1};
    CK_OK(fixture,
          query_neighbours(&world.query, id, &everything, 0, 0, &neighbours, &fixture->error));
    ck_assert_uint_eq(neighbours.total, 0);
    CK_OK(fixture, query_neighbours(&world.query, id, &scope, 0, 0, &neighbours, &fixture->error));
    ck_assert_uint_eq(neighbours.total, 1);
    CK_OK(fixture, query_communities(&world.query, &request, &communities, &fixture->error));
    size_t sure = communities.entities;
    request.scope.confidence = SPAN("0..");
    CK_OK(fixture, query_communities(&world.query, &request, &communities, &fixture->error));
    ck_assert_uint_eq(communities.entities, sure + 2);
    scope = (struct query_scope){.state = SPAN("confirmed")};
    CK_OK(fixture, query_neighbours(&world.query, id, &scope, 0, 0, &neighbours, &fixture->error));
    ck_assert_uint_eq(neighbours.total, 0);
    scope.state = SPAN("sure");
    CK_FAILS(fixture,
             query_neighbours(&world.query, id, &scope, 0, 0, &neighbours, &fixture->error),
             "query.bad_state");
}
END_TEST

static bool says(struct span summary, const char *key, size_t count)
{
    const struct query *query = &world.query;
    struct span text = QUERY_TEXT(query, key, "count", number_show(query, count).data);
    return span_find(summary, text, 0) != SIZE_MAX;
}

START_TEST(the_newest_tellings_count)
{
    struct query_neighbours neighbours;
    struct query_partners partners;
    int64_t one = 0, other = 0, third = 0;
    report_agreement("oldest", "2020-01-01", &one, &third);
    report_agreement("older", "2020-02-01", &one, &other);
    report_agreements("many", TELLINGS_MOST - 2, one, other);
    CK_OK(&world.fixture, query_neighbours(&world.query, id_of(one), &everything, 0, 0, &neighbours,
                                           &world.fixture.error));
    ck_assert(!neighbours.cut);
    ck_assert(!says(neighbours.summary, "query.network.newest", TELLINGS_MOST));
    ck_assert_uint_eq(neighbours.total, 2);
    report_agreements("more", 1, one, other);
    CK_OK(&world.fixture, query_neighbours(&world.query, id_of(one), &everything, 0, 0, &neighbours,
                                           &world.fixture.error));
    ck_assert(neighbours.cut);
    ck_assert(says(neighbours.summary, "query.network.newest", TELLINGS_MOST));
    ck_assert_uint_eq(neighbours.total, 1); /* the oldest telling is left out */
    ck_assert_uint_eq(neighbours.ties[0].facts, TELLINGS_MOST);
    CK_OK(&world.fixture, query_partners(&world.query, id_of(one), &everything, 0, 0, &partners,
                                         &world.fixture.error));
    ck_assert(partners.cut);
    ck_assert(says(partners.summary, "query.network.newest", TELLINGS_MOST));
    CK_OK(&world.fixture, query_partners(&world.query, SPAN(""), &everything, 0, 0, &partners,
                                         &world.fixture.error));
    ck_assert(!partners.cut);
    ck_assert(!says(partners.summary, "query.network.pairs_cut", PAIRS_MOST));
}
END_TEST

/* ---- paths ---- */

static void paths_between(const char *from, const char *to, struct query_paths_request request,
                          struct query_paths *paths)
{
    request.from = world_thing(&world, from);
    request.to = world_thing(&world, to);
    CK_OK(&world.fixture, query_paths(&world.query, &request, paths, &world.fixture.error));
}

START_TEST(a_path_is_the_shortest)
{
    struct query_paths paths;
    paths_between("Сергей Иванов", "Институт связи", (struct query_paths_request){0}, &paths);
    ck_assert_uint_eq(paths.count, 1);
    ck_assert_uint_eq(paths.paths[0].count, 3);
    ck_assert_uint_eq(paths.paths[0].reports, 1);
    const struct query_path_step *steps = paths.paths[0].steps;
    ASSERT_SPAN(steps[0].from.text, "Сергей Иванов");
    ASSERT_SPAN(steps[0].to.entity.text, "ОАО «Вымпел»");
    ASSERT_SPAN(steps[0].fact.kind->name, "agreement");
    ASSERT_SPAN(steps[1].from.text, "ОАО «Вымпел»");
    ASSERT_SPAN(steps[1].to.entity.text, "Кластер «Северный»");
    ASSERT_SPAN(steps[1].to.evidence.items[0].quote, "кластер «Северный»");
    ASSERT_SPAN(steps[2].to.entity.text, "Институт связи");
    GOLDEN(&world, "paths", query_paths_write, &paths);
    paths_between("Институт связи", "Сергей Иванов", (struct query_paths_request){0}, &paths);
    ck_assert_uint_eq(paths.paths[0].count, 3);
    ASSERT_SPAN(paths.paths[0].steps[2].to.entity.text, "Сергей Иванов");
    paths_between("Сергей Иванов", "Институт связи", (struct query_paths_request){.depth = 2},
                  &paths);
    ck_assert_uint_eq(paths.count, 0);
    ck_assert(!paths.cut);
    struct span id = world_thing(&world, "Москва");
    struct query_paths_request same = {.from = id, .to = id};
    CK_FAILS(&world.fixture, query_paths(&world.query, &same, &paths, &world.fixture.error),
             "query.same_entity");
}
END_TEST

/* A meeting of a person with others in a region. */
static void report_meeting(const char *id, const char *const *names, const char *place)
{
    struct draft draft;
    struct fixture *fixture = &world.fixture;
    struct span text =
        arena_format(&fixture->arena, "Встреча в %s: %s, %s. %s", place, names[0], names[1], id);
    draft_init(&draft, fixture, id, text.data);
    draft.reading.published = world_day("2020-01-01");
    uint32_t meeting = draft_source(&draft, "meeting", "", NULL, 0);
    for (int i = 0; i < 2; i++) {
        int64_t number = 0;
        struct stored_entities found;
        CK_OK(fixture, store_candidates(fixture->store, key_of(names[i]), 1, &fixture->arena,
                                        &found, &fixture->error));
        if (found.count)
            number = found.items[0].number;
        uint32_t person = draft_source(&draft, "Person", names[i], names[i], number);
        draft_claim(&draft, meeting, "participants", entity_value(person), names[i]);
    }
    struct stored_entities found;
    CK_OK(fixture, store_candidates(fixture->store, key_of(place), 1, &fixture->arena, &found,
                                    &fixture->error));
    uint32_t region =
        draft_source(&draft, "Region", place, place, found.count ? found.items[0].number : 0);
    draft_claim(&draft, meeting, "place", entity_value(region), place);
    draft_write(&draft);
}

START_TEST(paths_pass_through_no_place)
{
    struct query_paths paths;
    report_meeting("m1", (const char *[]){"Альфа", "Бета"}, "Омск");
    report_meeting("m2", (const char *[]){"Гамма", "Дельта"}, "Омск");
    paths_between("Альфа", "Гамма", (struct query_paths_request){0}, &paths);
    ck_assert_uint_eq(paths.count, 0);
    ck_assert_uint_eq(paths.hub_count, 1);
    ASSERT_SPAN(paths.hubs[0].text, "Омск");
    paths_between("Альфа", "Гамма", (struct query_paths_request){.hubs = true}, &paths);
    ck_assert_uint_eq(paths.count, 1);
    ck_assert_uint_eq(paths.paths[0].count, 2);
    ASSERT_SPAN(paths.paths[0].steps[0].to.entity.text, "Омск");
    paths_between("Альфа", "Омск", (struct query_paths_request){0}, &paths);
    ck_assert_uint_eq(paths.paths[0].count, 1); /* an end may be a place */
}
END_TEST

START_TEST(other_paths_share_nothing_but_the_ends)
{
    struct query_paths paths;
    report_meeting("m1", (const char *[]){"Альфа", "Бета"}, "Омск");
    report_meeting("m2", (const char *[]){"Бета", "Гамма"}, "Томск");
    report_meeting("m3", (const char *[]){"Альфа", "Дельта"}, "Омск");
    report_meeting("m4", (const char *[]){"Дельта", "Гамма"}, "Томск");
    report_meeting("m5", (const char *[]){"Дельта", "Гамма"}, "Томск");
    report_meeting("m6", (const char *[]){"Альфа", "Дельта"}, "Омск");
    report_meeting("m7", (const char *[]){"Бета", "Эпсилон"}, "Омск");
    report_meeting("m8", (const char *[]){"Эпсилон", "Гамма"}, "Омск");
    report_meeting("m9", (const char *[]){"Альфа", "Эпсилон"}, "Томск");
    paths_between("Альфа", "Гамма", (struct query_paths_request){.limit = 5}, &paths);
    ck_assert_uint_eq(paths.count, 3);
    ASSERT_SPAN(paths.paths[0].steps[0].to.entity.text, "Дельта"); /* told by most reports */
    ck_assert_uint_eq(paths.paths[0].reports, 2);
    ck_assert_uint_eq(paths.paths[1].count, 2);
    ck_assert_uint_eq(paths.paths[2].count, 2);
    ck_assert(!span_equal(paths.paths[1].steps[0].to.entity.entity,
                          paths.paths[2].steps[0].to.entity.entity));
    report_meeting("m10", (const char *[]){"Альфа", "Гамма"}, "Омск");
    paths_between("Альфа", "Гамма", (struct query_paths_request){.limit = 2}, &paths);
    ck_assert_uint_eq(paths.count, 2);
    ck_assert_uint_eq(paths.paths[0].count, 1);
    ck_assert_uint_eq(paths.paths[1].count, 2);
}
END_TEST

START_TEST(paths_pass_through_no_hub)
{
    struct query_paths paths;
    struct arena *arena = &world.fixture.arena;
    report_meeting("m1", (const char *[]){"Альфа", "Бета"}, "Омск");
    report_meeting("m2", (const char *[]){"Бета", "Гамма"}, "Томск");
    paths_between("Альфа", "Гамма", (struct query_paths_request){0}, &paths);
    ck_assert_uint_eq(paths.count, 1);
    for (int i = 0; i < HUB_TELLINGS; i++)
        report_meeting(arena_format(arena, "h%d", i).data,
                       (const char *[]){"Бета", arena_format(arena, "Гость %d", i).data}, "Омск");
    paths_between("Альфа", "Гамма", (struct query_paths_request){0}, &paths);
    ck_assert_uint_eq(paths.count, 0);
    ck_assert(!paths.cut);
    bool told = false;
    for (size_t i = 0; i < paths.hub_count; i++)
        told |= span_equal(paths.hubs[i].text, SPAN("Бета"));
    ck_assert(told);
    paths_between("Альфа", "Гамма", (struct query_paths_request){.hubs = true}, &paths);
    ck_assert_uint_eq(paths.count, 1);
    ASSERT_SPAN(paths.paths[0].steps[0].to.entity.text, "Бета");
    paths_between("Альфа", "Бета", (struct query_paths_request){0}, &paths);
    ck_assert_uint_eq(paths.paths[0].count, 1); /* an end may be a hub */
}
END_TEST

/* ---- partners and communities ---- */

START_TEST(partners_share_agreements)
{
    struct query_partners partners;
    int64_t one = 0, other = 0, third = 0;
    for (int i = 0; i < 3; i++)
        report_agreement(arena_format(&world.fixture.arena, "a%d", i).data, "2020-01-01", &one,
                         &other);
    report_agreement("b", "2021-01-01", &one, &third);
    CK_OK(&world.fixture, query_partners(&world.query, SPAN(""), &everything, 0, 0, &partners,
                                         &world.fixture.error));
    ck_assert_uint_eq(partners.total, 3);
    ck_assert_uint_eq(partners.pairs[0].agreements, 3);
    ASSERT_SPAN(partners.pairs[0].first.entity, id_of(one).data);
    ASSERT_SPAN(partners.pairs[0].second.entity, id_of(other).data);
    ck_assert_uint_eq(partners.pairs[0].facts.count, 3);
    ck_assert_uint_eq(partners.pairs[1].agreements, 2); /* Moscow and Vympel */
    ck_assert_uint_eq(partners.pairs[2].agreements, 1);
    GOLDEN(&world, "partners", query_partners_write, &partners);
    CK_OK(&world.fixture, query_partners(&world.query, id_of(one), &everything, 0, 1, &partners,
                                         &world.fixture.error));
    ck_assert_uint_eq(partners.total, 2);
    ck_assert_uint_eq(partners.count, 1);
    ck_assert_uint_eq(partners.pairs[0].agreements, 3);
    struct query_scope later = {.since = world_day("2020-06")};
    CK_OK(&world.fixture,
          query_partners(&world.query, SPAN(""), &later, 0, 0, &partners, &world.fixture.error));
    ck_assert_uint_eq(partners.total, 1);
}
END_TEST

START_TEST(communities_are_those_who_stand_together)
{
    struct query_communities communities, again;
    struct query_communities_request request = {.seed = 7};
    static const char *const groups[2][4] = {{"Альфа", "Бета", "Гамма", "Дельта"},
                                             {"Каппа", "Лямбда", "Мю", "Ню"}};
    for (int group = 0; group < 2; group++)
        for (int i = 0; i < 4; i++)
            for (int k = 0; k < i; k++)
                report_meeting(arena_format(&world.fixture.arena, "g%d%d%d", group, i, k).data,
                               (const char *[]){groups[group][i], groups[group][k]}, "Омск");
    report_meeting("bridge", (const char *[]){"Альфа", "Каппа"}, "Омск");
    struct span kind = SPAN("meeting");
    request.scope = (struct query_scope){.kinds = &kind, .kind_count = 1};
    CK_OK(&world.fixture,
          query_communities(&world.query, &request, &communities, &world.fixture.error));
    ck_assert_uint_eq(communities.total, 2);
    ck_assert_uint_eq(communities.entities, 8); /* without the place */
    ck_assert_uint_eq(communities.ties, 13);
    ck_assert_uint_eq(communities.communities[0].size, 4);
    ck_assert_uint_eq(communities.communities[1].size, 4);
    ck_assert_double_eq_tol(communities.communities[0].weight, 6, 1e-9);
    ck_assert_double_eq_tol(communities.modularity, 12.0 / 13 - 0.5, 1e-9);
    CK_OK(&world.fixture, query_communities(&world.query, &request, &again, &world.fixture.error));
    ASSERT_SPAN(again.communities[0].members[0].entity.entity,
                communities.communities[0].members[0].entity.entity.data);
    request.places = true;
    CK_OK(&world.fixture,
          query_communities(&world.query, &request, &communities, &world.fixture.error));
    ck_assert_uint_eq(communities.entities, 9);
    kind = SPAN("supply");
    CK_OK(&world.fixture,
          query_communities(&world.query, &request, &communities, &world.fixture.error));
    ck_assert_uint_eq(communities.total + communities.entities, 0);
}
END_TEST

static void agreements_gather(size_t reports, size_t pairs_most, struct graph *graph)
{
    struct graph_wanted wanted = {
        .reports = reports, .property = "parties", .pairs_most = pairs_most};
    static const struct span agreement = {"agreement", 9};
    struct query_scope scope = {.kinds = &agreement, .kind_count = 1};
    CK_OK(&world.fixture, ties_want(&world.query, &scope, &wanted.ties, &world.fixture.error));
    CK_OK(&world.fixture, graph_gather(&world.query, &wanted, graph, &world.fixture.error));
}

/* The world has a pair of its own; each report of a pair tells of another agreement. */
START_TEST(pairs_that_repeat_take_no_room)
{
    struct graph graph;
    int64_t one = 0, other = 0;
    for (int i = 0; i < 40; i++)
        report_agreement(arena_format(&world.fixture.arena, "a%d", i).data, "2020-01-01", &one,
                         &other);
    agreements_gather(1000, 16, &graph);
    ck_assert(!graph.cut && !graph.older);
    ck_assert_uint_eq(graph.pair_count, 2);
    ck_assert_double_eq_tol((double)(graph.pairs[0].weight + graph.pairs[1].weight), 42, 1e-6);
    agreements_gather(10, 16, &graph);
    ck_assert(graph.older);
    ck_assert_uint_eq(graph.pair_count, 1);
    ck_assert_double_eq_tol((double)graph.pairs[0].weight, 10, 1e-6);
}
END_TEST

START_TEST(pairs_that_find_no_room_are_told_of)
{
    struct graph graph;
    for (int i = 0; i < 30; i++) {
        int64_t one = 0, other = 0;
        report_agreement(arena_format(&world.fixture.arena, "a%d", i).data, "2020-01-01", &one,
                         &other);
    }
    agreements_gather(1000, 16, &graph);
    ck_assert(graph.cut);
    ck_assert_uint_eq(graph.pair_count, 16);
    agreements_gather(1000, 31, &graph);
    ck_assert(!graph.cut);
    ck_assert_uint_eq(graph.pair_count, 31);
}
END_TEST

/* ---- the method ---- */

/* Rings of rings: count cliques of size nodes, each joined to the next by one tie. */
struct cliques {
    struct weighted_graph graph;
    uint32_t *community;
    size_t found;
    double modularity;
};

static void cliques_make(size_t count, size_t size, double resolution, uint64_t seed,
                         struct cliques *cliques)
{
    struct arena *arena = &world.fixture.arena;
    size_t nodes = count * size, filled = 0;
    size_t *start = ARENA_NEW(arena, size_t, nodes + 1);
    uint32_t *others = ARENA_NEW(arena, uint32_t, nodes * (size + 1));
    float *weights = ARENA_NEW(arena, float, nodes *(size + 1));
    for (size_t node = 0; node < nodes; node++) {
        size_t clique = node / size;
        for (size_t k = clique * size; k < (clique + 1) * size; k++)
            if (k != node)
                others[filled++] = (uint32_t)k;
        if (node % size == 0)
            others[filled++] = (uint32_t)(((clique + 1) % count) * size + 1);
        if (node % size == 1)
            others[filled++] = (uint32_t)(((clique + count - 1) % count) * size);
        start[node + 1] = filled;
    }
    for (size_t i = 0; i < filled; i++)
        weights[i] = 1;
    cliques->graph = (struct weighted_graph){nodes, start, others, weights};
    cliques->community = ARENA_NEW(arena, uint32_t, nodes);
    cliques->modularity = leiden_communities(&cliques->graph, resolution, seed, arena,
                                             cliques->community, &cliques->found);
}

START_TEST(leiden_finds_cliques)
{
    struct cliques cliques, again;
    cliques_make(12, 6, 1, 3, &cliques);
    ck_assert_uint_eq(cliques.found, 12);
    for (size_t i = 0; i < 72; i++)
        ck_assert_uint_eq(cliques.community[i], cliques.community[i / 6 * 6]);
    /* 15 ties within each of 12 of 192 in all. */
    ck_assert_double_eq_tol(cliques.modularity, 180.0 / 192 - 1.0 / 12, 1e-9);
    cliques_make(12, 6, 1, 3, &again);
    ck_assert_int_eq(memcmp(cliques.community, again.community, 72 * sizeof(uint32_t)), 0);
}
END_TEST

START_TEST(leiden_joins_more_at_a_lower_resolution)
{
    struct cliques fine, coarse;
    cliques_make(30, 5, 1, 1, &fine);
    cliques_make(30, 5, 0.05, 1, &coarse);
    ck_assert_uint_lt(coarse.found, fine.found);
    ck_assert_uint_gt(coarse.found, 1);
    cliques_make(200, 5, 1, 1, &fine);
    ck_assert_double_gt(fine.modularity, 0.89);
}
END_TEST

START_TEST(leiden_leaves_an_empty_graph)
{
    size_t start[3] = {0}, found;
    uint32_t community[2];
    struct weighted_graph graph = {0, start, NULL, NULL};
    ck_assert(leiden_communities(&graph, 1, 0, &world.fixture.arena, community, &found) <= 0);
    ck_assert_uint_eq(found, 0);
    graph.count = 2;
    ck_assert(leiden_communities(&graph, 1, 0, &world.fixture.arena, community, &found) <= 0);
    ck_assert_uint_eq(found, 2);
}
END_TEST

void add_network(Suite *suite)
{
    TCase *tests = tcase_create("network");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, neighbours_are_those_of_the_same_facts);
    tcase_add_test(tests, neighbours_are_of_a_chosen_kind_and_time);
    tcase_add_test(tests, neighbours_of_a_day_leave_out_what_is_over);
    tcase_add_test(tests, reports_count_once_and_rank);
    tcase_add_test(tests, what_was_rejected_ties_nobody);
    tcase_add_test(tests, what_is_doubtful_ties_nobody);
    tcase_add_test(tests, the_newest_tellings_count);
    tcase_add_test(tests, a_path_is_the_shortest);
    tcase_add_test(tests, paths_pass_through_no_place);
    tcase_add_test(tests, other_paths_share_nothing_but_the_ends);
    tcase_add_test(tests, paths_pass_through_no_hub);
    tcase_add_test(tests, partners_share_agreements);
    tcase_add_test(tests, communities_are_those_who_stand_together);
    tcase_add_test(tests, pairs_that_repeat_take_no_room);
    tcase_add_test(tests, pairs_that_find_no_room_are_told_of);
    tcase_add_test(tests, leiden_finds_cliques);
    tcase_add_test(tests, leiden_joins_more_at_a_lower_resolution);
    tcase_add_test(tests, leiden_leaves_an_empty_graph);
    suite_add_tcase(suite, tests);
}
