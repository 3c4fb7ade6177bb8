/* Needs find the offers that answer them. */
#include "match.h"

#include "csv.h"
#include "file.h"
#include "map.h"
#include "suite.h"

void add_match(Suite *suite);

static struct morphology *morphology;
static struct products *products;
static struct arena arena;

static void setup(void)
{
    struct error error;
    error_init(&error);
    arena_init(&arena, (size_t)1 << 28);
    ck_assert(morphology_open(&morphology, DICTIONARY, &error));
    if (!products_open(&products, SPAN(SOURCE_ROOT), morphology, &error))
        ck_abort_msg("%s, line %s: %s %s", error.items[0].arguments[0].value,
                     error.items[0].arguments[1].value, error.items[0].arguments[2].value,
                     error.items[0].arguments[3].value);
    error_release(&error);
}

static void teardown(void)
{
    products_close(products);
    morphology_close(morphology);
    arena_release(&arena);
}

/* The best match of a need of words or a code among offers of words; NULL ends those. */
static struct match best_of(const char *words, const char *code, const char *const *offers)
{
    struct named_product named[16];
    struct named_product need = {span_of(words), span_of(code)};
    struct match match = {.offer = UINT32_MAX};
    size_t count = 0;
    for (; offers[count]; count++)
        named[count] = (struct named_product){span_of(offers[count]), {0}};
    struct match_index *index = match_index_make(products, named, count, &arena);
    match_find(index, &need, 0.3F, &match, 1, &arena);
    return match;
}

START_TEST(case_and_order_of_words_do_not_matter)
{
    static const char *const offers[] = {"смазка для подшипников", "подшипник роликовый",
                                         "радиальный шариковый подшипник 6205", NULL};
    struct match match = best_of("закупка подшипников шариковых 6205", NULL, offers);
    ck_assert_uint_eq(match.offer, 2);
    ck_assert(match.score > 0.8F);
    ck_assert_uint_eq(match.reasons[0].kind, REASON_WORD);
    ASSERT_SPAN(match.reasons[0].need, "подшипников");
    ASSERT_SPAN(match.reasons[0].offer, "подшипник");
}
END_TEST

START_TEST(one_seeks_by_all_words_whatever_they_are)
{
    const struct named_product named[] = {{SPAN("Умный переход для безопасности пешеходов"), {0}},
                                          {SPAN("безопасность зданий"), {0}}};
    struct match matches[2];
    struct match_index *index = match_index_make(products, named, 2, &arena);
    size_t count = match_seek(index, SPAN("безопасность пешеходов"), matches, 2, &arena);
    ck_assert_uint_eq(count, 1);
    ck_assert_uint_eq(matches[0].offer, 0);
    ck_assert(matches[0].score > 0.3F && matches[0].score <= 0.5F);
    ck_assert_uint_eq(matches[0].reason_count, 2);
    ck_assert_uint_eq(match_seek(index, SPAN("для"), matches, 2, &arena), 0);
}
END_TEST

START_TEST(grades_are_the_same_however_they_are_written)
{
    static const char *const offers[] = {"труба Ду 50", "труба ДУ-100", "труба Ду1000", NULL};
    struct match match = best_of("трубы Ду 100", NULL, offers);
    ck_assert_uint_eq(match.offer, 1);
    ck_assert_uint_eq(match.reasons[1].kind, REASON_GRADE);
}
END_TEST

START_TEST(synonyms_are_the_same)
{
    static const char *const offers[] = {"мотор лодочный", "асинхронный электрический двигатель",
                                         NULL};
    struct match match = best_of("электромоторы асинхронные", NULL, offers);
    ck_assert_uint_eq(match.offer, 1);
    ck_assert_uint_eq(match.reasons[0].kind, REASON_SYNONYM);
    ASSERT_SPAN(match.reasons[0].offer, "электрический двигатель");
}
END_TEST

START_TEST(parts_answer_wholes_but_not_one_another)
{
    static const char *const part[] = {"болты", NULL}, *const whole[] = {"крепёж", NULL};
    static const char *const other[] = {"гайки", NULL};
    ck_assert_uint_eq(best_of("крепёж", NULL, part).reasons[0].kind, REASON_PART);
    ck_assert_uint_eq(best_of("болты", NULL, whole).reasons[0].kind, REASON_PART);
    ck_assert_uint_eq(best_of("болты", NULL, other).offer, UINT32_MAX);
}
END_TEST

