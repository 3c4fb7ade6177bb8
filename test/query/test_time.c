/* Questions of another day of the world, and of what was known then. */
#include "states.h"
#include "world.h"

void add_time(Suite *suite);

static struct world world;
static struct query_card card;

static void setup(void)
{
    world_init(&world);
}

static void teardown(void)
{
    world_release(&world);
}

static struct date day(const char *text)
{
    struct date date = {0};
    ck_assert(query_day_read(span_of(text), &date));
    return date;
}

/* A report of a day (empty: without a date) in which a person is mayor of Moscow. */
static int64_t report_mayor(const char *published, const char *name, const char *status)
{
    struct draft draft;
    struct fixture *fixture = &world.fixture;
    int64_t moscow;
    ck_assert(canonical_read(world_thing(&world, "Москва"), &moscow));
    struct span text = arena_format(&fixture->arena, "%s — мэр города Москва. %s %s", name,
                                    published, status ? status : "");
    draft_init(&draft, fixture, published, text.data);
    if (*published)
        draft.reading.published = day(published);
    uint32_t city = draft_source(&draft, "Region", "Москва", "Москва", moscow);
    uint32_t person = draft_source(&draft, "Person", name, name, 0);
    uint32_t office = draft_source(&draft, "occupation", "", NULL, 0);
    draft_claim(&draft, office, "person", entity_value(person), name);
    draft_claim(&draft, office, "position", text_value("мэр города"), "мэр города");
    draft_claim(&draft, office, "organization", entity_value(city), "Москва");
    if (status) {
        const struct schema_property *property =
            schema_property_find(kind_of(fixture, "occupation"), SPAN("status"));
        draft_claim(&draft, office, "status",
                    (struct value){.type = VALUE_CHOICE,
                                   .choice = schema_choice_find(property, span_of(status))},
                    status);
    }
    draft_write(&draft);
    return draft.reading.report;
}

static void card_of(const char *name)
{
    CK_OK(&world.fixture,
          query_card(&world.query, world_thing(&world, name), &card, &world.fixture.error));
}

START_TEST(an_office_is_by_a_report_of_its_day)
{
    card_of("Сергей Иванов");
    ck_assert_uint_eq(card.states.count, 1);
    ASSERT_SPAN(card.states.items[0].text, "мэр, Москва");
    ASSERT_SPAN(card.states.items[0].when, "по сообщению от 9\xC2\xA0февраля 2015\xC2\xA0г.");
    ASSERT_SPAN(card.states.items[0].on_day, "unknown");
    ASSERT_SPAN(card.states.items[0].ending, "unknown");
    ck_assert(span_starts_with(card.summary, SPAN("Человек: мэр, Москва (по сообщению от 9")));
}
END_TEST

START_TEST(a_successor_ends_an_office)
{
    report_mayor("2018-03-01", "Анна Орлова", NULL);
    world.query.today = day("2020-01-01");
    card_of("Сергей Иванов");
    ck_assert_uint_eq(card.states.count, 1);
    ASSERT_SPAN(card.states.items[0].ending, "another");
    ASSERT_SPAN(card.states.items[0].another.text, "Анна Орлова");
    ASSERT_SPAN(card.states.items[0].end_report, "2018-03-01");
    card_of("Москва");
    ck_assert_uint_eq(card.states.count, 2);
    ASSERT_SPAN(card.states.items[0].holder.text, "Анна Орлова");
    ASSERT_SPAN(card.states.items[1].on_day, "over");
}
END_TEST

START_TEST(a_card_of_a_day_shows_what_may_hold_then)
{
    report_mayor("2018-03-01", "Анна Орлова", NULL);
    world.query.as_of = day("2016-01-01");
    card_of("Москва");
    ck_assert_uint_eq(card.states.count, 1);
    ASSERT_SPAN(card.states.items[0].holder.text, "Сергей Иванов");
    ck_assert_uint_eq(card.reports.count, 1);
    world.query.as_of = day("2018-12");
    card_of("Москва");
    ck_assert_uint_eq(card.states.count, 1);
    ASSERT_SPAN(card.states.items[0].holder.text, "Анна Орлова");
    ck_assert_uint_eq(card.reports.count, 2);
    world.query.as_of = day("2014");
    card_of("Москва");
    ck_assert_uint_eq(card.states.count + card.reports.count, 0);
}
END_TEST

START_TEST(a_former_mayor_is_none_today)
{
    report_mayor("2016-05-05", "Сергей Иванов", "former");
    card_of("Москва");
    ck_assert_uint_eq(card.states.count, 2); /* another Ivanov, for the store made a new one */
    ASSERT_SPAN(card.states.items[1].ending, "reported");
}
END_TEST

START_TEST(a_report_without_a_date_is_bounded_by_its_intake)
{
    struct query_list list;
    struct query_list_request request = {.name = SPAN("reports")};
    report_mayor("", "Анна Орлова", NULL);
    card_of("Анна Орлова");
    ck_assert_uint_eq(card.states.count, 1);
    ck_assert(!date_is_set(card.states.items[0].first));
    ck_assert(date_is_set(card.states.items[0].latest));
    ck_assert(span_starts_with(card.states.items[0].when, SPAN("по сообщению без даты")));
    world.query.as_of = day("2015-05-01");
    CK_OK(&world.fixture, query_list(&world.query, &request, &list, &world.fixture.error));
    ck_assert_uint_eq(list.total, 2); /* it may be of that day; "klaster" is of November */
}
END_TEST

