/* uzel explain: which pattern found each fact, by which words, and how sure it is. */
#include "command.h"

#include <stdio.h>
#include <unistd.h>

#include "intake_run.h"
#include "output.h"
#include "utf8.h"

struct explanation {
    struct invocation *invocation;
    struct intake_run run;
    struct inputs inputs;
    bool json;
    bool all;
    size_t failed;
    size_t count; /* of reports that were explained */
};

/* What the texts of one report are made with: an arena of its own, since there may be many. */
struct page {
    const struct explanation *explanation;
    struct arena arena;
    const struct reading *reading;
};

enum { PAGE_MEMORY = 1 << 30, QUOTE_POINTS = 240 };

#define PAGE_TEXT(page, ...)                                                                       \
    message((page)->explanation->invocation->catalogue, (page)->explanation->invocation->tongue,   \
            &(page)->arena, __VA_ARGS__, NULL)

static const char *number_text(struct page *page, size_t number)
{
    return arena_format(&page->arena, "%zu", number).data;
}

static const char *share_text(struct page *page, double share)
{
    return message_number(page->explanation->invocation->tongue, &page->arena, share).data;
}

static struct span label_text(const struct page *page, const struct schema_label *label)
{
    return page->explanation->invocation->tongue == TONGUE_RUSSIAN ? label->ru : label->en;
}

static const char *copy_text(struct page *page, struct span text)
{
    return arena_copy(&page->arena, text).data;
}

/* ---- words ---- */

/* The words in one line, long ones cut. */
static struct span quote_text(struct page *page, struct range range)
{
    struct span text = span_of_range(page->reading->report->text, range);
    size_t end = 0, points = 0;
    while (end < text.size && points++ < QUOTE_POINTS)
        utf8_next(text, &end);
    struct span cut =
        arena_format(&page->arena, "%.*s%s", (int)end, text.data, end < text.size ? "…" : "");
    char *bytes = arena_alloc(&page->arena, cut.size + 1, 1);
    for (size_t i = 0; i < cut.size; i++)
        bytes[i] = cut.data[i] == '\n' || cut.data[i] == '\r' ? ' ' : cut.data[i];
    return (struct span){bytes, cut.size};
}

static size_t points_before(const struct page *page, uint32_t byte)
{
    return utf8_count(span_slice(page->reading->report->text, 0, byte));
}

static struct span words_text(struct page *page, struct range range)
{
    return PAGE_TEXT(page, "explain.words", "text", quote_text(page, range).data, "start",
                     number_text(page, points_before(page, range.start)), "end",
                     number_text(page, points_before(page, range.end)));
}

/* ---- values ---- */

static struct span entity_text(const struct page *page, uint32_t entity)
{
    return entity == NO_ENTITY ? SPAN("—") : page->reading->entities[entity - 1].name;
}

static struct span signatory_text(struct page *page, const struct value *value)
{
    struct span person = entity_text(page, value->signatory.person);
    if (value->signatory.on_behalf_of == NO_ENTITY)
        return person;
    return arena_format(&page->arena, "%.*s (%.*s)", SPAN_ARGS(person),
                        SPAN_ARGS(entity_text(page, value->signatory.on_behalf_of)));
}

static struct span value_shown(struct page *page, const struct value *value)
{
    const struct invocation *invocation = page->explanation->invocation;
    switch (value->type) {
    case VALUE_ENTITY:
        return entity_text(page, value->entity);
    case VALUE_SIGNATORY:
        return signatory_text(page, value);
    case VALUE_FACT:
        return arena_format(&page->arena, "f%u", value->fact);
    case VALUE_DATE:
        return message_date(invocation->catalogue, invocation->tongue, &page->arena, value->date);
    case VALUE_DURATION:
        return message_duration(invocation->catalogue, invocation->tongue, &page->arena,
                                value->duration);
    case VALUE_MONEY:
        return message_money(invocation->catalogue, invocation->tongue, &page->arena,
                             value->money.value, value->money.currency, value->money.approximate);
    case VALUE_BOOLEAN:
        return PAGE_TEXT(page, value->boolean ? "query.yes" : "query.no");
    case VALUE_CHOICE:
        return label_text(page, &value->choice->label);
    default:
        return value_text(value, &page->arena);
    }
}

