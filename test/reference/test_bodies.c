/* Federal bodies and their names over time. */
#include "open.h"

void add_bodies(Suite *suite);

static struct reference *reference;
static struct arena arena;

static void setup(void)
{
    reference = reference_of_tree();
    arena_init(&arena, 1024 * 1024);
}

static void teardown(void)
{
    arena_release(&arena);
    reference_close(reference);
}

static const struct reference_body *named(const char *name, int year)
{
    return reference_body_named(reference, span_of(name), (struct date){(int16_t)year, 0, 0},
                                &arena);
}

START_TEST(knows_a_body_under_all_its_names)
{
    static const char *const names[][2] = {
        {"Ростех", "Государственная корпорация «Ростехнологии»"},
        {"ГК «Ростех»", "«Российские технологии»"},
        {"Роснано", "Российская корпорация нанотехнологий"},
        {"ОАО «Роснано»", "ГК \"Роснанотех\""},
        {"ВЭБ.РФ", "Внешэкономбанк"},
        {"Минэкономразвития России", "Министерство экономического развития и торговли РФ"},
        {"Минкомсвязь РФ", "Министерство цифрового развития, связи и массовых коммуникаций "
                           "Российской Федерации"},
        {"ФРП", "Российский фонд технологического развития"},
        {"Фонд содействия инновациям",
         "Фонд содействия развитию малых форм предприятий в научно-технической сфере"},
        {"МЧС", "МЧС России"},
        {"Банк России", "ЦБ РФ"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ck_assert_msg(named(names[i][0], 0) != NULL, "%s", names[i][0]);
        ck_assert_msg(named(names[i][0], 0) == named(names[i][1], 0), "%s", names[i][1]);
    }
}
END_TEST

START_TEST(leaves_what_may_be_a_regions)
{
    static const char *const names[] = {"Министерство энергетики",
                                        "Минздрав",
                                        "Министерство здравоохранения Томской области",
                                        "Минпромторг Республики Татарстан",
                                        "Банк",
                                        "УК «Роснано»",
                                        "Томский филиал ВЭБ.РФ",
                                        "",
                                        "Фонд развития Роснано"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert_msg(named(names[i], 2015) == NULL, "%s", names[i]);
}
END_TEST

START_TEST(tells_two_of_one_name_apart_by_the_day)
{
    const struct reference_body *before = named("Минобрнауки России", 2015);
    const struct reference_body *after = named("Минобрнауки России", 2020);
    ck_assert_ptr_nonnull(before);
    ck_assert_ptr_nonnull(after);
    ck_assert_ptr_ne(before, after);
    ck_assert_ptr_null(named("Минобрнауки России", 0));
    ck_assert_ptr_null(named("Минобрнауки России", 2018)); /* of both */
    ASSERT_SPAN(after->name, "Министерство науки и высшего образования");
    ck_assert_ptr_eq(reference_body_of_number(reference, after->number), after);
}
END_TEST

START_TEST(tells_successions)
{
    const struct reference_body *body = named("Минпромэнерго", 0);
    ck_assert_uint_eq(body->became.count, 2);
    ASSERT_SPAN(body->became.items[0].body->name, "Министерство промышленности и торговли");
    ck_assert_int_eq(body->became.items[0].how, SUCCESSION_SPLIT);
    ck_assert_int_eq(body->became.items[0].date.year, 2008);
    const struct reference_body *later = named("Минэнерго России", 0);
    bool told = false;
    for (size_t i = 0; i < later->came_of.count; i++)
        told |= later->came_of.items[i].body == body;
    ck_assert(told);
    ck_assert_ptr_ne(later, body);
}
END_TEST

void add_bodies(Suite *suite)
{
    TCase *bodies = tcase_create("bodies");
    tcase_add_checked_fixture(bodies, setup, teardown);
    tcase_add_test(bodies, knows_a_body_under_all_its_names);
    tcase_add_test(bodies, leaves_what_may_be_a_regions);
    tcase_add_test(bodies, tells_two_of_one_name_apart_by_the_day);
    tcase_add_test(bodies, tells_successions);
    suite_add_tcase(suite, bodies);
}
