/* Telling languages apart. */
#include "language.h"

#include "../suite.h"

static void assert_language(const char *text, const char *language)
{
    ck_assert_msg(strcmp(language_of(span_of(text)), language) == 0, "«%s» is %s", text,
                  language_of(span_of(text)));
}

START_TEST(test_languages)
{
    assert_language("Завод и край подписали соглашение.", "ru");
    assert_language("Компания Northern Light Systems Oy и край подписали соглашение.", "ru");
    assert_language("Завод і область підписали угоду про співпрацю на три роки.", "uk");
    assert_language("Завод і вобласць падпісалі пагадненне аб супрацоўніцтве ў горадзе.", "be");
    assert_language("The plant and the region are to sign an agreement in the city.", "en");
    assert_language("Das Werk und die Region haben ein Abkommen mit der Stadt.", "de");
    assert_language("12.05.2015, 14:30", "und");
    assert_language("Lorem ipsum dolor sit amet", "und");
    assert_language("", "und");
}
END_TEST

void add_language(Suite *suite);
void add_language(Suite *suite)
{
    SUITE_ADD(suite, test_languages);
}
