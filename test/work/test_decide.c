/* Decisions of a user, over reports as they are read. */
#include "orders.h"

void add_decide(Suite *suite);

START_TEST(a_merge_of_what_contradicts_warns)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t a = add_text(&fixture, "a", "Губернатор Томской области Иван Петров открыл завод.\n");
    int64_t b = add_text(&fixture, "b", "Губернатор Омской области Иван Петров открыл завод.\n");
    int64_t one = canonical_of(&fixture, a, "Иван Петров");
    int64_t other = canonical_of(&fixture, b, "Иван Петров");
    ck_assert_int_ne(one, other);
    struct work_order order = {
        .action = SPAN("merge"), .entity = id_of(&fixture, other), .other = id_of(&fixture, one)};
    struct work_decision decision = order_do(&fixture, order);
    ck_assert(!decision.done);
    ck_assert_uint_eq(decision.warning_count, 1);
    ck_assert_str_eq(decision.warnings[0], "work.warning.region");
    ck_assert_int_eq(canonical_of(&fixture, b, "Иван Петров"), other);
    order.force = true;
    decision = order_do(&fixture, order);
    ck_assert(decision.done);
    ASSERT_SPAN(span_of(decision.entity), id_of(&fixture, one).data);
    ck_assert_int_eq(canonical_of(&fixture, b, "Иван Петров"), one);
    order_do(&fixture, (struct work_order){.action = SPAN("undo"), .number = decision.number});
    ck_assert_int_eq(canonical_of(&fixture, b, "Иван Петров"), other);
    fixture_release(&fixture);
}
END_TEST

START_TEST(never_the_same_is_said_before_a_merge)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t a = add_text(&fixture, "a", "Компания «Микранта» построит завод.\n");
    int64_t b = add_text(&fixture, "b", "Компания «Сибирта» построит завод.\n");
    struct span one = id_of(&fixture, canonical_of(&fixture, a, "«Микранта»"));
    struct span other = id_of(&fixture, canonical_of(&fixture, b, "«Сибирта»"));
    ck_assert(order_do(&fixture,
                       (struct work_order){.action = SPAN("differ"), .entity = one, .other = other})
                  .done);
    struct work_decision decision = order_do(
        &fixture, (struct work_order){.action = SPAN("merge"), .entity = one, .other = other});
    ck_assert(!decision.done);
    ck_assert_str_eq(decision.warnings[0], "work.warning.differ");
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_decision_outlives_a_new_reading)
{
    struct fixture fixture;
    fixture_init(&fixture);
    const char *text = "Компания «Микранта» построит завод в Томске.\n";
    int64_t a = add_text(&fixture, "a", text);
    int64_t b = add_text(&fixture, "b", "Компания «Сибирта» построит завод в Томске.\n");
    int64_t one = canonical_of(&fixture, a, "«Микранта»");
    int64_t other = canonical_of(&fixture, b, "«Сибирта»");
    order_do(&fixture, (struct work_order){.action = SPAN("merge"),
                                           .entity = id_of(&fixture, one),
                                           .other = id_of(&fixture, other),
                                           .force = true});
    /* Another date makes another reading. */
    struct work work = work_of(&fixture);
    struct work_report done;
    CK_OK(&fixture,
          work_report_date(&work, SPAN("a"), (struct date){2015, 3, 1}, &done, &fixture.error));
    ck_assert_int_eq(done.outcome, RESOLVED_AGAIN);
    ck_assert_int_eq(canonical_of(&fixture, a, "«Микранта»"), other);
    CK_OK(&fixture, resolve_rebuild(fixture.store, fixture.morphology, NULL, NULL, &fixture.error));
    ck_assert_int_eq(canonical_of(&fixture, a, "«Микранта»"), other);
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_property_is_corrected)
{
    struct fixture fixture;
    struct stored_claims claims;
    struct claims_wanted wanted = {.as_of = STORE_TODAY};
    fixture_init(&fixture);
    int64_t report = add_text(&fixture, "a",
                              "Губернатор Томской области Иван Петров и генеральный директор ООО "
                              "«Томскприбор» Олег Сомов 5 марта 2014 года подписали соглашение о "
                              "сотрудничестве на 5 лет.\n");
    CK_OK(&fixture, store_claims_of_report(fixture.store, report, &wanted, &fixture.arena, &claims,
                                           &fixture.error));
    const struct stored_claim *signed_on = NULL;
    for (size_t i = 0; i < claims.count; i++)
        if (span_equal(claims.items[i].property->name, SPAN("signed_on")))
            signed_on = &claims.items[i];
    ck_assert_ptr_nonnull(signed_on);
    struct work_order order = {
        .action = SPAN("correct"),
        .claim = arena_format(&fixture.arena, "%lld.%u", (long long)report, signed_on->ordinal),
        .value = SPAN("2014-03-06")};
    struct work_decision decision = order_do(&fixture, order);
    ck_assert(decision.done);
    CK_OK(&fixture, store_claims_of_report(fixture.store, report, &wanted, &fixture.arena, &claims,
                                           &fixture.error));
    ASSERT_SPAN(claims.items[claims.count - 1].text, "2014-03-06");
    for (size_t i = 0; i + 1 < claims.count; i++)
        ck_assert(!span_equal(claims.items[i].property->name, SPAN("signed_on")));
    order.value = SPAN("завтра");
    decide_fails(&fixture, order, "work.bad_value");
    order.claim = SPAN("7-12");
    decide_fails(&fixture, order, "work.bad_claim");
    fixture_release(&fixture);
}
END_TEST

