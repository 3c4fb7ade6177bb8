/* Looking texts up and filling arguments in. */
#include "message.h"
#include "suite.h"

void add_catalogue(Suite *suite);

START_TEST(fills_arguments_in)
{
    struct catalogue *catalogue = catalogue_new();
    struct arena arena;
    struct error error;
    arena_init(&arena, 1024 * 1024);
    error_init(&error);
    error_add(&error, "file.cannot_open", "file", "а.txt", "reason", "Permission denied", NULL);
    error_add(&error, "file.cannot_open", "file", "{reason}", "reason", "of its own", NULL);
    ASSERT_SPAN(message_of_error(catalogue, TONGUE_RUSSIAN, &arena, &error.items[0]),
                "а.txt: не удаётся открыть файл (нет прав доступа).");
    ASSERT_SPAN(message_of_error(catalogue, TONGUE_ENGLISH, &arena, &error.items[1]),
                "{reason}: cannot open the file (of its own).");
    ASSERT_SPAN(message(catalogue, TONGUE_ENGLISH, &arena, "message.year", NULL), "{year}");
    error_release(&error);
    arena_release(&arena);
    catalogue_free(catalogue);
}
END_TEST

START_TEST(shows_the_key_of_a_missing_text)
{
    struct catalogue *catalogue = catalogue_new();
    struct arena arena;
    arena_init(&arena, 1024 * 1024);
    ck_assert(message_exists(catalogue, "message.year"));
    ck_assert(!message_exists(catalogue, "message.no_such_text"));
    ASSERT_SPAN(message(catalogue, TONGUE_RUSSIAN, &arena, "message.no_such_text", NULL),
                "message.no_such_text");
    arena_release(&arena);
    catalogue_free(catalogue);
}
END_TEST

START_TEST(chooses_plural_forms_of_written_numbers)
{
    struct catalogue *catalogue = catalogue_new();
    struct arena arena;
    arena_init(&arena, 1024 * 1024);
    const struct {
        const char *count;
        const char *ru;
    } cases[] = {{"1", "год"},    {"2", "года"},          {"14", "лет"},          {"101", "год"},
                 {"1,5", "года"}, {"12\u202f345", "лет"}, {"10\u202f001", "год"}, {"0", "лет"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct span text = message(catalogue, TONGUE_RUSSIAN, &arena, "message.years", "count",
                                   cases[i].count, NULL);
        ck_assert_msg(span_ends_with(text, span_of(cases[i].ru)), "%s: %s", cases[i].count,
                      text.data);
    }
    arena_release(&arena);
    catalogue_free(catalogue);
}
END_TEST

void add_catalogue(Suite *suite)
{
    SUITE_ADD(suite, fills_arguments_in);
    SUITE_ADD(suite, shows_the_key_of_a_missing_text);
    SUITE_ADD(suite, chooses_plural_forms_of_written_numbers);
}
