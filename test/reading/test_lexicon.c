/* Lexicons: what a line says, and what the reader of lexicons complains of. */
#include "../suite.h"
#include "data.h"
#include "file.h"
#include "lexicon.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void add_lexicon(Suite *suite);

/* The names that the loader reads; those not given by a test are left empty. */
static const char *const names[] = {"countries",   "regions",       "places",       "given_names",
                                    "legal_forms", "organizations", "known_bodies", "positions",
                                    "things",      "not_names",     "adjectives"};

struct loading {
    struct arena arena;
    struct error error;
    struct morphology *morphology;
    struct schema *schema;
    struct lexicon *lexicon;
    char folder[64];
};

static const char *path_in(struct loading *loading, const char *name)
{
    return arena_format(&loading->arena, "%s/lexicon/%s.txt", loading->folder, name).data;
}

static void loading_init(struct loading *loading)
{
    struct span folder = span_of(getenv("UZEL_DATA"));
    struct mapped_file file;
    *loading = (struct loading){0};
    arena_init(&loading->arena, (size_t)1 << 26);
    error_init(&loading->error);
    ck_assert(morphology_open(&loading->morphology,
                              data_path(&loading->arena, folder, "dictionary.bin"), NULL));
    ck_assert(mapped_file_open(&file, data_path(&loading->arena, folder, "schema.json"), NULL));
    ck_assert(schema_load(&loading->schema, file.bytes, "schema.json", NULL));
    mapped_file_close(&file);
    suite_folder_make(loading->folder, sizeof loading->folder);
    ck_assert_int_eq(mkdir(arena_format(&loading->arena, "%s/lexicon", loading->folder).data, 0700),
                     0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        ck_assert(file_write(path_in(loading, names[i]), SPAN("# nothing\n"), NULL));
}

static void loading_release(struct loading *loading)
{
    schema_free(loading->schema);
    morphology_close(loading->morphology);
    error_release(&loading->error);
    arena_release(&loading->arena);
}

static bool load(struct loading *loading, const char *name, const char *text)
{
    ck_assert(file_write(path_in(loading, name), span_of(text), NULL));
    return lexicon_load(&loading->lexicon, span_of(loading->folder), loading->morphology,
                        loading->schema, &loading->arena, &loading->error);
}

/* The longest entry that a text of words parted by blanks begins with. */
static const struct lexicon_entry *find(struct loading *loading, const char *text)
{
    struct token tokens[8] = {0};
    struct lexicon_words words[8];
    struct lexicon_match matches[8];
    struct analysis analyses[ANALYSIS_LIMIT];
    struct span rest = span_of(text), word;
    size_t count = 0;
    for (; count < 8 && span_next_part(&rest, ' ', &word); count++) {
        size_t found = morphology_analyze(loading->morphology, word, analyses, ANALYSIS_LIMIT);
        tokens[count] = (struct token){.kind = TOKEN_WORD, .shape = CASE_TITLE, .folded = word};
        words[count] = lexicon_words_of(loading->lexicon, word, analyses, found);
    }
    size_t found = lexicon_find(loading->lexicon, tokens, words, count, matches, 8);
    return found > 0 ? lexicon_entry(loading->lexicon, matches[0].entry) : NULL;
}

START_TEST(finds_phrases_in_all_their_forms)
{
    struct loading loading;
    loading_init(&loading);
    ck_assert(load(&loading, "regions",
                   "[place Region]\n"
                   "Иркутская область: also Приангарье; adjective иркутский; capital Иркутск\n"
                   "Рамендия # a word that no dictionary has\n"));
    const struct lexicon_entry *entry = find(&loading, "иркутскую область");
    ck_assert_ptr_nonnull(entry);
    ASSERT_SPAN(entry->name, "Иркутская область");
    ck_assert_uint_eq(entry->class, LEXICON_PLACE);
    entry = find(&loading, "приангарья");
    ck_assert_ptr_nonnull(entry);
    ASSERT_SPAN(lexicon_entry(loading.lexicon, entry->same)->name, "Иркутская область");
    entry = find(&loading, "иркутском");
    ck_assert_ptr_nonnull(entry);
    entry = find(&loading, "рамендией");
    ck_assert_ptr_nonnull(entry);
    ASSERT_SPAN(entry->name, "Рамендия");
    ck_assert_ptr_null(find(&loading, "омская область"));
    loading_release(&loading);
}
END_TEST

static void complains(const char *text, const char *problem, const char *line)
{
    struct loading loading;
    loading_init(&loading);
    ck_assert(!load(&loading, "positions", text));
    ck_assert_uint_eq(loading.error.count, 1);
    const struct error_item *item = &loading.error.items[0];
    ck_assert_str_eq(item->key, "lexicon.invalid");
    ck_assert_str_eq(item->arguments[0].value, "positions.txt");
    ck_assert_str_eq(item->arguments[1].value, line);
    ck_assert_str_eq(item->arguments[2].value, problem);
    loading_release(&loading);
}

START_TEST(tells_where_a_lexicon_is_wrong)
{
    complains("губернатор\n", "no_section", "1");
    complains("\n[ofice]\n", "unknown_class", "2");
    complains("[position regional]\n", "unknown_word", "1");
    complains("[position\n", "section", "1");
    complains("[position]\n# yes\nмэр: since 1990\n", "unknown_property", "3");
    complains("[position]\nмэр: in Атлантида\n", "unknown_place", "2");
    complains("[position]\nа б в г д е ж з и к л м н\n", "phrase", "2");
}
END_TEST

void add_lexicon(Suite *suite)
{
    SUITE_ADD(suite, finds_phrases_in_all_their_forms);
    SUITE_ADD(suite, tells_where_a_lexicon_is_wrong);
}
