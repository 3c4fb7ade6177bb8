/* The memory of forms: it changes nothing in what is read, keeps numbers, and has a bound. */
#include "../suite.h"
#include "memory.h"

#include <stdlib.h>

void add_memory(Suite *suite);

static const char *const texts[] = {
    "Губернатор Иван Петров и АО «Вымпел» подписали соглашение на 5 лет, рассказал Петров.",
    "Соглашение подписали 5 мая 2015 г. в Томске. Губернатор Петров рассказал о заводе. г Томск.",
    "Ведётся реестр", /* a head with nothing behind it */
    "Незнакомский кластер ВКлД-21 растёт, растёт, растёт; подписали, подписали — и хорошо.",
};
enum { TEXTS = sizeof texts / sizeof *texts };

struct remembering {
    struct reader *reader;
    struct reading_memory *memory;
    struct arena arena;
    struct buffer out;
    const char *text;
    uint32_t number; /* of the form «подписали» */
    size_t numbered;
};

static void read_and_write(void *context)
{
    struct remembering *work = context;
    struct report_hint hint = {.id = SPAN("r1"), .source = SPAN("r1.txt")};
    struct report report;
    struct reading reading;
    struct json json;
    ck_assert(report_of_bytes(&work->arena, span_of(work->text), &hint, &report, NULL));
    reading_with_memory(work->reader, work->memory, &work->arena, &report, &reading);
    work->numbered = 0;
    work->number = NO_FORM;
    for (size_t i = 0; i < reading.tokens.count; i++) {
        uint32_t number = reading.words[i].form->number;
        ck_assert(number == NO_FORM || number < reading_memory_limit(work->memory));
        work->numbered += number != NO_FORM;
        if (span_equal(reading.tokens.items[i].folded, SPAN("подписали")))
            work->number = number;
    }
    json_init(&json, &work->out);
    reading_write_json(work->reader, &reading, NULL, &json);
}

static void read_text(struct remembering *work, const char *text)
{
    work->text = text;
    buffer_clear(&work->out);
    arena_clear(&work->arena);
    ck_assert(arena_run(&work->arena, read_and_write, work));
}

static void remembering_init(struct remembering *work)
{
    *work = (struct remembering){0};
    ck_assert(reader_open(&work->reader, span_of(getenv("UZEL_DATA")), NULL));
    arena_init(&work->arena, (size_t)1 << 26);
    buffer_init(&work->out, (size_t)1 << 24);
}

static void remembering_release(struct remembering *work)
{
    buffer_release(&work->out);
    arena_release(&work->arena);
    reader_close(work->reader);
}

START_TEST(readings_are_the_same_with_any_memory)
{
    static const size_t limits[] = {0, 1, 7, 20, 1000};
    struct remembering work;
    remembering_init(&work);
    for (size_t i = 0; i < TEXTS; i++) {
        read_text(&work, texts[i]);
        ck_assert_uint_eq(work.numbered, 0);
        char *wanted = strndup(work.out.data, work.out.size);
        for (size_t k = 0; k < sizeof limits / sizeof *limits; k++) {
            ck_assert(reading_memory_new(&work.memory, limits[k]));
            /* After other texts, and twice. */
            read_text(&work, texts[(i + 1) % TEXTS]);
            read_text(&work, texts[i]);
            ASSERT_SPAN(buffer_span(&work.out), wanted);
            read_text(&work, texts[i]);
            ASSERT_SPAN(buffer_span(&work.out), wanted);
            reading_memory_free(work.memory);
            work.memory = NULL;
        }
        free(wanted);
    }
    remembering_release(&work);
}
END_TEST

START_TEST(forms_keep_their_numbers_until_the_memory_is_full)
{
    struct remembering work;
    remembering_init(&work);
    ck_assert(reading_memory_new(&work.memory, 1000));
    ck_assert_uint_eq(reading_memory_limit(work.memory), 1000);
    read_text(&work, texts[0]);
    uint32_t number = work.number;
    uint64_t epoch = reading_memory_epoch(work.memory);
    ck_assert(number != NO_FORM);
    read_text(&work, texts[1]);
    ck_assert_uint_eq(work.number, number);
    ck_assert_uint_eq(reading_memory_epoch(work.memory), epoch);
    reading_memory_free(work.memory);
    /* One that is full at once forgets all before each report, and never within one. */
    ck_assert(reading_memory_new(&work.memory, 4));
    read_text(&work, texts[0]);
    ck_assert_uint_ge(work.numbered, 4);
    epoch = reading_memory_epoch(work.memory);
    read_text(&work, texts[1]);
    ck_assert_uint_eq(reading_memory_epoch(work.memory), epoch + 1);
    ck_assert_uint_ge(work.numbered, 4);
    reading_memory_free(work.memory);
    remembering_release(&work);
}
END_TEST

START_TEST(no_memory_has_no_numbers)
{
    ck_assert_uint_eq(reading_memory_limit(NULL), 0);
    ck_assert_uint_eq(reading_memory_epoch(NULL), 0);
    reading_memory_free(NULL);
}
END_TEST

void add_memory(Suite *suite)
{
    SUITE_ADD(suite, readings_are_the_same_with_any_memory);
    SUITE_ADD(suite, forms_keep_their_numbers_until_the_memory_is_full);
    SUITE_ADD(suite, no_memory_has_no_numbers);
}
