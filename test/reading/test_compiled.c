/* What lexicons and grammar are compiled into: the same readings as from their text, and never
 * those of another text. */
#include "../suite.h"
#include "compiled.h"
#include "data.h"
#include "grammar.h"
#include "pack.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void add_compiled(Suite *suite);

struct reading_both {
    struct reader *reader;
    struct arena arena;
    struct span text;
    struct buffer out;
};

static void read_and_write(void *context)
{
    struct reading_both *work = context;
    struct report_hint hint = {.id = SPAN("r1"), .source = SPAN("r1.txt")};
    struct report report;
    struct reading reading;
    struct json json;
    ck_assert(report_of_bytes(&work->arena, work->text, &hint, &report, NULL));
    reading_of(work->reader, &work->arena, &report, &reading);
    json_init(&json, &work->out);
    reading_write_json(work->reader, &reading, NULL, &json);
    json_init(&json, &work->out);
    reading_write_explanation(&reading, true, &json);
}

/* All examples of the grammar in one report, as one reader reads it. */
static void examples_read(struct reading_both *work, struct reader *reader)
{
    work->reader = reader;
    buffer_init(&work->out, (size_t)1 << 28);
    ck_assert(arena_run(&work->arena, read_and_write, work));
}

START_TEST(reads_as_the_text_does)
{
    struct span folder = span_of(getenv("UZEL_DATA"));
    struct reader *compiled, *text;
    struct reading_both first = {0}, second = {0};
    struct buffer examples;
    size_t count;
    ck_assert(reader_open(&compiled, folder, NULL));
    ck_assert_msg(!reader_compiled_problem(compiled), "%s", reader_compiled_problem(compiled));
    ck_assert(reader_open_text(&text, folder, NULL));
    ck_assert_str_eq(reader_compiled_problem(text), "text");
    ck_assert(span_equal(reader_grammar(compiled), reader_grammar(text)));
    buffer_init(&examples, (size_t)1 << 22);
    const struct grammar_example *items = grammar_examples(text->grammar, &count);
    for (size_t i = 0; i < count; i++)
        buffer_format(&examples, "%.*s\n\n", SPAN_ARGS(items[i].text));
    arena_init(&first.arena, (size_t)1 << 30);
    arena_init(&second.arena, (size_t)1 << 30);
    first.text = second.text = buffer_span(&examples);
    examples_read(&first, compiled);
    examples_read(&second, text);
    ck_assert(first.out.size > 100000);
    ck_assert(span_equal(buffer_span(&first.out), buffer_span(&second.out)));
    buffer_release(&first.out);
    buffer_release(&second.out);
    buffer_release(&examples);
    arena_release(&first.arena);
    arena_release(&second.arena);
    reader_close(compiled);
    reader_close(text);
}
END_TEST

/* A folder of data with a grammar of its own. */
struct folder {
    struct arena arena;
    char path[32];
    struct span span;
};

static const char *path_in(struct folder *folder, const char *name)
{
    return data_path(&folder->arena, folder->span, name);
}

static void folder_make(struct folder *folder)
{
    static const char *const linked[] = {"dictionary.bin", "schema.json", "lexicon"};
    struct span data = span_of(getenv("UZEL_DATA"));
    arena_init(&folder->arena, 1 << 20);
    suite_folder_make(folder->path, sizeof folder->path);
    folder->span = span_of(folder->path);
    for (size_t i = 0; i < sizeof linked / sizeof *linked; i++)
        ck_assert_int_eq(
            symlink(data_path(&folder->arena, data, linked[i]), path_in(folder, linked[i])), 0);
    ck_assert_int_eq(mkdir(path_in(folder, "grammar"), 0700), 0);
}

static void grammar_set(struct folder *folder, const char *lemma)
{
    struct span text = arena_format(
        &folder->arena, "pattern one -> agreement\n  match parties=[@organization] %s!\n", lemma);
    ck_assert(file_write(path_in(folder, "grammar/one.txt"), text, NULL));
}

/* Why a reader of the folder does not use the compiled form; "" where it does. */
static const char *problem_of(struct folder *folder)
{
    struct reader *reader;
    ck_assert(reader_open(&reader, folder->span, NULL));
    const char *problem = reader_compiled_problem(reader);
    reader_close(reader);
    return problem ? problem : "";
}

static void compile(struct folder *folder)
{
    struct reader *reader;
    ck_assert(reader_open_text(&reader, folder->span, NULL));
    ck_assert(reader_compile(reader, folder->span, path_in(folder, READER_COMPILED), NULL));
    reader_close(reader);
}

START_TEST(an_edited_text_is_read_itself)
{
    struct folder folder;
    folder_make(&folder);
    grammar_set(&folder, "подписать");
    ck_assert_str_eq(problem_of(&folder), "missing");
    compile(&folder);
    ck_assert_str_eq(problem_of(&folder), "");
    grammar_set(&folder, "заключить");
    ck_assert_str_eq(problem_of(&folder), "sources");
    compile(&folder);
    ck_assert_str_eq(problem_of(&folder), "");
    arena_release(&folder.arena);
}
END_TEST

/* Writes the compiled file anew with a byte of it turned, its check made right or not. */
static void compiled_change(struct folder *folder, size_t at, bool checked)
{
    struct mapped_file file;
    struct buffer bytes;
    ck_assert(mapped_file_open(&file, path_in(folder, READER_COMPILED), NULL));
    buffer_init(&bytes, (size_t)1 << 26);
    buffer_append(&bytes, file.bytes);
    mapped_file_close(&file);
    bytes.data[at < bytes.size ? at : bytes.size / 2] ^= (char)0x80;
    if (checked)
        pack_mend(bytes.data, bytes.size);
    ck_assert(file_write(path_in(folder, READER_COMPILED), buffer_span(&bytes), NULL));
    buffer_release(&bytes);
}

START_TEST(a_damaged_file_is_not_used)
{
    struct folder folder;
    struct compiled_section sections[COMPILED_SECTIONS];
    struct mapped_file file;
    const char *problem;
    folder_make(&folder);
    grammar_set(&folder, "подписать");
    compile(&folder);
    compiled_change(&folder, SIZE_MAX, false);
    ck_assert_str_eq(problem_of(&folder), "check");
    ck_assert(mapped_file_open(&file, path_in(&folder, READER_COMPILED), NULL));
    ck_assert_uint_eq(compiled_describe(file.bytes, sections, COMPILED_SECTIONS, &problem), 0);
    ck_assert_str_eq(problem, "check");
    mapped_file_close(&file);
    compile(&folder);
    compiled_change(&folder, 8, false);
    ck_assert_str_eq(problem_of(&folder), "version");
    compile(&folder);
    /* The first section holds the place of a text. */
    ck_assert(mapped_file_open(&file, path_in(&folder, READER_COMPILED), NULL));
    struct pack pack;
    ck_assert_ptr_null(pack_of_bytes(&pack, file.bytes, "UZELCMP\n", 6));
    size_t first = pack.sections[0].offset;
    ck_assert_uint_gt(compiled_describe(file.bytes, sections, COMPILED_SECTIONS, &problem), 10);
    ck_assert_str_eq(sections[1].name, "nodes");
    mapped_file_close(&file);
    compiled_change(&folder, first + 3, true);
    ck_assert_str_eq(problem_of(&folder), "numbers");
    arena_release(&folder.arena);
}
END_TEST

void add_compiled(Suite *suite)
{
    SUITE_ADD(suite, reads_as_the_text_does);
    SUITE_ADD(suite, an_edited_text_is_read_itself);
    SUITE_ADD(suite, a_damaged_file_is_not_used);
}
