/* Acts: decisions that can be undone, and the queue. */
#include "fixture.h"
#include "store_acts.h"

void add_acts(Suite *suite);

static const struct span olga = {"user:olga", 9};

static int64_t act_do(struct fixture *fixture, struct new_act act)
{
    int64_t number;
    act.author = act.author.size ? act.author : olga;
    WRITING(fixture, store_act(fixture->store, &act, fixture->now, &number, &fixture->error));
    CK_OK(fixture, store_check(fixture->store, &fixture->error));
    return number;
}

static void act_fails(struct fixture *fixture, struct new_act act, const char *key)
{
    int64_t number;
    act.author = olga;
    CK_OK(fixture, store_write_begin(fixture->store, fixture->now, &fixture->error));
    CK_FAILS(fixture, store_act(fixture->store, &act, fixture->now, &number, &fixture->error), key);
    store_write_cancel(fixture->store);
    CK_OK(fixture, store_commit(fixture->store, &fixture->error));
    CK_OK(fixture, store_check(fixture->store, &fixture->error));
}

static struct stored_entity entity_of(struct fixture *fixture, int64_t number)
{
    struct stored_entity entity;
    bool found;
    CK_OK(fixture,
          store_entity(fixture->store, number, &fixture->arena, &entity, &found, &fixture->error));
    ck_assert(found);
    return entity;
}

/* Which canonical entity the first source of a report is. */
static int64_t first_of(struct fixture *fixture, int64_t report)
{
    struct stored_sources sources;
    CK_OK(fixture, store_sources_of_report(fixture->store, report, &fixture->arena, &sources,
                                           &fixture->error));
    ck_assert_uint_ge(sources.count, 1);
    return sources.items[0].canonical;
}

START_TEST(a_merge_is_undone)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t a = write_agreement(&fixture, "a", "Заря", "Рассвет", 0);
    int64_t b = write_agreement(&fixture, "b", "Закат", "Восход", 0);
    int64_t one = first_of(&fixture, a), other = first_of(&fixture, b);
    int64_t merge =
        act_do(&fixture, (struct new_act){.kind = ACT_MERGE, .subject = other, .object = one});
    ck_assert_int_eq(entity_of(&fixture, other).number, one);
    ck_assert_int_eq(entity_of(&fixture, one).reports, 2);
    /* What is found to be it since stays. */
    int64_t c = write_agreement(&fixture, "c", "Заря", "Полдень", one);
    int64_t undo = act_do(&fixture, (struct new_act){.kind = ACT_UNDO, .undoes = merge});
    ck_assert_int_eq(entity_of(&fixture, other).number, other);
    ck_assert_int_eq(first_of(&fixture, a), one);
    ck_assert_int_eq(first_of(&fixture, b), other);
    ck_assert_int_eq(first_of(&fixture, c), one);
    ck_assert_int_eq(entity_of(&fixture, one).reports, 2);
    ck_assert_int_eq(entity_of(&fixture, other).reports, 1);
    ASSERT_SPAN(entity_of(&fixture, other).name, "Закат");
    act_fails(&fixture, (struct new_act){.kind = ACT_UNDO, .undoes = merge}, "registry.act_undone");
    act_fails(&fixture, (struct new_act){.kind = ACT_UNDO, .undoes = undo}, "registry.act_final");
    act_fails(&fixture, (struct new_act){.kind = ACT_UNDO, .undoes = 99}, "registry.no_act");
    act_fails(&fixture, (struct new_act){.kind = ACT_MERGE, .subject = 9999, .object = one},
              "registry.no_entity");
    fixture_release(&fixture);
}
END_TEST

/* A thing that hundreds of reports name, each otherwise: what the merge changes outgrows what the
 * database keeps in memory of a savepoint. */
