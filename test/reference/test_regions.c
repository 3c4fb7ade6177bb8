/* Districts, subjects and provinces. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "open.h"

void add_regions(Suite *suite);

static const struct reference_region *named(const struct reference *reference, const char *name)
{
    const struct reference_region *region = reference_region_named(reference, span_of(name));
    ck_assert_msg(region != NULL, "%s is not known", name);
    return region;
}

START_TEST(knows_every_subject)
{
    struct reference *reference = reference_of_tree();
    size_t count, subjects = 0, codes = 0;
    const struct reference_region *regions = reference_regions(reference, &count);
    for (size_t i = 0; i < count; i++) {
        subjects += regions[i].kind == REGION_SUBJECT;
        codes += regions[i].kind == REGION_SUBJECT && regions[i].code.size;
        ck_assert_ptr_eq(reference_region_of_number(reference, region_number(regions[i].name)),
                         &regions[i]);
        ck_assert(regions[i].kind != REGION_FORMER || regions[i].became.count);
    }
    ck_assert_uint_eq(subjects, 89);
    ck_assert_uint_eq(codes, 83);
    reference_close(reference);
}
END_TEST

/* The reader finds regions by regions.txt: what it finds must be known here under that name. */
START_TEST(agrees_with_the_names_that_are_read)
{
    struct reference *reference = reference_of_tree();
    FILE *file = fopen(SOURCE_ROOT "/lexicon/regions.txt", "r");
    char line[1024];
    size_t seen = 0;
    bool places = false;
    ck_assert_ptr_nonnull(file);
    while (fgets(line, sizeof line, file)) {
        struct span rest = span_trim(span_of(line)), name;
        places |= span_starts_with(rest, SPAN("[place Place]"));
        if (!rest.size || rest.data[0] == '#' || rest.data[0] == '[')
            continue;
        size_t code = span_find(rest, SPAN("code "), 0);
        span_next_part(&rest, ':', &name);
        char *text = strndup(name.data, name.size);
        if (places) {
            ck_assert_msg(reference_district_named(reference, name) != NULL, "%s", text);
        } else if (code != SIZE_MAX) {
            const struct reference_region *region = named(reference, text);
            ck_assert_msg(span_starts_with(span_of(line + code + 5), region->code), "%s", text);
            seen++;
        }
        free(text);
    }
    fclose(file);
    ck_assert_uint_eq(seen, 83);
    reference_close(reference);
}
END_TEST

START_TEST(finds_by_any_name)
{
    struct reference *reference = reference_of_tree();
    ASSERT_SPAN(named(reference, "ru-tom")->name, "Томская область");
    ASSERT_SPAN(named(reference, "кузбасс")->name, "Кемеровская область");
    ASSERT_SPAN(named(reference, "Куйбышевская область")->name, "Самарская область");
    ASSERT_SPAN(named(reference, "Ханты-Мансийский автономный округ — Югра")->code, "RU-KHM");
    ASSERT_SPAN(named(reference, "Северск")->name, "Томская область");
    ASSERT_SPAN(named(reference, " ханты–мансийский автономный округ - ЮГРА ")->code, "RU-KHM");
    ck_assert(!reference_region_bears(named(reference, "Северск"), SPAN("Северск")));
    ck_assert(reference_region_bears(named(reference, "Югра"), SPAN("югра")));
    ck_assert_ptr_null(reference_region_named(reference, SPAN("Марс")));
    ASSERT_SPAN(named(reference, "Бавария")->country, "Германия");
    reference_close(reference);
}
END_TEST

START_TEST(finds_names_of_forms_and_addresses)
{
    static const char *const cases[][2] = {
        {"Кемеровская обл.", "Кемеровская область"},
        {"Иркутская обл", "Иркутская область"},
        {"Красноярский кр.", "Красноярский край"},
        {"Респ. Татарстан", "Республика Татарстан"},
        {"Татарстан респ", "Республика Татарстан"},
        {"Удмуртская респ.", "Удмуртская Республика"},
        {"г. Иркутск", "Иркутская область"},
        {"Москва г", "Москва"},
        {"Ямало-Ненецкий АО", "Ямало-Ненецкий автономный округ"},
        {"664003, Россия, Иркутская обл., г. Иркутск, ул. Ленина, 1", "Иркутская область"},
        {"Томская область", "Томская область"},
        {"Марс", NULL},
        {"г.", NULL},
        {"республика", NULL},
        {"", NULL},
        {"ул. Омская, Омск", NULL},
        {"Омская область, Томская область", NULL},
    };
    struct reference *reference = reference_of_tree();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct reference_region *region =
            reference_region_written(reference, span_of(cases[i][0]));
        ck_assert_msg(!region == !cases[i][1], "%s", cases[i][0]);
        if (region)
            ASSERT_SPAN(region->name, cases[i][1]);
    }
    reference_close(reference);
}
END_TEST

