/* Fuzzes the reading of facts with the grammar as it is: the matcher and all that comes behind it.
 *
 * An input that begins with a byte below 32 is numbers, two bytes each, of words of the grammar's
 * own examples and of whole ones: so that patterns match, match in part, and again and again. Any
 * other is a text. Facts must point into the text, and each claim at a telling that there is. */
#include "data.h"
#include "grammar.h"
#include "reader.h"
#include "tagger.h"
#include "utf8.h"

#include <stdlib.h>

enum { BYTES_MOST = 1600 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct reader *reader;
static struct {
    struct span *items;
    size_t count;
    size_t capacity;
} words;

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void words_collect(struct arena *arena)
{
    size_t count;
    const struct grammar_example *examples = grammar_examples(reader->grammar, &count);
    for (size_t i = 0; i < count; i++) {
        struct span rest = examples[i].text, word;
        *ARRAY_PUSH(arena, &words) = rest;
        while (span_next_part(&rest, ' ', &word))
            *ARRAY_PUSH(arena, &words) = word;
    }
    *ARRAY_PUSH(arena, &words) = SPAN("\n\n");
}

static void prepare(void)
{
    static struct arena arena;
    check(reader_open_text(&reader, SPAN(FUZZ_DATA), NULL));
    tagger_close(reader->tagger);
    reader->tagger = NULL;
    reader->model_version = SPAN("");
    arena_init(&arena, 64 << 20);
    words_collect(&arena);
}

static void check_range(const struct reading *reading, struct range range)
{
    check(range.start < range.end && range.end <= reading->report->text.size);
}

static void check_fact(const struct reading *reading, const struct fact *fact)
{
    check(fact->confidence > 0 && fact->confidence < 1);
    check(fact->telling_count > 0);
    for (size_t i = 0; i < fact->telling_count; i++)
        check_range(reading, fact->tellings[i].range);
    for (size_t i = 0; i < fact->claim_count; i++) {
        const struct claim *claim = &fact->claims[i];
        check(claim->telling <= fact->telling_count);
        check(value_fits(claim->property->type, claim->value.type));
        check(claim->value.type != VALUE_ENTITY || claim->value.entity <= reading->entity_count);
        check(claim->value.type != VALUE_FACT || claim->value.fact <= reading->fact_count);
        for (size_t k = 0; k < claim->evidence_count; k++)
            check_range(reading, claim->evidence[k]);
    }
}

struct attempt {
    struct arena *arena;
    struct span text;
    struct buffer json;
};

static void attempt_run(void *context)
{
    struct attempt *attempt = context;
    struct report_hint hint = {.id = SPAN("fuzz"), .source = SPAN("fuzz")};
    struct report report;
    struct reading reading;
    struct json json;
    if (!report_of_bytes(attempt->arena, attempt->text, &hint, &report, NULL))
        return;
    reading_of(reader, attempt->arena, &report, &reading);
    for (size_t i = 0; i < reading.fact_count; i++)
        check_fact(&reading, &reading.facts[i]);
    json_init(&json, &attempt->json);
    reading_write_json(reader, &reading, NULL, &json);
    buffer_clear(&attempt->json);
    json_init(&json, &attempt->json);
    reading_write_explanation(&reading, true, &json);
}

/* The text that numbers of words and examples stand for. */
static struct span text_of_words(struct arena *arena, const uint8_t *data, size_t size)
{
    struct buffer text;
    buffer_init(&text, 1 << 20);
    for (size_t i = 1; i + 1 < size && text.size < BYTES_MOST; i += 2) {
        buffer_append(&text, words.items[(data[i] << 8 | data[i + 1]) % words.count]);
        buffer_append_byte(&text, ' ');
    }
    struct span copy = arena_copy(arena, buffer_span(&text));
    buffer_release(&text);
    return copy;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!reader)
        prepare();
    if (size == 0 || size > BYTES_MOST)
        return 0;
    struct arena arena;
    arena_init(&arena, 256 << 20);
    struct attempt attempt = {.arena = &arena, .text = {(const char *)data, size}};
    if (data[0] < 32)
        attempt.text = text_of_words(&arena, data, size);
    buffer_init(&attempt.json, 64 << 20);
    check(arena_run(&arena, attempt_run, &attempt));
    buffer_release(&attempt.json);
    arena_release(&arena);
    return 0;
}
