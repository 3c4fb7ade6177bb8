/* The facts of whole reports against test/reading/facts: NAME.txt is a report, NAME.facts what must
 * be found in it, a fact a line. With UZEL_ACCEPT set, the .facts files are written anew. */
#include "../suite.h"
#include "data.h"
#include "file.h"
#include "reader.h"

#include <stdlib.h>

void add_facts(Suite *suite);

struct golden {
    struct reader *reader;
    struct arena arena;
    struct span name;
    struct span text;
    struct buffer given;
};

static struct span entity_shown(const struct reading *reading, uint32_t entity)
{
    return entity == NO_ENTITY ? SPAN("?") : reading->entities[entity - 1].name;
}

static void value_show(struct golden *golden, const struct reading *reading,
                       const struct value *value)
{
    struct span text;
    if (value->type == VALUE_ENTITY)
        text = entity_shown(reading, value->entity);
    else if (value->type == VALUE_SIGNATORY)
        text = arena_format(&golden->arena, "%.*s for %.*s",
                            SPAN_ARGS(entity_shown(reading, value->signatory.person)),
                            SPAN_ARGS(entity_shown(reading, value->signatory.on_behalf_of)));
    else
        text = value_text(value, &golden->arena);
    buffer_append(&golden->given, text);
}

static void fact_show(struct golden *golden, const struct reading *reading, const struct fact *fact)
{
    buffer_append(&golden->given, fact->kind->name);
    for (size_t i = 0; i < fact->claim_count; i++) {
        buffer_format(&golden->given, "; %.*s=", SPAN_ARGS(fact->claims[i].property->name));
        value_show(golden, reading, &fact->claims[i].value);
        ck_assert_uint_gt(fact->claims[i].evidence_count, 0);
    }
    buffer_append_byte(&golden->given, '\n');
}

static void golden_read(void *context)
{
    struct golden *golden = context;
    struct report report;
    struct reading reading;
    struct report_hint hint = {.id = golden->name, .source = golden->name};
    struct error error;
    error_init(&error);
    ck_assert(report_of_bytes(&golden->arena, golden->text, &hint, &report, &error));
    reading_of(golden->reader, &golden->arena, &report, &reading);
    for (size_t i = 0; i < reading.fact_count; i++)
        fact_show(golden, &reading, &reading.facts[i]);
    error_release(&error);
}

static void golden_check(struct golden *golden, const char *name)
{
    const char *folder = getenv("UZEL_TEST_FOLDER");
    ck_assert_ptr_nonnull(folder);
    struct arena paths;
    arena_init(&paths, 1 << 20);
    struct span report = arena_format(&paths, "%s/facts/%s.txt", folder, name);
    struct span facts = arena_format(&paths, "%s/facts/%s.facts", folder, name);
    struct buffer text, wanted;
    buffer_init(&text, 1 << 20);
    buffer_init(&wanted, 1 << 20);
    buffer_init(&golden->given, 1 << 20);
    ck_assert(file_read(report.data, &text, NULL));
    golden->name = span_of(name);
    golden->text = buffer_span(&text);
    ck_assert(arena_run(&golden->arena, golden_read, golden));
    if (getenv("UZEL_ACCEPT"))
        ck_assert(file_write(facts.data, buffer_span(&golden->given), NULL));
    ck_assert(file_read(facts.data, &wanted, NULL));
    ck_assert_msg(span_equal(buffer_span(&wanted), buffer_span(&golden->given)), "%s gives\n%.*s",
                  name, SPAN_ARGS(buffer_span(&golden->given)));
    buffer_release(&text);
    buffer_release(&wanted);
    buffer_release(&golden->given);
    arena_clear(&golden->arena);
    arena_release(&paths);
}

START_TEST(reports_give_their_facts)
{
    static const char *const names[] = {"agreement", "cluster", "speech",   "interview", "voices",
                                        "questions", "sites",   "works",    "meetings",  "lists",
                                        "digest",    "sides",   "signings", "days",      "needs",
                                        "officers",  "sources", "marks",    "context",   "papers",
                                        "chosen",    "far",     "unended",  "towns",     "cut"};
    struct golden golden = {0};
    arena_init(&golden.arena, 64 << 20);
    struct error error;
    error_init(&error);
    struct span folder;
    ck_assert(data_find(&golden.arena, NULL, NULL, &folder, &error));
    ck_assert(reader_open(&golden.reader, folder, &error));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        golden_check(&golden, names[i]);
    reader_close(golden.reader);
    error_release(&error);
    arena_release(&golden.arena);
}
END_TEST

void add_facts(Suite *suite)
{
    SUITE_ADD(suite, reports_give_their_facts);
}