START_TEST(a_list_of_a_day_leaves_out_what_came_later)
{
    struct query_list list;
    struct query_list_request agreements = {.name = SPAN("agreements")};
    struct query_list_request people = {.name = SPAN("people")};
    report_mayor("2018-03-01", "Анна Орлова", NULL);
    world.query.as_of = day("2015-05-01");
    CK_OK(&world.fixture, query_list(&world.query, &agreements, &list, &world.fixture.error));
    ck_assert_uint_eq(list.total, 2); /* the memorandum was announced in November */
    CK_OK(&world.fixture, query_list(&world.query, &people, &list, &world.fixture.error));
    ck_assert_uint_eq(list.total, 1);
    world.query.as_of = day("2012-01-01");
    CK_OK(&world.fixture, query_list(&world.query, &agreements, &list, &world.fixture.error));
    ck_assert_uint_eq(list.total, 1); /* that of 2011, told in 2015 */
    world.query.as_of = (struct date){0};
    CK_OK(&world.fixture, query_list(&world.query, &people, &list, &world.fixture.error));
    ck_assert_uint_eq(list.total, 3);
}
END_TEST

START_TEST(a_search_of_a_day_finds_no_later_report)
{
    struct query_search search;
    struct query_search_request request = {.words = SPAN("подписали")};
    world.query.as_of = day("2015-05-01");
    CK_OK(&world.fixture, query_search(&world.query, &request, &search, &world.fixture.error));
    ck_assert_uint_eq(search.total, 1);
    ck_assert_uint_eq(search.hit_count, 1);
    ASSERT_SPAN(search.hits[0].report, "vympel");
}
END_TEST

START_TEST(what_was_known_then_is_shown_as_it_was)
{
    struct query_list list;
    struct query_list_request people = {.name = SPAN("people")};
    int64_t before = world.fixture.now - 1;
    report_mayor("2018-03-01", "Анна Орлова", NULL);
    struct span later = world_thing(&world, "Москва");
    world.query.known_at = before;
    card_of("Сергей Иванов");
    ASSERT_SPAN(card.states.items[0].ending, "unknown");
    CK_OK(&world.fixture, query_card(&world.query, later, &card, &world.fixture.error));
    ck_assert_uint_eq(card.reports.count, 1);
    CK_OK(&world.fixture, query_list(&world.query, &people, &list, &world.fixture.error));
    ck_assert_uint_eq(list.total, 2);
}
END_TEST

START_TEST(what_was_merged_since_was_two_then)
{
    struct fixture *fixture = &world.fixture;
    int64_t one, other, before = fixture->now - 1;
    struct span from = world_thing(&world, "Пётр Чащин"), to = world_thing(&world, "Сергей Иванов");
    ck_assert(canonical_read(from, &one) && canonical_read(to, &other));
    fixture->now += 1000;
    WRITING(fixture, store_canonical_merge(fixture->store, one, other, SPAN("user:tester"),
                                           SPAN("the same"), fixture->now, &fixture->error));
    CK_OK(fixture, query_card(&world.query, from, &card, &fixture->error));
    ASSERT_SPAN(card.id, to.data);
    ck_assert_uint_eq(card.states.count, 2);
    world.query.known_at = before;
    CK_OK(fixture, query_card(&world.query, from, &card, &fixture->error));
    ASSERT_SPAN(card.id, from.data);
    ASSERT_SPAN(card.name, "Пётр Чащин");
    ck_assert_uint_eq(card.states.count, 1);
    ck_assert_uint_eq(card.redirected_from.size, 0);
    CK_OK(fixture, query_card(&world.query, to, &card, &fixture->error));
    ASSERT_SPAN(card.name, "Сергей Иванов");
    ck_assert_uint_eq(card.states.count, 1);
}
END_TEST

START_TEST(reads_days_and_times)
{
    struct date date;
    int64_t time;
    ck_assert(query_day_read(SPAN("2016-02"), &date));
    ck_assert_int_eq(date.day, 29);
    ck_assert(!query_day_read(SPAN("yesterday"), &date));
    ck_assert(query_time_read(SPAN("1970-01-02"), &time));
    ck_assert_int_eq(time, 2 * 86400000LL - 1);
    ck_assert(query_time_read(SPAN("1970-01-01T00:01:00Z"), &time));
    ck_assert_int_eq(time, 60999);
    ck_assert(!query_time_read(SPAN("1970-01-01T25:01:00Z"), &time));
    ck_assert(!query_time_read(SPAN("1970-01-01 00:01:00"), &time));
}
END_TEST

void add_time(Suite *suite)
{
    TCase *tests = tcase_create("time");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, an_office_is_by_a_report_of_its_day);
    tcase_add_test(tests, a_successor_ends_an_office);
    tcase_add_test(tests, a_card_of_a_day_shows_what_may_hold_then);
    tcase_add_test(tests, a_former_mayor_is_none_today);
    tcase_add_test(tests, a_report_without_a_date_is_bounded_by_its_intake);
    tcase_add_test(tests, a_list_of_a_day_leaves_out_what_came_later);
    tcase_add_test(tests, a_search_of_a_day_finds_no_later_report);
    tcase_add_test(tests, what_was_known_then_is_shown_as_it_was);
    tcase_add_test(tests, what_was_merged_since_was_two_then);
    tcase_add_test(tests, reads_days_and_times);
    suite_add_tcase(suite, tests);
}
