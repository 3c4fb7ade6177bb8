/* Redacting a value in a whole registry: its words, the texts that have them, and one transaction
 * in which all that holds them is masked. */
#include "redact_value.h"

#include "alike.h"
#include "redactor.h"
#include "resolve.h"
#include "utf8.h"

enum { PAGE = 100, LETTERS_LEAST = 3 };
static const size_t page_memory = (size_t)2 * 1024 * 1024 * 1024;

struct numbers {
    int64_t *items;
    size_t count;
    size_t capacity;
};

struct spans {
    struct span *items;
    size_t count;
    size_t capacity;
};

struct value_redacting {
    struct store *store;
    const struct morphology *morphology;
    const struct redact_target *target;
    int64_t now;
    struct arena *arena;
    struct redact_done *done;
    struct error *error;
    struct span value;  /* of which the digest is made */
    bool person;        /* it is a person's name */
    struct spans names; /* of the entity, that are no marks */
    struct spans words; /* what texts say where they name it */
    struct numbers own; /* reports that name the entity, sorted */
    struct needles needles;
    struct redactions redactions; /* this one alone: what was redacted before is masked */
    struct redactor redactor;
    struct arena page;    /* for a report, or some */
    int64_t last;         /* report that was looked through */
    struct numbers found; /* reports that have the value */
    bool fine;
};

/* ---- what the value is ---- */

static bool has_mark(struct span text)
{
    struct range range;
    struct span digits;
    return redaction_mark_find(text, 0, &range, &digits);
}

static void span_add(struct value_redacting *redacting, struct map *seen, struct spans *spans,
                     struct span text)
{
    bool added;
    if (!text.size || has_mark(text) || map_find(seen, text))
        return;
    text = arena_copy(redacting->arena, text);
    map_add(seen, text, &added);
    *ARRAY_PUSH(redacting->arena, spans) = text;
}

static bool names_of_report(struct value_redacting *redacting, int64_t report, struct map *seen)
{
    struct stored_mentions mentions;
    struct span text;
    arena_clear(&redacting->page);
    if (!store_mentions(redacting->store, report, &redacting->page, &mentions, redacting->error) ||
        !store_report_text(redacting->store, report, &redacting->page, &text, redacting->error))
        return false;
    for (size_t i = 0; i < mentions.count; i++)
        if (mentions.items[i].canonical == redacting->target->entity)
            span_add(redacting, seen, &redacting->words,
                     span_of_range(text, mentions.items[i].range));
    return true;
}

static int number_compare(const void *left, const void *right)
{
    int64_t one = *(const int64_t *)left, other = *(const int64_t *)right;
    return (one > other) - (one < other);
}

/* The entity's names, the texts' words for it, and the reports that name it. */
static bool entity_gather(struct value_redacting *redacting)
{
    const struct claims_wanted wanted = {.as_of = STORE_TODAY, .bare = true};
    struct stored_strings sources;
    struct stored_claims claims;
    struct map names, words;
    int64_t entity = redacting->target->entity;
    map_init(&names, redacting->arena);
    map_init(&words, redacting->arena);
    if (!store_names_ever(redacting->store, entity, redacting->arena, &sources, redacting->error) ||
        !store_claims(redacting->store, &entity, 1, &wanted, redacting->arena, &claims,
                      redacting->error))
        return false;
    for (size_t i = 0; i < sources.count; i++) {
        span_add(redacting, &names, &redacting->names, sources.items[i].text);
        if (!i || sources.items[i].report != sources.items[i - 1].report)
            *ARRAY_PUSH(redacting->arena, &redacting->own) = sources.items[i].report;
    }
    for (size_t i = 0; i < claims.count; i++)
        if (span_equal(claims.items[i].property->name, SPAN("name")) ||
            span_equal(claims.items[i].property->name, SPAN("alias")))
            span_add(redacting, &names, &redacting->names, claims.items[i].text);
    if (redacting->own.count)
        qsort(redacting->own.items, redacting->own.count, sizeof *redacting->own.items,
              number_compare);
    for (size_t i = 0; i < redacting->own.count && redacting->person; i++)
        if (!names_of_report(redacting, redacting->own.items[i], &words))
            return false;
    return true;
}

