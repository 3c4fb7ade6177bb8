/* Who is who across reports, by texts as the reader reads them. */
#include <stdio.h>

#include "clue.h"
#include "fixture.h"
#include "reader.h"

void add_identity(Suite *suite);

/* Reads a text and takes it into the registry; the report's number. */
static int64_t read_text(struct fixture *fixture, const char *id, const char *text)
{
    struct report *report = ARENA_NEW(&fixture->arena, struct report, 1);
    struct reading *reading = ARENA_NEW(&fixture->arena, struct reading, 1);
    struct report_hint hint = {.id = span_of(id), .source = span_of(id)};
    struct resolve_origin origin = {.author = SPAN("user:olga"), .now = fixture->now += 1000};
    struct resolution resolution;
    CK_OK(fixture, report_of_bytes(&fixture->arena, span_of(text), &hint, report, &fixture->error));
    reading_of(fixture->reader, &fixture->arena, report, reading);
    CK_OK(fixture, resolve_report(fixture->store, fixture->reader, reading, &origin,
                                  &fixture->arena, &resolution, &fixture->error));
    CK_OK(fixture, store_commit(fixture->store, &fixture->error));
    return resolution.report;
}

/* The canonical entity that the text's thing of the name is. */
static int64_t entity_in(struct fixture *fixture, const char *id, const char *text,
                         const char *name)
{
    return canonical_of(fixture, read_text(fixture, id, text), name);
}

START_TEST(one_name_in_two_regions_is_two_people)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t tomsk = entity_in(&fixture, "a",
                              "Томск, 5 марта 2014 года\n\nГубернатор Томской области Иван Петров "
                              "открыл завод в Томске.\n",
                              "Иван Петров");
    int64_t omsk = entity_in(&fixture, "b",
                             "Омск, 6 марта 2014 года\n\nГубернатор Омской области Иван Петров "
                             "открыл завод в Омске.\n",
                             "Иван Петров");
    ck_assert_int_ne(tomsk, omsk);
    int64_t again = entity_in(&fixture, "c",
                              "Томск, 7 июня 2015 года\n\nГубернатор Томской области Иван Петров "
                              "принял в Томске делегацию.\n",
                              "Иван Петров");
    ck_assert_int_eq(tomsk, again);
    fixture_release(&fixture);
}
END_TEST

START_TEST(two_governors_are_two_people)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t first = entity_in(&fixture, "a",
                              "Томск, 5 марта 2011 года\n\nГубернатор Томской области Иван Петров "
                              "открыл завод.\n",
                              "Иван Петров");
    int64_t second = entity_in(&fixture, "b",
                               "Томск, 5 марта 2015 года\n\nГубернатор Томской области Сергей "
                               "Петров открыл завод.\n",
                               "Сергей Петров");
    ck_assert_int_ne(first, second);
    fixture_release(&fixture);
}
END_TEST

START_TEST(initials_are_known_by_the_office)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t full = entity_in(&fixture, "a",
                             "Генеральный директор ООО «Томскприбор» Иван Ильич Петров подписал "
                             "договор.\n",
                             "Иван Ильич Петров");
    int64_t initials = entity_in(&fixture, "b",
                                 "Договор подписал генеральный директор ООО «Томскприбор» "
                                 "И. И. Петров.\n",
                                 "И. И. Петров");
    int64_t other = entity_in(&fixture, "c",
                              "Договор подписал генеральный директор ООО «Томскприбор» "
                              "И. Л. Петров.\n",
                              "И. Л. Петров");
    ck_assert_int_eq(full, initials);
    ck_assert_int_ne(full, other);
    fixture_release(&fixture);
}
END_TEST

START_TEST(common_names_of_firms_go_by_the_region)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t tomsk =
        entity_in(&fixture, "a", "В Томске ООО «Вектор» построит завод.\n", "ООО «Вектор»");
    int64_t omsk =
        entity_in(&fixture, "b", "В Омске ООО «Вектор» построит завод.\n", "ООО «Вектор»");
    int64_t again =
        entity_in(&fixture, "c", "В Томске ООО «Вектор» строит второй завод.\n", "ООО «Вектор»");
    ck_assert_int_ne(tomsk, omsk);
    ck_assert_int_eq(tomsk, again);
    fixture_release(&fixture);
}
END_TEST