START_TEST(a_merge_of_hundreds_of_reports_is_undone)
{
    enum { REPORTS = 600 };
    struct fixture fixture;
    char id[32], name[128], other[32];
    fixture_init(&fixture);
    int64_t one = first_of(&fixture, write_agreement(&fixture, "one", "Заря", "Рассвет", 0));
    int64_t many = 0;
    for (int i = 0; i < REPORTS; i++) {
        snprintf(id, sizeof id, "r%d", i);
        snprintf(name, sizeof name, "Закат номер %d, завод приборов и машин города Энска", i);
        snprintf(other, sizeof other, "Восход-%d", i);
        int64_t report = write_agreement(&fixture, id, name, other, many);
        many = first_of(&fixture, report);
    }
    ck_assert_int_eq(entity_of(&fixture, many).reports, REPORTS);
    int64_t merge =
        act_do(&fixture, (struct new_act){.kind = ACT_MERGE, .subject = many, .object = one});
    ck_assert_int_eq(entity_of(&fixture, many).number, one);
    ck_assert_int_eq(entity_of(&fixture, one).reports, REPORTS + 1);
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    act_do(&fixture, (struct new_act){.kind = ACT_UNDO, .undoes = merge});
    ck_assert_int_eq(entity_of(&fixture, one).reports, 1);
    ck_assert_int_eq(entity_of(&fixture, many).reports, REPORTS);
    CK_OK(&fixture, store_check(fixture.store, &fixture.error));
    fixture_release(&fixture);
}
END_TEST

START_TEST(merges_are_undone_in_any_order)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t a = write_agreement(&fixture, "a", "Заря", "Рассвет", 0);
    int64_t b = write_agreement(&fixture, "b", "Закат", "Восход", 0);
    int64_t c = write_agreement(&fixture, "c", "Полдень", "Полночь", 0);
    int64_t one = first_of(&fixture, a), two = first_of(&fixture, b), three = first_of(&fixture, c);
    int64_t first =
        act_do(&fixture, (struct new_act){.kind = ACT_MERGE, .subject = one, .object = two});
    int64_t second =
        act_do(&fixture, (struct new_act){.kind = ACT_MERGE, .subject = two, .object = three});
    ck_assert_int_eq(first_of(&fixture, a), three);
    act_do(&fixture, (struct new_act){.kind = ACT_UNDO, .undoes = first});
    ck_assert_int_eq(first_of(&fixture, a), one);
    ck_assert_int_eq(first_of(&fixture, b), three);
    act_do(&fixture, (struct new_act){.kind = ACT_UNDO, .undoes = second});
    ck_assert_int_eq(first_of(&fixture, a), one);
    ck_assert_int_eq(first_of(&fixture, b), two);
    ck_assert_int_eq(first_of(&fixture, c), three);
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_split_is_undone)
{
    struct fixture fixture;
    struct stored_acts acts;
    fixture_init(&fixture);
    int64_t a = write_agreement(&fixture, "a", "Заря", "Рассвет", 0);
    int64_t one = first_of(&fixture, a);
    int64_t b = write_agreement(&fixture, "b", "Заря", "Восход", one);
    act_fails(
        &fixture,
        (struct new_act){
            .kind = ACT_SPLIT, .subject = one, .reports = (int64_t[]){a, b}, .report_count = 2},
        "registry.nothing_to_split");
    int64_t split = act_do(
        &fixture,
        (struct new_act){.kind = ACT_SPLIT, .subject = one, .reports = &b, .report_count = 1});
    int64_t made = first_of(&fixture, b);
    ck_assert_int_ne(made, one);
    ck_assert_int_eq(entity_of(&fixture, one).reports, 1);
    /* The keys go along: the one split off is found by its name. */
    struct stored_entities found;
    CK_OK(&fixture, store_candidates(fixture.store, key_of("Заря"), 8, &fixture.arena, &found,
                                     &fixture.error));
    ck_assert_uint_eq(found.count, 2);
    act_do(&fixture, (struct new_act){.kind = ACT_UNDO, .undoes = split});
    ck_assert_int_eq(first_of(&fixture, b), one);
    ck_assert_int_eq(entity_of(&fixture, made).number, one);
    CK_OK(&fixture, store_acts(fixture.store, one, 0, 10, &fixture.arena, &acts, &fixture.error));
    ck_assert_uint_eq(acts.count, 2);
    ck_assert_int_eq(acts.items[1].kind, ACT_SPLIT);
    ck_assert_int_eq(acts.items[1].undone_by, acts.items[0].number);
    ASSERT_SPAN(acts.items[1].subject_name, "Заря");
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_correction_is_undone)
{
    struct fixture fixture;
    struct claims_wanted wanted = {.as_of = STORE_TODAY, .rejected = true};
    struct stored_claims before, claims;
    fixture_init(&fixture);
    int64_t a = write_agreement(&fixture, "a", "Заря", "Рассвет", 0);
    CK_OK(&fixture, store_claims_of_report(fixture.store, a, &wanted, &fixture.arena, &before,
                                           &fixture.error));
    const struct stored_claim *term = NULL;
    for (size_t i = 0; i < before.count; i++)
        if (span_equal(before.items[i].property->name, SPAN("term")))
            term = &before.items[i];
    ck_assert_ptr_nonnull(term);
    struct new_act act = {.kind = ACT_CORRECT,
                          .report = a,
                          .claim = term->ordinal,
                          .value = {.type = VALUE_DURATION, .duration = {.years = 7}}};
    int64_t correct = act_do(&fixture, act);
    CK_OK(&fixture, store_claims_of_report(fixture.store, a, &wanted, &fixture.arena, &claims,
                                           &fixture.error));
    ck_assert_uint_eq(claims.count, before.count + 1);
    const struct stored_claim *made = &claims.items[claims.count - 1];
    ASSERT_SPAN(made->text, "P7Y");
    ASSERT_SPAN(made->author, "user:olga");
    ck_assert_int_eq(made->canonical, term->canonical);
    act_do(&fixture, (struct new_act){.kind = ACT_UNDO, .undoes = correct});
    CK_OK(&fixture, store_claims_of_report(fixture.store, a, &wanted, &fixture.arena, &claims,
                                           &fixture.error));
    ck_assert_uint_eq(claims.count, before.count);
    for (size_t i = 0; i < claims.count; i++)
        ck_assert_int_eq(claims.items[i].state, CLAIM_ASSERTED);
    act.claim = 999;
    act_fails(&fixture, act, "registry.no_claim");
    fixture_release(&fixture);
}
END_TEST

