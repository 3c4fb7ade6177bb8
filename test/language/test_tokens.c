/* Tokens: what holds of all of them, and kinds, shapes and pairs of some. The cuts into sentences
 * are the golden files of sentences/. */
#include "token.h"

#include "../suite.h"

static struct arena arena;
static struct report report;
static struct tokens tokens;

static void cut(void *context)
{
    static struct block block;
    struct span text = span_of(context);
    block = (struct block){BLOCK_PROSE, {0, (uint32_t)text.size}};
    report = (struct report){.text = text, .blocks = &block, .block_count = 1};
    tokens_of_report(&arena, &report, &tokens);
}

static void cut_text(const char *text)
{
    arena_clear(&arena);
    union {
        const char *text;
        void *context;
    } argument = {text};
    ck_assert(arena_run(&arena, cut, argument.context));
}

static void setup(void)
{
    arena_init(&arena, 1 << 26);
}

static void teardown(void)
{
    arena_release(&arena);
}

/* The tokens' kinds as letters: w word, n number, i initial, a abbreviation, . punctuation, < >
 * quotation marks, - dash, % symbol, @ address. */
static void assert_kinds(const char *text, const char *kinds)
{
    static const char letters[] = "wnia.<>-%@";
    char given[256];
    cut_text(text);
    ck_assert_uint_lt(tokens.count, sizeof given);
    for (size_t i = 0; i < tokens.count; i++)
        given[i] = letters[tokens.items[i].kind];
    given[tokens.count] = '\0';
    ck_assert_msg(strcmp(given, kinds) == 0, "«%s» is %s, should be %s", text, given, kinds);
}

START_TEST(test_kinds)
{
    assert_kinds("Завод «Ключ-М», г. Заречный.", "w<w>.aw.");
    assert_kinds("И. И. Лунин и Лунин И.И. ушли", "iiwwwiiw");
    assert_kinds("350 млн руб., 5% и 2 000 000 шт.", "naa.n%wna");
    assert_kinds("в 2015-м, 20-летие, 4G, Т-50", "wn.w.w.w");
    assert_kinds("09.02.2015 14:30 2015-02-09 28/10/2016", "nnnn");
    assert_kinds("2011-2012 гг. 10–15", "n-nan-n");
    assert_kinds("www.zavod.ru, lunin@zavod.ru #Край @kray", "@.@@@");
    assert_kinds("и т. д., т.е. и др.", "wa.awa");
    assert_kinds("Что?! Да... нет…", "w.w.w.");
    assert_kinds("— Так, — сказал он -- и ушёл", "-w.-ww-ww");
    assert_kinds("д’Артуа и O'Neil", "www");
    assert_kinds("''Ключ'' ``Край''", "<w><w>");
    assert_kinds("", "");
    assert_kinds(" \n\t", "");
}
END_TEST

/* Of the token at index: shape and folded text. */
static void assert_word(size_t index, enum token_case shape, const char *folded)
{
    ck_assert_uint_lt(index, tokens.count);
    ck_assert_int_eq(tokens.items[index].shape, shape);
    ASSERT_SPAN(tokens.items[index].folded, folded);
}

START_TEST(test_shapes_and_folding)
{
    cut_text(
        "завод Ёлкин ОАО РТ-Ключ Усолье-Сибирское Ростов-на-Дону iPhone В 15 Kя́Я т.Д. сло\u00ADво");
    assert_word(0, CASE_LOWER, "завод");
    assert_word(1, CASE_TITLE, "елкин");
    assert_word(2, CASE_UPPER, "оао");
    assert_word(3, CASE_MIXED, "рт-ключ");
    assert_word(4, CASE_TITLE, "усолье-сибирское");
    assert_word(5, CASE_TITLE, "ростов-на-дону");
    assert_word(6, CASE_MIXED, "iphone");
    assert_word(7, CASE_TITLE, "в");
    assert_word(8, CASE_NONE, "15");
    assert_word(9, CASE_MIXED, "kяя");
    assert_word(10, CASE_LOWER, "т. д.");
    assert_word(11, CASE_LOWER, "слово");
    ck_assert(tokens.items[0].cyrillic && !tokens.items[6].cyrillic && tokens.items[9].cyrillic);
    /* Small letters without ё are not copied. */
    ck_assert_ptr_eq(tokens.items[0].folded.data, report.text.data);
}
END_TEST