START_TEST(bodies_without_their_region_go_by_the_report)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t tomsk = entity_in(
        &fixture, "a", "Министерство здравоохранения Томской области выделит субсидию в Томске.\n",
        "Министерство здравоохранения Томской области");
    int64_t bare = entity_in(
        &fixture, "b",
        "В Томске и по всей Томской области Министерство здравоохранения выделит субсидию.\n",
        "Министерство здравоохранения");
    int64_t omsk = entity_in(
        &fixture, "c",
        "В Омске и по всей Омской области Министерство здравоохранения выделит субсидию.\n",
        "Министерство здравоохранения");
    ck_assert_int_eq(tomsk, bare);
    ck_assert_int_ne(tomsk, omsk);
    fixture_release(&fixture);
}
END_TEST

START_TEST(knows_abbreviations)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t full = entity_in(&fixture, "a",
                             "Договор подписал Фонд инфраструктурных и образовательных программ.\n",
                             "Фонд инфраструктурных и образовательных программ");
    int64_t abbreviation = entity_in(
        &fixture, "b", "Генеральный директор ФИОП Иван Петров подписал договор.\n", "ФИОП");
    ck_assert_int_eq(full, abbreviation);
    fixture_release(&fixture);
}
END_TEST

START_TEST(knows_renamings_of_the_lexicon)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t before = entity_in(&fixture, "a", "Договор подписала Госкорпорация «Ростехнологии».\n",
                               "Госкорпорация «Ростехнологии»");
    int64_t after = entity_in(&fixture, "b", "Договор подписала Госкорпорация «Ростех».\n",
                              "Госкорпорация «Ростех»");
    ck_assert_int_eq(before, after);
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_renaming_that_is_told_joins_what_was_two)
{
    struct fixture fixture;
    struct stored_entity entity;
    bool found;
    fixture_init(&fixture);
    int64_t before = entity_in(&fixture, "a", "В Томске ООО «Сибзапчасть» построит завод.\n",
                               "ООО «Сибзапчасть»");
    int64_t after = entity_in(&fixture, "b", "В Томске ООО «Новозапчасть» построит завод.\n",
                              "ООО «Новозапчасть»");
    ck_assert_int_ne(before, after);
    read_text(&fixture, "c",
              "В Томске ООО «Новозапчасть» (до 2012 года — «Сибзапчасть») построит завод.\n");
    CK_OK(&fixture,
          store_entity(fixture.store, after, &fixture.arena, &entity, &found, &fixture.error));
    ck_assert(found);
    ck_assert_int_eq(entity.number, before);
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_slip_of_the_keyboard_is_seen)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t right = entity_in(&fixture, "a",
                              "Томск\n\nГубернатор Томской области Иван Виноградов открыл завод.\n",
                              "Иван Виноградов");
    int64_t slip = entity_in(&fixture, "b",
                             "Томск\n\nГубернатор Томской области Иван Виноргадов открыл завод.\n",
                             "Иван Виноргадов");
    ck_assert_int_eq(right, slip);
    ck_assert(names_are_like(SPAN("виноградов"), SPAN("виногрдов")));
    ck_assert(!names_are_like(SPAN("виноградов"), SPAN("винокуров")));
    ck_assert(names_are_like(SPAN("сименс"), SPAN("siemens")));
    ck_assert(!names_are_like(SPAN("сименс"), SPAN("samsung")));
    ck_assert(!names_are_like(SPAN("юлин"), SPAN("юдин")));
    fixture_release(&fixture);
}
END_TEST

START_TEST(regions_have_one_number_under_all_names)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t one = entity_in(&fixture, "a", "Республика Башкортостан подписала договор.\n",
                            "Республика Башкортостан");
    int64_t other = entity_in(&fixture, "b", "Башкирия подписала договор.\n", "Башкирия");
    ck_assert_int_eq(one, other);
    fixture_release(&fixture);
}
END_TEST