static void write_doubtful(struct fixture *fixture, const char *id, const char *text,
                           int64_t candidate)
{
    struct draft draft;
    struct new_doubt doubt = {
        .source = 0, .candidate = candidate, .score = 1.5, .reasons = SPAN("name:+1.0 home:+0.5")};
    draft_init(&draft, fixture, id, text);
    draft_source(&draft, "Company", "Закат", "Закат", 0);
    draft.reading.doubts = &doubt;
    draft.reading.doubt_count = 1;
    draft_write(&draft);
}

static struct stored_doubts queue_of(struct fixture *fixture)
{
    struct stored_doubts doubts;
    CK_OK(fixture, store_doubts(fixture->store, 0, 10, &fixture->arena, &doubts, &fixture->error));
    return doubts;
}

START_TEST(a_doubt_is_answered_and_opened_again)
{
    struct fixture fixture;
    bool differ;
    fixture_init(&fixture);
    int64_t a = write_agreement(&fixture, "a", "Заря", "Рассвет", 0);
    int64_t one = first_of(&fixture, a);
    write_doubtful(&fixture, "b", "Закат растёт.", one);
    struct stored_doubts doubts = queue_of(&fixture);
    ck_assert_int_eq(doubts.total, 1);
    ck_assert_int_eq(doubts.items[0].object, one);
    ASSERT_SPAN(doubts.items[0].reasons, "name:+1.0 home:+0.5");
    int64_t other = doubts.items[0].subject;
    int64_t act = act_do(&fixture, (struct new_act){.kind = ACT_DIFFER,
                                                    .subject = other,
                                                    .object = one,
                                                    .doubt = doubts.items[0].number});
    ck_assert_int_eq(queue_of(&fixture).total, 0);
    CK_OK(&fixture, store_differ(fixture.store, one, other, &differ, &fixture.error));
    ck_assert(differ);
    act_do(&fixture, (struct new_act){.kind = ACT_UNDO, .undoes = act});
    ck_assert_int_eq(queue_of(&fixture).total, 1);
    CK_OK(&fixture, store_differ(fixture.store, one, other, &differ, &fixture.error));
    ck_assert(!differ);
    /* Merging the two by whatever way answers it, too. */
    act_do(&fixture, (struct new_act){.kind = ACT_MERGE, .subject = one, .object = other});
    ck_assert_int_eq(queue_of(&fixture).total, 0);
    fixture_release(&fixture);
}
END_TEST

