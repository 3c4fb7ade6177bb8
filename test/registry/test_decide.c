/* Decisions: on claims, and on who is who. */
#include "fixture.h"

void add_decide(Suite *suite);

static const struct span author = {"user:olga", 9};
static const struct span reason = {"checked", 7};

static void claims_today(struct fixture *fixture, bool rejected, struct stored_claims *claims)
{
    struct claims_wanted wanted = {.as_of = STORE_TODAY, .rejected = rejected};
    CK_OK(fixture, store_claims_of_report(fixture->store, 1, &wanted, &fixture->arena, claims,
                                          &fixture->error));
}

static void write_plant(struct fixture *fixture, const char *words)
{
    struct draft draft;
    draft_init(&draft, fixture, "p", "Завод «Буран» стоит в Энске. Завод «Буран» растёт.");
    uint32_t plant = draft_source(&draft, "Company", "Завод «Буран»", words, 0);
    uint32_t town = draft_source(&draft, "Locality", "Энск", "Энске", 0);
    uint32_t site = draft_source(&draft, "site", "", NULL, 0);
    draft_claim(&draft, site, "site", entity_value(plant), words);
    draft_claim(&draft, site, "place", entity_value(town), "Энске");
    draft_write(&draft);
}

START_TEST(the_last_decision_counts)
{
    struct fixture fixture;
    struct stored_claims claims;
    fixture_init(&fixture);
    write_plant(&fixture, "Завод «Буран»");
    claims_today(&fixture, true, &claims);
    uint32_t place = claims.items[claims.count - 1].ordinal;
    WRITING(&fixture, store_claim_decide(fixture.store, 1, place, CLAIM_REJECTED, author, reason,
                                         fixture.now, &fixture.error));
    size_t all = claims.count;
    claims_today(&fixture, false, &claims);
    ck_assert_uint_eq(claims.count, all - 1);
    claims_today(&fixture, true, &claims);
    ck_assert_uint_eq(claims.count, all);
    ck_assert_int_eq(claims.items[all - 1].state, CLAIM_REJECTED);
    ck_assert_int_eq(claims.items[0].state, CLAIM_ASSERTED);
    WRITING(&fixture, store_claim_decide(fixture.store, 1, place, CLAIM_CONFIRMED, author, reason,
                                         fixture.now, &fixture.error));
    claims_today(&fixture, false, &claims);
    ck_assert_int_eq(claims.items[all - 1].state, CLAIM_CONFIRMED);
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_decision_outlives_the_reading)
{
    struct fixture fixture;
    struct stored_claims claims;
    fixture_init(&fixture);
    write_plant(&fixture, "Завод «Буран»");
    claims_today(&fixture, true, &claims);
    uint32_t place = claims.items[claims.count - 1].ordinal;
    WRITING(&fixture, store_claim_decide(fixture.store, 1, place, CLAIM_CONFIRMED, author, reason,
                                         fixture.now, &fixture.error));
    write_plant(&fixture, "Завод");
    claims_today(&fixture, true, &claims);
    ck_assert_uint_eq(claims.count, 4);
    ck_assert_uint_ne(claims.items[3].ordinal, place);
    ck_assert_int_eq(claims.items[3].state, CLAIM_CONFIRMED);
    ck_assert_int_eq(claims.items[2].state, CLAIM_ASSERTED);
    CK_OK(&fixture, store_write_begin(fixture.store, 1, &fixture.error));
    CK_FAILS(&fixture,
             store_claim_decide(fixture.store, 1, place, CLAIM_REJECTED, author, reason, 1,
                                &fixture.error),
             "registry.no_claim");
    store_write_cancel(fixture.store);
    fixture_release(&fixture);
}
END_TEST

