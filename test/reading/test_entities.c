/* What readings find, against test/reading/entities.txt. */
#include "../suite.h"
#include "file.h"
#include "reader.h"

#include <stdlib.h>

void add_entities(Suite *suite);

enum { LINES = 64 };

struct lines {
    struct span items[LINES];
    size_t count;
};

struct golden {
    struct reader *reader;
    struct arena arena;
    struct span text;
    struct date published;
    struct lines wanted;
    struct lines given;
    struct lines wanted_mentions; /* lines behind «= » */
    struct lines mentions;
    size_t cases;
    size_t failed;
};

static void line_add(struct lines *lines, struct span line)
{
    ck_assert_uint_lt(lines->count, LINES);
    lines->items[lines->count++] = line;
}

static bool lines_hold(const struct lines *lines, struct span line)
{
    for (size_t i = 0; i < lines->count; i++)
        if (span_equal(lines->items[i], line))
            return true;
    return false;
}

static struct span value_line(struct arena *arena, const struct mention *mention)
{
    char text[DURATION_TEXT];
    if (mention->value.type == VALUE_DATE)
        return arena_format(arena, "date %s", date_write(mention->value.date, text));
    if (mention->value.type == VALUE_DURATION)
        return arena_format(arena, "duration %s", duration_write(mention->value.duration, text));
    if (mention->value.type == VALUE_MONEY) {
        struct span money = value_text(&mention->value, arena);
        return arena_format(arena, "money %.*s", SPAN_ARGS(money));
    }
    return SPAN("date -");
}

/* «мэр: Иван Петров»: the words of a mention, and whose they are. */
static struct span mention_line(struct golden *golden, const struct reading *reading,
                                const struct mention *mention)
{
    struct span words = span_slice(reading->report->text, mention->range.start, mention->range.end);
    struct span name = SPAN("-");
    if (mention->entity != 0 && reading->entities[mention->entity - 1].listed)
        name = reading->entities[mention->entity - 1].name;
    return arena_format(&golden->arena, "%.*s: %.*s", SPAN_ARGS(words), SPAN_ARGS(name));
}

static void read_case(void *context)
{
    struct golden *golden = context;
    struct report report;
    struct reading reading;
    struct error error;
    struct report_hint hint = {
        .id = SPAN("case"), .source = SPAN("case.txt"), .published = golden->published};
    error_init(&error);
    ck_assert(report_of_bytes(&golden->arena, golden->text, &hint, &report, &error));
    error_release(&error);
    reading_of(golden->reader, &golden->arena, &report, &reading);
    for (size_t i = 0; i < reading.entity_count; i++) {
        const struct entity *entity = &reading.entities[i];
        if (entity->listed)
            line_add(&golden->given,
                     arena_format(&golden->arena, "%.*s: %.*s", SPAN_ARGS(entity->schema->name),
                                  SPAN_ARGS(entity->name)));
    }
    for (size_t i = 0; i < reading.mention_count; i++)
        line_add(&golden->mentions, mention_line(golden, &reading, &reading.mentions[i]));
    for (size_t i = 0; i < reading.mention_count; i++)
        if (reading.mentions[i].type == MENTION_DATE || reading.mentions[i].type == MENTION_MONEY)
            line_add(&golden->given, value_line(&golden->arena, &reading.mentions[i]));
}

static void compare(struct golden *golden)
{
    bool good = true;
    for (size_t i = 0; i < golden->wanted.count; i++) {
        if (!lines_hold(&golden->given, golden->wanted.items[i])) {
            good = false;
            printf("missing: %.*s\n", SPAN_ARGS(golden->wanted.items[i]));
        }
    }
    for (size_t i = 0; i < golden->given.count; i++) {
        if (!lines_hold(&golden->wanted, golden->given.items[i])) {
            good = false;
            printf("too much: %.*s\n", SPAN_ARGS(golden->given.items[i]));
        }
    }
    for (size_t i = 0; i < golden->wanted_mentions.count; i++) {
        if (!lines_hold(&golden->mentions, golden->wanted_mentions.items[i])) {
            good = false;
            printf("no such mention: %.*s\n", SPAN_ARGS(golden->wanted_mentions.items[i]));
        }
    }
    if (!good)
        printf("in: %.*s\n\n", SPAN_ARGS(golden->text)), fflush(stdout);
    golden->failed += !good;
}

static void run_case(struct golden *golden)
{
    if (golden->text.size == 0)
        return;
    golden->cases++;
    golden->given.count = golden->mentions.count = 0;
    ck_assert(arena_run(&golden->arena, read_case, golden));
    compare(golden);
    arena_clear(&golden->arena);
    golden->text = (struct span){0};
}

static void read_line(struct golden *golden, struct span line)
{
    if (span_starts_with(line, SPAN("= "))) {
        line_add(&golden->wanted_mentions, span_slice(line, 2, line.size));
        return;
    }
    size_t mark = span_find(line, SPAN(">"), 0);
    if (mark == SIZE_MAX || (mark != 0 && mark != 11)) {
        line_add(&golden->wanted, line);
        return;
    }
    run_case(golden);
    golden->wanted.count = golden->wanted_mentions.count = 0;
    golden->published = (struct date){0};
    if (mark > 0)
        ck_assert(date_read(span_slice(line, 0, mark - 1), &golden->published));
    golden->text = span_trim(span_slice(line, mark + 1, line.size));
}

static void golden_open(struct golden *golden)
{
    struct error error;
    error_init(&error);
    const char *folder = getenv("UZEL_DATA");
    ck_assert_ptr_nonnull(folder);
    ck_assert(reader_open(&golden->reader, span_of(folder), &error));
    error_release(&error);
    arena_init(&golden->arena, (size_t)1 << 26);
}

START_TEST(finds_what_stands_in_the_cases)
{
    struct golden golden = {0};
    struct mapped_file file;
    char path[4096];
    golden_open(&golden);
    snprintf(path, sizeof path, "%s/entities.txt", getenv("UZEL_TEST_FOLDER"));
    ck_assert(mapped_file_open(&file, path, NULL));
    struct span rest = file.bytes, line;
    while (span_next_line(&rest, &line))
        if (line.size > 0 && line.data[0] != '#')
            read_line(&golden, line);
    run_case(&golden);
    mapped_file_close(&file);
    arena_release(&golden.arena);
    reader_close(golden.reader);
    ck_assert_uint_gt(golden.cases, 20);
    ck_assert_uint_eq(golden.failed, 0);
}
END_TEST

void add_entities(Suite *suite)
{
    SUITE_ADD(suite, finds_what_stands_in_the_cases);
}