/* A word that the end of a line parts is one; a dash before a line, a name and a number are not. */
START_TEST(test_parted_words)
{
    cut_text("О Соглаше-\r\n  ние слово-\nИмя 5-\nлет так -\nне со\u00ADюз");
    assert_word(1, CASE_TITLE, "соглашение");
    ASSERT_SPAN(token_letters(report.text, &tokens.items[1]), "Соглашение");
    assert_word(2, CASE_LOWER, "слово");
    assert_word(4, CASE_TITLE, "имя");
    assert_word(5, CASE_NONE, "5");
    ASSERT_SPAN(token_letters(report.text, &tokens.items[tokens.count - 1]), "союз");
}
END_TEST

static void assert_partner(size_t open, size_t close)
{
    ck_assert_uint_eq(tokens.items[open].partner, close);
}

START_TEST(test_pairs)
{
    cut_text("ООО «УК „Ключ“» (Край)");
    assert_partner(1, 6);
    assert_partner(6, 1);
    assert_partner(3, 5);
    assert_partner(7, 9);
    cut_text("АО \"ОЭЗ \"Лесная\" и \"Вектор\"");
    assert_partner(1, 5); /* one mark closes two */
    assert_partner(3, 5);
    assert_partner(7, 9);
    cut_text("\"У нас статус \"Полюса\" и \"Ключа\", - сказал он");
    assert_partner(0, 10);
    cut_text("Завод «Ключ и Край");
    assert_partner(1, UINT32_MAX);
    cut_text("Край» и Завод)");
    assert_partner(1, UINT32_MAX);
}
END_TEST

START_TEST(test_sentences_cover_all_tokens)
{
    cut_text("Завод открыт. «Ура! Деньги есть», — сказал И. Лунин. В 2014 г. Край рос");
    size_t next = 0;
    for (size_t i = 0; i < tokens.sentence_count; i++) {
        const struct sentence *sentence = &tokens.sentences[i];
        ck_assert_uint_eq(sentence->first, next);
        ck_assert_uint_gt(sentence->count, 0);
        next += sentence->count;
        ck_assert_uint_eq(sentence->range.start, tokens.items[sentence->first].start);
        ck_assert_uint_eq(sentence->range.end, tokens.items[next - 1].end);
    }
    ck_assert_uint_eq(next, tokens.count);
}
END_TEST

START_TEST(test_time_is_linear)
{
    /* Each takes hours where a look-ahead or look-back is not bounded. */
    static const char *const patterns[] = {"И.",   "a.",     "т. ", "\"а ", "«",
                                           "(а. ", "1 000 ", "а-",  "“",    "@а"};
    static char text[4 << 20];
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        size_t size = strlen(patterns[i]), end = 0;
        for (; end + size < sizeof text; end += size)
            memcpy(text + end, patterns[i], size);
        text[end] = '\0';
        arena_release(&arena);
        arena_init(&arena, (size_t)1 << 30);
        cut_text(text);
        ck_assert_uint_gt(tokens.count, 0);
    }
}
END_TEST

void add_tokens(Suite *suite);
void add_tokens(Suite *suite)
{
    TCase *tests = tcase_create("tokens");
    tcase_set_timeout(tests, 300);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, test_kinds);
    tcase_add_test(tests, test_shapes_and_folding);
    tcase_add_test(tests, test_parted_words);
    tcase_add_test(tests, test_pairs);
    tcase_add_test(tests, test_sentences_cover_all_tokens);
    tcase_add_test(tests, test_time_is_linear);
    suite_add_tcase(suite, tests);
}