/* ---- facts ---- */

static void claim_print(struct page *page, const struct claim *claim)
{
    const char *property = copy_text(page, label_text(page, &claim->property->label));
    const char *value = copy_text(page, value_shown(page, &claim->value));
    output_lines(claim->telling ? PAGE_TEXT(page, "explain.claim", "property", property, "value",
                                            value, "telling", number_text(page, claim->telling))
                                : PAGE_TEXT(page, "explain.claim.concluded", "property", property,
                                            "value", value),
                 2);
    for (size_t i = 0; i < claim->evidence_count; i++)
        output_lines(words_text(page, claim->evidence[i]), 6);
}

static void telling_print(struct page *page, const struct telling *telling, size_t number)
{
    const struct pattern_place *pattern = telling->pattern;
    output_lines(PAGE_TEXT(page, telling->extends ? "explain.telling.extends" : "explain.telling",
                           "number", number_text(page, number), "sentence",
                           number_text(page, telling->sentence + 1), "pattern", pattern->name,
                           "file", pattern->file, "line", number_text(page, pattern->line),
                           "confidence", share_text(page, telling->confidence)),
                 4);
    output_lines(words_text(page, telling->range), 7);
}

static void fact_print(struct page *page, size_t index)
{
    const struct fact *fact = &page->reading->facts[index];
    const char *confidence = share_text(page, fact->confidence);
    output_write(SPAN("\n"));
    output_line(PAGE_TEXT(
        page, "explain.head", "id", arena_format(&page->arena, "f%zu", index + 1).data, "kind",
        copy_text(page, label_text(page, &fact->kind->label)), "confidence", confidence));
    for (size_t i = 0; i < fact->claim_count; i++)
        claim_print(page, &fact->claims[i]);
    output_lines(PAGE_TEXT(page, "explain.told"), 2);
    for (size_t i = 0; i < fact->telling_count; i++)
        telling_print(page, &fact->tellings[i], i + 1);
    output_lines(PAGE_TEXT(page, "explain.basis", "confidence", confidence, "pattern",
                           share_text(page, fact->basis.pattern), "sentences",
                           number_text(page, fact->basis.sentences), "distance",
                           number_text(page, fact->basis.distance)),
                 2);
}

static void refusal_print(struct page *page, const struct refusal *refusal)
{
    const struct telling *telling = &refusal->telling;
    const char *key =
        arena_format(&page->arena, "explain.reason.%s", refusal_name(refusal->reason)).data;
    const char *words =
        refusal->reason == REFUSED_BY_GUARD ? words_text(page, refusal->guard).data : "";
    struct span reason =
        PAGE_TEXT(page, key, "guard", number_text(page, refusal->line), "words", words);
    output_lines(PAGE_TEXT(page, "explain.refusal", "kind",
                           copy_text(page, label_text(page, &refusal->kind->label)), "sentence",
                           number_text(page, telling->sentence + 1), "pattern",
                           telling->pattern->name, "file", telling->pattern->file, "line",
                           number_text(page, telling->pattern->line), "reason", reason.data),
                 2);
    output_lines(words_text(page, telling->range), 6);
}

