/* Offices that one person holds at a time. */
#include "sole_office.h"

#include "../suite.h"

void add_sole_office(Suite *suite);

static struct arena arena;

static void setup(void)
{
    arena_init(&arena, 64 * 1024);
}

static void teardown(void)
{
    arena_release(&arena);
}

/* A place has one governor, whatever it is called behind him; a body has several directors, each of
 * what is named behind the word. */
START_TEST(some_offices_have_one_holder)
{
    static const struct {
        const char *position;
        enum sole_office sole;
        const char *key;
    } cases[] = {
        {"губернатор", SOLE_OF_PLACE, "губернатор"},
        {"Губернатор Омской области", SOLE_OF_PLACE, "губернатор"},
        {"Генеральный директор", SOLE_OF_BODY, "генеральный директор"},
        {"министр", SOLE_NONE, "министр"},
        {"министр энергетики", SOLE_OF_BODY, "министр энергетики"},
        {"глава департамента финансов", SOLE_OF_BODY, "глава департамента финансов"},
        {"заместитель губернатора", SOLE_NONE, "заместитель губернатора"},
        {"вице-мэр", SOLE_NONE, "вице-мэр"},
        {"депутат", SOLE_NONE, "депутат"},
        {"главный специалист", SOLE_NONE, "главный специалист"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct span key;
        ck_assert_msg(sole_office_of(span_of(cases[i].position), &arena, &key) == cases[i].sole,
                      "%s", cases[i].position);
        ASSERT_SPAN(key, cases[i].key);
    }
}
END_TEST

void add_sole_office(Suite *suite)
{
    TCase *cases = tcase_create("sole_office");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, some_offices_have_one_holder);
    suite_add_tcase(suite, cases);
}
