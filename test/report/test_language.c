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

/* The same texts, longer, are counted by sixteen bytes; letters stand anywhere in them. */
START_TEST(test_long_languages)
{
    static const struct {
        const char *text, *language;
    } texts[] = {
        {"Завод и край подписали новое соглашение — «о мерах» на три года. ", "ru"},
        {"Ёлки и объём; 5 % всех новых работ. ", "ru"},
        {"The new plant, все, the region and the city are to sign an agreement. ", "en"},
        {"Завод і новы край, вобласць падпісалі пагадненне аб супрацоўніцтве ў горадзе. ", "be"},
        {"Завод і область підписали угоду про співпрацю на три роки. ", "uk"},
        {"Zакон и Café подписали вы. ", "ru"},
        {"日本 завод эры. ", "ru"},
    };
    char text[2048];
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t shift = 0; shift < 17; shift++) {
            size_t size = shift;
            memset(text, ' ', shift);
            while (size + strlen(texts[i].text) < sizeof text) {
                memcpy(text + size, texts[i].text, strlen(texts[i].text));
                size += strlen(texts[i].text);
            }
            text[size] = 0;
            assert_language(text, texts[i].language);
        }
}
END_TEST

void add_language(Suite *suite);
void add_language(Suite *suite)
{
    SUITE_ADD(suite, test_languages);
    SUITE_ADD(suite, test_long_languages);
}
