/* Files of sections: what is written is read again, and damage is found. */
#include "pack.h"
#include "suite.h"

#include <stdlib.h>

void add_pack(Suite *suite);

static const uint32_t numbers[] = {1, 2, 3};
static const struct pack_sources sources = {5, 6};

static struct pack_text name;

static void numbers_pack(struct pack_writer *writer)
{
    pack_begin(writer);
    pack_add(writer, numbers, 3, sizeof *numbers);
    name = pack_add_text(writer, SPAN("узел"));
    pack_add(writer, NULL, 0, 8);
    writer->numbers[1] = SPAN("numbers");
    pack_end(writer, "UZELTST\n", 2, sources);
    ck_assert(!writer->bytes.bad);
}

START_TEST(gives_back_what_was_packed)
{
    struct pack_writer writer;
    struct pack pack;
    size_t count;
    numbers_pack(&writer);
    ck_assert_ptr_null(pack_of_bytes(&pack, buffer_span(&writer.bytes), "UZELTST\n", 2));
    ck_assert_uint_eq(pack.head->section_count, 3 + PACK_NUMBERS);
    ASSERT_SPAN(pack.numbers[0], "");
    ASSERT_SPAN(pack.numbers[1], "numbers");
    ck_assert_uint_eq(pack.head->sources.high, 6);
    const uint32_t *items = pack_items(&pack, 0, sizeof *items, &count);
    ck_assert_uint_eq(count, 3);
    ck_assert_uint_eq(items[2], 3);
    ck_assert_uint_eq((uintptr_t)(pack.bytes.data - writer.bytes.data), 0);
    ASSERT_SPAN(pack_text_of(&pack, name), "узел");
    ck_assert_ptr_nonnull(pack_items(&pack, 1, 8, &count));
    ck_assert_uint_eq(count, 0);
    ck_assert(!pack.bad);
    pack_release(&writer);
}
END_TEST

START_TEST(says_what_is_not_there)
{
    static const struct pack_text none[] = {{1000, 1}, {0, 3}, {8, UINT32_MAX}, {UINT32_MAX, 0}};
    struct pack_writer writer;
    struct pack pack;
    size_t count;
    numbers_pack(&writer);
    struct span bytes = buffer_span(&writer.bytes);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        pack_of_bytes(&pack, bytes, "UZELTST\n", 2);
        ASSERT_SPAN(pack_text_of(&pack, none[i]), "");
        ck_assert(pack.bad);
    }
    pack_of_bytes(&pack, bytes, "UZELTST\n", 2);
    ck_assert_ptr_null(pack_items(&pack, 0, 8, &count)); /* twelve bytes */
    ck_assert(pack.bad);
    pack_of_bytes(&pack, bytes, "UZELTST\n", 2);
    ck_assert_ptr_null(pack_items(&pack, 3 + PACK_NUMBERS, 1, &count));
    ck_assert(pack.bad);
    pack_release(&writer);
}
END_TEST

START_TEST(finds_any_damage)
{
    struct pack_writer writer;
    struct pack pack;
    numbers_pack(&writer);
    struct span bytes = buffer_span(&writer.bytes);
    ck_assert_str_eq(pack_of_bytes(&pack, bytes, "UZELTXT\n", 2), "magic");
    ck_assert_str_eq(pack_of_bytes(&pack, bytes, "UZELTST\n", 3), "version");
    ck_assert_str_eq(pack_of_bytes(&pack, SPAN(""), "UZELTST\n", 2), "magic");
    ck_assert_ptr_null(pack_of_bytes(&pack, bytes, "UZELTST\n", 2));
    size_t checked = pack.head->checked;
    ck_assert_uint_lt(checked, bytes.size);
    for (size_t size = sizeof *pack.head; size < bytes.size; size++)
        ck_assert_str_eq(pack_of_bytes(&pack, span_slice(bytes, 0, size), "UZELTST\n", 2), "size");
    for (size_t i = 0; i < bytes.size; i++) {
        writer.bytes.data[i] ^= 4;
        /* Of the numbers nothing is known. */
        ck_assert_int_eq(!pack_of_bytes(&pack, bytes, "UZELTST\n", 2), i >= checked);
        writer.bytes.data[i] ^= 4;
    }
    ck_assert_ptr_null(pack_of_bytes(&pack, bytes, "UZELTST\n", 2));
    pack_release(&writer);
}
END_TEST

void add_pack(Suite *suite)
{
    SUITE_ADD(suite, gives_back_what_was_packed);
    SUITE_ADD(suite, says_what_is_not_there);
    SUITE_ADD(suite, finds_any_damage);
}
