/* Files: mapped, read, written whole; the digest; the data folder. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "data.h"
#include "digest.h"
#include "file.h"
#include "suite.h"

void add_file(Suite *suite);

START_TEST(takes_endings_off)
{
    ASSERT_SPAN(file_stem(SPAN("a.b.txt")), "a.b");
    ASSERT_SPAN(file_stem(SPAN("a.")), "a");
    ASSERT_SPAN(file_stem(SPAN(".txt")), ".txt");
    ASSERT_SPAN(file_stem(SPAN("a")), "a");
    ASSERT_SPAN(file_stem(SPAN("")), "");
}
END_TEST

START_TEST(writes_and_reads_back)
{
    char folder[32], path[64];
    suite_folder_make(folder, sizeof folder);
    snprintf(path, sizeof path, "%s/schema.json", folder);
    struct error error;
    struct mapped_file file;
    struct buffer buffer;
    struct arena arena;
    struct span found;
    error_init(&error);
    buffer_init(&buffer, 4);
    arena_init(&arena, 1 << 20);
    ck_assert(!data_find(&arena, folder, NULL, &found, &error));
    ck_assert(!mapped_file_open(&file, path, &error));
    ck_assert(file_write(path, SPAN("old"), &error));
    ck_assert(file_write(path, SPAN("новое"), &error));
    ck_assert(mapped_file_open(&file, path, &error));
    ASSERT_SPAN(file.bytes, "новое");
    mapped_file_rest(&file);
    ASSERT_SPAN(file.bytes, "новое");
    mapped_file_close(&file);
    ck_assert(!file_read(path, &buffer, &error));
    ck_assert_str_eq(error.items[error.count - 1].key, "file.too_large");
    ck_assert(!file_write("/nowhere/at/all", SPAN("x"), &error));
    ck_assert(!mapped_file_open(&file, folder, &error));
    ck_assert(data_find(&arena, folder, NULL, &found, &error));
    ASSERT_SPAN(found, folder);
    error_release(&error);
    buffer_release(&buffer);
    arena_release(&arena);
}
END_TEST

START_TEST(digests_by_sha_256)
{
    char text[DIGEST_TEXT];
    struct digest digest = digest_of(SPAN("abc")); /* FIPS 180-2, appendix B.1 */
    ck_assert_str_eq(digest_write(&digest, text),
                     "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

void add_file(Suite *suite)
{
    SUITE_ADD(suite, takes_endings_off);
    SUITE_ADD(suite, writes_and_reads_back);
    SUITE_ADD(suite, digests_by_sha_256);
}
