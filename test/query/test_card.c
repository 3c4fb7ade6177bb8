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

/* ---- pages of facts ---- */

/* A report of a day that tells of count agreements of the firm "Вымпел" with another. */
static void report_agreements(const char *published, size_t count)
{
    struct draft draft;
    struct arena *arena = &world.fixture.arena;
    int64_t firm;
    ck_assert(canonical_read(world_thing(&world, "ОАО «Вымпел»"), &firm));
    struct span text = arena_format(arena, "Вымпел и Второй подписали. %s", published);
    draft_init(&draft, &world.fixture, published, text.data);
    draft.reading.published = world_day(published);
    uint32_t first = draft_source(&draft, "Company", "ОАО «Вымпел»", "Вымпел", firm);
    uint32_t second = draft_source(&draft, "Company", "Второй", "Второй", 0);
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    size_t names = draft.reading.claim_count;
    draft_claim(&draft, agreement, "parties", entity_value(first), "Вымпел");
    draft_claim(&draft, agreement, "parties", entity_value(second), "Второй");
    world_draft_write(&world, &draft, names, count);
}

static const struct query_list *facts_of(const char *name, const char *kind, size_t offset,
                                         size_t limit)
{
    struct query_list *list = ARENA_NEW(&world.fixture.arena, struct query_list, 1);
    struct query_facts_request request = {span_of(kind), offset, limit};
    CK_OK(&world.fixture, query_facts(&world.query, world_thing(&world, name), &request, list,
                                      &world.fixture.error));
    return list;
}

static const struct query_list *related_of(const struct query_card *card, const char *kind)
{
    for (size_t i = 0; i < card->related.count; i++)
        if (span_equal(card->related.items[i].name, span_of(kind)))
            return &card->related.items[i];
    return NULL;
}

START_TEST(a_card_shows_some_facts_and_pages_show_all)
{
    enum { MORE = 30, ALL = MORE + 3 }; /* the world has three */
    struct query_card card;
    bool seen[ALL] = {false};
    report_agreements("2020-01-01", MORE);
    CK_OK(&world.fixture, query_card(&world.query, world_thing(&world, "ОАО «Вымпел»"), &card,
                                     &world.fixture.error));
    const struct query_list *shown = related_of(&card, "agreement");
    ck_assert_uint_eq(shown->rows.count, CARD_ROWS);
    ck_assert_uint_eq(shown->total, ALL);
    ck_assert(!card.more);
    const struct query_list *all = facts_of("ОАО «Вымпел»", "agreement", 0, 100);
    ck_assert_uint_eq(all->rows.count, ALL);
    ck_assert(!all->more);
    for (size_t offset = 0; offset < ALL + 7; offset += 7) {
        const struct query_list *page = facts_of("ОАО «Вымпел»", "agreement", offset, 7);
        ck_assert_uint_eq(page->total, ALL);
        ck_assert_uint_eq(page->rows.count, offset >= ALL      ? 0
                                            : ALL - offset < 7 ? ALL - offset
                                                               : 7);
        for (size_t i = 0; i < page->rows.count; i++)
            for (size_t k = 0; k < ALL; k++)
                if (span_equal(page->rows.items[i].id, all->rows.items[k].id)) {
                    ck_assert(!seen[k]);
                    seen[k] = true;
                }
        /* What the card shows are the newest. */
        if (offset + 7 < CARD_ROWS)
            for (size_t i = 0; i < page->rows.count; i++) {
                bool on_card = false;
                for (size_t k = 0; k < shown->rows.count; k++)
                    on_card |= span_equal(page->rows.items[i].id, shown->rows.items[k].id);
                ck_assert(on_card);
            }
    }
    for (size_t k = 0; k < ALL; k++)
        ck_assert_msg(seen[k], "%zu", k);
    GOLDEN(&world, "facts", query_facts_write, facts_of("ОАО «Вымпел»", "membership", 0, 0));
    ck_assert_uint_eq(facts_of("Сергей Иванов", "statement", 0, 0)->rows.count, 1);
}
END_TEST

START_TEST(many_facts_are_counted_as_far_as_the_page)
{
    struct query_card card;
    report_agreements("2020-01-01", 260);
    CK_OK(&world.fixture, query_card(&world.query, world_thing(&world, "ОАО «Вымпел»"), &card,
                                     &world.fixture.error));
    ck_assert(card.more);
    ck_assert_uint_eq(related_of(&card, "agreement")->total, 250);
    const struct query_list *page = facts_of("ОАО «Вымпел»", "agreement", 0, 10);
    ck_assert(page->more);
    ck_assert_uint_eq(page->total, 200);
    ck_assert(span_starts_with(page->summary, SPAN("больше 200")));
    page = facts_of("ОАО «Вымпел»", "agreement", 250, 50);
    ck_assert(!page->more);
    ck_assert_uint_eq(page->total, 263);
    ck_assert_uint_eq(page->rows.count, 13);
}
END_TEST

START_TEST(facts_of_a_day_are_those_of_the_card)
{
    struct query_card card;
    report_agreements("2020-01-01", 2);
    world.query.as_of = world_day("2012-01-01");
    /* The agreement of 2011, of which a report of 2015 tells. */
    const struct query_list *page = facts_of("ОАО «Вымпел»", "agreement", 0, 0);
    ck_assert_uint_eq(page->total, 1);
    ck_assert_uint_eq(page->rows.count, 1);
    world.query.as_of = world_day("2016-01-01");
    CK_OK(&world.fixture, query_card(&world.query, world_thing(&world, "ОАО «Вымпел»"), &card,
                                     &world.fixture.error));
    ck_assert_uint_eq(related_of(&card, "agreement")->total, 3);
    page = facts_of("ОАО «Вымпел»", "agreement", 0, 2);
    ck_assert_uint_eq(page->total, 3);
    ck_assert_uint_eq(page->rows.count, 2);
    /* Of very many facts those that were told by then. */
    report_agreements("2021-01-01", 260);
    page = facts_of("ОАО «Вымпел»", "agreement", 0, 10);
    ck_assert_uint_eq(page->total, 3);
    ck_assert(!page->more);
}
END_TEST

START_TEST(pages_of_facts_refuse_other_kinds)
{
    struct query_list list;
    struct query_facts_request request = {.kind = SPAN("Company")};
    struct span firm = world_thing(&world, "ОАО «Вымпел»");
    CK_FAILS(&world.fixture, query_facts(&world.query, firm, &request, &list, &world.fixture.error),
             "query.unknown_kind");
    request.kind = SPAN("agreement");
    CK_FAILS(
        &world.fixture,
        query_facts(&world.query, SPAN("ru-000000000000"), &request, &list, &world.fixture.error),
        "query.unknown_id");
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
    tcase_add_test(tests, a_card_shows_some_facts_and_pages_show_all);
    tcase_add_test(tests, many_facts_are_counted_as_far_as_the_page);
    tcase_add_test(tests, facts_of_a_day_are_those_of_the_card);
    tcase_add_test(tests, pages_of_facts_refuse_other_kinds);
    suite_add_tcase(suite, tests);
}
