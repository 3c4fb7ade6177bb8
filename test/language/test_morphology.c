/* Analyses of known and unknown words, lemmas, agreement. */
#include "morphology.h"
#include "suite.h"
#include "tag.h"
#include "words.h"

void add_morphology(Suite *suite);

START_TEST(reads_known_words)
{
    struct morphology *morphology = words_open();
    struct analysis items[ANALYSIS_LIMIT];
    size_t count = morphology_analyze(morphology, SPAN("стали"), items, ANALYSIS_LIMIT);
    ck_assert_uint_ge(count, 5);
    ck_assert_int_eq(items[0].pos, POS_VERB);
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        ck_assert(items[i].known);
        ck_assert(i == 0 || items[i].weight <= items[i - 1].weight);
        sum += items[i].weight;
    }
    ck_assert_double_eq_tol(sum, 1, 0.001);
    ck_assert_uint_eq(morphology_analyze(morphology, SPAN("СТАЛИ"), items, 2), 2);
    ck_assert(word_reads(morphology, "Иркутской", POS_ADJECTIVE, GRAM_FEMININE | GRAM_GENITIVE));
    morphology_close(morphology);
}
END_TEST

START_TEST(matches_yo_and_ie)
{
    struct morphology *morphology = words_open();
    ck_assert(word_reads(morphology, "еще", POS_ADVERB, 0));
    ck_assert(word_reads(morphology, "ещё", POS_ADVERB, 0));
    ck_assert(word_reads(morphology, "все", POS_ADJECTIVE, GRAM_PLURAL));
    ck_assert(!word_reads(morphology, "всё", POS_ADJECTIVE, GRAM_PLURAL));
    morphology_close(morphology);
}
END_TEST

/* The lemma and base of the first reading with such a part of speech, and their ids. */
static void check_lemma(const struct morphology *morphology, const char *word,
                        enum part_of_speech pos, const char *lemma, const char *base)
{
    struct arena arena;
    struct analysis items[ANALYSIS_LIMIT];
    arena_init(&arena, 1 << 20);
    size_t count = morphology_analyze(morphology, span_of(word), items, ANALYSIS_LIMIT);
    size_t i = 0;
    while (i < count && items[i].pos != pos) {
        i++;
    }
    ck_assert_msg(i < count, "%s", word);
    ASSERT_SPAN(morphology_lemma(morphology, span_of(word), &items[i], &arena), lemma);
    ASSERT_SPAN(morphology_base(morphology, span_of(word), &items[i], &arena), base);
    ck_assert_uint_eq(items[i].lemma, morphology_lemma_id(span_of(lemma)));
    ck_assert_uint_eq(items[i].base, morphology_lemma_id(span_of(base)));
    arena_release(&arena);
}

START_TEST(knows_lemmas)
{
    struct morphology *morphology = words_open();
    check_lemma(morphology, "подписали", POS_VERB, "подписать", "подписать");
    check_lemma(morphology, "подписанного", POS_PARTICIPLE, "подписанный", "подписать");
    check_lemma(morphology, "подписано", POS_PARTICIPLE_SHORT, "подписанный", "подписать");
    check_lemma(morphology, "подписав", POS_GERUND, "подписав", "подписать");
    check_lemma(morphology, "Ивановичем", POS_NOUN, "иванович", "иван");
    check_lemma(morphology, "Петровной", POS_NOUN, "петровна", "петр");
    check_lemma(morphology, "Объединённой", POS_PARTICIPLE, "объединенный", "объединить");
    check_lemma(morphology, "готовы", POS_ADJECTIVE_SHORT, "готовый", "готовый");
    check_lemma(morphology, "заводами-изготовителями", POS_NOUN, "завод-изготовитель",
                "завод-изготовитель");
    check_lemma(morphology, "Авиазаводу", POS_NOUN, "авиазавод", "авиазавод");
    check_lemma(morphology, "кому-то", POS_PRONOUN, "кто-то", "кто-то");
    check_lemma(morphology, "И.", POS_NOUN, "и", "и");
    check_lemma(morphology, "Siemens", POS_UNKNOWN, "siemens", "siemens");
    check_lemma(morphology, "РЖД", POS_NOUN, "ржд", "ржд");
    ck_assert_uint_eq(morphology_lemma_id(SPAN("Пётр")), morphology_lemma_id(SPAN("петр")));
    ck_assert_uint_ne(morphology_lemma_id(SPAN("завод")), morphology_lemma_id(SPAN("заводик")));
    morphology_close(morphology);
}
END_TEST