static bool is_owned(const struct value_redacting *redacting, int64_t report)
{
    return redacting->own.count && bsearch(&report, redacting->own.items, redacting->own.count,
                                           sizeof *redacting->own.items, number_compare);
}

static bool fail(struct value_redacting *redacting, const char *key, struct span words)
{
    return error_add(redacting->error, key, "words", arena_copy(redacting->arena, words).data,
                     NULL);
}

/* Whether any name has several words: then one word is not enough to be found everywhere. */
static bool has_full_name(const struct value_redacting *redacting)
{
    for (size_t i = 0; i < redacting->names.count; i++) {
        struct span folded = words_fold(redacting->names.items[i], redacting->arena);
        if (span_find(folded, SPAN(" "), 0) != SIZE_MAX)
            return true;
    }
    return false;
}

/* Each name gives its needles; one that is too short gives none, unless all are. */
static bool needles_make(struct value_redacting *redacting)
{
    bool alone = !has_full_name(redacting), any = false, wordy = false;
    for (size_t i = 0; i < redacting->names.count; i++) {
        struct span name = redacting->names.items[i];
        if (utf8_count(words_fold(name, redacting->arena)) < LETTERS_LEAST)
            continue;
        wordy = true;
        any |= redacting->person ? person_needles(redacting->morphology, name,
                                                  redacting->words.items, redacting->words.count,
                                                  alone, redacting->arena, &redacting->needles)
                                 : phrase_needles(redacting->morphology, name, redacting->arena,
                                                  &redacting->needles);
    }
    return any || fail(redacting, wordy ? "resolve.redact_long" : "resolve.redact_short",
                       redacting->value);
}

static bool value_find(struct value_redacting *redacting)
{
    const struct redact_target *target = redacting->target;
    struct stored_entity entity;
    bool found;
    if (target->entity) {
        if (!store_entity(redacting->store, target->entity, redacting->arena, &entity, &found,
                          redacting->error))
            return false;
        redacting->person = found && span_equal(entity.kind->name, SPAN("Person"));
        if (!entity_gather(redacting))
            return false;
        redacting->done->any = redacting->names.count > 0;
        if (!redacting->done->any)
            return true;
        redacting->value = has_mark(entity.name) ? redacting->names.items[0] : entity.name;
        return needles_make(redacting);
    }
    redacting->done->any = true;
    redacting->value = target->words;
    redacting->person =
        words_are_person(redacting->morphology, target->words, redacting->arena, &redacting->value);
    if (!redacting->person)
        redacting->value = target->words;
    *ARRAY_PUSH(redacting->arena, &redacting->names) = redacting->value;
    *ARRAY_PUSH(redacting->arena, &redacting->words) = target->words;
    return needles_make(redacting);
}

/* ---- the texts ---- */

/* The registry's key, made where there is none. */
static bool key_take(struct value_redacting *redacting)
{
    struct store *store = redacting->store;
    if (redacting->target->trial)
        return store_redaction_key(store, false, redacting->redactions.key, redacting->error);
    if (!store_write_begin(store, redacting->now, redacting->error))
        return false;
    if (store_redaction_key(store, true, redacting->redactions.key, redacting->error) &&
        store_write_end(store, redacting->now, redacting->error))
        return store_commit(store, redacting->error);
    store_write_cancel(store);
    store_commit(store, NULL);
    return false;
}

