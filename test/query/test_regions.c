/* Regions, districts and fields of activity of what lists show, and what the reference says on
 * cards. */
#include "feature.h"
#include "store.h"
#include "store_acts.h"
#include "world.h"

void add_regions(Suite *suite);

static struct world world;
static struct query_list list;

enum { FEATURES = 9 };
static struct source_feature features[FEATURES];
static size_t feature_count;

static void setup(void)
{
    world_init(&world);
    ck_assert(field_memory_new(&world.query.field_memory));
    feature_count = 0;
}

static void teardown(void)
{
    field_memory_free(world.query.field_memory);
    world_release(&world);
}

static void feature_put(struct draft *draft, uint32_t source, uint8_t kind, uint32_t value)
{
    struct new_source *made = &draft->sources[source - 1];
    if (!made->feature_count)
        made->features = &features[feature_count];
    ck_assert_uint_lt(feature_count, FEATURES);
    features[feature_count++] = (struct source_feature){.kind = kind, .value = value};
    made->feature_count++;
}

/* A plant of Tomsk by its name, one of which reports of Tomsk speak, a body of the whole state that
 * they name too, a person, and an agreement of the second. */
static void write_tomsk(void)
{
    struct draft draft;
    uint32_t tomsk = region_number(SPAN("Томская область"));
    draft_init(&draft, &world.fixture, "tomsk",
               "Томский завод, «Луч», Роспатент и Олег Ильин. «Луч» подписал меморандум. Северск, "
               "Читинская область.");
    uint32_t plant = draft_source(&draft, "Company", "Томский завод", "Томский завод", 0);
    uint32_t firm = draft_source(&draft, "Company", "Луч", "Луч", 0);
    uint32_t body = draft_source(&draft, "PublicBody", "Роспатент", "Роспатент", 0);
    uint32_t person = draft_source(&draft, "Person", "Олег Ильин", "Олег Ильин", 0);
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    draft_source(&draft, "Locality", "Северск", "Северск", 0);
    draft_source(&draft, "Region", "Читинская область", "Читинская область", 0);
    feature_put(&draft, plant, FEATURE_REGION, tomsk);
    feature_put(&draft, firm, FEATURE_HOME, tomsk);
    feature_put(&draft, body, FEATURE_HOME, tomsk);
    feature_put(&draft, body, FEATURE_BODY,
                region_number(SPAN("Федеральная служба по интеллектуальной собственности")));
    feature_put(&draft, person, FEATURE_HOME, tomsk);
    draft_claim(&draft, agreement, "parties", entity_value(firm), "Луч");
    draft.sources[plant - 1].region = draft.sources[firm - 1].region = tomsk;
    draft_write(&draft);
}

static size_t total(const char *name, const char *region, const char *district)
{
    struct query_list_request request = {
        .name = span_of(name), .region = span_of(region), .district = span_of(district)};
    CK_OK(&world.fixture, query_list(&world.query, &request, &list, &world.fixture.error));
    return list.total;
}

static size_t mapped(const char *name, const struct query_filter *filter, const char *region)
{
    struct query_list_request request = {
        .name = span_of(name), .filters = filter, .filter_count = filter ? 1 : 0};
    struct query_map map;
    size_t count = SIZE_MAX;
    CK_OK(&world.fixture, query_map(&world.query, &request, &map, &world.fixture.error));
    for (size_t i = 0; i < map.count; i++)
        if (span_equal(map.regions[i].region->name, span_of(region)))
            count = map.regions[i].count;
    return count;
}

