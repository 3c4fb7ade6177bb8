/* The life of an agreement over many reports, and which of several claims is shown. */
#include "world.h"

void add_life(Suite *suite);

static struct world world;
static struct query_card card;
static struct span agreement; /* id of that which Москва and «Вымпел» signed on 9 February 2015 */

static void setup(void)
{
    world_init(&world);
    agreement = arena_copy(&world.fixture.arena, world_fact(&world, "vympel", "agreement"));
}

static void teardown(void)
{
    world_release(&world);
}

static struct date day(const char *text)
{
    struct date date = {0};
    ck_assert(date_read(span_of(text), &date));
    return date;
}

/* Begins a report of a day that tells of an agreement of «Вымпел» (id empty: of a new one). */
static uint32_t tell(struct draft *draft, const char *published, struct span id)
{
    int64_t number = 0, firm;
    ck_assert(!id.size || canonical_read(id, &number));
    ck_assert(canonical_read(world_thing(&world, "ОАО «Вымпел»"), &firm));
    struct span text = arena_format(&world.fixture.arena,
                                    "%s: соглашение с ОАО «Вымпел», о сроке и дате.", published);
    draft_init(draft, &world.fixture, published, text.data);
    draft->reading.published = day(published);
    uint32_t source = draft_source(draft, "Company", "ОАО «Вымпел»", "ОАО «Вымпел»", firm);
    uint32_t fact = draft_source(draft, "agreement", "", NULL, number);
    draft_claim(draft, fact, "parties", entity_value(source), "ОАО «Вымпел»");
    return fact;
}

static void claim_date(struct draft *draft, uint32_t fact, const char *property, const char *date)
{
    draft_claim(draft, fact, property, (struct value){.type = VALUE_DATE, .date = day(date)},
                "дате");
}

static void claim_status(struct draft *draft, uint32_t fact, const char *code)
{
    const struct schema_property *property =
        schema_property_find(kind_of(&world.fixture, "agreement"), SPAN("status"));
    draft_claim(
        draft, fact, "status",
        (struct value){.type = VALUE_CHOICE, .choice = schema_choice_find(property, span_of(code))},
        "соглашение");
}

/* A report that tells of the agreement with a status and, where they are not NULL, dates. */
static void told(const char *published, const char *status, const char *signed_on,
                 const char *until)
{
    struct draft draft;
    uint32_t fact = tell(&draft, published, agreement);
    if (status)
        claim_status(&draft, fact, status);
    if (signed_on)
        claim_date(&draft, fact, "signed_on", signed_on);
    if (until)
        claim_date(&draft, fact, "until", until);
    draft_write(&draft);
}

static void card_of(struct span id)
{
    CK_OK(&world.fixture, query_card(&world.query, id, &card, &world.fixture.error));
}

static void assert_step(size_t index, const char *code, const char *date)
{
    char text[DATE_TEXT];
    ck_assert_uint_lt(index, card.life.count);
    ASSERT_SPAN(card.life.items[index].code, code);
    ck_assert_str_eq(date_write(card.life.items[index].date, text), date);
}

static const struct query_property *property(const char *name)
{
    for (size_t i = 0; i < card.properties.count; i++)
        if (span_equal(card.properties.items[i].property->name, span_of(name)))
            return &card.properties.items[i];
    ck_abort_msg("no %s", name);
}

START_TEST(steps_stand_in_the_order_of_their_days)
{
    told("2014-12-20", "planned", NULL, NULL);
    told("2020-01-15", "extended", NULL, "2025-02-09");
    told("2015-02-10", "signed", "2015-02-09", NULL);
    card_of(agreement);
    ck_assert_uint_eq(card.life.count, 4);
    assert_step(0, "planned", "");
    assert_step(1, "signed", "2015-02-09");
    ck_assert_uint_eq(card.life.items[1].sources, 2);
    ck_assert(!card.life.items[1].contradicted);
    assert_step(2, "extended", "2025-02-09");
    assert_step(3, "runs", "2025-02-09");
    ck_assert(span_starts_with(card.summary, SPAN("Соглашение: продлено")));
}
END_TEST

