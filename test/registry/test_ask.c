/* Asking for entities, claims, sources and mentions. */
#include "fixture.h"

void add_ask(Suite *suite);

static void entities_of(struct fixture *fixture, const char *kind, int64_t as_of,
                        struct stored_entities *entities)
{
    const struct schema_kind *kinds[] = {kind_of(fixture, kind)};
    struct entities_wanted wanted = {.kinds = kinds, .kind_count = 1, .limit = 100, .as_of = as_of};
    CK_OK(fixture,
          store_entities(fixture->store, &wanted, &fixture->arena, entities, &fixture->error));
}

START_TEST(lists_entities_with_their_reports)
{
    struct fixture fixture;
    struct stored_entities entities;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    int64_t between = fixture.now - 1;
    write_agreement(&fixture, "b", "Открытое общество «Заря»", "Омский край", 1);
    entities_of(&fixture, "Company", STORE_TODAY, &entities);
    ck_assert_uint_eq(entities.count, 1);
    ASSERT_SPAN(entities.items[0].name, "Открытое общество «Заря»");
    ck_assert_int_eq(entities.items[0].reports, 2);
    entities_of(&fixture, "agreement", STORE_TODAY, &entities);
    ck_assert_uint_eq(entities.count, 2);
    ck_assert_uint_eq(entities.items[0].name.size, 0);
    entities_of(&fixture, "agreement", between, &entities);
    ck_assert_uint_eq(entities.count, 1);
    entities_of(&fixture, "Company", between, &entities);
    ASSERT_SPAN(entities.items[0].name, "ОАО «Заря»");
    entities_of(&fixture, "Person", STORE_TODAY, &entities);
    ck_assert_uint_eq(entities.count, 0);
    fixture_release(&fixture);
}
END_TEST

START_TEST(pages_lists_both_ways)
{
    struct fixture fixture;
    struct stored_entities page;
    fixture_init(&fixture);
    char id[8] = "a0";
    for (int i = 0; i < 5; i++) {
        id[1] = (char)('0' + i);
        write_agreement(&fixture, id, "ОАО «Заря»", "Энская область", i ? 1 : 0);
    }
    const struct schema_kind *kinds[] = {kind_of(&fixture, "agreement"), kind_of(&fixture, "need")};
    struct entities_wanted wanted = {
        .kinds = kinds, .kind_count = 2, .limit = 2, .as_of = STORE_TODAY, .newest_first = true};
    int64_t last = INT64_MAX;
    size_t seen = 0;
    do {
        CK_OK(&fixture,
              store_entities(fixture.store, &wanted, &fixture.arena, &page, &fixture.error));
        for (size_t i = 0; i < page.count; i++, seen++) {
            ck_assert_int_lt(page.items[i].number, last);
            wanted.after = last = page.items[i].number;
        }
    } while (page.count);
    ck_assert_uint_eq(seen, 5);
    wanted.newest_first = false;
    wanted.after = 0;
    CK_OK(&fixture, store_entities(fixture.store, &wanted, &fixture.arena, &page, &fixture.error));
    ck_assert_uint_eq(page.count, 2);
    ck_assert_int_lt(page.items[0].number, page.items[1].number);
    fixture_release(&fixture);
}
END_TEST