static void page_print(void *context)
{
    struct page *page = context;
    const struct reading *reading = page->reading;
    struct span title = span_of_range(reading->report->text, reading->report->title);
    output_lines(
        arena_format(&page->arena, "%.*s  %.*s", SPAN_ARGS(reading->report->id), SPAN_ARGS(title)),
        0);
    if (reading->fact_count == 0)
        output_lines(PAGE_TEXT(page, "explain.no_facts"), 2);
    for (size_t i = 0; i < reading->fact_count; i++)
        fact_print(page, i);
    if (page->explanation->all && reading->refusal_count) {
        output_write(SPAN("\n"));
        output_line(PAGE_TEXT(page, "explain.refused"));
        for (size_t i = 0; i < reading->refusal_count; i++)
            refusal_print(page, &reading->refusals[i]);
    }
    for (size_t i = 0; i < reading->capped_count; i++) {
        output_write(SPAN("\n"));
        output_lines(PAGE_TEXT(page, "explain.capped"), 0);
        output_lines(words_text(page, reading->capped[i]), 2);
    }
}

/* ---- the run ---- */

static bool explain_done(void *context, const struct intake_result *result)
{
    struct explanation *explanation = context;
    if (error_any(result->error)) {
        explanation->failed++;
        error_move(&explanation->invocation->error, result->error);
        errors_print(explanation->invocation);
        return true;
    }
    if (result->json.size)
        output_line(result->json);
    else if (result->reading) {
        struct page page = {.explanation = explanation, .reading = result->reading};
        if (explanation->count++)
            output_write(SPAN("\n"));
        arena_init(&page.arena, PAGE_MEMORY);
        if (!arena_run(&page.arena, page_print, &page))
            error_add(&explanation->invocation->error, "command.no_memory_for", "file",
                      result->input->path, NULL);
        arena_release(&page.arena);
    }
    return !output_failed();
}

/* Adds what is to be read; *fine says whether all of it was found. */
static bool inputs_collect(struct explanation *explanation, bool *fine)
{
    struct invocation *invocation = explanation->invocation;
    struct input stated = {0};
    *fine = true;
    if (!option_date(invocation, "published", &stated.published))
        return false;
    inputs_init(&explanation->inputs, &invocation->arena);
    for (size_t i = 0; i < invocation->operand_count; i++)
        *fine &=
            inputs_add(&explanation->inputs, invocation->operands[i], &stated, &invocation->error);
    if (invocation->operand_count)
        return true;
    if (isatty(STDIN_FILENO))
        return error_add(&invocation->error, "command.read.nothing", NULL);
    return inputs_add(&explanation->inputs, "-", &stated, &invocation->error);
}

static int explain_run(struct invocation *invocation)
{
    struct explanation explanation = {.invocation = invocation};
    struct span folder;
    struct reader *reader;
    bool fine;
    if (!option_json(invocation, &explanation.json) || !inputs_collect(&explanation, &fine))
        return invocation_misused(invocation);
    explanation.all = option_value(invocation, "all") != NULL;
    signals_release();
    if (!invocation_data(invocation, &folder) || !reader_open(&reader, folder, &invocation->error))
        return invocation_fail(invocation, EXIT_FAILED);
    if (explanation.all)
        reader_keep_choices(reader);
    errors_print(invocation); /* inputs that are not there */
    explanation.run = (struct intake_run){.invocation = invocation,
                                          .reader = reader,
                                          .inputs = &explanation.inputs,
                                          .jobs = 1,
                                          .json = explanation.json,
                                          .explain = true,
                                          .refusals = explanation.all,
                                          .done = explain_done,
                                          .context = &explanation};
    intake_run(&explanation.run);
    reader_close(reader);
    errors_print(invocation);
    if (explanation.run.failed)
        return EXIT_FAILED;
    return explanation.failed || !fine ? EXIT_INPUT : EXIT_DONE;
}

static const struct command_option explain_options[] = {
    {"all", 'a', NULL, "explain.option.all"},
    OPTION_FORMAT,
    {"published", 0, "command.argument.date", "command.read.option.published"},
    {NULL, 0, NULL, NULL}};

extern const struct command command_explain;
const struct command command_explain = {
    .name = "explain",
    .arguments = "explain.arguments",
    .summary = "explain.summary",
    .description = "explain.description",
    .options = explain_options,
    .operands_most = SIZE_MAX,
    .run = explain_run,
};