START_TEST(counts_rows_by_region)
{
    struct query_filter kind = {SPAN("kind"), SPAN("PublicBody")};
    struct query_filter unknown = {SPAN("unheard"), SPAN("of")};
    struct query_list_request request = {.name = SPAN("organizations"), .filters = &unknown};
    struct query_map map;
    write_tomsk();
    ck_assert_uint_eq(mapped("organizations", NULL, "Томская область"), 2);
    ck_assert_uint_eq(mapped("organizations", &kind, "Томская область"), 0);
    ck_assert_uint_eq(mapped("agreements", NULL, "Томская область"), 1);
    ck_assert_uint_eq(mapped("agreements", NULL, "Омская область"), 0);
    ck_assert_uint_eq(mapped("people", NULL, "Томская область"), 0);
    ck_assert_uint_eq(mapped("organizations", NULL, "Читинская область"), SIZE_MAX);
    CK_OK(&world.fixture, query_map(&world.query, &request, &map, &world.fixture.error));
    ck_assert_uint_eq(map.count, 89);
    request.filter_count = 1;
    CK_FAILS(&world.fixture, query_map(&world.query, &request, &map, &world.fixture.error),
             "query.map_filter");
    request.name = SPAN("reports");
    CK_FAILS(&world.fixture, query_map(&world.query, &request, &map, &world.fixture.error),
             "query.map_filter");
    request.filter_count = 0;
    CK_OK(&world.fixture, query_map(&world.query, &request, &map, &world.fixture.error));
    ck_assert_uint_gt(map.total, 0);
}
END_TEST

/* A plant that a report names beside two countries. */
static void write_abroad(void)
{
    struct draft draft;
    draft_init(&draft, &world.fixture, "abroad", "Луч, Казахстан и Россия подписали соглашение.");
    draft.reading.published = world_day("2015-03-01");
    uint32_t firm = draft_source(&draft, "Company", "Луч", "Луч", 0);
    uint32_t abroad = draft_source(&draft, "Country", "Казахстан", "Казахстан", 0);
    uint32_t home = draft_source(&draft, "Country", "Россия", "Россия", 0);
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    draft_claim(&draft, agreement, "parties", entity_value(firm), "Луч");
    draft_claim(&draft, agreement, "parties", entity_value(abroad), "Казахстан");
    draft_claim(&draft, agreement, "parties", entity_value(home), "Россия");
    draft_write(&draft);
}

START_TEST(counts_rows_that_name_a_country)
{
    struct query_list_request request = {.name = SPAN("agreements")};
    struct query_map map;
    write_abroad();
    CK_OK(&world.fixture, query_map(&world.query, &request, &map, &world.fixture.error));
    ck_assert_uint_eq(map.country_count, 0);
    CK_OK(&world.fixture, query_map_countries(&world.query, &request, &map, &world.fixture.error));
    ck_assert_uint_eq(map.country_count, 1);
    ASSERT_SPAN(map.countries[0].name, "Казахстан");
    ck_assert_uint_eq(map.countries[0].count, 1);
    request.entity = map.countries[0].id;
    CK_OK(&world.fixture, query_list(&world.query, &request, &list, &world.fixture.error));
    ck_assert_uint_eq(list.total, 1); /* those to which the figure leads */
}
END_TEST

START_TEST(filters_by_region_and_district)
{
    write_tomsk();
    ck_assert_uint_eq(total("organizations", "RU-TOM", ""), 2);
    ck_assert_uint_eq(total("organizations", "томская область", "СФО"), 2);
    ck_assert_uint_eq(total("organizations", "", "siberian"), 2);
    ck_assert_uint_eq(total("organizations", "RU-TOM", "ural"), 0);
    ck_assert_uint_eq(total("people", "RU-TOM", ""), 0); /* a report about it is no office in it */
    ck_assert_uint_eq(total("places", "RU-TOM", ""), 1);
    ck_assert_uint_eq(total("places", "Забайкальский край", ""), 1);
    ck_assert_uint_eq(total("places", "Читинская область", ""), 1);
    ck_assert_uint_eq(total("agreements", "Томская область", ""), 1);
    ck_assert_uint_eq(total("places", "Москва", ""), 1);
}
END_TEST

/* An agreement of firms of two regions of one district, and of another region. */
static void write_siberian(void)
{
    static const char *const regions[] = {"Томская область", "Омская область",
                                          "Республика Татарстан"};
    static const char *const names[] = {"Первый", "Второй", "Третий"};
    struct draft draft;
    draft_init(&draft, &world.fixture, "siberian", "Первый, Второй и Третий заключили договор.");
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    for (size_t i = 0; i < 3; i++) {
        uint32_t firm = draft_source(&draft, "Company", names[i], names[i], 0);
        uint32_t region = region_number(span_of(regions[i]));
        feature_put(&draft, firm, FEATURE_REGION, region);
        draft.sources[firm - 1].region = region;
        draft_claim(&draft, agreement, "parties", entity_value(firm), names[i]);
    }
    draft_write(&draft);
}

