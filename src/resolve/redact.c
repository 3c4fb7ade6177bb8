/* A reading of a report that names what was redacted: the values leave it before it is written.
 *
 * What was read of the original text stays, with its ranges, since a mark has the size of what it
 * stands for. The keys and features that are hashes of redacted names are keyed, so that the thing
 * is found again by those of other reports. */
#include "alike.h"
#include "context.h"
#include "prepare.h"
#include "redactor.h"
#include "words.h"

#include <string.h>

struct redacting_work {
    struct resolve_work *work;
    struct redactor redactor;
    bool changed;
};

static struct span mask(struct redacting_work *redacting, struct span text)
{
    struct span masked = redactor_mask(&redacting->redactor, text, redacting->work->arena);
    redacting->changed |= masked.data != text.data;
    return masked;
}

/* What the user says of the report, and the file's names; each a copy. */
static void frame_mask(struct redacting_work *redacting, struct report *report)
{
    struct resolve_work *work = redacting->work;
    struct resolve_origin *origin = ARENA_NEW(work->arena, struct resolve_origin, 1);
    *origin = *work->origin;
    origin->path = mask(redacting, origin->path);
    origin->stated.publisher = mask(redacting, origin->stated.publisher);
    origin->stated.url = mask(redacting, origin->stated.url);
    work->origin = origin;
    report->source = mask(redacting, report->source);
    report->publisher = mask(redacting, report->publisher);
    report->url = mask(redacting, report->url);
    struct span id = mask(redacting, report->id);
    if (id.data != report->id.data)
        report->id = SPAN("redacted");
}

static void thing_veil(struct redacting_work *redacting, size_t thing)
{
    struct thing_context *context = &redacting->work->contexts[thing];
    const unsigned char *key = redacting->redactor.redactions->key;
    if (redacting->work->sources[thing].veiled)
        return;
    redacting->work->sources[thing].veiled = true;
    context->veil = key;
    for (size_t i = 0; i < context->clues.count; i++)
        context->clues.items[i].key = redaction_hash(key, context->clues.items[i].key);
}

static void names_mask(struct redacting_work *redacting)
{
    struct resolve_work *work = redacting->work;
    for (size_t i = 0; i < work->thing_count; i++) {
        struct new_source *source = &work->sources[i];
        struct span name = mask(redacting, source->name);
        if (name.data == source->name.data)
            continue;
        source->name = name;
        source->lemmas = search_lemmas_of_phrase(work->words, work->morphology, name, work->arena);
        thing_veil(redacting, i);
    }
}

static bool claim_names(const struct new_claim *claim)
{
    return span_equal(claim->property->name, SPAN("name")) ||
           span_equal(claim->property->name, SPAN("alias"));
}

static void claims_mask(struct redacting_work *redacting)
{
    struct resolve_work *work = redacting->work;
    struct new_claim *claims = ARENA_NEW(work->arena, struct new_claim, work->made.claim_count);
    for (size_t i = 0; i < work->made.claim_count; i++) {
        claims[i] = work->made.claims[i];
        if (claims[i].value.type != VALUE_TEXT)
            continue;
        struct span text = claims[i].value.text;
        claims[i].value.text = mask(redacting, text);
        if (claims[i].value.text.data != text.data && claim_names(&claims[i]) &&
            claims[i].source < work->thing_count)
            thing_veil(redacting, claims[i].source);
    }
    work->made.claims = claims;
}

/* The words of the masked text, cut as a rebuild cuts them. */
static void words_mask(struct resolve_work *work)
{
    struct report report;
    struct tokens tokens = {0};
    struct search_words words;
    struct report_hint hint = {.source = SPAN("")};
    work->made.token_count = 0;
    if (work->listing ||
        !report_of_text(work->arena, work->reading->report->text, &hint, &report, NULL))
        return;
    tokens_of_report(work->arena, &report, &tokens);
    search_words_of_report(work->words, work->morphology, &report, &tokens, work->arena, &words);
    work->made.tokens = words.items;
    work->made.token_count = words.count;
}

static void text_give(struct resolve_work *work, struct report *report, struct span text)
{
    report->text = text;
    report->digest = digest_of(text);
    text_print_make(text, work->arena, work->print);
    if (!work->listing)
        work->made.title = span_trim(span_of_range(text, report->title));
    words_mask(work);
}

/* A thing that has the value as its name makes short forms to be found, though the text may have no
 * full form («Сергей и Мария Жвачкины»). */
static void names_activate(struct redacting_work *redacting)
{
    struct resolve_work *work = redacting->work;
    for (size_t i = 0; i < work->thing_count; i++) {
        struct span name = redactor_mask(&redacting->redactor, work->sources[i].name, work->arena);
        if (name.data != work->sources[i].name.data)
            redactor_activate(&redacting->redactor, name);
    }
}

/* Masks where the text names what has a redacted name. */
static void mentions_mask(struct redacting_work *redacting, struct redacted_text *masked)
{
    const struct resolve_work *work = redacting->work;
    for (size_t i = 0; i < work->thing_count; i++) {
        if (!work->sources[i].veiled)
            continue;
        for (uint32_t m = work->first_mention[work->entity_of_source[i]]; m;
             m = work->next_mention[m - 1]) {
            const struct mention *mention = &work->reading->mentions[m - 1];
            if (mention->has_name)
                redactor_mask_mentions(&redacting->redactor, &mention->name, 1, work->arena,
                                       masked);
        }
    }
}

/* Masks the text; that of a report which is known is the stored one, which may have more marks than
 * its own words would get. */
static void text_mask(struct redacting_work *redacting, struct span stored,
                      struct redacted_text *masked)
{
    struct span text = redacting->work->reading->report->text;
    bool known = stored.size == text.size;
    if (known)
        redactor_activate(&redacting->redactor, stored);
    names_activate(redacting);
    redactor_mask_text(&redacting->redactor, text, redacting->work->arena, masked);
    redacting->changed |= masked->count > 0 || known;
    if (known)
        masked->text = stored;
}

void reading_redact(struct resolve_work *work, const struct redactions *redactions,
                    struct span stored)
{
    struct redacting_work redacting = {.work = work};
    struct report *report = ARENA_NEW(work->arena, struct report, 1);
    struct reading *reading = ARENA_NEW(work->arena, struct reading, 1);
    struct redacted_text masked;
    redactor_init(&redacting.redactor, redactions, work->morphology, work->arena);
    *report = *work->reading->report;
    *reading = *work->reading;
    reading->report = report;
    text_mask(&redacting, stored, &masked);
    frame_mask(&redacting, report);
    names_mask(&redacting);
    claims_mask(&redacting);
    if (work->listing)
        work->made.title = report->source;
    if (!redacting.changed)
        return;
    if (masked.text.data != stored.data)
        mentions_mask(&redacting, &masked);
    work->reading = reading;
    if (masked.text.data != report->text.data)
        text_give(work, report, masked.text);
}
