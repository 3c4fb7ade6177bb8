/* Which known agreement a report's agreement is. */
#include "fixture.h"
#include "store_acts.h"

void add_agreements(Suite *suite);

static struct fixture fixture;

static void setup(void)
{
    fixture_init(&fixture);
}

static void teardown(void)
{
    fixture_release(&fixture);
}

/* A report of a day that tells of an agreement of a firm with Орловская область. */
static struct trial *tell(const char *id, const char *published, const char *firm)
{
    struct trial *trial = ARENA_NEW(&fixture.arena, struct trial, 1);
    struct span text = arena_format(&fixture.arena,
                                    "%s: %s и Орловская область: соглашение, связь, дороги и "
                                    "подготовка кадров, в 2015 году.",
                                    id, firm);
    trial_init(trial, &fixture, id, text.data);
    ck_assert(date_read(span_of(published), &trial->report.published));
    trial_entity(trial, "Company", firm, firm);
    trial_entity(trial, "Region", "Орловская область", "Орловская область");
    return trial;
}

static uint32_t add(struct trial *trial, const char *status, const char *signed_on,
                    const char *subject)
{
    uint32_t fact = trial_fact(trial, "agreement");
    const struct schema_property *property =
        schema_property_find(kind_of(&fixture, "agreement"), SPAN("status"));
    struct value value = {.type = VALUE_DATE};
    trial_claim(trial, fact, "parties", entity_value(1), "соглашение");
    trial_claim(trial, fact, "parties", entity_value(2), "соглашение");
    if (status)
        trial_claim(trial, fact, "status",
                    (struct value){.type = VALUE_CHOICE,
                                   .choice = schema_choice_find(property, span_of(status))},
                    "соглашение");
    if (signed_on) {
        ck_assert(date_read(span_of(signed_on), &value.date));
        trial_claim(trial, fact, "signed_on", value, "2015 году");
    }
    if (subject)
        trial_claim(trial, fact, "subjects",
                    (struct value){.type = VALUE_TEXT, .text = span_of(subject)}, subject);
    return fact;
}

/* The canonical entities of a report's agreements, in their order. */
static void resolved(struct trial *trial, int64_t *numbers, size_t count)
{
    struct stored_sources sources = {0};
    struct resolution resolution = trial_resolve(trial);
    size_t found = 0;
    CK_OK(&fixture, store_sources_of_report(fixture.store, resolution.report, &fixture.arena,
                                            &sources, &fixture.error));
    for (size_t i = 0; i < sources.count; i++) {
        if (!span_equal(sources.items[i].kind->name, SPAN("agreement")))
            continue;
        ck_assert_uint_lt(found, count);
        numbers[found++] = sources.items[i].canonical;
    }
    ck_assert_uint_eq(found, count);
}

/* The agreement of a report that tells of one. */
static int64_t told(const char *id, const char *published, const char *firm, const char *status,
                    const char *signed_on)
{
    int64_t number;
    struct trial *trial = tell(id, published, firm);
    add(trial, status, signed_on, NULL);
    resolved(trial, &number, 1);
    return number;
}

START_TEST(many_reports_tell_the_life_of_one)
{
    int64_t one = told("a", "2015-01-10", "ОАО «Заря»", "planned", NULL);
    ck_assert_int_eq(told("b", "2015-02-09", "ОАО «Заря»", "signed", "2015-02-09"), one);
    ck_assert_int_eq(told("c", "2015-02-10", "«Заря»", "signed", NULL), one);
    ck_assert_int_eq(told("d", "2017-02-10", "ОАО «Заря»", "in_force", NULL), one);
    ck_assert_int_eq(told("e", "2018-02-10", "ОАО «Заря»", "extended", NULL), one);
}
END_TEST

START_TEST(other_parties_and_other_days_are_other_agreements)
{
    int64_t one = told("a", "2015-02-09", "ОАО «Заря»", "signed", "2015-02-09");
    ck_assert_int_ne(told("b", "2015-02-09", "ОАО «Восход»", "signed", "2015-02-09"), one);
    ck_assert_int_ne(told("c", "2019-02-09", "ОАО «Заря»", "signed", "2019-02-09"), one);
}
END_TEST

START_TEST(a_month_is_no_other_day_than_one_of_its_days)
{
    int64_t one = told("a", "2015-02-09", "ОАО «Заря»", "signed", "2015-02-09");
    ck_assert_int_eq(told("b", "2015-02-12", "ОАО «Заря»", "signed", "2015-02"), one);
    ck_assert_int_ne(told("c", "2015-02-20", "ОАО «Заря»", "signed", "2015-02-18"), one);
}
END_TEST

