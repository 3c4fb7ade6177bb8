/* Runs the worked examples that stand beside the patterns in grammar/: each "yes" must give a fact
 * that the pattern itself told, with the values named, each "no" must give none by that pattern.
 * Every pattern must have both. */
#include "grammar.h"

#include "../suite.h"
#include "data.h"
#include "reader.h"

#include <stdio.h>

void add_examples(Suite *suite);

struct trial {
    struct reader *reader;
    struct arena *arena;
    const struct grammar_example *example;
    struct report report;
    struct reading reading;
    bool read;
    struct buffer failures;
};

/* The text of an example, with line breaks where it has «¶». */
static struct span example_text(struct trial *trial)
{
    const struct span mark = SPAN("¶");
    struct span rest = trial->example->text, text = {0};
    for (size_t at; (at = span_find(rest, mark, 0)) < rest.size;
         rest = span_slice(rest, at + mark.size, rest.size))
        text = arena_format(trial->arena, "%.*s%.*s\n", SPAN_ARGS(text),
                            SPAN_ARGS(span_trim(span_slice(rest, 0, at))));
    return arena_format(trial->arena, "%.*s%.*s", SPAN_ARGS(text), SPAN_ARGS(span_trim(rest)));
}

static void trial_read(void *context)
{
    struct trial *trial = context;
    struct report_hint hint = {.id = SPAN("example"), .source = SPAN("example")};
    struct error error;
    error_init(&error);
    trial->read = report_of_bytes(trial->arena, example_text(trial), &hint, &trial->report, &error);
    if (trial->read)
        reading_of(trial->reader, trial->arena, &trial->report, &trial->reading);
    error_release(&error);
}

/* The text of a value as examples write it. */
static struct span value_shown(struct trial *trial, const struct value *value)
{
    if (value->type == VALUE_ENTITY)
        return trial->reading.entities[value->entity - 1].name;
    if (value->type == VALUE_SIGNATORY)
        return trial->reading.entities[value->signatory.person - 1].name;
    return value_text(value, trial->arena);
}

static bool fact_has(struct trial *trial, const struct fact *fact, struct span property,
                     struct span wanted)
{
    for (size_t i = 0; i < fact->claim_count; i++)
        if (span_equal(fact->claims[i].property->name, property) &&
            span_equal(value_shown(trial, &fact->claims[i].value), wanted))
            return true;
    return false;
}

/* Whether a fact has all of "property=value; property=value". */
static bool fact_is_as_wanted(struct trial *trial, const struct fact *fact)
{
    struct span rest = trial->example->wanted, pair, property;
    while (rest.size && span_next_part(&rest, ';', &pair)) {
        pair = span_trim(pair);
        if (pair.size &&
            (!span_next_part(&pair, '=', &property) || !fact_has(trial, fact, property, pair)))
            return false;
    }
    return true;
}

/* Whether what the pattern matched undid what the report had told before. */
static bool example_undoes(const struct trial *trial)
{
    for (size_t i = 0; i < trial->reading.refusal_count; i++) {
        const struct refusal *refusal = &trial->reading.refusals[i];
        if (refusal->reason == REFUSED_DIFFERENT &&
            span_equal(span_of(refusal->telling.pattern->name), trial->example->pattern))
            return true;
    }
    return false;
}

static bool fact_is_told_by(const struct fact *fact, struct span pattern)
{
    for (size_t i = 0; i < fact->telling_count; i++)
        if (span_equal(span_of(fact->tellings[i].pattern->name), pattern))
            return true;
    return false;
}

static void example_check(struct trial *trial)
{
    const struct grammar_example *example = trial->example;
    bool found = trial->read && example->undoes && example_undoes(trial);
    for (size_t i = 0; trial->read && i < trial->reading.fact_count; i++) {
        const struct fact *fact = &trial->reading.facts[i];
        if (fact_is_told_by(fact, example->pattern))
            found |= fact_is_as_wanted(trial, fact);
    }
    if (found != example->matches)
        buffer_format(&trial->failures, "%.*s:%u: %.*s %s «%.*s»\n", SPAN_ARGS(example->file),
                      example->line, SPAN_ARGS(example->pattern),
                      found ? "must not match" : "must match", SPAN_ARGS(example->text));
}

START_TEST(patterns_do_as_their_examples_say)
{
    struct arena arena;
    arena_init(&arena, 64 << 20);
    struct error error;
    error_init(&error);
    struct span folder;
    ck_assert(data_find(&arena, NULL, NULL, &folder, &error));
    struct trial trial = {.arena = &arena};
    ck_assert_msg(reader_open_text(&trial.reader, folder, &error), "%s",
                  error.count ? error.items[0].key : "");
    buffer_init(&trial.failures, 1 << 20);
    size_t count;
    const struct grammar_example *examples = grammar_examples(trial.reader->grammar, &count);
    ck_assert_uint_gt(count, 20);
    for (size_t i = 0; i < count; i++) {
        trial.example = &examples[i];
        ck_assert(arena_run(&arena, trial_read, &trial));
        example_check(&trial);
        arena_clear(&arena);
    }
    /* Too long for a message of the test's library where many fail. */
    if (trial.failures.size)
        fprintf(stderr, "%.*s", (int)trial.failures.size, trial.failures.data);
    ck_assert_uint_eq(trial.failures.size, 0);
    buffer_release(&trial.failures);
    reader_close(trial.reader);
    error_release(&error);
    arena_release(&arena);
}
END_TEST

/* Whether an example of a pattern says what it must match, or what it must not. */
static bool pattern_is_shown(const struct grammar *grammar, struct span name, bool matches)
{
    size_t count;
    const struct grammar_example *examples = grammar_examples(grammar, &count);
    for (size_t i = 0; i < count; i++)
        if (examples[i].matches == matches && span_equal(examples[i].pattern, name))
            return true;
    return false;
}

START_TEST(patterns_have_examples)
{
    struct arena arena;
    arena_init(&arena, 64 << 20);
    struct error error;
    error_init(&error);
    struct span folder;
    ck_assert(data_find(&arena, NULL, NULL, &folder, &error));
    struct reader *reader;
    ck_assert(reader_open_text(&reader, folder, &error));
    for (size_t i = 0; i < grammar_pattern_count(reader->grammar); i++) {
        struct span name = grammar_pattern_name(reader->grammar, i);
        for (int matches = 0; matches < 2; matches++)
            ck_assert_msg(pattern_is_shown(reader->grammar, name, matches),
                          "write a \"%s\" beside the pattern %.*s", matches ? "yes" : "no",
                          SPAN_ARGS(name));
    }
    reader_close(reader);
    error_release(&error);
    arena_release(&arena);
}
END_TEST

void add_examples(Suite *suite)
{
    SUITE_ADD(suite, patterns_have_examples);
    SUITE_ADD(suite, patterns_do_as_their_examples_say);
}