START_TEST(predicts_unknown_words)
{
    struct morphology *morphology = words_open();
    ck_assert(word_reads(morphology, "Вырубаевым", POS_NOUN,
                         GRAM_SURNAME | GRAM_INSTRUMENTAL | GRAM_MASCULINE));
    ck_assert(word_reads(morphology, "Зверосплавом", POS_NOUN, GRAM_INSTRUMENTAL));
    ck_assert(word_reads(morphology, "научно-производственного", POS_ADJECTIVE, GRAM_GENITIVE));
    ck_assert(word_reads(morphology, "интернет-магазинами", POS_NOUN, GRAM_INSTRUMENTAL));
    ck_assert(word_reads(morphology, "РТ-Зверосплаву", POS_NOUN, GRAM_DATIVE));
    ck_assert(word_reads(morphology, "IT-компаниями", POS_NOUN, GRAM_INSTRUMENTAL));
    ck_assert(word_reads(morphology, "по-сибирски", POS_ADVERB, 0));
    ck_assert(word_reads(morphology, "мегапроекту", POS_NOUN, GRAM_DATIVE));
    ck_assert(word_reads(morphology, "НПФК", POS_NOUN,
                         GRAM_ABBREVIATION | GRAM_FIXED | (GRAM_CASES & ~GRAM_VOCATIVE)));
    ck_assert(!word_reads(morphology, "нпфк", POS_NOUN, GRAM_ABBREVIATION));
    ck_assert(word_reads(morphology, "Ж", POS_NOUN, GRAM_INITIAL | GRAM_GENITIVE));
    ck_assert(!word_reads(morphology, "ж", POS_NOUN, GRAM_INITIAL));
    /* The dictionary has the family name alone. */
    ck_assert(word_reads(morphology, "дронов", POS_NOUN, GRAM_PLURAL | GRAM_GENITIVE));
    ck_assert(!word_reads(morphology, "Дронов", POS_NOUN, GRAM_PLURAL | GRAM_GENITIVE));
    morphology_close(morphology);
}
END_TEST

START_TEST(takes_any_bytes)
{
    struct morphology *morphology = words_open();
    struct analysis items[ANALYSIS_LIMIT];
    struct arena arena;
    char long_word[1000];
    arena_init(&arena, 1 << 20);
    memset(long_word, 'x', sizeof long_word);
    struct span words[] = {SPAN(""),
                           SPAN("-"),
                           SPAN("2018"),
                           SPAN("\xD0"),
                           SPAN("\xFF\xFE\xD1"),
                           SPAN("а\0б"),
                           SPAN("--"),
                           SPAN("т-"),
                           {long_word, sizeof long_word}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t count = morphology_analyze(morphology, words[i], items, ANALYSIS_LIMIT);
        ck_assert_uint_ge(count, 1);
        for (size_t j = 0; j < count; j++) {
            struct span form;
            morphology_lemma(morphology, words[i], &items[j], &arena);
            morphology_inflect(morphology, words[i], &items[j], GRAM_GENITIVE, &arena, &form);
        }
    }
    ck_assert_uint_eq(morphology_analyze(morphology, SPAN("дом"), items, 0), 0);
    arena_release(&arena);
    morphology_close(morphology);
}
END_TEST

