/* Words for the search: what is stored must be found by what is asked. */
#include "words.h"

#include "fixture.h"
#include "utf8.h"

void add_words(Suite *suite);

/* Whether one of the alternatives of left is one of right. */
static bool lemmas_meet(struct span left, struct span right)
{
    struct span rest = left, one, two;
    while (span_next_part(&rest, '|', &one)) {
        struct span others = right;
        while (span_next_part(&others, '|', &two))
            if (one.size && span_equal(one, two))
                return true;
    }
    return false;
}

START_TEST(forms_of_a_word_meet)
{
    static const char *const pairs[][2] = {
        {"соглашениями", "соглашение"},
        {"подписанного", "подписать"},
        {"Заводы", "завод"},
        {"Омской", "омский"},
        {"стали", "сталь"},
        {"стали", "стать"},
        {"Ёлкина", "елкина"},
        {"GPS", "gps"},
        {"2015", "2015"},
        {"Сызранью", "Сызрань"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct span one = search_lemmas(fixture.morphology, span_of(pairs[i][0]), &fixture.arena);
        struct span two = search_lemmas(fixture.morphology, span_of(pairs[i][1]), &fixture.arena);
        ck_assert_msg(lemmas_meet(one, two), "%s: %.*s; %s: %.*s", pairs[i][0], SPAN_ARGS(one),
                      pairs[i][1], SPAN_ARGS(two));
    }
    fixture_release(&fixture);
}
END_TEST

START_TEST(different_words_do_not_meet)
{
    static const char *const pairs[][2] = {
        {"завод", "заводить"}, {"Омск", "омский"}, {"соглашение", "согласие"}, {"2015", "2016"}};
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct span one = search_lemmas(fixture.morphology, span_of(pairs[i][0]), &fixture.arena);
        struct span two = search_lemmas(fixture.morphology, span_of(pairs[i][1]), &fixture.arena);
        ck_assert_msg(!lemmas_meet(one, two), "%s: %.*s; %s: %.*s", pairs[i][0], SPAN_ARGS(one),
                      pairs[i][1], SPAN_ARGS(two));
    }
    ck_assert_uint_eq(search_lemmas(fixture.morphology, SPAN("—"), &fixture.arena).size, 0);
    fixture_release(&fixture);
}
END_TEST

START_TEST(lemmas_never_break_the_index)
{
    static const char *const odd[] = {"a|b", "\"x\"", "2 000 000", "а\tб", "C++|D"};
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct span lemmas = search_lemmas(fixture.morphology, span_of(odd[i]), &fixture.arena);
        ck_assert_uint_gt(lemmas.size, 0);
        for (size_t j = 0; j < lemmas.size; j++)
            ck_assert_msg((unsigned char)lemmas.data[j] > ' ' && lemmas.data[j] != '"', "%s",
                          odd[i]);
    }
    char monster[4000];
    memset(monster, 'x', sizeof monster);
    ck_assert_uint_lt(
        search_lemmas(fixture.morphology, (struct span){monster, sizeof monster}, &fixture.arena)
            .size,
        1000);
    /* PostgreSQL takes no half of a character. */
    char words[1 + 2 * 90] = "a";
    for (size_t i = 1; i < sizeof words; i += 2)
        memcpy(words + i, "ж", 2);
    for (size_t start = 0; start < 2; start++) {
        struct span word = {words + start, sizeof words - start};
        struct span lemmas = search_lemmas(fixture.morphology, word, &fixture.arena);
        ck_assert_uint_gt(lemmas.size, 0);
        ck_assert_uint_eq(utf8_check(lemmas), lemmas.size);
    }
    struct trial trial;
    struct span text = arena_format(&fixture.arena, "Слово %.*s.", (int)sizeof words, words);
    trial_init(&trial, &fixture, "long", text.data);
    ck_assert_int_eq(trial_resolve(&trial).outcome, RESOLVED_NEW);
    fixture_release(&fixture);
}
END_TEST

START_TEST(what_is_kept_of_words_is_what_they_give)
{
    enum { WORDS = 40000 }; /* more than are kept, so that words take the places of others */
    struct word_memory *memory;
    struct fixture fixture;
    fixture_init(&fixture);
    ck_assert(word_memory_new(&memory));
    for (unsigned step = 1; step <= 8; step += 7) {
        for (unsigned i = 0; i < WORDS; i += step) {
            struct span word = arena_format(&fixture.arena, "%s%u", i % 3 ? "завод" : "Ёлкиной", i);
            struct span kept = search_lemmas_kept(memory, fixture.morphology, word, &fixture.arena);
            ck_assert(span_equal(kept, search_lemmas(fixture.morphology, word, &fixture.arena)));
        }
    }
    struct span long_word = arena_format(&fixture.arena, "%0200d", 7);
    for (int round = 0; round < 2; round++)
        ck_assert(
            span_equal(search_lemmas_kept(memory, fixture.morphology, long_word, &fixture.arena),
                       search_lemmas(fixture.morphology, long_word, &fixture.arena)));
    for (int round = 0; round < 2; round++)
        ck_assert_uint_eq(
            search_lemmas_kept(memory, fixture.morphology, SPAN("—"), &fixture.arena).size, 0);
    word_memory_free(memory);
    fixture_release(&fixture);
}
END_TEST

START_TEST(questions_become_phrases)
{
    struct fixture fixture;
    struct search_query query;
    fixture_init(&fixture);
    search_query_of(fixture.morphology, SPAN("кластеры Омска"), &fixture.arena, &query);
    ck_assert_uint_eq(query.phrase_count, 2);
    ASSERT_SPAN(query.phrases[0], "кластер");
    search_query_of(fixture.morphology, SPAN("«научный центр» Омска"), &fixture.arena, &query);
    ck_assert_uint_eq(query.phrase_count, 2);
    ck_assert_uint_ne(span_find(query.phrases[0], SPAN(" "), 0), SIZE_MAX);
    search_query_of(fixture.morphology, SPAN("\"научный центр"), &fixture.arena, &query);
    ck_assert_uint_eq(query.phrase_count, 2);
    search_query_of(fixture.morphology, SPAN(" — ,!"), &fixture.arena, &query);
    ck_assert_uint_eq(query.phrase_count, 0);
    search_query_of(fixture.morphology, SPAN(""), &fixture.arena, &query);
    ck_assert_uint_eq(query.phrase_count, 0);
    fixture_release(&fixture);
}
END_TEST

void add_words(Suite *suite)
{
    SUITE_ADD(suite, forms_of_a_word_meet);
    SUITE_ADD(suite, different_words_do_not_meet);
    SUITE_ADD(suite, lemmas_never_break_the_index);
    SUITE_ADD(suite, what_is_kept_of_words_is_what_they_give);
    SUITE_ADD(suite, questions_become_phrases);
}