START_TEST(says_what_is_missing)
{
    struct fixture fixture;
    fixture_init(&fixture);
    decide_fails(&fixture, (struct work_order){.action = SPAN("marry")}, "work.unknown_action");
    decide_fails(&fixture, (struct work_order){.action = SPAN("merge")}, "work.missing_entity");
    decide_fails(&fixture,
                 (struct work_order){.action = SPAN("differ"), .entity = SPAN("ru-000000000000")},
                 "work.unknown_entity");
    decide_fails(&fixture, (struct work_order){.action = SPAN("same"), .number = 7},
                 "registry.no_doubt");
    decide_fails(&fixture, (struct work_order){.action = SPAN("undo"), .number = 7},
                 "registry.no_act");
    fixture_release(&fixture);
}
END_TEST

/* The first claim of a report whose property is this: "1.7". */
static struct span claim_named(struct fixture *fixture, int64_t report, const char *property)
{
    struct claims_wanted wanted = {.as_of = STORE_TODAY};
    struct stored_claims claims;
    CK_OK(fixture, store_claims_of_report(fixture->store, report, &wanted, &fixture->arena, &claims,
                                          &fixture->error));
    for (size_t i = 0; i < claims.count; i++)
        if (span_equal(claims.items[i].property->name, span_of(property)))
            return arena_format(&fixture->arena, "%lld.%u", (long long)report,
                                claims.items[i].ordinal);
    ck_abort_msg("no claim of %s", property);
}

START_TEST(fields_are_decided_and_undone)
{
    struct fixture fixture;
    fixture_init(&fixture);
    const char *text = "Правительство Томской области и АО «Микран» подписали соглашение о "
                       "сотрудничестве в области подготовки кадров.\n";
    int64_t report = add_text(&fixture, "a", text);
    struct span claim = claim_named(&fixture, report, "name");
    struct work_order order = {
        .action = SPAN("fields"), .claim = claim, .value = SPAN("nuclear, Фармацевтика")};
    struct work_decision decision = order_do(&fixture, order);
    ck_assert(decision.done);
    struct claims_wanted wanted = {.as_of = STORE_TODAY};
    struct stored_claims claims;
    CK_OK(&fixture, resolve_rebuild(fixture.store, fixture.morphology, NULL, NULL, &fixture.error));
    CK_OK(&fixture, store_claims_of_report(fixture.store, report, &wanted, &fixture.arena, &claims,
                                           &fixture.error));
    size_t decided = 0;
    for (size_t i = 0; i < claims.count; i++)
        decided += span_equal(claims.items[i].fields, SPAN("nuclear,pharma"));
    ck_assert_uint_eq(decided, 1);
    order_do(&fixture, (struct work_order){.action = SPAN("undo"), .number = decision.number});
    CK_OK(&fixture, store_claims_of_report(fixture.store, report, &wanted, &fixture.arena, &claims,
                                           &fixture.error));
    for (size_t i = 0; i < claims.count; i++)
        ck_assert_ptr_null(claims.items[i].fields.data);
    order.value = SPAN("alchemy");
    decide_fails(&fixture, order, "work.unknown_field");
    order.value = SPAN("");
    decide_fails(&fixture, order, "work.missing_value");
    fixture_release(&fixture);
}
END_TEST

void add_decide(Suite *suite)
{
    SUITE_ADD(suite, a_merge_of_what_contradicts_warns);
    SUITE_ADD(suite, never_the_same_is_said_before_a_merge);
    SUITE_ADD(suite, a_decision_outlives_a_new_reading);
    SUITE_ADD(suite, a_property_is_corrected);
    SUITE_ADD(suite, says_what_is_missing);
    SUITE_ADD(suite, fields_are_decided_and_undone);
}