START_TEST(gives_claims_with_references_and_evidence)
{
    struct fixture fixture;
    struct stored_claims claims;
    struct stored_entities agreements;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    entities_of(&fixture, "agreement", STORE_TODAY, &agreements);
    struct claims_wanted wanted = {.as_of = STORE_TODAY, .words = true};
    CK_OK(&fixture, store_claims(fixture.store, &agreements.items[0].number, 1, &wanted,
                                 &fixture.arena, &claims, &fixture.error));
    ck_assert_uint_eq(claims.count, 3);
    const struct stored_claim *party = &claims.items[0], *term = &claims.items[2];
    ASSERT_SPAN(party->property->name, "parties");
    ck_assert_int_eq(party->value.type, VALUE_ENTITY);
    ASSERT_SPAN(party->entity.name, "ОАО «Заря»");
    ASSERT_SPAN(party->entity.kind->name, "Company");
    ck_assert_uint_eq(party->evidence_count, 1);
    ASSERT_SPAN(party->evidence[0].words, "ОАО «Заря»");
    ASSERT_SPAN(term->text, "P5Y");
    ck_assert_int_eq(term->value.duration.years, 5);
    ASSERT_SPAN(term->author, "uzel 0.1");
    ck_assert_double_eq(term->confidence, 0.9);
    ck_assert_int_eq(term->state, CLAIM_ASSERTED);
    struct stored_namings namings;
    const struct namings_wanted naming = {
        .kinds = &agreements.items[0].kind, .kind_count = 1, .as_of = STORE_TODAY, .limit = 10};
    CK_OK(&fixture, store_facts_naming(fixture.store, party->entity.number, &naming, &fixture.arena,
                                       &namings, &fixture.error));
    ck_assert_uint_eq(namings.count, 1);
    ck_assert_int_eq(namings.items[0].fact, agreements.items[0].number);
    ASSERT_SPAN(namings.items[0].property->name, "parties");
    fixture_release(&fixture);
}
END_TEST

START_TEST(keeps_signatories_with_both_of_their_references)
{
    struct fixture fixture;
    struct draft draft;
    struct stored_claims claims;
    fixture_init(&fixture);
    draft_init(&draft, &fixture, "s",
               "Документ подписали Пётр Ильин от завода «Буран» и Анна Юдина.");
    uint32_t one = draft_source(&draft, "Person", "Пётр Ильин", "Пётр Ильин", 0);
    uint32_t two = draft_source(&draft, "Person", "Анна Юдина", "Анна Юдина", 0);
    uint32_t plant = draft_source(&draft, "Company", "Буран", "Буран", 0);
    uint32_t agreement = draft_source(&draft, "agreement", "", NULL, 0);
    draft_claim(&draft, agreement, "signatories",
                (struct value){.type = VALUE_SIGNATORY, .signatory = {one, plant}}, "Пётр Ильин");
    draft_claim(&draft, agreement, "signatories",
                (struct value){.type = VALUE_SIGNATORY, .signatory = {two, NO_ENTITY}},
                "Анна Юдина");
    draft_write(&draft);
    struct claims_wanted wanted = {.as_of = STORE_TODAY};
    int64_t number = 4;
    CK_OK(&fixture, store_claims(fixture.store, &number, 1, &wanted, &fixture.arena, &claims,
                                 &fixture.error));
    ck_assert_uint_eq(claims.count, 2);
    ASSERT_SPAN(claims.items[0].entity.name, "Пётр Ильин");
    ASSERT_SPAN(claims.items[0].on_behalf_of.name, "Буран");
    ASSERT_SPAN(claims.items[1].entity.name, "Анна Юдина");
    ck_assert_int_eq(claims.items[1].on_behalf_of.number, 0);
    ck_assert_uint_eq(claims.items[0].evidence[0].words.size, 0);
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    fixture_release(&fixture);
}
END_TEST

START_TEST(gives_sources_by_whole_reports)
{
    struct fixture fixture;
    struct stored_sources sources;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    write_agreement(&fixture, "b", "ОАО «Заря»", "Омский край", 1);
    CK_OK(&fixture,
          store_sources(fixture.store, 0, 1, false, &fixture.arena, &sources, &fixture.error));
    ck_assert_uint_eq(sources.count, 2);
    ASSERT_SPAN(sources.items[0].report_id, "a");
    ASSERT_SPAN(sources.items[1].name, "Энская область");
    CK_OK(&fixture, store_sources(fixture.store, sources.items[0].report, 100, true, &fixture.arena,
                                  &sources, &fixture.error));
    ck_assert_uint_eq(sources.count, 3);
    ASSERT_SPAN(sources.items[0].report_id, "b");
    ck_assert_int_eq(sources.items[0].canonical, 1);
    ck_assert_uint_eq(sources.items[0].mentions, 1);
    CK_OK(&fixture,
          store_sources(fixture.store, 2, 100, true, &fixture.arena, &sources, &fixture.error));
    ck_assert_uint_eq(sources.count, 0);
    CK_OK(&fixture, store_sources_of_entity(fixture.store, 1, STORE_TODAY, 10, &fixture.arena,
                                            &sources, &fixture.error));
    ck_assert_uint_eq(sources.count, 2);
    ASSERT_SPAN(sources.items[0].report_id, "b");
    CK_OK(&fixture,
          store_sources_of_report(fixture.store, 1, &fixture.arena, &sources, &fixture.error));
    ck_assert_uint_eq(sources.count, 3);
    fixture_release(&fixture);
}
END_TEST