static void redactor_make(struct value_redacting *redacting)
{
    struct redactions *known = &redacting->redactions;
    const struct needles *needles = &redacting->needles;
    known->items = ARENA_NEW(redacting->arena, struct stored_redaction, 1);
    known->count = 1;
    known->items[0] = (struct stored_redaction){
        .number = 1,
        .digest = redaction_digest(known->key, words_fold(redacting->value, redacting->arena))};
    known->words = ARENA_NEW(redacting->arena, struct redacted_word, needles->count);
    for (size_t i = 0; i < needles->count; i++) {
        const struct needle_word *word = &needles->items[i];
        known->words[i] = (struct redacted_word){.redaction = 1,
                                                 .needle = word->needle,
                                                 .place = word->place,
                                                 .places = word->places,
                                                 .weak = word->weak};
        redaction_word_key(known->key, word->folded, known->words[i].key);
    }
    known->word_count = needles->count;
    redaction_words_sort(known->words, known->word_count);
    redactor_init(&redacting->redactor, known, redacting->morphology, redacting->arena);
}

/* Looks at the names of a report's sources and its values; gives those that have the value. In a
 * report one of whose names is redacted short forms are found, though its text may have no full
 * form («Сергей и Мария Жвачкины»). */
static bool strings_look(struct value_redacting *redacting, int64_t report, struct arena *arena,
                         struct stored_strings *having)
{
    struct stored_strings strings;
    *having = (struct stored_strings){0};
    if (!store_strings_of_report(redacting->store, report, arena, &strings, redacting->error))
        return false;
    for (size_t pass = 0; pass < 2; pass++) {
        having->count = 0;
        for (size_t i = 0; i < strings.count; i++)
            if (redactor_mask(&redacting->redactor, strings.items[i].text, arena).data !=
                strings.items[i].text.data)
                *ARRAY_PUSH(arena, having) = strings.items[i];
        redacting->redactor.active[0] |= having->count > 0;
    }
    return true;
}

/* Masks where a text names the sources that have the value. */
static bool mentions_mask(struct value_redacting *redacting, int64_t report,
                          const struct stored_strings *having, struct arena *arena,
                          struct redacted_text *masked)
{
    struct stored_mentions mentions;
    if (!having->count)
        return true;
    if (!store_mentions(redacting->store, report, arena, &mentions, redacting->error))
        return false;
    for (size_t i = 0; i < mentions.count; i++) {
        const struct stored_mention *mention = &mentions.items[i];
        bool has = false;
        for (size_t j = 0; j < having->count && mention->has_name && !has; j++)
            has = having->items[j].source == mention->source;
        if (has)
            redactor_mask_mentions(&redacting->redactor, &mention->name, 1, arena, masked);
    }
    return true;
}

/* The text of a report masked, and whether it or what the registry made of it has the value; short
 * forms are found in it where the entity is named. */
static bool report_mask(struct value_redacting *redacting, int64_t report, struct arena *arena,
                        struct redacted_text *masked, bool *any)
{
    struct stored_strings having;
    struct span text;
    if (!store_report_text(redacting->store, report, arena, &text, redacting->error))
        return false;
    redactor_reset(&redacting->redactor);
    redacting->redactor.active[0] = is_owned(redacting, report);
    if (!strings_look(redacting, report, arena, &having))
        return false;
    redactor_mask_text(&redacting->redactor, text, arena, masked);
    *any = having.count || masked->count;
    return mentions_mask(redacting, report, &having, arena, masked);
}

static bool report_look(struct value_redacting *redacting, const struct stored_report *report)
{
    struct redacted_text masked;
    struct span frame[] = {report->id, report->source, report->path};
    bool any;
    if (!report_mask(redacting, report->number, &redacting->page, &masked, &any))
        return false;
    for (size_t i = 0; i < sizeof frame / sizeof *frame; i++)
        any |=
            redactor_mask(&redacting->redactor, frame[i], &redacting->page).data != frame[i].data;
    if (any)
        *ARRAY_PUSH(redacting->arena, &redacting->found) = report->number;
    redacting->done->places += masked.count;
    redacting->last = report->number;
    return true;
}

/* Looks through the reports that were not yet. */
static bool reports_look(struct value_redacting *redacting)
{
    for (bool any = true; any;) {
        struct stored_reports reports;
        arena_clear(&redacting->page);
        if (!store_reports(redacting->store, redacting->last, false, true, PAGE, &redacting->page,
                           &reports, redacting->error))
            return false;
        any = reports.count > 0;
        for (size_t i = 0; i < reports.count; i++)
            if (!report_look(redacting, &reports.items[i]))
                return false;
    }
    return true;
}