START_TEST(candidates_are_capped)
{
    struct fixture fixture;
    fixture_init(&fixture);
    /* So many of one name that the name alone finds none: with the region it does. */
    static const char *const regions[] = {"Томской", "Омской", "Тульской", "Рязанской"};
    int64_t first = 0;
    char id[16], text[256];
    for (int i = 0; i < 60; i++) {
        snprintf(id, sizeof id, "r%d", i);
        snprintf(text, sizeof text, "Директор ООО «Завод %d» Иван Петров подписал договор.\n", i);
        read_text(&fixture, id, text);
    }
    for (int i = 0; i < 8; i++) {
        snprintf(id, sizeof id, "s%d", i);
        snprintf(text, sizeof text,
                 "%d мая 2014 года\n\nГубернатор %s области Иван Петров открыл завод.\n", i + 1,
                 regions[i % 4]);
        int64_t number = entity_in(&fixture, id, text, "Иван Петров");
        if (i == 0)
            first = number;
        ck_assert_int_eq(number == first, i % 4 == 0);
    }
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_name_shows_what_it_is_made_of)
{
    struct fixture fixture;
    struct name_shape shape;
    fixture_init(&fixture);
    const struct lexicon *lexicon = fixture.reader->lexicon;
    uint32_t country = reference_country_number(fixture.reader->reference);
    shape_of(lexicon, fixture.morphology, country, SPAN("ЗАО «НПФ „Микран“»"), &fixture.arena,
             &shape);
    ASSERT_SPAN(shape.inner, "микран");
    ASSERT_SPAN(shape.form, "зао");
    ck_assert_int_eq(shape.specificity, SPECIFIC_RARE);
    shape_of(lexicon, fixture.morphology, country, SPAN("Правительство Томской области"),
             &fixture.arena, &shape);
    ck_assert_int_eq(shape.specificity, SPECIFIC_PLACED);
    uint32_t tomsk = shape.region;
    shape_of(lexicon, fixture.morphology, country, SPAN("Томский государственный университет"),
             &fixture.arena, &shape);
    ck_assert_uint_eq(shape.region, tomsk);
    shape_of(lexicon, fixture.morphology, country, SPAN("ООО «УК „Роснано“»"), &fixture.arena,
             &shape);
    ck_assert(shape.apart);
    ck_assert_uint_eq(shape.known.size, 0);
    shape_of(lexicon, fixture.morphology, country, SPAN("Центр кластерного развития"),
             &fixture.arena, &shape);
    ck_assert_int_eq(shape.specificity, SPECIFIC_NONE);
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_renamed_body_is_one)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t before = entity_in(&fixture, "a",
                               "Москва, 5 марта 2007 года\n\nМинистерство экономического развития "
                               "и торговли РФ утвердило программу.\n",
                               "Министерство экономического развития и торговли РФ");
    int64_t after = entity_in(&fixture, "b",
                              "Москва, 5 марта 2015 года\n\nМинэкономразвития России утвердило "
                              "программу.\n",
                              "Минэкономразвития России");
    ck_assert_int_eq(before, after);
    int64_t nano = entity_in(&fixture, "c",
                             "Москва, 5 марта 2009 года\n\nРоссийская корпорация нанотехнологий "
                             "вложила деньги.\n",
                             "Российская корпорация нанотехнологий");
    int64_t again =
        entity_in(&fixture, "d", "Москва, 5 марта 2015 года\n\nАО «Роснано» вложило деньги.\n",
                  "АО «Роснано»");
    ck_assert_int_eq(nano, again);
    fixture_release(&fixture);
}
END_TEST

START_TEST(a_successor_is_another)
{
    struct fixture fixture;
    fixture_init(&fixture);
    int64_t before = entity_in(&fixture, "a",
                               "Москва, 5 марта 2015 года\n\nМинобрнауки России утвердило "
                               "программу.\n",
                               "Минобрнауки России");
    int64_t after = entity_in(&fixture, "b",
                              "Москва, 5 марта 2020 года\n\nМинобрнауки России утвердило другую "
                              "программу.\n",
                              "Минобрнауки России");
    ck_assert_int_ne(before, after);
    int64_t full = entity_in(&fixture, "c",
                             "Москва, 6 июня 2021 года\n\nМинистерство науки и высшего образования "
                             "РФ утвердило программу.\n",
                             "Министерство науки и высшего образования РФ");
    ck_assert_int_eq(after, full);
    fixture_release(&fixture);
}
END_TEST

void add_identity(Suite *suite)
{
    SUITE_ADD(suite, one_name_in_two_regions_is_two_people);
    SUITE_ADD(suite, two_governors_are_two_people);
    SUITE_ADD(suite, initials_are_known_by_the_office);
    SUITE_ADD(suite, common_names_of_firms_go_by_the_region);
    SUITE_ADD(suite, bodies_without_their_region_go_by_the_report);
    SUITE_ADD(suite, knows_abbreviations);
    SUITE_ADD(suite, knows_renamings_of_the_lexicon);
    SUITE_ADD(suite, a_renaming_that_is_told_joins_what_was_two);
    SUITE_ADD(suite, a_slip_of_the_keyboard_is_seen);
    SUITE_ADD(suite, regions_have_one_number_under_all_names);
    SUITE_ADD(suite, candidates_are_capped);
    SUITE_ADD(suite, a_name_shows_what_it_is_made_of);
    SUITE_ADD(suite, a_renamed_body_is_one);
    SUITE_ADD(suite, a_successor_is_another);
}
