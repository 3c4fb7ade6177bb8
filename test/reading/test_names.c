/* Keys of names and surnames by their endings. */
#include "../suite.h"
#include "names.h"

void add_names(Suite *suite);

static struct arena arena;

static void key_is(const char *one, const char *other, bool same)
{
    struct span left = name_key(&arena, span_of(one)), right = name_key(&arena, span_of(other));
    ck_assert_msg(span_equal(left, right) == same, "%s (%.*s), %s (%.*s)", one, SPAN_ARGS(left),
                  other, SPAN_ARGS(right));
}

START_TEST(forms_of_a_name_have_one_key)
{
    arena_init(&arena, 1 << 20);
    key_is("Ростехнологии", "«Ростехнологий»", true);
    key_is("Камский крепёж", "Камского крепежа", true);
    key_is("Волна-Т", "ВОЛНЫ-Т", true);
    key_is("Вымпел", "Вымпел-Мотор", false);
    key_is("Заречье", "Заречный", false);
    ASSERT_SPAN(name_key(&arena, SPAN("«»")), "");
    arena_release(&arena);
}
END_TEST

static void nominative_is(const char *form, person_cases cases, const char *nominative)
{
    ASSERT_SPAN(surname_nominative(&arena, span_of(form), &cases), nominative);
}

START_TEST(surnames_go_into_the_nominative)
{
    person_cases male_dative = 1 << 2, male_instrumental = 1 << 4, male_genitive = 1 << 1;
    person_cases female = PERSON_FEMALE & ~PERSON_NOMINATIVE;
    arena_init(&arena, 1 << 20);
    nominative_is("Каменцевым", male_instrumental, "Каменцев");
    nominative_is("Каменцеву", male_dative, "Каменцев");
    nominative_is("Каменцевой", female, "Каменцева");
    nominative_is("Ширинскому", male_dative, "Ширинский");
    nominative_is("Ширинской-Бек", female, "Ширинская-Бек");
    nominative_is("Крессом", male_instrumental, "Кресс");
    nominative_is("Щербака", male_genitive, "Щербак");
    nominative_is("Щербак", female, "Щербак");
    nominative_is("Ерёменко", male_genitive, "Ерёменко");
    nominative_is("Сороки", male_genitive, "Сорока");
    nominative_is("ЛУГИНИНА", PERSON_NOMINATIVE, "Лугинина");
    arena_release(&arena);
}
END_TEST

START_TEST(genders_are_kept_apart)
{
    person_cases cases = PERSON_MALE;
    arena_init(&arena, 1 << 20);
    nominative_is("Орлова", PERSON_MALE & ~PERSON_NOMINATIVE, "Орлов");
    nominative_is("Орлова", PERSON_FEMALE, "Орлова");
    ck_assert(surname_is_form(&arena, SPAN("орловым"), SPAN("орлов"), &cases));
    ck_assert(cases & PERSON_MALE);
    ck_assert(!surname_is_form(&arena, SPAN("орловым"), SPAN("орел"), &cases));
    arena_release(&arena);
}
END_TEST

void add_names(Suite *suite)
{
    SUITE_ADD(suite, forms_of_a_name_have_one_key);
    SUITE_ADD(suite, surnames_go_into_the_nominative);
    SUITE_ADD(suite, genders_are_kept_apart);
}