START_TEST(knows_the_country_by_any_name)
{
    struct reference *reference = reference_of_tree();
    const struct reference_country *country = reference_country(reference);
    ASSERT_SPAN(country->name, "Россия");
    ck_assert(reference_country_bears(country, SPAN("рф")));
    ck_assert(reference_country_bears(country, SPAN("Российская Федерация")));
    ck_assert(reference_country_bears(country, SPAN("Russia")));
    ck_assert(!reference_country_bears(country, SPAN("Белоруссия")));
    ck_assert(!reference_country_bears(country, SPAN("")));
    reference_close(reference);
}
END_TEST

START_TEST(leads_former_subjects_to_those_of_today)
{
    struct reference *reference = reference_of_tree();
    const struct reference_region *former = named(reference, "Коми-Пермяцкий АО");
    ck_assert_int_eq(former->kind, REGION_FORMER);
    ASSERT_SPAN(reference_subject(former)->name, "Пермский край");
    ASSERT_SPAN(reference_subject(named(reference, "Корякский автономный округ"))->name,
                "Камчатский край");
    ASSERT_SPAN(reference_subject(named(reference, "Читинская область"))->district->short_name,
                "ДФО");
    ck_assert_uint_eq(named(reference, "Чечено-Ингушетия")->became.count, 2);
    const struct reference_region *buryatia = named(reference, "Бурятия");
    ASSERT_SPAN(buryatia->district_before->code, "siberian");
    ASSERT_SPAN(reference_district_named(reference, SPAN("сфо"))->english,
                "Siberian Federal District");
    ck_assert_ptr_eq(reference_district_named(reference, SPAN("siberian")),
                     reference_district_named(reference, SPAN("Сибирский федеральный округ")));
    reference_close(reference);
}
END_TEST

static void file_write(const char *folder, const char *name, const char *text)
{
    char path[192];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

/* Opens files of these texts; true where they are well formed. */
static bool opens(const char *subjects, const char *bodies)
{
    char folder[32], lexicon[128];
    struct reference *reference = NULL;
    struct error error;
    suite_folder_make(folder, sizeof folder);
    snprintf(lexicon, sizeof lexicon, "%s/lexicon", folder);
    ck_assert_int_eq(mkdir(lexicon, 0700), 0);
    file_write(lexicon, "subjects.txt", subjects);
    file_write(lexicon, "federal_bodies.txt", bodies);
    error_init(&error);
    bool good = reference_open(&reference, span_of(folder), &error);
    ck_assert(good == !error_any(&error));
    if (!good)
        ck_assert_str_eq(error.items[0].key, "lexicon.invalid");
    error_release(&error);
    reference_close(reference);
    return good;
}

START_TEST(says_what_is_wrong)
{
    ck_assert(opens(
        "[district]\nО: code o; also ОО; en O; capital А; from 2001; until 2002\n"
        "[subject]\nА: code X; district-was О (2002-01-01)\n[former]\nБ: became А; until 2001\n",
        "[ministry]\nВ: short Г; became Д (split); until 2001-02-03\nД\n"));
    static const char *const subjects[] = {"А: code X\n",
                                           "[subject\nА\n",
                                           "[country]\nА: colour red\n",
                                           "[subject]\nА: colour red\n",
                                           "[planet]\nА\n",
                                           "[subject]\nА: district Б\n",
                                           "[former]\nА: became Б\n",
                                           "[subject]\nА: was Б\n",
                                           "[subject]\nА: from never\n",
                                           "[district]\nА: colour red\n",
                                           "[district]\nА: from never\n",
                                           "[district]\nА\n[subject]\nБ: district-was А\n"};
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
        ck_assert_msg(!opens(subjects[i], ""), "%s", subjects[i]);
    static const char *const bodies[] = {"[fund]\nА: became Б\n", "[fund]\nА: became Б (split)\n",
                                         "[fund]\nА: size 3\n", "[fund]\n: short Б\n"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        ck_assert_msg(!opens("", bodies[i]), "%s", bodies[i]);
}
END_TEST

void add_regions(Suite *suite)
{
    SUITE_ADD(suite, knows_every_subject);
    SUITE_ADD(suite, agrees_with_the_names_that_are_read);
    SUITE_ADD(suite, finds_by_any_name);
    SUITE_ADD(suite, finds_names_of_forms_and_addresses);
    SUITE_ADD(suite, knows_the_country_by_any_name);
    SUITE_ADD(suite, leads_former_subjects_to_those_of_today);
    SUITE_ADD(suite, says_what_is_wrong);
}
