/* Inflection against the golden pairs of inflection.txt: kind, text, wanted grammemes, form. */
#include "suite.h"
#include "tag.h"
#include "words.h"

void add_inflect(Suite *suite);

static struct span word_form(const struct morphology *morphology, struct span word,
                             grammemes wanted, struct arena *arena)
{
    struct analysis items[ANALYSIS_LIMIT];
    struct span form;
    size_t count = morphology_analyze(morphology, word, items, ANALYSIS_LIMIT);
    for (size_t i = 0; i < count; i++) {
        if (morphology_inflect(morphology, word, &items[i], wanted, arena, &form)) {
            return form;
        }
    }
    return word;
}

static struct span name_form(const struct morphology *morphology, struct span name, grammemes from,
                             grammemes wanted, struct arena *arena)
{
    struct name_word words[NAME_WORDS] = {0};
    struct span part, form = SPAN("");
    size_t count = 0;
    while (count < NAME_WORDS && span_next_part(&name, ' ', &part)) {
        words[count++].text = part;
    }
    morphology_inflect_name(morphology, words, count, from, wanted, arena, NULL);
    for (size_t i = 0; i < count; i++) {
        form = arena_format(arena, "%.*s%s%.*s", SPAN_ARGS(form), i ? " " : "",
                            SPAN_ARGS(words[i].form));
    }
    return form;
}

/* One line, as inflection.txt explains. */
static bool check_line(const struct morphology *morphology, struct span line)
{
    struct span parts[4], rest = line;
    struct arena arena;
    grammemes from, wanted;
    for (size_t i = 0; i < 4; i++) {
        ck_assert_msg(span_next_part(&rest, '|', &parts[i]), "%.*s", SPAN_ARGS(line));
        parts[i] = span_trim(parts[i]);
    }
    ck_assert_msg(grammemes_parse(parts[1], &from) && grammemes_parse(parts[2], &wanted),
                  "grammemes in: %.*s", SPAN_ARGS(line));
    arena_init(&arena, 1 << 20);
    bool word = from == 0 && span_find(parts[0], SPAN(" "), 0) == SIZE_MAX;
    struct span form, name = span_slice(parts[0], 1, parts[0].size);
    if (span_starts_with(parts[0], SPAN("@"))) {
        form = name_form(morphology, name, from, wanted, &arena);
    } else if (word) {
        form = word_form(morphology, parts[0], wanted, &arena);
    } else {
        form = morphology_inflect_phrase(morphology, parts[0], from, wanted, &arena);
    }
    bool right = span_equal(form, parts[3]);
    if (!right) {
        fprintf(stderr, "%.*s: is «%.*s»\n", SPAN_ARGS(line), SPAN_ARGS(form));
    }
    arena_release(&arena);
    return right;
}

START_TEST(golden_pairs)
{
    struct morphology *morphology = words_open();
    struct mapped_file file;
    struct error error;
    char path[4096];
    error_init(&error);
    snprintf(path, sizeof path, "%s/inflection.txt", getenv("UZEL_TEST_FOLDER"));
    ck_assert(mapped_file_open(&file, path, &error));
    struct span rest = file.bytes, line;
    size_t wrong = 0;
    while (span_next_line(&rest, &line)) {
        line = span_trim(line);
        if (line.size && line.data[0] != '#') {
            wrong += !check_line(morphology, line);
        }
    }
    ck_assert_uint_eq(wrong, 0);
    mapped_file_close(&file);
    morphology_close(morphology);
    error_release(&error);
}
END_TEST

void add_inflect(Suite *suite)
{
    SUITE_ADD(suite, golden_pairs);
}
