/* Values and their normalized text. */
#include "value.h"

#include "suite.h"

void add_value(Suite *suite);

static const struct schema_choice choices[] = {{.code = {"signed", 6}}, {.code = {"planned", 7}}};
static const struct schema_property status = {.choices = choices, .choice_count = 2};

START_TEST(normalizes_every_type_and_reads_it_back)
{
    static const struct {
        enum value_type type;
        const char *text;
    } good[] = {
        {VALUE_TEXT, "развитие кластеров"},
        {VALUE_DATE, "2015-02-09"},
        {VALUE_DATE, "2014-11"},
        {VALUE_DATE, "2014"},
        {VALUE_DURATION, "P5Y"},
        {VALUE_DURATION, "P2Y6M"},
        {VALUE_MONEY, "2000000000 RUB"},
        {VALUE_MONEY, "~6500000000000 RUB"},
        {VALUE_MONEY, "0.5 USD"},
        {VALUE_INTEGER, "-40"},
        {VALUE_NUMBER, "0.1"},
        {VALUE_NUMBER, "40"},
        {VALUE_NUMBER, "0.30000000000000004"},
        {VALUE_BOOLEAN, "true"},
        {VALUE_BOOLEAN, "false"},
        {VALUE_CHOICE, "planned"},
    };
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct value value, again;
        ck_assert_msg(value_read(span_of(good[i].text), good[i].type, &status, &value), "%s",
                      good[i].text);
        ASSERT_SPAN(value_text(&value, &arena), good[i].text);
        ck_assert(value_read(value_text(&value, &arena), good[i].type, &status, &again));
        ck_assert(value_equal(&value, &again));
    }
    arena_release(&arena);
}
END_TEST

START_TEST(refuses_what_is_no_value)
{
    static const struct {
        enum value_type type;
        const char *text;
    } bad[] = {
        {VALUE_DATE, "2015-02-30"},
        {VALUE_DATE, ""},
        {VALUE_DURATION, "5 лет"},
        {VALUE_MONEY, "2000"},
        {VALUE_MONEY, "20 RU"},
        {VALUE_MONEY, "x RUB"},
        {VALUE_MONEY, " RUB"},
        {VALUE_NUMBER, "inf"},
        {VALUE_NUMBER, "0x10"},
        {VALUE_NUMBER, " 1"},
        {VALUE_NUMBER, "1e999"},
        {VALUE_INTEGER, "4.5"},
        {VALUE_BOOLEAN, "yes"},
        {VALUE_CHOICE, "sign"},
        {VALUE_ENTITY, "1"},
        {VALUE_NUMBER, "1111111111111111111111111111111111111111111111"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct value value;
        ck_assert_msg(!value_read(span_of(bad[i].text), bad[i].type, &status, &value), "%s",
                      bad[i].text);
    }
    struct value value;
    ck_assert(!value_read(SPAN("signed"), VALUE_CHOICE, NULL, &value));
}
END_TEST

START_TEST(trims_text_but_keeps_its_inside)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct value padded = {.type = VALUE_TEXT, .text = SPAN(" \xC2\xA0 опытный  завод\n")};
    struct value bare = {.type = VALUE_TEXT, .text = SPAN("опытный  завод")};
    struct value blank = {.type = VALUE_TEXT, .text = SPAN(" \t")};
    ASSERT_SPAN(value_text(&padded, &arena), "опытный  завод");
    ASSERT_SPAN(value_text(&blank, &arena), "");
    ck_assert(value_equal(&padded, &bare));
    ck_assert(!value_equal(&padded, &blank));
    arena_release(&arena);
}
END_TEST

START_TEST(references_have_no_text_but_compare)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct value one = {.type = VALUE_ENTITY, .entity = 1},
                 two = {.type = VALUE_ENTITY, .entity = 2};
    struct value fact = {.type = VALUE_FACT, .fact = 1};
    struct value signs = {.type = VALUE_SIGNATORY, .signatory = {1, 2}};
    struct value alone = {.type = VALUE_SIGNATORY, .signatory = {1, NO_ENTITY}};
    ck_assert_uint_eq(value_text(&signs, &arena).size, 0);
    ck_assert(value_equal(&one, &one) && !value_equal(&one, &two));
    ck_assert(!value_equal(&one, &fact) && value_equal(&fact, &fact));
    ck_assert(value_equal(&signs, &signs) && !value_equal(&signs, &alone));
    arena_release(&arena);
}
END_TEST

START_TEST(knows_which_value_a_property_takes)
{
    ck_assert(value_fits(VALUE_ENTITY_OR_TEXT, VALUE_ENTITY));
    ck_assert(value_fits(VALUE_ENTITY_OR_TEXT, VALUE_TEXT));
    ck_assert(!value_fits(VALUE_ENTITY_OR_TEXT, VALUE_FACT));
    ck_assert(value_fits(VALUE_FACT_OR_ENTITY, VALUE_FACT));
    ck_assert(!value_fits(VALUE_FACT_OR_ENTITY, VALUE_TEXT));
    ck_assert(value_fits(VALUE_DATE, VALUE_DATE));
    ck_assert(!value_fits(VALUE_DATE, VALUE_TEXT));
    ck_assert(!value_fits(VALUE_NONE, VALUE_NONE));
}
END_TEST

START_TEST(money_differs_by_each_of_its_parts)
{
    struct value sum = {.type = VALUE_MONEY, .money = {5, "RUB", false}};
    struct value about = sum, dollars = {.type = VALUE_MONEY, .money = {5, "USD", false}};
    about.money.approximate = true;
    ck_assert(value_equal(&sum, &sum));
    ck_assert(!value_equal(&sum, &about));
    ck_assert(!value_equal(&sum, &dollars));
}
END_TEST

void add_value(Suite *suite)
{
    SUITE_ADD(suite, normalizes_every_type_and_reads_it_back);
    SUITE_ADD(suite, refuses_what_is_no_value);
    SUITE_ADD(suite, trims_text_but_keeps_its_inside);
    SUITE_ADD(suite, references_have_no_text_but_compare);
    SUITE_ADD(suite, knows_which_value_a_property_takes);
    SUITE_ADD(suite, money_differs_by_each_of_its_parts);
}