START_TEST(merging_redirects_and_rewrites_nothing)
{
    struct fixture fixture;
    struct stored_entity entity;
    struct stored_sources sources;
    bool found;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "Заря", "Энская область", 0);
    write_agreement(&fixture, "b", "Завод «Заря»", "Омский край", 0);
    WRITING(&fixture, store_canonical_merge(fixture.store, 4, 1, author, reason, fixture.now,
                                            &fixture.error));
    CK_OK(&fixture,
          store_entity(fixture.store, 4, &fixture.arena, &entity, &found, &fixture.error));
    ck_assert(found);
    ck_assert_int_eq(entity.number, 1);
    ASSERT_SPAN(entity.name, "Завод «Заря»");
    ck_assert_int_eq(entity.reports, 2);
    CK_OK(&fixture, store_sources_of_entity(fixture.store, 1, STORE_TODAY, (struct date){0}, 10,
                                            &fixture.arena, &sources, &fixture.error));
    ck_assert_uint_eq(sources.count, 2);
    /* What comes later under the old number goes to the new one too. */
    write_agreement(&fixture, "c", "Заря", "Омский край", 4);
    CK_OK(&fixture,
          store_entity(fixture.store, 1, &fixture.arena, &entity, &found, &fixture.error));
    ck_assert_int_eq(entity.reports, 3);
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    CK_OK(&fixture,
          store_entity(fixture.store, 999, &fixture.arena, &entity, &found, &fixture.error));
    ck_assert(!found);
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_source_can_be_split_off_again)
{
    struct fixture fixture;
    struct stored_entity entity;
    bool found;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "Заря", "Энская область", 0);
    write_agreement(&fixture, "b", "Завод «Заря»", "Омский край", 1);
    int64_t before = fixture.now - 1, minted = 0;
    WRITING(&fixture, store_identity_decide(fixture.store, 2, 1, &minted, author, reason,
                                            fixture.now, &fixture.error));
    CK_OK(&fixture,
          store_entity(fixture.store, minted, &fixture.arena, &entity, &found, &fixture.error));
    ck_assert(found);
    ASSERT_SPAN(entity.name, "Завод «Заря»");
    ck_assert_int_eq(entity.reports, 1);
    CK_OK(&fixture,
          store_entity(fixture.store, 1, &fixture.arena, &entity, &found, &fixture.error));
    ASSERT_SPAN(entity.name, "Заря");
    ck_assert_int_eq(entity.reports, 1);
    /* As of before, both are one. */
    struct claims_wanted then = {.as_of = before};
    struct stored_claims claims;
    int64_t one = 1;
    CK_OK(&fixture,
          store_claims(fixture.store, &one, 1, &then, &fixture.arena, &claims, &fixture.error));
    ck_assert_uint_eq(claims.count, 2);
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    fixture_release(&fixture);
}
END_TEST

START_TEST(refuses_decisions_on_what_is_not_there)
{
    struct fixture fixture;
    int64_t canonical = 1, nobody = 99;
    fixture_init(&fixture);
    write_agreement(&fixture, "a", "Заря", "Энская область", 0);
    CK_OK(&fixture, store_write_begin(fixture.store, 1, &fixture.error));
    CK_FAILS(
        &fixture,
        store_identity_decide(fixture.store, 1, 77, &canonical, author, reason, 1, &fixture.error),
        "registry.no_entity");
    CK_FAILS(&fixture,
             store_identity_decide(fixture.store, 1, 1, &nobody, author, reason, 1, &fixture.error),
             "registry.no_entity");
    CK_FAILS(&fixture,
             store_canonical_merge(fixture.store, 1, 99, author, reason, 1, &fixture.error),
             "registry.no_entity");
    store_write_cancel(fixture.store);
    fixture_release(&fixture);
}
END_TEST

void add_decide(Suite *suite)
{
    SUITE_ADD(suite, the_last_decision_counts);
    SUITE_ADD(suite, a_decision_outlives_the_reading);
    SUITE_ADD(suite, merging_redirects_and_rewrites_nothing);
    SUITE_ADD(suite, a_source_can_be_split_off_again);
    SUITE_ADD(suite, refuses_decisions_on_what_is_not_there);
}
