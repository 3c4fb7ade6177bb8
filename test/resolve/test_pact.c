/* Whether two sayings are of one agreement. */
#include "pact.h"
#include "suite.h"

void add_pact(Suite *suite);

static struct date day(const char *text)
{
    struct date date = {0};
    ck_assert(!*text || date_read(span_of(text), &date));
    return date;
}

/* A report of a day (empty: of no known day). */
static struct pact say(const char *reported, enum pact_stage stage, const char *kind)
{
    return (struct pact){
        .kind = span_of(kind), .stage = stage, .earliest = day(reported), .latest = day(reported)};
}

static struct pact signed_on(const char *reported, const char *on, const char *kind)
{
    struct pact pact = say(reported, PACT_SIGNED, kind);
    pact.signed_on = day(on);
    return pact;
}

static void compare(struct pact left, struct pact right, enum pact_fit expected)
{
    ck_assert_int_eq(pact_compare(&left, &right), expected);
    ck_assert_int_eq(pact_compare(&right, &left), expected);
}

START_TEST(one_day_of_signing_is_one_agreement)
{
    struct pact one = signed_on("2015-02-09", "2015-02-09", "cooperation");
    compare(one, signed_on("2018-01-01", "2015-02-09", "cooperation"), PACT_SURE);
    compare(one, signed_on("2018-01-01", "2015-02-09", ""), PACT_SURE);
    compare(one, signed_on("2018-01-01", "2015-02", "cooperation"), PACT_LIKELY);
    compare(one, signed_on("2018-01-01", "2015-02-09", "memorandum"), PACT_NOT);
    compare(one, signed_on("2018-01-01", "2017-12-30", "cooperation"), PACT_NOT);
}
END_TEST

START_TEST(news_of_the_same_days_may_err_in_the_day)
{
    struct pact one = signed_on("2015-02-09", "2015-02-09", "cooperation");
    compare(one, signed_on("2015-02-12", "2015-02-10", "cooperation"), PACT_WEAK);
    compare(one, signed_on("2015-02-12", "2015-02-10", ""), PACT_NOT);
    compare(one, signed_on("2016-02-12", "2015-02-10", "cooperation"), PACT_NOT);
    compare(one, signed_on("2015-02-13", "2015-02-13", "cooperation"), PACT_NOT);
    struct pact other = signed_on("2015-02-12", "2015-02-10", "cooperation");
    one.term = (struct duration){.years = 5};
    other.term = (struct duration){.years = 5};
    compare(one, other, PACT_WEAK);
    other.term.years = 2;
    compare(one, other, PACT_NOT);
}
END_TEST

START_TEST(a_plan_becomes_a_signing)
{
    struct pact plan = say("2015-01-10", PACT_PLANNED, "cooperation");
    compare(plan, signed_on("2015-02-09", "2015-02-09", "cooperation"), PACT_LIKELY);
    compare(plan, say("2015-02-09", PACT_SIGNED, ""), PACT_LIKELY);
    compare(plan, signed_on("2015-02-09", "2014-02-09", "cooperation"), PACT_NOT); /* a new one */
    compare(plan, signed_on("2019-02-09", "2019-02-09", "cooperation"), PACT_NOT);
    plan.due = day("2018-12");
    compare(plan, signed_on("2019-02-09", "2019-02-09", "cooperation"), PACT_LIKELY);
    compare(plan, say("2016-01-01", PACT_PLANNED, "cooperation"), PACT_LIKELY);
    struct pact later = say("2016-01-01", PACT_PLANNED, "cooperation");
    later.due = day("2022");
    compare(plan, later, PACT_NOT);
}
END_TEST

START_TEST(what_is_in_force_was_signed_before)
{
    struct pact one = signed_on("2015-02-09", "2015-02-09", "cooperation");
    compare(one, say("2017-01-01", PACT_LATER, "cooperation"), PACT_WEAK);
    compare(one, say("2014-01-01", PACT_LATER, "cooperation"), PACT_NOT);
    compare(one, say("2029-01-01", PACT_LATER, "cooperation"), PACT_NOT);
    one.until = day("2020-02-09");
    compare(one, say("2021-01-01", PACT_LATER, "cooperation"), PACT_NOT); /* it has run out */
    struct pact extended = say("2021-01-01", PACT_LATER, "cooperation");
    extended.extended = true;
    compare(one, extended, PACT_WEAK);
}
END_TEST

START_TEST(a_signing_without_a_day_is_of_its_report)
{
    struct pact told = say("2015-02-09", PACT_SIGNED, "");
    compare(told, signed_on("2015-02-12", "2015-02-09", "cooperation"), PACT_LIKELY);
    compare(told, say("2015-03-01", PACT_SIGNED, ""), PACT_LIKELY);
    compare(told, say("2016-03-01", PACT_SIGNED, ""), PACT_NOT);
    compare(told, signed_on("2016-03-01", "2016-03-01", ""), PACT_NOT);
    compare(say("", PACT_SIGNED, ""), signed_on("2016-03-01", "2016-03-01", ""), PACT_WEAK);
}
END_TEST

START_TEST(two_expiries_are_two_agreements)
{
    struct pact one = say("2015-01-01", PACT_LATER, ""), other = one;
    one.until = day("2016");
    other.until = day("2020");
    compare(one, other, PACT_NOT);
    other.extended = true;
    compare(one, other, PACT_WEAK);
}
END_TEST

void add_pact(Suite *suite)
{
    SUITE_ADD(suite, one_day_of_signing_is_one_agreement);
    SUITE_ADD(suite, news_of_the_same_days_may_err_in_the_day);
    SUITE_ADD(suite, a_plan_becomes_a_signing);
    SUITE_ADD(suite, what_is_in_force_was_signed_before);
    SUITE_ADD(suite, a_signing_without_a_day_is_of_its_report);
    SUITE_ADD(suite, two_expiries_are_two_agreements);
}