START_TEST(what_a_program_joined_it_does_not_join_again)
{
    struct fixture fixture;
    bool differ;
    fixture_init(&fixture);
    int64_t one = first_of(&fixture, write_agreement(&fixture, "a", "Заря", "Рассвет", 0));
    int64_t other = first_of(&fixture, write_agreement(&fixture, "b", "Закат", "Восход", 0));
    int64_t joined = act_do(&fixture, (struct new_act){.kind = ACT_MERGE,
                                                       .subject = other,
                                                       .object = one,
                                                       .author = SPAN("resolver 2")});
    act_do(&fixture, (struct new_act){.kind = ACT_UNDO, .undoes = joined});
    CK_OK(&fixture, store_differ(fixture.store, one, other, &differ, &fixture.error));
    ck_assert(differ);
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_decision_whose_evidence_is_gone_comes_back)
{
    struct fixture fixture;
    struct draft draft;
    fixture_init(&fixture);
    int64_t a = write_agreement(&fixture, "a", "Заря", "Рассвет", 0);
    act_do(&fixture, (struct new_act){.kind = ACT_CONFIRM, .report = a, .claim = 1});
    ck_assert_int_eq(queue_of(&fixture).total, 0);
    struct stored_report report;
    bool found;
    struct span text;
    CK_OK(&fixture,
          store_report(fixture.store, a, &fixture.arena, &report, &found, &fixture.error));
    CK_OK(&fixture, store_report_text(fixture.store, a, &fixture.arena, &text, &fixture.error));
    draft_init(&draft, &fixture, "a", arena_copy(&fixture.arena, text).data);
    draft_source(&draft, "Company", "Рассвет", "Рассвет", 0);
    draft_write(&draft);
    struct stored_doubts doubts = queue_of(&fixture);
    ck_assert_int_eq(doubts.total, 1);
    ck_assert_int_eq(doubts.items[0].kind, DOUBT_LOST);
    ck_assert_int_eq(doubts.items[0].act, 1);
    act_do(&fixture, (struct new_act){.kind = ACT_DISMISS, .doubt = doubts.items[0].number});
    ck_assert_int_eq(queue_of(&fixture).total, 0);
    fixture_release(&fixture);
}
END_TEST

void add_acts(Suite *suite)
{
    SUITE_ADD(suite, a_merge_is_undone);
    SUITE_ADD(suite, a_merge_of_hundreds_of_reports_is_undone);
    SUITE_ADD(suite, merges_are_undone_in_any_order);
    SUITE_ADD(suite, a_split_is_undone);
    SUITE_ADD(suite, a_correction_is_undone);
    SUITE_ADD(suite, a_doubt_is_answered_and_opened_again);
    SUITE_ADD(suite, what_a_program_joined_it_does_not_join_again);
    SUITE_ADD(suite, a_decision_whose_evidence_is_gone_comes_back);
}