static size_t counted(const char *facet, const char *value)
{
    for (size_t i = 0; i < list.filter_count; i++)
        for (size_t k = 0; k < list.filters[i].count; k++)
            if (span_equal(list.filters[i].name, span_of(facet)) &&
                span_equal(list.filters[i].items[k].value, span_of(value)))
                return list.filters[i].items[k].count;
    return 0;
}

/* Made as a whole, of what is counted beside the cards, and of the rows that a filter leaves. */
START_TEST(districts_count_a_fact_once)
{
    write_tomsk();
    write_siberian();
    const struct query_list_request requests[] = {
        {.name = SPAN("agreements"), .facets = true},
        {.name = SPAN("agreements"), .facets = true, .paged = true},
        {.name = SPAN("agreements"), .facets = true, .paged = true, .confidence = SPAN("0..1")}};
    size_t siberian = total("agreements", "", "siberian");
    ck_assert_uint_eq(siberian, 2);
    for (size_t i = 0; i < 3; i++) {
        CK_OK(&world.fixture, query_list(&world.query, &requests[i], &list, &world.fixture.error));
        ck_assert_uint_eq(counted("district", "siberian"), siberian);
        ck_assert_uint_eq(counted("district", "volga"), 1);
        ck_assert_uint_eq(counted("region", "RU-TOM"), 2);
        ck_assert_uint_eq(counted("region", "RU-OMS"), 1);
    }
    CK_OK(&world.fixture, store_check(world.fixture.store, &world.fixture.error));
}
END_TEST

START_TEST(refuses_unknown_regions)
{
    struct query_list_request requests[] = {
        {.name = SPAN("places"), .region = SPAN("Томск")}, /* a town is no region */
        {.name = SPAN("places"), .region = SPAN("XX-YY")},
        {.name = SPAN("places"), .district = SPAN("Сибирь")}};
    static const char *const keys[] = {"query.unknown_region", "query.unknown_region",
                                       "query.unknown_district"};
    for (size_t i = 0; i < 3; i++)
        CK_FAILS(&world.fixture,
                 query_list(&world.query, &requests[i], &list, &world.fixture.error), keys[i]);
}
END_TEST

START_TEST(tells_on_cards)
{
    struct query_card card;
    write_tomsk();
    CK_OK(&world.fixture,
          query_card(&world.query, world_thing(&world, "Роспатент"), &card, &world.fixture.error));
    ck_assert_uint_eq(card.regions.count, 0);
    ASSERT_SPAN(card.reference.sort, "service");
    ck_assert_uint_eq(card.reference.was.count, 1);
    CK_OK(&world.fixture,
          query_card(&world.query, world_thing(&world, "Луч"), &card, &world.fixture.error));
    ck_assert_uint_eq(card.regions.count, 1);
    ck_assert(card.regions.items[0].by_reports);
    ASSERT_SPAN(card.regions.items[0].district, "siberian");
    world.query.tongue = TONGUE_ENGLISH;
    CK_OK(&world.fixture, query_card(&world.query, world_thing(&world, "Читинская область"), &card,
                                     &world.fixture.error));
    GOLDEN(&world, "card_former_region", query_card_write, &card);
}
END_TEST

/* The fields of the only claim of a property of a card. */
static const struct query_claim *claim_of(const struct query_card *card, const char *property)
{
    for (size_t i = 0; i < card->properties.count; i++)
        if (span_equal(card->properties.items[i].property->name, span_of(property)))
            return &card->properties.items[i].claims.items[0];
    ck_abort_msg("no %s", property);
}

static size_t total_of_field(const char *name, const char *field)
{
    struct query_list_request request = {.name = span_of(name), .field = span_of(field)};
    CK_OK(&world.fixture, query_list(&world.query, &request, &list, &world.fixture.error));
    return list.total;
}

