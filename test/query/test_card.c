/* Cards of things and facts. */
#include "world.h"

void add_card(Suite *suite);

static struct world world;

static void setup(void)
{
    world_init(&world);
}

static void teardown(void)
{
    world_release(&world);
}

static void card_golden(struct span id, const char *name)
{
    struct query_card card;
    CK_OK(&world.fixture, query_card(&world.query, id, &card, &world.fixture.error));
    GOLDEN(&world, name, query_card_write, &card);
}

START_TEST(shows_an_agreement)
{
    card_golden(world_fact(&world, "vympel", "agreement"), "card_agreement");
}
END_TEST

START_TEST(shows_a_firm_in_english)
{
    world.query.tongue = TONGUE_ENGLISH;
    card_golden(world_thing(&world, "ОАО «Вымпел»"), "card_firm");
}
END_TEST

START_TEST(shows_a_person_with_statements)
{
    card_golden(world_thing(&world, "Сергей Иванов"), "card_person");
}
END_TEST

START_TEST(follows_merged_ids)
{
    struct fixture *fixture = &world.fixture;
    struct query_card card;
    struct span from = world_thing(&world, "Пётр Чащин"), to = world_thing(&world, "Сергей Иванов");
    int64_t one, other;
    ck_assert(canonical_read(from, &one) && canonical_read(to, &other));
    CK_OK(fixture, store_write_begin(fixture->store, fixture->now, &fixture->error));
    CK_OK(fixture, store_canonical_merge(fixture->store, one, other, SPAN("user:tester"),
                                         SPAN("the same"), fixture->now, &fixture->error));
    CK_OK(fixture, store_write_end(fixture->store, fixture->now, &fixture->error));
    CK_OK(fixture, store_commit(fixture->store, &fixture->error));
    CK_OK(fixture, query_card(&world.query, from, &card, &fixture->error));
    ASSERT_SPAN(card.id, to.data);
    ASSERT_SPAN(card.redirected_from, from.data);
    ck_assert_uint_eq(card.reports.count, 2);
}
END_TEST

START_TEST(marks_what_is_contradicted_and_rejected)
{
    struct fixture *fixture = &world.fixture;
    struct query_card card;
    struct draft draft;
    int64_t agreement;
    ck_assert(canonical_read(world_fact(&world, "vympel", "agreement"), &agreement));
    draft_init(&draft, fixture, "third", "Соглашение подписали 10 февраля, в феврале 2015 года.");
    uint32_t fact = draft_source(&draft, "agreement", "", NULL, agreement);
    draft_claim(&draft, fact, "signed_on",
                (struct value){.type = VALUE_DATE, .date = {2015, 2, 10}}, "10 февраля");
    uint32_t again = draft_source(&draft, "agreement", "", NULL, agreement);
    draft_claim(&draft, again, "signed_on",
                (struct value){.type = VALUE_DATE, .date = {2015, 2, 0}}, "феврале 2015 года");
    draft_write(&draft);
    CK_OK(fixture, query_card(&world.query, world_fact(&world, "vympel", "agreement"), &card,
                              &fixture->error));
    size_t contradicted = 0, claims = 0;
    for (size_t i = 0; i < card.properties.count; i++) {
        for (size_t k = 0; k < card.properties.items[i].claims.count; k++)
            contradicted += card.properties.items[i].claims.items[k].contradicted;
        if (span_equal(card.properties.items[i].property->name, SPAN("signed_on")))
            claims = card.properties.items[i].claims.count;
    }
    ck_assert_uint_eq(claims, 3);
    ck_assert_uint_eq(contradicted, 2); /* February alone is only less exact */
}
END_TEST

START_TEST(refuses_unknown_ids)
{
    static const char *const ids[] = {"", "ru-", "ru-000000000000", "vympel", "ru-zzzzzzzzzzzz"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        struct query_card card;
        ck_assert_msg(!query_card(&world.query, span_of(ids[i]), &card, &world.fixture.error), "%s",
                      ids[i]);
        ck_assert_str_eq(world.fixture.error.items[i].key, "query.unknown_id");
    }
}
END_TEST

void add_card(Suite *suite)
{
    TCase *tests = tcase_create("card");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, shows_an_agreement);
    tcase_add_test(tests, shows_a_firm_in_english);
    tcase_add_test(tests, shows_a_person_with_statements);
    tcase_add_test(tests, follows_merged_ids);
    tcase_add_test(tests, marks_what_is_contradicted_and_rejected);
    tcase_add_test(tests, refuses_unknown_ids);
    suite_add_tcase(suite, tests);
}
