/* What there is to read. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input.h"
#include "suite.h"

void add_input(Suite *suite);

static struct arena arena;
static struct error error;
static struct inputs inputs;
static char folder[32];

static void put(const char *name, const char *text)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static void setup(void)
{
    char path[200];
    arena_init(&arena, 4 * 1024 * 1024);
    error_init(&error);
    inputs_init(&inputs, &arena);
    suite_folder_make(folder, sizeof folder);
    snprintf(path, sizeof path, "%s/b", folder);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/.hidden", folder);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    put("c.txt", "в");
    put("a.text", "а");
    put("b/c.txt", "б");
    put("b/none", "г");
    put("b/page.HTML", "д");
    put("b/page.xls", "ж");
    put(".secret.txt", "е");
    put(".hidden/x.txt", "ё");
}

static void teardown(void)
{
    error_release(&error);
    arena_release(&arena);
}

START_TEST(walks_folders_in_the_order_of_names)
{
    const struct input stated = {.publisher = SPAN("Газета")};
    char path[200];
    snprintf(path, sizeof path, "%s/b/loop", folder);
    ck_assert_int_eq(symlink("..", path), 0);
    ck_assert(inputs_add(&inputs, folder, &stated, &error));
    remove(path);
    ck_assert_uint_eq(inputs.count, 5);
    ck_assert_uint_eq(inputs.skipped, 1);
    ASSERT_SPAN(inputs.items[0].source, "a.text");
    ASSERT_SPAN(inputs.items[1].id, "c");
    ASSERT_SPAN(inputs.items[2].id, "none");
    ASSERT_SPAN(inputs.items[3].source, "page.HTML");
    ASSERT_SPAN(inputs.items[4].id, "c-2");
    ASSERT_SPAN(inputs.items[4].publisher, "Газета");
}
END_TEST

START_TEST(numbers_ids_that_are_taken)
{
    const struct input stated = {0};
    put("c-2.txt", "ж");
    for (int i = 0; i < 2; i++) {
        char path[200];
        snprintf(path, sizeof path, "%s/c.txt", folder);
        ck_assert(inputs_add(&inputs, path, &stated, &error));
        snprintf(path, sizeof path, "%s/c-2.txt", folder);
        ck_assert(inputs_add(&inputs, path, &stated, &error));
    }
    ck_assert(inputs_add(&inputs, "-", &stated, &error));
    ASSERT_SPAN(inputs.items[0].id, "c");
    ASSERT_SPAN(inputs.items[1].id, "c-2");
    ASSERT_SPAN(inputs.items[2].id, "c-3");
    ASSERT_SPAN(inputs.items[3].id, "c-2-2");
    ASSERT_SPAN(inputs.items[4].id, "stdin");
    char path[200];
    snprintf(path, sizeof path, "%s/c-2.txt", folder);
    remove(path);
}
END_TEST

START_TEST(tells_of_what_is_not_there)
{
    const struct input stated = {0};
    ck_assert(!inputs_add(&inputs, "/nowhere/at/all.txt", &stated, &error));
    ck_assert_uint_eq(error.count, 1);
    ck_assert_str_eq(error.items[0].key, "file.cannot_open");
}
END_TEST

START_TEST(reads_lists)
{
    const struct input stated = {.publisher = SPAN("Всем"), .published = {2020, 1, 2}};
    char path[200];
    put("list.csv", "file,published,source,url\n"
                    "c.txt,2015-02-09,Газета,https://example.org/1\n"
                    "b/c.txt,,,\n"
                    "c.txt,9 февраля,,\n"
                    ",2015,,\n"
                    "gone.txt,2015,,\n");
    snprintf(path, sizeof path, "%s/list.csv", folder);
    ck_assert(!inputs_add_list(&inputs, path, &stated, &error));
    ck_assert_uint_eq(inputs.count, 2);
    ck_assert_int_eq(inputs.items[0].published.day, 9);
    ASSERT_SPAN(inputs.items[0].publisher, "Газета");
    ASSERT_SPAN(inputs.items[0].url, "https://example.org/1");
    ck_assert_int_eq(inputs.items[1].published.year, 2020);
    ASSERT_SPAN(inputs.items[1].publisher, "Всем");
    ASSERT_SPAN(inputs.items[1].id, "c-2");
    ck_assert_uint_eq(error.count, 3);
    ck_assert_str_eq(error.items[0].key, "list.bad_date");
    ck_assert_str_eq(error.items[0].arguments[1].value, "4");
    ck_assert_str_eq(error.items[1].key, "list.no_file");
    ck_assert_str_eq(error.items[2].key, "file.cannot_open");
}
END_TEST

START_TEST(refuses_lists_that_are_none)
{
    const struct input stated = {0};
    char path[200];
    snprintf(path, sizeof path, "%s/list.csv", folder);
    put("list.csv", "name;date\nc.txt;2015\n");
    ck_assert(!inputs_add_list(&inputs, path, &stated, &error));
    put("list.csv", "file\n\xff\xfe\n");
    ck_assert(!inputs_add_list(&inputs, path, &stated, &error));
    put("list.csv", "");
    ck_assert(!inputs_add_list(&inputs, path, &stated, &error));
    ck_assert_uint_eq(error.count, 3);
    ck_assert_str_eq(error.items[0].key, "list.no_file_column");
    ck_assert_str_eq(error.items[1].key, "list.not_utf8");
    ck_assert_str_eq(error.items[2].key, "list.no_file_column");
}
END_TEST

void add_input(Suite *suite)
{
    TCase *tests = tcase_create("input");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, walks_folders_in_the_order_of_names);
    tcase_add_test(tests, numbers_ids_that_are_taken);
    tcase_add_test(tests, tells_of_what_is_not_there);
    tcase_add_test(tests, reads_lists);
    tcase_add_test(tests, refuses_lists_that_are_none);
    suite_add_tcase(suite, tests);
}
