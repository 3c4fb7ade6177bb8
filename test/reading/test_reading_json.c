/* The reading as JSON: offsets in code points, listed entities alone, properties and evidence. */
#include "../suite.h"
#include "reader.h"

#include <stdlib.h>

void add_reading_json(Suite *suite);

struct writing {
    struct reader *reader;
    struct arena arena;
    struct buffer out;
    const char *text;
};

static void read_and_write(void *context)
{
    struct writing *writing = context;
    struct report_hint hint = {.id = SPAN("r1"), .source = SPAN("r1.txt")};
    struct report report;
    struct reading reading;
    struct json json;
    ck_assert(report_of_bytes(&writing->arena, span_of(writing->text), &hint, &report, NULL));
    reading_of(writing->reader, &writing->arena, &report, &reading);
    json_init(&json, &writing->out);
    reading_write_json(writing->reader, &reading, NULL, &json);
}

static void write_text(struct writing *writing, const char *text)
{
    *writing = (struct writing){.text = text};
    ck_assert(reader_open(&writing->reader, span_of(getenv("UZEL_DATA")), NULL));
    arena_init(&writing->arena, (size_t)1 << 26);
    buffer_init(&writing->out, (size_t)1 << 24);
    ck_assert(arena_run(&writing->arena, read_and_write, writing));
    ck_assert(!writing->out.bad);
}

static void writing_release(struct writing *writing)
{
    buffer_release(&writing->out);
    arena_release(&writing->arena);
    reader_close(writing->reader);
}

static void has(const struct writing *writing, const char *part, bool wanted)
{
    struct span line = buffer_span(&writing->out);
    ck_assert_msg((span_find(line, span_of(part), 0) != SIZE_MAX) == wanted, "%s in %.*s", part,
                  SPAN_ARGS(line));
}

START_TEST(offsets_count_code_points)
{
    struct writing writing;
    write_text(&writing, "Ёж и «Вымпел». Пётр Заозерский приехал в Томск.");
    has(&writing, "{\"start\":15,\"end\":30,\"type\":\"person\",\"text\":\"Пётр Заозерский\"",
        true);
    has(&writing, "{\"start\":41,\"end\":46,\"type\":\"place\",\"text\":\"Томск\"", true);
    /* The naming words of a quoted name are what stands in the quotation marks. */
    has(&writing, "\"name\":{\"start\":6,\"end\":12}", true);
    has(&writing, "\"text_length\":47", true);
    has(&writing, "\"id\":\"r1\"", true);
    writing_release(&writing);
}
END_TEST

START_TEST(references_point_and_have_no_name)
{
    struct writing writing;
    write_text(&writing, "Омская область растёт. Регион доволен.");
    has(&writing,
        "\"entities\":[{\"id\":\"e1\",\"schema\":\"Region\",\"name\":\"Омская область\"}]", true);
    has(&writing, "\"text\":\"Регион\",\"entity\":\"e1\",\"name\":null}", true);
    writing_release(&writing);
}
END_TEST

START_TEST(what_names_nothing_is_not_listed)
{
    struct writing writing;
    write_text(&writing, "Гимназия имени Петра Заозерского рада. Компания растёт.");
    has(&writing, "\"schema\":\"Person\"", false);
    has(&writing, "\"schema\":\"Company\"", false);
    writing_release(&writing);
}
END_TEST

START_TEST(facts_carry_evidence_for_each_property)
{
    struct writing writing;
    write_text(&writing, "Губернатор Омской области Пётр Заозерский открыл новый цех завода.");
    has(&writing, "\"kind\":\"occupation\",\"person\":\"e", true);
    has(&writing, "\"evidence\":{\"person\":[{\"start\":26,\"end\":41}]", true);
    has(&writing, "\"confidence\":", true);
    writing_release(&writing);
}
END_TEST

void add_reading_json(Suite *suite)
{
    SUITE_ADD(suite, offsets_count_code_points);
    SUITE_ADD(suite, references_point_and_have_no_name);
    SUITE_ADD(suite, what_names_nothing_is_not_listed);
    SUITE_ADD(suite, facts_carry_evidence_for_each_property);
}
