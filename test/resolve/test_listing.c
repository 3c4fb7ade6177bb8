/* A user's list of organizations as a table. */
#include "fixture.h"
#include "listing.h"
#include "reader.h"

void add_listing(Suite *suite);

static struct fixture fixture;
static struct listing listing;

static void setup(void)
{
    fixture_init(&fixture);
}

static void teardown(void)
{
    fixture_release(&fixture);
}

static bool read_list(const char *text)
{
    return listing_read(span_of(text), SPAN("list.csv"), fixture.reader->reference, &fixture.arena,
                        &listing, &fixture.error);
}

START_TEST(knows_check_digits)
{
    static const char *const right[] = {"7707083893", "500100732259"};
    static const char *const wrong[] = {"7707083894", "500100732258", "500100732279", "770708389",
                                        "",           "77070838930",  "770708389x",   "0"};
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        ck_assert_msg(inn_is_right(span_of(right[i])), "%s", right[i]);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(!inn_is_right(span_of(wrong[i])), "%s", wrong[i]);
    ck_assert(ogrn_is_right(SPAN("1027700132195")));
    ck_assert(ogrn_is_right(SPAN("304500116000157")));
    ck_assert(!ogrn_is_right(SPAN("1027700132194")));
    ck_assert(!ogrn_is_right(SPAN("304500116000156")));
    ck_assert(!ogrn_is_right(SPAN("102770013219")));
}
END_TEST

START_TEST(reads_columns_of_either_language)
{
    static const char *const texts[] = {
        "Название;ИНН;ОГРН;Другие названия;Регион\n"
        "\"ПАО \"\"Сбербанк\"\"\";7707083893;1027700132195;Сбер| Сбербанк;Москва\n",
        "comment,REGION,aliases,ogrn,inn,Name\r\n"
        "x,RU-MOW,\"Сбер; Сбербанк\",1027700132195,7707083893,\"ПАО \"\"Сбербанк\"\"\"\r\n"};
    for (size_t i = 0; i < 2; i++) {
        CK_OK(&fixture, read_list(texts[i]));
        ck_assert_uint_eq(listing.organizations.count, 1);
        ck_assert_uint_eq(listing.problems.count, 0);
        const struct listed *one = &listing.organizations.items[0];
        ASSERT_SPAN(one->name.text, "ПАО \"Сбербанк\"");
        ASSERT_SPAN(one->inn.text, "7707083893");
        ASSERT_SPAN(one->ogrn.text, "1027700132195");
        ASSERT_SPAN(one->region->code, "RU-MOW");
        ck_assert_uint_eq(one->alias_count, 2);
        ASSERT_SPAN(one->aliases[1].text, "Сбербанк");
        ASSERT_SPAN(span_of_range(span_of(texts[i]), one->aliases[1].range), "Сбербанк");
        ASSERT_SPAN(span_of_range(span_of(texts[i]), one->inn.range), "7707083893");
    }
}
END_TEST

START_TEST(names_each_bad_line_and_takes_the_rest)
{
    static const struct {
        size_t line;
        const char *key;
    } wanted[] = {{3, "listing.bad_inn"},        {4, "listing.bad_ogrn"},  {5, "listing.no_name"},
                  {6, "listing.unknown_region"}, {8, "listing.duplicate"}, {9, "listing.duplicate"},
                  {11, "listing.duplicate"}};
    CK_OK(&fixture, read_list("name;inn;ogrn;region\n"
                              "Первая;7707083893;1027700132195;\n"
                              "Вторая;7707083894;;\n"
                              "Третья;;1027700132194;\n"
                              ";;;Москва\n"
                              "Пятая;;;Луна\n"
                              "Шестая;;;\n"
                              "Седьмая;7707083893;;\n"
                              "Восьмая;;1027700132195;\n"
                              "Шестая;;;Москва\n"
                              "шестая;;;\n"));
    ck_assert_uint_eq(listing.organizations.count, 3);
    ck_assert_uint_eq(listing.problems.count, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < listing.problems.count; i++) {
        ck_assert_uint_eq(listing.problems.items[i].line, wanted[i].line);
        ck_assert_str_eq(listing.problems.items[i].key, wanted[i].key);
    }
    ck_assert_uint_eq(listing.problems.items[6].other, 7);
}
END_TEST

START_TEST(gives_back_a_zero_that_a_table_took)
{
    CK_OK(&fixture, read_list("name,inn\nБашкирская,274062111\n"));
    ck_assert_uint_eq(listing.organizations.count, 1);
    ASSERT_SPAN(listing.organizations.items[0].inn.text, "0274062111");
}
END_TEST

START_TEST(refuses_what_is_no_list)
{
    static const char *const texts[] = {"", "\n\n", "title;inn\nА;7707083893\n", "Привет, мир"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ck_assert_msg(!read_list(texts[i]), "%s", texts[i]);
        ck_assert_str_eq(fixture.error.items[i].key, "listing.no_columns");
    }
}
END_TEST

void add_listing(Suite *suite)
{
    TCase *tests = tcase_create("listing");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, knows_check_digits);
    tcase_add_test(tests, reads_columns_of_either_language);
    tcase_add_test(tests, names_each_bad_line_and_takes_the_rest);
    tcase_add_test(tests, gives_back_a_zero_that_a_table_took);
    tcase_add_test(tests, refuses_what_is_no_list);
    suite_add_tcase(suite, tests);
}
