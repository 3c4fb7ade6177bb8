/* Keys of names: which names are one, and which are not. */
#include "name_key.h"

#include "fixture.h"

void add_name_key(Suite *suite);

static struct span key_of(struct fixture *fixture, const char *kind, const char *name)
{
    return identity_key(fixture->morphology, kind_of(fixture, kind), span_of(name),
                        &fixture->arena);
}

START_TEST(names_of_one_thing_have_one_key)
{
    static const char *const same[][3] = {
        {"Company", "ОАО «Росбуран»", "Росбуран"},
        {"Company", "ОАО «Заря»", "ПАО \"Заря\""},
        {"Company", "Акционерное общество «Берёзка»", "АО «Березка»"},
        {"StateCorporation", "Госкорпорация «Вымпел»", "Государственная корпорация «Вымпел»"},
        {"Company", "«Заря», ООО", "«Заря», ООО"},
        {"Region", "Орловская область", "Орловская область"},
        {"PublicBody", "Правительство Орловской области", "правительство Орловской области"},
        {"PublicBody", "Правительство РФ", "Правительство России"},
        {"PublicBody", "Министерство связи Российской Федерации", "Министерство связи РФ"},
        {"Person", "Пётр Ильич Сомов", "Петр Сомов"},
        {"ResearchOrganization", "НИИ точных приборов", "НИИ  точных приборов"},
        {"Organization", "Научно–технический центр «Луч»", "Научно-технический центр «Луч»"},
        {"Cluster", "Кластер «Прибор-7»", "Кластер «Прибор-7»"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct span one = key_of(&fixture, same[i][0], same[i][1]);
        struct span two = key_of(&fixture, same[i][0], same[i][2]);
        ck_assert_msg(one.size && span_equal(one, two), "«%s» %.*s, «%s» %.*s", same[i][1],
                      SPAN_ARGS(one), same[i][2], SPAN_ARGS(two));
    }
    fixture_release(&fixture);
}
END_TEST

START_TEST(names_of_two_things_have_two_keys)
{
    static const char *const other[][3] = {
        {"Company", "Завод «Заря»", "Фонд «Заря»"},
        {"Company", "ОАО «Заря»", "ОАО «Заря-2»"},
        {"Region", "Орловская область", "Омская область"},
        {"Person", "Пётр Сомов", "Павел Сомов"},
        {"Person", "Пётр Сомов", "Пётр Сомова"},
        {"PublicBody", "Правительство Орловской области", "Правительство Омской области"},
        {"Company", "ОАО", "ООО"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        ck_assert_msg(!span_equal(key_of(&fixture, other[i][0], other[i][1]),
                                  key_of(&fixture, other[i][0], other[i][2])),
                      "«%s», «%s»", other[i][1], other[i][2]);
    fixture_release(&fixture);
}
END_TEST

START_TEST(too_little_of_a_name_has_no_key)
{
    static const char *const little[][2] = {
        {"Person", "Сомов"},
        {"Person", "П. Сомов"},
        {"Person", "П. И. Сомов"},
        {"PublicBody", "Правительство"},
        {"PublicBody", "правительство"},
        {"ResearchOrganization", "Институт"},
        {"Programme", "Программа развития"},
        {"Event", "Форум"},
        {"Company", "Заря"},
        {"Region", "область"},
        {"Company", ""},
        {"Company", " «» "},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof little / sizeof *little; i++) {
        struct span key = key_of(&fixture, little[i][0], little[i][1]);
        ck_assert_msg(key.size == 0, "«%s»: %.*s", little[i][1], SPAN_ARGS(key));
    }
    fixture_release(&fixture);
}
END_TEST

START_TEST(patronymics_tell_persons_apart)
{
    ck_assert(person_names_agree(SPAN("Пётр Ильич Сомов"), SPAN("Пётр Сомов")));
    ck_assert(person_names_agree(SPAN("Пётр Ильич Сомов"), SPAN("Пётр Ильич Сомов")));
    ck_assert(person_names_agree(SPAN("Пётр И. Сомов"), SPAN("Пётр Ильич Сомов")));
    ck_assert(!person_names_agree(SPAN("Пётр Ильич Сомов"), SPAN("Пётр Львович Сомов")));
}
END_TEST

void add_name_key(Suite *suite)
{
    SUITE_ADD(suite, names_of_one_thing_have_one_key);
    SUITE_ADD(suite, names_of_two_things_have_two_keys);
    SUITE_ADD(suite, too_little_of_a_name_has_no_key);
    SUITE_ADD(suite, patronymics_tell_persons_apart);
}