/* Whether some readings of the two words agree. */
static bool words_agree(const struct morphology *morphology, const char *one, const char *other)
{
    struct analysis left[ANALYSIS_LIMIT], right[ANALYSIS_LIMIT];
    size_t left_count = morphology_analyze(morphology, span_of(one), left, ANALYSIS_LIMIT);
    size_t right_count = morphology_analyze(morphology, span_of(other), right, ANALYSIS_LIMIT);
    for (size_t i = 0; i < left_count; i++) {
        for (size_t j = 0; j < right_count; j++) {
            if (left[i].pos != right[j].pos && analysis_agrees(&left[i], &right[j])) {
                return true;
            }
        }
    }
    return false;
}

START_TEST(agrees)
{
    struct morphology *morphology = words_open();
    ck_assert(words_agree(morphology, "Иркутской", "областью"));
    ck_assert(words_agree(morphology, "новых", "заводов"));
    ck_assert(words_agree(morphology, "новый", "завод"));
    ck_assert(!words_agree(morphology, "новая", "завод"));
    ck_assert(!words_agree(morphology, "новому", "завода"));
    ck_assert(!words_agree(morphology, "нового", "заводов"));
    morphology_close(morphology);
}
END_TEST

START_TEST(names_grammemes)
{
    struct arena arena;
    grammemes set;
    struct dictionary_tag tag;
    arena_init(&arena, 1 << 20);
    ck_assert(grammemes_parse(SPAN("sing,gent"), &set));
    ck_assert(set == (GRAM_SINGULAR | GRAM_GENITIVE));
    ck_assert(grammemes_parse(SPAN(""), &set) && set == 0);
    ck_assert(!grammemes_parse(SPAN("sing,wrong"), &set));
    ck_assert(tag_parse(SPAN("NOUN,anim,masc,Sgtm,Surn sing,gen2"), &tag));
    ck_assert_int_eq(tag.pos, POS_NOUN);
    ck_assert_int_eq(tag.flags, TAG_PRODUCTIVE | TAG_VARIANT);
    ck_assert(!tag_parse(SPAN("LATN"), &tag));
    ck_assert(tag_parse(SPAN("ADJF,Apro masc,sing,nomn"), &tag));
    ck_assert_int_eq(tag.flags, 0);
    struct analysis analysis = {.pos = POS_NOUN,
                                .grammemes = GRAM_ANIMATE | GRAM_MASCULINE | GRAM_SURNAME |
                                             GRAM_SINGULAR | GRAM_GENITIVE};
    ASSERT_SPAN(analysis_tag(&analysis, &arena), "NOUN,anim,masc,Surn sing,gent");
    arena_release(&arena);
}
END_TEST

START_TEST(weighs_what_was_not_counted)
{
    struct morphology *morphology = words_open();
    struct analysis items[ANALYSIS_LIMIT];
    /* A noun in the genitive before a surname that does not decline. */
    ck_assert_uint_gt(morphology_analyze(morphology, SPAN("вала"), items, ANALYSIS_LIMIT), 12);
    ck_assert(items[0].grammemes & GRAM_GENITIVE && !(items[0].grammemes & GRAM_SURNAME));
    /* An abbreviation before the town that is spelt so. */
    ck_assert_uint_gt(morphology_analyze(morphology, SPAN("УрФУ"), items, ANALYSIS_LIMIT), 1);
    ck_assert(items[0].grammemes & GRAM_ABBREVIATION);
    ck_assert_uint_gt(morphology_analyze(morphology, SPAN("Урфу"), items, ANALYSIS_LIMIT), 0);
    ck_assert(items[0].grammemes & GRAM_PLACE_NAME);
    morphology_close(morphology);
}
END_TEST

void add_morphology(Suite *suite)
{
    SUITE_ADD(suite, names_grammemes);
    SUITE_ADD(suite, weighs_what_was_not_counted);
    SUITE_ADD(suite, reads_known_words);
    SUITE_ADD(suite, matches_yo_and_ie);
    SUITE_ADD(suite, knows_lemmas);
    SUITE_ADD(suite, predicts_unknown_words);
    SUITE_ADD(suite, takes_any_bytes);
    SUITE_ADD(suite, agrees);
}