/* ---- writing ---- */

static struct span mask(void *context, struct span text, struct arena *arena)
{
    struct value_redacting *redacting = context;
    return redactor_mask(&redacting->redactor, text, arena);
}

static bool report_write(struct value_redacting *redacting, int64_t number,
                         struct redacting *strings)
{
    struct arena *page = &redacting->page;
    struct redacted_report redacted = {.report = number, .band_count = 1};
    struct redacted_text masked;
    struct stored_report report;
    struct text_print print;
    bool found;
    arena_clear(page);
    if (!store_report(redacting->store, number, page, &report, &found, redacting->error) ||
        !report_mask(redacting, number, page, &masked, &found))
        return false;
    redacted.text = masked.text;
    redacted.bands = stored_report_band(&report);
    if (!redacted.bands) {
        text_print_make(masked.text, page, &print);
        redacted.band_count = text_print_bands(&print, &redacted.bands);
    }
    return store_redact_report(redacting->store, &redacted, strings, page, redacting->error);
}

static bool value_write(struct value_redacting *redacting)
{
    struct redact_done *done = redacting->done;
    struct redacting strings = {.context = redacting, .mask = mask, .kept = redacting->arena};
    const struct new_redaction redaction = {.digest = redacting->redactions.items[0].digest,
                                            .words = redacting->redactions.words,
                                            .word_count = redacting->redactions.word_count,
                                            .subject = redacting->target->entity,
                                            .author = redacting->target->author,
                                            .reason = redacting->target->reason};
    if (!reports_look(redacting) || /* those that came meanwhile */
        !store_redaction_add(redacting->store, &redaction, redacting->now, &done->number,
                             redacting->error))
        return false;
    for (size_t i = 0; i < redacting->found.count; i++)
        if (!report_write(redacting, redacting->found.items[i], &strings))
            return false;
    redacting->redactor.active[0] = true; /* what users write is short */
    arena_clear(&redacting->page);
    if (!store_redact_rest(redacting->store, &strings, &redacting->page, redacting->error))
        return false;
    done->reports = redacting->found.count;
    done->claims = strings.claims;
    done->strings = strings.strings;
    done->entities = strings.canonicals.items;
    done->entity_count = strings.canonicals.count;
    return true;
}

static bool value_redact(struct value_redacting *redacting)
{
    struct store *store = redacting->store;
    if (!store_write_begin(store, redacting->now, redacting->error))
        return false;
    if (value_write(redacting) && !redacting->target->trial)
        return store_write_end(store, redacting->now, redacting->error) &&
               store_commit(store, redacting->error);
    store_write_cancel(store);
    return store_commit(store, redacting->error) && redacting->target->trial;
}

static void redact_run(void *context)
{
    struct value_redacting *redacting = context;
    redacting->fine = value_find(redacting);
    if (!redacting->fine || !redacting->done->any)
        return;
    redacting->fine = key_take(redacting);
    if (!redacting->fine)
        return;
    redactor_make(redacting);
    redacting->fine = reports_look(redacting) && value_redact(redacting);
}

bool resolve_redact(struct store *store, const struct morphology *morphology,
                    const struct redact_target *target, int64_t now, struct arena *arena,
                    struct redact_done *done, struct error *error)
{
    struct value_redacting redacting = {.store = store,
                                        .morphology = morphology,
                                        .target = target,
                                        .now = now,
                                        .arena = arena,
                                        .done = done,
                                        .error = error};
    *done = (struct redact_done){0};
    arena_init(&redacting.page, page_memory);
    if (!arena_run(&redacting.page, redact_run, &redacting))
        redacting.fine = error_add(error, "resolve.no_memory", NULL);
    arena_release(&redacting.page);
    return redacting.fine;
}