START_TEST(two_days_of_signing_stand_side_by_side)
{
    told("2015-02-11", "signed", "2015-02-10", NULL);
    told("2015-02-12", "signed", "2015-02-10", NULL);
    told("2015-03-12", "signed", "2015", NULL);
    card_of(agreement);
    assert_step(0, "signed", "2015-02-09");
    assert_step(1, "signed", "2015-02-10");
    ck_assert(card.life.items[0].contradicted && card.life.items[1].contradicted);
    ck_assert(!card.life.items[0].shown && card.life.items[1].shown);
    const struct query_property *signed_on = property("signed_on");
    ck_assert_uint_eq(signed_on->claims.count, 3);
    ASSERT_SPAN(signed_on->claims.items[0].key, "2015-02-10");
    ck_assert(signed_on->claims.items[0].shown && !signed_on->claims.items[1].shown);
    ck_assert_uint_eq(signed_on->claims.items[0].sources, 3); /* and the one that says the year */
    ck_assert(signed_on->claims.items[0].contradicted);
}
END_TEST

START_TEST(lists_show_the_one_that_is_chosen)
{
    struct query_list list;
    struct query_list_request request = {.name = SPAN("agreements")};
    told("2015-02-11", "signed", "2015-02-10", NULL);
    told("2015-02-12", "signed", "2015-02-10", NULL);
    CK_OK(&world.fixture, query_list(&world.query, &request, &list, &world.fixture.error));
    for (size_t i = 0; i < list.rows.count; i++) {
        if (!span_equal(list.rows.items[i].id, agreement))
            continue;
        const struct query_values *cell = &list.rows.items[i].cells[0];
        ck_assert_uint_eq(cell->count, 1);
        ck_assert_int_eq(date_compare(cell->items[0].plain.date, day("2015-02-10")), 0);
        return;
    }
    ck_abort_msg("the agreement is not in the list");
}
END_TEST

START_TEST(a_later_status_is_no_contradiction)
{
    told("2017-05-05", "ended", NULL, NULL);
    card_of(agreement);
    const struct query_property *status = property("status");
    ck_assert_uint_eq(status->claims.count, 2);
    ck_assert(!status->claims.items[0].contradicted);
    ASSERT_SPAN(status->claims.items[0].value.plain.choice->code, "ended");
}
END_TEST

START_TEST(a_term_runs_and_runs_out)
{
    card_of(agreement);
    assert_step(card.life.count - 1, "runs", "2020-02-09");
    told("2021-03-03", NULL, "2015-02-09", NULL);
    world.query.today = day("2022-01-01");
    card_of(agreement);
    assert_step(card.life.count - 1, "ran_out", "2020-02-09");
    ck_assert_uint_eq(card.life.items[card.life.count - 1].since, 1);
    world.query.as_of = day("2020-12-31");
    card_of(agreement);
    ck_assert_uint_eq(card.life.items[card.life.count - 1].since, 0);
}
END_TEST

START_TEST(a_promise_that_passed_is_without_a_report_not_undone)
{
    struct span planned = world_fact(&world, "klaster", "agreement");
    world.query.today = day("2016-02-29");
    card_of(planned);
    ck_assert_uint_eq(card.life.count, 1);
    assert_step(0, "planned", "2016-03-01");
    world.query.today = day("2016-09-01");
    told("2016-07-01", NULL, NULL, NULL);
    told("2016-08-01", NULL, NULL, NULL);
    card_of(planned);
    ck_assert_uint_eq(card.life.count, 2);
    assert_step(1, "no_report", "2016-03-01");
    ck_assert_uint_eq(card.life.items[1].since, 2);
    ck_assert(span_find(card.life.items[1].text, SPAN("прочитано 2 сообщения"), 0) != SIZE_MAX);
}
END_TEST

START_TEST(a_chain_that_turns_on_itself_ends)
{
    struct draft draft;
    uint32_t fact = tell(&draft, "2016-01-01", agreement), other;
    other = draft_source(&draft, "agreement", "", NULL, 0);
    draft_claim(&draft, fact, "continues", (struct value){.type = VALUE_FACT, .fact = other},
                "соглашение");
    draft_claim(&draft, other, "continues", (struct value){.type = VALUE_FACT, .fact = fact},
                "соглашение");
    draft_write(&draft);
    card_of(agreement);
    ck_assert_uint_ge(card.chain.count, 2);
    ck_assert_uint_le(card.chain.count, 3);
}
END_TEST

void add_life(Suite *suite)
{
    TCase *tests = tcase_create("life");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, steps_stand_in_the_order_of_their_days);
    tcase_add_test(tests, two_days_of_signing_stand_side_by_side);
    tcase_add_test(tests, lists_show_the_one_that_is_chosen);
    tcase_add_test(tests, a_later_status_is_no_contradiction);
    tcase_add_test(tests, a_term_runs_and_runs_out);
    tcase_add_test(tests, a_promise_that_passed_is_without_a_report_not_undone);
    tcase_add_test(tests, a_chain_that_turns_on_itself_ends);
    suite_add_tcase(suite, tests);
}
