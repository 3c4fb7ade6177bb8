/* Tests of src/reading/grammar/phrase.c and nominal.c. */
#include "phrase.h"

#include "nominal.h"

#include "grammar_form.h"

#include "sample.h"

/* Checks the nominative of the phrase at the start of text, and how many members it has. */
static void check_phrase(struct sample *sample, const char *text, grammemes cases, size_t members,
                         const char *wanted)
{
    struct phrase phrase;
    sample_read(sample, text);
    const struct reading *reading = &sample->reading;
    ck_assert_msg(
        phrase_read(reading, 0, (uint32_t)reading->tokens.count, cases, NODE_MANY, &phrase),
        "no phrase in «%s»", text);
    ck_assert_msg(phrase.count == members, "%zu members in «%s»", phrase.count, text);
    ASSERT_SPAN(
        phrase_nominative(sample->morphology, reading, &sample->arena, &phrase, 0, phrase.count),
        wanted);
}

START_TEST(phrases_go_into_the_nominative)
{
    struct sample sample;
    sample_init(&sample);
    check_phrase(&sample, "развития лёгкой промышленности", GRAM_GENITIVE, 1,
                 "развитие лёгкой промышленности");
    check_phrase(&sample, "разработки и выпуска новых лекарств", GRAM_GENITIVE, 2,
                 "разработка и выпуск новых лекарств");
    check_phrase(&sample, "создании в городе учебного центра", GRAM_LOCATIVE, 1,
                 "создание в городе учебного центра");
    check_phrase(&sample, "совместных исследований", GRAM_GENITIVE, 1, "совместные исследования");
    check_phrase(&sample, "мерах по развитию и поддержке торговли", GRAM_LOCATIVE, 1,
                 "меры по развитию и поддержке торговли");
    check_phrase(&sample, "проекты в области здравоохранения и экологии", GRAM_NOMINATIVE, 1,
                 "проекты в области здравоохранения и экологии");
    check_phrase(&sample, "информационных и биотехнологиях", GRAM_LOCATIVE, 1,
                 "информационные и биотехнологии");
    check_phrase(&sample, "создании парка и строительстве дороги", GRAM_LOCATIVE, 2,
                 "создание парка и строительство дороги");
    sample_release(&sample);
}
END_TEST

START_TEST(days_places_and_numbers_part_no_action_from_its_object)
{
    struct sample sample;
    sample_init(&sample);
    check_phrase(&sample, "поставке 120 насосных станций", GRAM_LOCATIVE, 1,
                 "поставка 120 насосных станций");
    check_phrase(&sample, "поставке в 2018 году новых насосов", GRAM_LOCATIVE, 1,
                 "поставка в 2018 году новых насосов");
    check_phrase(&sample, "строительстве в Омске до 2020 года завода труб", GRAM_LOCATIVE, 1,
                 "строительство в Омске до 2020 года завода труб");
    check_phrase(&sample, "датчиками 120 школ", GRAM_INSTRUMENTAL, 1, "датчики");
    check_phrase(&sample, "строительстве завода мощностью 40 тонн", GRAM_LOCATIVE, 1,
                 "строительство завода");
    sample_release(&sample);
}
END_TEST

START_TEST(a_phrase_ends_where_its_clause_does)
{
    struct sample sample;
    sample_init(&sample);
    check_phrase(&sample, "обмена опытом подписали два завода", GRAM_GENITIVE, 1, "обмен опытом");
    check_phrase(&sample, "подготовки кадров сроком на пять лет", GRAM_GENITIVE, 1,
                 "подготовка кадров");
    sample_read(&sample, "быстро подписали");
    struct phrase phrase;
    ck_assert(!phrase_read(&sample.reading, 0, 2, GRAM_GENITIVE, NODE_MANY, &phrase));
    sample_release(&sample);
}
END_TEST

/* Checks the noun that is made of a verb at the start of text and of what it is done to. */
static void check_nominal(struct sample *sample, const char *text, const char *wanted)
{
    sample_read(sample, text);
    ASSERT_SPAN(nominal_text(sample->morphology, &sample->reading, &sample->arena, 0,
                             (uint32_t)sample->reading.tokens.count),
                wanted);
}

START_TEST(verbs_become_the_nouns_of_what_they_do)
{
    struct sample sample;
    sample_init(&sample);
    check_nominal(&sample, "готовить новых инженеров", "подготовка новых инженеров");
    check_nominal(&sample, "построят учебный полигон", "строительство учебного полигона");
    check_nominal(&sample, "обменяются опытом", "обмен опытом");
    check_nominal(&sample, "улыбаться", "");
    check_nominal(&sample, "ехать домой", "");
    sample_release(&sample);
}
END_TEST

void add_phrase(Suite *suite);

void add_phrase(Suite *suite)
{
    SUITE_ADD(suite, phrases_go_into_the_nominative);
    SUITE_ADD(suite, days_places_and_numbers_part_no_action_from_its_object);
    SUITE_ADD(suite, a_phrase_ends_where_its_clause_does);
    SUITE_ADD(suite, verbs_become_the_nouns_of_what_they_do);
}