static void write_subjects(void)
{
    struct draft draft;
    draft_init(&draft, &world.fixture, "subjects",
               "Соглашение о выпуске насосов. Проект «Баклан». Технопарк химии.");
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    uint32_t project = draft_source(&draft, "project", "", NULL, 0);
    uint32_t site = draft_source(&draft, "site", "", NULL, 0);
    draft_claim(&draft, agreement, "subjects", text_value("выпуск насосов"), "выпуске насосов");
    draft_claim(&draft, project, "what", text_value("Баклан"), "Баклан");
    draft_claim(&draft, site, "specialization", text_value("химия"), "химии");
    draft_write(&draft);
}

/* A long list, of which no rows are made to be counted, has the fields of one that is made. */
static void assert_fields_of_long(const char *name, const char *field)
{
    struct query_list_request request = {.name = span_of(name), .facets = true};
    struct query_facets whole = {0}, paged = {0};
    for (int i = 0; i < 2; i++) {
        request.paged = i > 0;
        CK_OK(&world.fixture, query_list(&world.query, &request, &list, &world.fixture.error));
        for (size_t k = 0; k < list.filter_count; k++)
            if (span_equal(list.filters[k].name, SPAN("field")))
                *(i ? &paged : &whole) = list.filters[k];
    }
    ck_assert(whole.count > 0 && !paged.more);
    ck_assert_uint_eq(paged.count, whole.count);
    for (size_t i = 0; i < whole.count; i++) {
        ck_assert(span_equal(paged.items[i].value, whole.items[i].value));
        ck_assert_uint_eq(paged.items[i].count, whole.items[i].count);
    }
    size_t total = total_of_field(name, field);
    request = (struct query_list_request){
        .name = span_of(name), .field = span_of(field), .facets = true, .paged = true};
    CK_OK(&world.fixture, query_list(&world.query, &request, &list, &world.fixture.error));
    ck_assert_uint_eq(list.total, total);
    ck_assert(!list.newest_only);
}

START_TEST(gives_fields_by_words)
{
    struct query_card card;
    struct query_overview overview;
    write_subjects();
    ck_assert_uint_eq(total_of_field("agreements", "machinery"), 1);
    struct span id = list.rows.items[0].id;
    ASSERT_SPAN(list.rows.items[0].fields.items[0]->code, "machinery");
    ck_assert_uint_eq(total_of_field("agreements", "Химия и нефтехимия"), 0);
    ck_assert_uint_eq(total_of_field("sites", "chemistry"), 1);
    assert_fields_of_long("agreements", "machinery");
    assert_fields_of_long("agreements", "chemistry");
    assert_fields_of_long("sites", "chemistry");
    assert_fields_of_long("projects", "machinery");
    total_of_field("agreements", "machinery");
    CK_OK(&world.fixture, query_card(&world.query, id, &card, &world.fixture.error));
    ck_assert_uint_eq(card.fields.count, 1);
    ck_assert(!card.fields.stated);
    ck_assert_uint_eq(claim_of(&card, "subjects")->fields.count, 1);
    CK_OK(&world.fixture, query_overview(&world.query, &overview, &world.fixture.error));
    ck_assert_uint_eq(overview.classified.values, 4); /* with the project of the other report */
    ck_assert_uint_eq(overview.classified.without, 1);
    struct query_list_request request = {.name = SPAN("agreements"), .field = SPAN("alchemy")};
    CK_FAILS(&world.fixture, query_list(&world.query, &request, &list, &world.fixture.error),
             "query.unknown_field");
}
END_TEST

static int64_t listed_number(size_t row)
{
    int64_t number;
    ck_assert(canonical_read(list.rows.items[row].id, &number));
    return number;
}