START_TEST(gives_mentions_by_place_and_credits)
{
    struct fixture fixture;
    struct draft draft;
    struct stored_mentions mentions;
    struct stored_credits credits;
    fixture_init(&fixture);
    draft_init(&draft, &fixture, "m", "Правительство Энской области. Фото: А. Юдина");
    draft_source(&draft, "Region", "Энская область", "Энской области", 0);
    draft_source(&draft, "PublicBody", "Правительство Энской области",
                 "Правительство Энской области", 0);
    draft.mentions[draft.reading.mention_count++] = (struct new_mention){.range = {0, 26}};
    struct new_credit credit = {.role = 2, .name = {67, 80}};
    draft.reading.credits = &credit;
    draft.reading.credit_count = 1;
    draft_write(&draft);
    CK_OK(&fixture, store_mentions(fixture.store, 1, &fixture.arena, &mentions, &fixture.error));
    ck_assert_uint_eq(mentions.count, 3);
    ck_assert_uint_eq(mentions.items[0].source, 2);
    ck_assert_int_eq(mentions.items[0].canonical, 2);
    ck_assert_uint_eq(mentions.items[1].source, 0);
    ck_assert(!mentions.items[1].has_name && mentions.items[0].has_name);
    ck_assert_uint_eq(mentions.items[2].source, 1);
    CK_OK(&fixture, store_credits(fixture.store, 1, &fixture.arena, &credits, &fixture.error));
    ck_assert_uint_eq(credits.count, 1);
    ck_assert_uint_eq(credits.items[0].name.start, 67);
    fixture_release(&fixture);
}
END_TEST

START_TEST(finds_candidates_by_key)
{
    struct fixture fixture;
    struct stored_entities found;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "Заря", "Энская область", 0);
    write_agreement(&fixture, "b", "Заря", "Энская область", 0);
    CK_OK(&fixture, store_candidates(fixture.store, key_of("Заря"), 8, &fixture.arena, &found,
                                     &fixture.error));
    ck_assert_uint_eq(found.count, 2);
    ck_assert_int_eq(found.items[0].number, 1);
    ASSERT_SPAN(found.items[0].kind->name, "Company");
    int64_t other = found.items[1].number;
    CK_OK(&fixture, store_candidates(fixture.store, key_of("Заря"), 1, &fixture.arena, &found,
                                     &fixture.error));
    ck_assert_uint_eq(found.count, 1);
    CK_OK(&fixture, store_candidates(fixture.store, key_of("Закат"), 8, &fixture.arena, &found,
                                     &fixture.error));
    ck_assert_uint_eq(found.count, 0);
    /* One that was merged is found as what it was merged into. */
    CK_OK(&fixture, store_write_begin(fixture.store, 9, &fixture.error));
    CK_OK(&fixture, store_canonical_merge(fixture.store, other, 1, SPAN("user:olga"), SPAN("same"),
                                          9, &fixture.error));
    CK_OK(&fixture, store_write_end(fixture.store, 9, &fixture.error));
    CK_OK(&fixture, store_candidates(fixture.store, key_of("Заря"), 8, &fixture.arena, &found,
                                     &fixture.error));
    ck_assert_uint_eq(found.count, 2);
    ck_assert_int_eq(found.items[1].number, 1);
    fixture_release(&fixture);
}
END_TEST