/* Rejects what the report says of the day of signing. */
static void signing_reject(int64_t report)
{
    struct claims_wanted wanted = {.as_of = STORE_TODAY};
    struct stored_claims claims;
    struct new_act act = {.kind = ACT_REJECT, .report = report, .author = SPAN("user:olga")};
    int64_t number;
    CK_OK(&fixture, store_claims_of_report(fixture.store, report, &wanted, &fixture.arena, &claims,
                                           &fixture.error));
    for (size_t i = 0; i < claims.count; i++)
        if (span_equal(claims.items[i].property->name, SPAN("signed_on")))
            act.claim = claims.items[i].ordinal;
    CK_OK(&fixture, store_write_begin(fixture.store, fixture.now, &fixture.error));
    CK_OK(&fixture, store_act(fixture.store, &act, fixture.now, &number, &fixture.error));
    CK_OK(&fixture, store_write_end(fixture.store, fixture.now, &fixture.error));
    CK_OK(&fixture, store_commit(fixture.store, &fixture.error));
}

/* What was rejected no longer tells that it is another, not after a rebuild either. */
START_TEST(a_rejected_day_of_signing_does_not_count)
{
    int64_t one = told("a", "2015-02-09", "ОАО «Заря»", "signed", "2014-02-09");
    ck_assert_int_ne(told("b", "2015-02-09", "ОАО «Восход»", "signed", "2015-02-09"), one);
    signing_reject(1);
    ck_assert_int_eq(told("c", "2015-02-10", "ОАО «Заря»", "signed", "2015-02-09"), one);
    int64_t other = told("d", "2015-02-09", "ОАО «Маяк»", "signed", "2014-02-09");
    signing_reject(4);
    CK_OK(&fixture, resolve_rebuild(fixture.store, fixture.morphology, NULL, NULL, &fixture.error));
    ck_assert_int_eq(told("e", "2015-02-10", "ОАО «Маяк»", "signed", "2015-02-09"), other);
}
END_TEST

START_TEST(two_of_one_report_are_two)
{
    int64_t numbers[2];
    struct trial *trial = tell("a", "2015-02-09", "ОАО «Заря»");
    add(trial, "signed", "2015-02-09", "связь");
    add(trial, "signed", "2015-02-09", "дороги");
    resolved(trial, numbers, 2);
    ck_assert_int_ne(numbers[0], numbers[1]);
}
END_TEST

START_TEST(areas_of_cooperation_decide_between_two)
{
    int64_t numbers[2], number;
    struct trial *trial = tell("a", "2015-02-09", "ОАО «Заря»");
    add(trial, "signed", "2015-02-09", "связь");
    add(trial, "signed", "2015-02-09", "подготовка кадров");
    resolved(trial, numbers, 2);
    trial = tell("b", "2015-02-10", "ОАО «Заря»");
    add(trial, "signed", "2015-02-09", "подготовка кадров");
    resolved(trial, &number, 1);
    ck_assert_int_eq(number, numbers[1]);
    /* Without them it is in doubt. */
    number = told("c", "2015-02-10", "ОАО «Заря»", "signed", "2015-02-09");
    ck_assert_int_ne(number, numbers[0]);
    ck_assert_int_ne(number, numbers[1]);
}
END_TEST

START_TEST(is_found_after_its_party_was_merged)
{
    int64_t one = told("a", "2015-02-09", "ОАО «Заря»", "signed", "2015-02-09");
    int64_t firm = canonical_of(&fixture, 1, "ОАО «Заря»");
    resolve_firm(&fixture, "x", "Company", "ОАО «Аврора»");
    int64_t other = canonical_of(&fixture, 2, "ОАО «Аврора»");
    CK_OK(&fixture, store_write_begin(fixture.store, fixture.now, &fixture.error));
    CK_OK(&fixture, store_canonical_merge(fixture.store, firm, other, SPAN("user:olga"),
                                          SPAN("renamed"), fixture.now, &fixture.error));
    CK_OK(&fixture, store_write_end(fixture.store, fixture.now, &fixture.error));
    CK_OK(&fixture, store_commit(fixture.store, &fixture.error));
    ck_assert_int_eq(told("b", "2015-02-10", "ОАО «Аврора»", "signed", "2015-02-09"), one);
}
END_TEST

START_TEST(is_found_after_a_rebuild)
{
    int64_t one = told("a", "2015-02-09", "ОАО «Заря»", "signed", "2015-02-09");
    CK_OK(&fixture, resolve_rebuild(fixture.store, fixture.morphology, NULL, NULL, &fixture.error));
    ck_assert_int_eq(told("b", "2015-02-10", "ОАО «Заря»", "signed", "2015-02-09"), one);
}
END_TEST

void add_agreements(Suite *suite)
{
    TCase *tests = tcase_create("agreements");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, many_reports_tell_the_life_of_one);
    tcase_add_test(tests, other_parties_and_other_days_are_other_agreements);
    tcase_add_test(tests, a_month_is_no_other_day_than_one_of_its_days);
    tcase_add_test(tests, a_rejected_day_of_signing_does_not_count);
    tcase_add_test(tests, two_of_one_report_are_two);
    tcase_add_test(tests, areas_of_cooperation_decide_between_two);
    tcase_add_test(tests, is_found_after_its_party_was_merged);
    tcase_add_test(tests, is_found_after_a_rebuild);
    suite_add_tcase(suite, tests);
}
