/* The compiled dictionary: looking up, and files that are damaged. */
#include "dictionary.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "morphology.h"
#include "suite.h"
#include "words.h"

void add_dictionary(Suite *suite);

START_TEST(is_small)
{
    struct mapped_file file;
    struct error error;
    error_init(&error);
    ck_assert(mapped_file_open(&file, getenv("UZEL_DICTIONARY"), &error));
    ck_assert_uint_le(file.bytes.size, 8u << 20);
    mapped_file_close(&file);
    error_release(&error);
}
END_TEST

/* Opens a dictionary and looks words up in it; whether it could be opened. */
static bool open_and_look(const char *path)
{
    static const char *const words[] = {
        "стали",       "ёлочек",    "Вырубаевым", "научно-технического",
        "наименьшему", "по-новому", "еееее"};
    struct morphology *morphology;
    struct error error;
    struct arena arena;
    error_init(&error);
    arena_init(&arena, 1 << 22);
    bool opened = morphology_open(&morphology, path, &error);
    ck_assert(opened != error_any(&error));
    for (size_t i = 0; opened && i < sizeof words / sizeof *words; i++) {
        struct analysis items[ANALYSIS_LIMIT];
        size_t count = morphology_analyze(morphology, span_of(words[i]), items, ANALYSIS_LIMIT);
        for (size_t j = 0; j < count; j++) {
            struct span form;
            morphology_lemma(morphology, span_of(words[i]), &items[j], &arena);
            morphology_inflect(morphology, span_of(words[i]), &items[j], GRAM_DATIVE, &arena,
                               &form);
        }
    }
    morphology_close(morphology);
    arena_release(&arena);
    error_release(&error);
    return opened;
}

/* The same for a copy with one byte changed, which is changed back after. */
static bool open_damaged(const char *path, int file, struct span bytes, size_t offset,
                         uint8_t change)
{
    uint8_t byte = (uint8_t)bytes.data[offset], damaged = byte ^ change;
    ck_assert_int_eq(pwrite(file, &damaged, 1, (off_t)offset), 1);
    bool opened = open_and_look(path);
    ck_assert_int_eq(pwrite(file, &byte, 1, (off_t)offset), 1);
    return opened;
}

START_TEST(survives_damage)
{
    static const size_t cuts[] = {64, 1 << 20, 6 << 20};
    char folder[32], path[64];
    struct mapped_file original;
    struct error error;
    error_init(&error);
    ck_assert(mapped_file_open(&original, getenv("UZEL_DICTIONARY"), &error));
    struct span bytes = original.bytes;
    suite_folder_make(folder, sizeof folder);
    snprintf(path, sizeof path, "%s/dictionary.bin", folder);
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(write(file, bytes.data, bytes.size), (ssize_t)bytes.size);
    ck_assert(open_and_look(path));
    for (size_t offset = 0; offset < 16; offset++) {
        ck_assert(!open_damaged(path, file, bytes, offset, 0x55));
    }
    uint32_t random = 1;
    for (size_t i = 0; i < 200; i++) {
        random = random * 1664525 + 1013904223;
        open_damaged(path, file, bytes, random % (i % 2 ? bytes.size : 4096),
                     (uint8_t)(random >> 24));
    }
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        ck_assert_int_eq(ftruncate(file, (off_t)(bytes.size - cuts[i])), 0);
        ck_assert(!open_and_look(path));
    }
    ck_assert_int_eq(ftruncate(file, 7), 0);
    ck_assert(!open_and_look(path));
    close(file);
    mapped_file_close(&original);
    error_release(&error);
}
END_TEST

START_TEST(names_what_is_missing)
{
    struct morphology *morphology;
    struct error error;
    error_init(&error);
    ck_assert(!morphology_open(&morphology, "/nowhere/dictionary.bin", &error));
    ck_assert_str_eq(error.items[0].key, "file.cannot_open");
    ck_assert_ptr_null(morphology);
    error_release(&error);
}
END_TEST

START_TEST(codes_letters)
{
    ck_assert_uint_eq(dictionary_code(0x430), CODE_A);
    ck_assert_uint_eq(dictionary_code(0x42F), 63);
    ck_assert_uint_eq(dictionary_code(0x401), CODE_YO);
    ck_assert_uint_eq(dictionary_code('-'), CODE_HYPHEN);
    ck_assert_uint_eq(dictionary_code('z'), 0);
    for (uint8_t code = 31; code < CODES; code++) {
        ck_assert_uint_eq(dictionary_code(dictionary_letter(code)), code);
    }
}
END_TEST

void add_dictionary(Suite *suite)
{
    SUITE_ADD(suite, is_small);
    SUITE_ADD(suite, survives_damage);
    SUITE_ADD(suite, names_what_is_missing);
    SUITE_ADD(suite, codes_letters);
}