START_TEST(kinds_and_grades_that_differ_are_told_apart)
{
    static const char *const kind[] = {"мотор лодочный", NULL}, *const grade[] = {"болт М20", NULL};
    ck_assert(best_of("двигатель авиационный", NULL, kind).score < 0.6F);
    ck_assert(best_of("болты М24", NULL, grade).score < 0.6F);
}
END_TEST

START_TEST(words_of_a_code_are_its_name)
{
    static const char *const offers[] = {"краны козловые", "подшипники шариковые", NULL};
    struct match match = best_of("", "28.15.10.110", offers);
    ck_assert_uint_eq(match.offer, 1);
    ck_assert_uint_eq(match.reasons[0].kind, REASON_CODE_WORDS);
}
END_TEST

START_TEST(codes_stand_to_one_another_by_their_groups)
{
    static const struct {
        const char *need, *offer;
        double score;
    } cases[] = {
        {"25.94.11.110", "25.94.11.110", 1},
        {"25.94", "25.94.11", 0.9},
        {"25.94.11.110", "25.94", 0.8},
        {"25.94.11.110", "25.94.11", 0.85},
        {"25.94.11.110", "25.94.11.190", 0.6},
        {"25.94.11", "25.94.12", 0.3},
        {"25.94", "25.93", 0},
        {"2", "25.94", 0},
        {"", "25.94", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double score = (double)match_codes(span_of(cases[i].need), span_of(cases[i].offer));
        ck_assert_msg(score > cases[i].score - 0.01 && score < cases[i].score + 0.01,
                      "%s and %s: %f", cases[i].need, cases[i].offer, score);
    }
}
END_TEST

/* ---- the set ---- */

enum { FIRST = 5, ROWS = 4000 };

struct csv_rows {
    struct csv csv;
    struct span cells[CSV_CELLS];
    size_t count;
};

static void rows_open(struct csv_rows *rows, const char *path)
{
    struct mapped_file file;
    ck_assert(mapped_file_open(&file, path, NULL));
    csv_init(&rows->csv, arena_copy(&arena, file.bytes));
    mapped_file_close(&file);
    csv_next(&rows->csv, &arena, rows->cells, &rows->count);
}

/* The recall of the whole set; bench_match tells it by kinds and halves. */
START_TEST(nine_of_ten_right_offers_are_among_the_first_five)
{
    static struct named_product offers[ROWS];
    struct csv_rows rows;
    struct map ids;
    size_t count = 0, right = 0, found = 0, needs = 0;
    map_init(&ids, &arena);
    rows_open(&rows, SOURCE_ROOT "/bench/sourcing/offers.csv");
    while (csv_next(&rows.csv, &arena, rows.cells, &rows.count)) {
        offers[count++] = (struct named_product){rows.cells[1], rows.cells[2]};
        *map_add(&ids, rows.cells[0], NULL) = (uint32_t)count;
    }
    struct match_index *index = match_index_make(products, offers, count, &arena);
    rows_open(&rows, SOURCE_ROOT "/bench/sourcing/needs.csv");
    for (; csv_next(&rows.csv, &arena, rows.cells, &rows.count); needs++) {
        struct match matches[FIRST];
        struct named_product need = {rows.cells[1], rows.cells[2]};
        struct span rest = rows.cells[5], id;
        size_t matched = match_find(index, &need, 0, matches, FIRST, &arena);
        for (; rest.data && span_next_part(&rest, ' ', &id); right++)
            for (size_t i = 0; i < matched; i++)
                found += matches[i].offer + 1 == *map_find(&ids, id);
    }
    ck_assert_uint_eq(needs, 300);
    ck_assert_uint_eq(count, 3000);
    ck_assert_msg(found * 10 >= right * 9, "%zu of %zu", found, right);
}
END_TEST

void add_match(Suite *suite)
{
    TCase *tests = tcase_create("match");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, case_and_order_of_words_do_not_matter);
    tcase_add_test(tests, one_seeks_by_all_words_whatever_they_are);
    tcase_add_test(tests, grades_are_the_same_however_they_are_written);
    tcase_add_test(tests, synonyms_are_the_same);
    tcase_add_test(tests, parts_answer_wholes_but_not_one_another);
    tcase_add_test(tests, kinds_and_grades_that_differ_are_told_apart);
    tcase_add_test(tests, words_of_a_code_are_its_name);
    tcase_add_test(tests, codes_stand_to_one_another_by_their_groups);
    tcase_add_test(tests, nine_of_ten_right_offers_are_among_the_first_five);
    suite_add_tcase(suite, tests);
}
