/* Reading word vectors, and refusing what is none. */
#include "vectors.h"

#include "model.h"
#include "sample.h"
#include "suite.h"

void add_vectors(Suite *suite);

struct reading {
    struct vectors vectors;
    struct arena arena;
    struct span bytes;
    struct error error;
    bool good;
};

static void reading_run(void *context)
{
    struct reading *reading = context;
    reading->good = vectors_read(&reading->vectors, &reading->arena, reading->bytes, "vectors",
                                 &reading->error);
}

static bool try_bytes(struct reading *reading, struct span bytes)
{
    *reading = (struct reading){.bytes = bytes};
    error_init(&reading->error);
    arena_init(&reading->arena, 1 << 26);
    ck_assert(arena_run(&reading->arena, reading_run, reading));
    return reading->good;
}

static void reading_end(struct reading *reading)
{
    arena_release(&reading->arena);
    error_release(&reading->error);
}

START_TEST(reads_vectors)
{
    struct reading reading;
    struct buffer file;
    float values[2][4 * PART_SIZE];
    buffer_init(&file, 1 << 20);
    sample_vectors(&file, SPAN("лес\nсад"), 2);
    ck_assert(try_bytes(&reading, buffer_span(&file)));
    ck_assert_uint_eq(vectors_find(&reading.vectors, SPAN("лес")), 0);
    ck_assert_uint_eq(vectors_find(&reading.vectors, SPAN("сад")), 1);
    ck_assert_uint_eq(vectors_find(&reading.vectors, SPAN("луг")), UINT32_MAX);
    vectors_unpack(&reading.vectors, 0, values[0]);
    vectors_unpack(&reading.vectors, 1, values[1]);
    ck_assert_mem_ne(values[0], values[1], sizeof values[0]);
    reading_end(&reading);
    buffer_release(&file);
}
END_TEST

START_TEST(refuses_damaged_files)
{
    struct reading reading;
    struct buffer file;
    buffer_init(&file, 1 << 20);
    sample_vectors(&file, SPAN("лес\nсад"), 3); /* a word too few */
    ck_assert(!try_bytes(&reading, buffer_span(&file)));
    ck_assert_str_eq(reading.error.items[0].key, "train.vectors");
    reading_end(&reading);
    buffer_clear(&file);
    sample_vectors(&file, SPAN("лес\nсад"), 2);
    for (size_t size = 0; size < file.size; size += 97) {
        bool good = try_bytes(&reading, span_slice(buffer_span(&file), 0, size));
        ck_assert(!good || size > file.size - 512);
        reading_end(&reading);
    }
    for (size_t at = 0; at < 1200; at++) { /* the heads and all of the words */
        file.data[at] ^= 0x55;
        try_bytes(&reading, buffer_span(&file));
        reading_end(&reading);
        file.data[at] ^= 0x55;
    }
    buffer_release(&file);
}
END_TEST

void add_vectors(Suite *suite)
{
    SUITE_ADD(suite, reads_vectors);
    SUITE_ADD(suite, refuses_damaged_files);
}