/* Asks in an arena that is too small, then again in one that is not. */
struct small_ask {
    struct fixture *fixture;
    struct arena arena;
    struct stored_claims claims;
    bool complete;
};

static void small_ask_run(void *context)
{
    struct small_ask *ask = context;
    struct claims_wanted wanted = {.as_of = STORE_TODAY, .words = true};
    ask->complete = store_claims_of_report(ask->fixture->store, 1, &wanted, &ask->arena,
                                           &ask->claims, &ask->fixture->error);
}

START_TEST(stays_usable_where_the_arena_runs_out)
{
    struct fixture fixture;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    struct small_ask ask = {.fixture = &fixture};
    arena_init(&ask.arena, 300);
    ck_assert(!arena_run(&ask.arena, small_ask_run, &ask));
    ck_assert(!ask.complete);
    arena_release(&ask.arena);
    arena_init(&ask.arena, 1 << 20);
    ck_assert(arena_run(&ask.arena, small_ask_run, &ask));
    ck_assert(ask.complete);
    ck_assert_uint_eq(ask.claims.count, 5);
    arena_release(&ask.arena);
    write_agreement(&fixture, "b", "ОАО «Закат»", "Энская область", 0);
    fixture_release(&fixture);
}
END_TEST

/* The facts of a kind that name an entity, newest first. */
static void namings_of(struct fixture *fixture, int64_t canonical, const char *kind, size_t limit,
                       struct stored_namings *namings)
{
    const struct schema_kind *kinds[] = {kind_of(fixture, kind)};
    const struct namings_wanted wanted = {
        .kinds = kinds, .kind_count = 1, .as_of = STORE_TODAY, .limit = limit};
    CK_OK(fixture, store_facts_naming(fixture->store, canonical, &wanted, &fixture->arena, namings,
                                      &fixture->error));
}

START_TEST(asks_for_many_at_once)
{
    struct fixture fixture;
    struct stored_entities agreements;
    struct stored_claims claims, single;
    struct stored_entity entities[3];
    struct stored_report reports[2];
    const struct claims_wanted wanted = {.as_of = STORE_TODAY};
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    write_agreement(&fixture, "b", "ОАО «Закат»", "Омский край", 0);
    entities_of(&fixture, "agreement", STORE_TODAY, &agreements);
    int64_t numbers[3] = {agreements.items[1].number, agreements.items[0].number, 99};
    CK_OK(&fixture, store_claims(fixture.store, numbers, 3, &wanted, &fixture.arena, &claims,
                                 &fixture.error));
    ck_assert_uint_eq(claims.count, 6);
    for (size_t i = 0; i < 2; i++) {
        CK_OK(&fixture, store_claims(fixture.store, &numbers[i], 1, &wanted, &fixture.arena,
                                     &single, &fixture.error));
        ck_assert_uint_eq(single.count, 3);
        for (size_t k = 0; k < 3; k++) {
            const struct stored_claim *one = &single.items[k], *many = &claims.items[3 * i + k];
            ck_assert_int_eq(many->canonical, numbers[i]);
            ck_assert_uint_eq(many->ordinal, one->ordinal);
            ck_assert(many->property == one->property);
            ck_assert(span_equal(many->entity.name, one->entity.name));
            ASSERT_SPAN(many->author, "uzel 0.1");
            ck_assert_uint_eq(many->evidence_count, 1);
            struct stored_claim bare = {
                .report = many->report, .source = many->source, .ordinal = many->ordinal};
            CK_OK(&fixture, store_evidence(fixture.store, &(struct stored_claim *){&bare}, 1,
                                           &fixture.arena, &fixture.error));
            ck_assert_uint_eq(bare.evidence_count, 1);
            ck_assert_uint_eq(bare.evidence[0].range.start, many->evidence[0].range.start);
        }
    }
    CK_OK(&fixture,
          store_entities_of(fixture.store, numbers, 3, &fixture.arena, entities, &fixture.error));
    ck_assert_int_eq(entities[0].number, numbers[0]);
    ck_assert_int_eq(entities[1].number, numbers[1]);
    ck_assert_int_eq(entities[2].number, 0);
    CK_OK(&fixture, store_reports_of(fixture.store, (int64_t[]){2, 7}, 2, &fixture.arena, reports,
                                     &fixture.error));
    ASSERT_SPAN(reports[0].id, "b");
    ck_assert_int_eq(reports[1].number, 0);
    fixture_release(&fixture);
}
END_TEST

