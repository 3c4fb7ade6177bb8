/* The stock of forms: it says what looking up would say, and damage in it harms nobody. */
#include "../suite.h"
#include "data.h"
#include "form_stock.h"
#include "pack.h"
#include "reader.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void add_form_stock(Suite *suite);

static void analyses_equal(const struct analysis *one, const struct analysis *other)
{
    ck_assert_uint_eq(one->pos, other->pos);
    ck_assert_uint_eq(one->known, other->known);
    ck_assert_uint_eq(one->form, other->form);
    ck_assert(one->weight == other->weight);
    ck_assert_uint_eq(one->lemma, other->lemma);
    ck_assert_uint_eq(one->base, other->base);
    ck_assert_uint_eq(one->grammemes, other->grammemes);
}

static void forms_equal(const struct form *taken, const struct making *made)
{
    const struct form *form = &made->form;
    ck_assert_uint_eq(taken->kind, form->kind);
    ck_assert_uint_eq(taken->begins, form->begins);
    ck_assert_uint_eq(taken->grammemes, form->grammemes);
    ck_assert_ptr_eq(taken->time, form->time);
    ck_assert_mem_eq(&taken->lexemes, &form->lexemes, sizeof form->lexemes);
    ck_assert_uint_eq(taken->of_grammar.form, form->of_grammar.form);
    ck_assert_uint_eq(taken->of_grammar.lemma_count, form->of_grammar.lemma_count);
    for (size_t i = 0; i < form->of_grammar.lemma_count; i++)
        ck_assert_mem_eq(&taken->of_grammar.lemmas[i], &made->lemmas[i], sizeof *made->lemmas);
    ck_assert_uint_eq(taken->analysis_count, form->analysis_count);
    for (size_t i = 0; i < form->analysis_count; i++)
        analyses_equal(&taken->analyses[i], &made->analyses[i]);
}

/* A word as a token, and whether it is taken. */
struct written {
    const char *text, *folded;
    enum token_case shape;
    bool taken;
};

static const struct written words[] = {
    {"подписали", "подписали", CASE_LOWER, true},
    {"соглашения", "соглашения", CASE_LOWER, true},
    {"января", "января", CASE_LOWER, true},
    {"министерство", "министерство", CASE_LOWER, true},
    {"Министерство", "министерство", CASE_TITLE, true},
    {"Подписали", "подписали", CASE_TITLE, true},
    {"МИНИСТЕРСТВО", "министерство", CASE_UPPER, false},
    {"объём", "объем", CASE_LOWER, false}, /* ё tells one reading from another */
    {"Ёлка", "елка", CASE_TITLE, false},
    {"И", "и", CASE_TITLE, false}, /* an initial */
    {"незнакомский", "незнакомский", CASE_LOWER, false},
};

START_TEST(gives_what_looking_up_gives)
{
    struct reader *reader;
    ck_assert(reader_open(&reader, span_of(getenv("UZEL_DATA")), NULL));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct token token = {.kind = TOKEN_WORD,
                              .shape = (uint8_t)words[i].shape,
                              .cyrillic = true,
                              .folded = span_of(words[i].folded)};
        struct form taken;
        struct making made;
        bool found = form_stock_take(reader, &token, span_of(words[i].text), &taken);
        /* Without a model there is no stock. */
        ck_assert_msg(found == (words[i].taken && reader->tagger), "%s", words[i].text);
        form_make(reader, &token, span_of(words[i].text), &made);
        if (found)
            forms_equal(&taken, &made);
        token.kind = TOKEN_ABBREVIATION;
        ck_assert(!form_stock_take(reader, &token, span_of(words[i].text), &taken));
    }
    reader_close(reader);
}
END_TEST

/* A folder of data with a compiled file of its own. */
static void folder_make(struct arena *arena, char *path, size_t size)
{
    static const char *const linked[] = {"dictionary.bin", "schema.json", "lexicon", "grammar",
                                         "tagger.model"};
    struct span data = span_of(getenv("UZEL_DATA"));
    suite_folder_make(path, size);
    for (size_t i = 0; i < sizeof linked / sizeof *linked; i++)
        ck_assert_int_eq(
            symlink(data_path(arena, data, linked[i]), data_path(arena, span_of(path), linked[i])),
            0);
}

/* The compiled file with every so-manieth byte of its numbers turned. */
static void numbers_damage(struct arena *arena, const char *path, size_t step)
{
    struct mapped_file file;
    struct buffer bytes;
    struct span data = span_of(getenv("UZEL_DATA"));
    ck_assert(mapped_file_open(&file, data_path(arena, data, READER_COMPILED), NULL));
    buffer_init(&bytes, (size_t)1 << 28);
    buffer_append(&bytes, file.bytes);
    mapped_file_close(&file);
    const struct pack_head *head = (const void *)bytes.data;
    for (size_t i = head->checked; i < bytes.size; i += step)
        bytes.data[i] ^= (char)(i % 255 + 1);
    ck_assert(
        file_write(data_path(arena, span_of(path), READER_COMPILED), buffer_span(&bytes), NULL));
    buffer_release(&bytes);
}

struct attempt {
    struct reader *reader;
    struct arena arena;
    struct reading_memory *memory;
};

static void text_read(void *context)
{
    static const char text[] =
        "Министерство экономики Томской области и компания «Вымпел» подписали соглашение о "
        "строительстве завода. Объём вложений составит 5 млрд рублей, рассказал Иван Петров.";
    struct attempt *attempt = context;
    struct report_hint hint = {.id = SPAN("r1"), .source = SPAN("r1.txt")};
    struct report report;
    struct reading reading;
    ck_assert(report_of_bytes(&attempt->arena, span_of(text), &hint, &report, NULL));
    reading_with_memory(attempt->reader, attempt->memory, &attempt->arena, &report, &reading);
    ck_assert_uint_gt(reading.tokens.count, 20);
}

START_TEST(damage_harms_nobody)
{
    static const size_t steps[] = {1, 3, 7, 64, 1021};
    char path[32];
    struct attempt attempt = {0};
    arena_init(&attempt.arena, (size_t)1 << 26);
    folder_make(&attempt.arena, path, sizeof path);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        numbers_damage(&attempt.arena, path, steps[i]);
        ck_assert(reader_open(&attempt.reader, span_of(path), NULL));
        ck_assert(!reader_compiled_problem(attempt.reader));
        ck_assert(reading_memory_new(&attempt.memory, 1000));
        ck_assert(arena_run(&attempt.arena, text_read, &attempt));
        reading_memory_free(attempt.memory);
        reader_close(attempt.reader);
    }
    arena_release(&attempt.arena);
}
END_TEST

void add_form_stock(Suite *suite)
{
    SUITE_ADD(suite, gives_what_looking_up_gives);
    SUITE_ADD(suite, damage_harms_nobody);
}