/* What is remembered of long lists is what holds. */
START_TEST(fields_are_remembered_till_reports_tell_more)
{
    struct draft draft;
    write_subjects();
    assert_fields_of_long("agreements", "machinery");
    ck_assert_uint_eq(total_of_field("agreements", "machinery"), 1);
    int64_t agreement = listed_number(0);
    draft_init(&draft, &world.fixture, "more", "Соглашение и о подготовке кадров.");
    draft_claim(&draft, draft_source(&draft, "agreement", "", NULL, agreement), "subjects",
                text_value("подготовка кадров"), "подготовке кадров");
    draft_write(&draft);
    assert_fields_of_long("agreements", "education");
    ck_assert_uint_eq(total_of_field("agreements", "education"), 1);
    ck_assert_int_eq(listed_number(0), agreement);
    draft_init(&draft, &world.fixture, "more", "Соглашение и о подготовке кадров.");
    draft_claim(&draft, draft_source(&draft, "agreement", "", NULL, agreement), "subjects",
                text_value("химия"), NULL);
    draft_write(&draft);
    assert_fields_of_long("agreements", "education");
    assert_fields_of_long("agreements", "chemistry");
    ck_assert_uint_eq(total_of_field("agreements", "education"), 0);
}
END_TEST

START_TEST(what_a_user_decides_of_fields_counts)
{
    struct query_card card;
    int64_t first, second;
    write_subjects();
    total_of_field("agreements", "machinery");
    struct span id = list.rows.items[0].id;
    CK_OK(&world.fixture, query_card(&world.query, id, &card, &world.fixture.error));
    struct new_act act = {.kind = ACT_FIELDS,
                          .report = 3,
                          .claim = 1,
                          .fields = SPAN("science,education"),
                          .author = SPAN("user:olga")};
    ASSERT_SPAN(claim_of(&card, "subjects")->id, "3.1");
    assert_fields_of_long("agreements", "machinery");
    WRITING(&world.fixture,
            store_act(world.fixture.store, &act, world.fixture.now, &first, &world.fixture.error));
    ck_assert_uint_eq(total_of_field("agreements", "machinery"), 0);
    ck_assert_uint_eq(total_of_field("agreements", "education"), 1);
    assert_fields_of_long("agreements", "education");
    assert_fields_of_long("agreements", "machinery");
    CK_OK(&world.fixture, query_card(&world.query, id, &card, &world.fixture.error));
    ck_assert(card.fields.stated);
    ck_assert_uint_eq(card.fields.count, 2);
    ASSERT_SPAN(card.fields.items[0]->code, "science");
    ck_assert_int_eq(claim_of(&card, "subjects")->state, STATE_READ); /* the claim itself stands */
    struct new_act undo = {.kind = ACT_UNDO, .undoes = first, .author = SPAN("user:olga")};
    WRITING(&world.fixture, store_act(world.fixture.store, &undo, world.fixture.now, &second,
                                      &world.fixture.error));
    ck_assert_uint_eq(total_of_field("agreements", "machinery"), 1);
    assert_fields_of_long("agreements", "machinery");
}
END_TEST

START_TEST(the_overview_tells_where_most_is_agreed)
{
    static struct query_overview overview;
    world_init_empty(&world);
    write_tomsk();
    CK_OK(&world.fixture, query_overview(&world.query, &overview, &world.fixture.error));
    ck_assert_uint_eq(overview.region_count, 1);
    ASSERT_SPAN(overview.regions[0].region->name, "Томская область");
    ck_assert_uint_eq(overview.regions[0].count, 1);
    world_release(&world);
}
END_TEST

void add_regions(Suite *suite)
{
    SUITE_ADD(suite, the_overview_tells_where_most_is_agreed);
    TCase *tests = tcase_create("regions");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, counts_rows_by_region);
    tcase_add_test(tests, counts_rows_that_name_a_country);
    tcase_add_test(tests, filters_by_region_and_district);
    tcase_add_test(tests, districts_count_a_fact_once);
    tcase_add_test(tests, refuses_unknown_regions);
    tcase_add_test(tests, tells_on_cards);
    tcase_add_test(tests, gives_fields_by_words);
    tcase_add_test(tests, fields_are_remembered_till_reports_tell_more);
    tcase_add_test(tests, what_a_user_decides_of_fields_counts);
    suite_add_tcase(suite, tests);
}