START_TEST(what_names_an_entity_is_limited_behind_its_kind)
{
    struct fixture fixture;
    struct stored_entities firms;
    struct stored_namings namings;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    write_agreement(&fixture, "b", "ОАО «Заря»", "Омский край", 1);
    entities_of(&fixture, "Company", STORE_TODAY, &firms);
    int64_t firm = firms.items[0].number;
    namings_of(&fixture, firm, "agreement", 10, &namings);
    ck_assert_uint_eq(namings.count, 2);
    ck_assert_int_eq(namings.items[0].report, 2);
    namings_of(&fixture, firm, "agreement", 1, &namings);
    ck_assert_uint_eq(namings.count, 1);
    ck_assert_int_eq(namings.items[0].report, 2);
    namings_of(&fixture, firm, "need", 1, &namings);
    ck_assert_uint_eq(namings.count, 0);
    fixture_release(&fixture);
}
END_TEST

START_TEST(what_was_rejected_names_nobody)
{
    struct fixture fixture;
    struct stored_entities firms;
    struct stored_namings namings;
    struct stored_tellings tellings;
    const struct tellings_wanted wanted = {.as_of = STORE_TODAY, .limit = 10};
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "ОАО «Заря»", "Энская область", 0);
    write_agreement(&fixture, "b", "ОАО «Заря»", "Омский край", 1);
    entities_of(&fixture, "Company", STORE_TODAY, &firms);
    int64_t firm = firms.items[0].number;
    CK_OK(&fixture, store_tellings_naming(fixture.store, firm, &wanted, &fixture.arena, &tellings,
                                          &fixture.error));
    ck_assert_uint_eq(tellings.count, 2);
    ck_assert_int_eq(tellings.items[0].report, 2);
    ck_assert_uint_eq(tellings.items[0].members.count, 2);
    namings_of(&fixture, firm, "agreement", 10, &namings);
    CK_OK(&fixture, store_write_begin(fixture.store, fixture.now, &fixture.error));
    CK_OK(&fixture, store_claim_decide(fixture.store, 2, namings.items[0].claim, CLAIM_REJECTED,
                                       SPAN("user:anna"), SPAN(""), fixture.now, &fixture.error));
    CK_OK(&fixture, store_write_end(fixture.store, fixture.now, &fixture.error));
    namings_of(&fixture, firm, "agreement", 10, &namings);
    ck_assert_uint_eq(namings.count, 1);
    ck_assert_int_eq(namings.items[0].report, 1);
    CK_OK(&fixture, store_tellings_naming(fixture.store, firm, &wanted, &fixture.arena, &tellings,
                                          &fixture.error));
    ck_assert_uint_eq(tellings.count, 1);
    ck_assert_int_eq(tellings.items[0].report, 1);
    fixture_release(&fixture);
}
END_TEST

void add_ask(Suite *suite)
{
    SUITE_ADD(suite, lists_entities_with_their_reports);
    SUITE_ADD(suite, pages_lists_both_ways);
    SUITE_ADD(suite, gives_claims_with_references_and_evidence);
    SUITE_ADD(suite, keeps_signatories_with_both_of_their_references);
    SUITE_ADD(suite, asks_for_many_at_once);
    SUITE_ADD(suite, what_names_an_entity_is_limited_behind_its_kind);
    SUITE_ADD(suite, what_was_rejected_names_nobody);
    SUITE_ADD(suite, gives_sources_by_whole_reports);
    SUITE_ADD(suite, gives_mentions_by_place_and_credits);
    SUITE_ADD(suite, finds_candidates_by_key);
    SUITE_ADD(suite, stays_usable_where_the_arena_runs_out);
}
