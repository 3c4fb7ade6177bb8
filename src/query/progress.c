/* The progress of a programme: what it aims at, its measures and indicators, what stands in the
 * way, what was decided, and what changed since a day.
 *
 * Nothing is inferred from silence: a measure whose day has passed is late as far as anybody told,
 * and one of which nobody told for long is said to be so, never to be undone. Figures of the
 * reports that name the programme are proposed for its indicators by their words; a value is taken
 * over by an entry alone, which names the figure. */
#include <stdlib.h>

#include "progress.h"

#include "card_facts.h"
#include "fact.h"
#include "rank.h"
#include "ties.h"
#include "utf8.h"
#include "words.h"

enum {
    FACTS_MOST = 2000,   /* that name the programme */
    REPORTS_LOOKED = 50, /* newest reports of it, whose figures are proposed */
    FIGURES_MOST = 400,
    CHANGES_MOST = 200,
    DAY_LENGTH = 10 /* of a time in ISO 8601 */
};

struct telling {
    struct lookup lookup;
    const struct query *query;
    struct query_progress *progress;
    int64_t number; /* of the programme */
    struct items facts;
    bool *taken; /* of figures by index of facts: a value names them */
};

static bool is_kind(const struct schema_kind *kind, const char *name)
{
    return span_equal(kind->name, span_of(name));
}

static const struct stored_claim *chosen(struct telling *telling, const struct item *item,
                                         const char *property)
{
    return item_chosen(&telling->lookup, item, property);
}

static struct span text_of(struct telling *telling, const struct stored_claim *claim)
{
    return claim ? value_show(&telling->lookup, claim).text : SPAN("");
}

/* ---- which facts ---- */

/* The figures of the newest reports that name the programme: they need not name it themselves. */
static void figures_find(struct telling *telling, int64_t *numbers, size_t *count)
{
    const struct query *query = telling->query;
    struct lookup *lookup = &telling->lookup;
    struct stored_sources of = {0}, sources;
    int64_t before = 0;
    if (!store_sources_of_entity(query->store, telling->number, query_known_at(query), query->as_of,
                                 REPORTS_LOOKED, lookup->arena, &of, lookup->error))
        lookup->failed = true;
    for (size_t i = 0; i < of.count && !lookup->failed; i++) {
        if (of.items[i].report == before)
            continue;
        before = of.items[i].report;
        if (!store_sources_of_report(query->store, before, lookup->arena, &sources,
                                     lookup->error)) {
            lookup->failed = true;
            return;
        }
        for (size_t k = 0; k < sources.count && *count < FACTS_MOST + FIGURES_MOST; k++)
            if (is_kind(sources.items[k].kind, "figure"))
                numbers[(*count)++] = sources.items[k].canonical;
    }
}

static int by_value(const void *left, const void *right)
{
    const int64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static size_t without_doubles(int64_t *numbers, size_t count)
{
    size_t kept = 0;
    qsort(numbers, count, sizeof *numbers, by_value);
    for (size_t i = 0; i < count; i++)
        if (!kept || numbers[kept - 1] != numbers[i])
            numbers[kept++] = numbers[i];
    return kept;
}

/* Gives the claims of the facts what proves them. */
static void proofs_load(struct telling *telling)
{
    struct lookup *lookup = &telling->lookup;
    size_t count = 0, at = 0;
    for (size_t i = 0; i < telling->facts.count; i++)
        count += telling->facts.items[i].claim_count;
    struct stored_claim *claims = ARENA_NEW(lookup->arena, struct stored_claim, count);
    struct stored_claim **wanted = ARENA_NEW(lookup->arena, struct stored_claim *, count);
    for (size_t i = 0; i < telling->facts.count; i++) {
        struct item *item = &telling->facts.items[i];
        for (size_t k = 0; k < item->claim_count; k++) {
            claims[at + k] = item->claims[k];
            wanted[at + k] = &claims[at + k];
        }
        item->claims = claims + at;
        at += item->claim_count;
    }
    if (count && !lookup->failed &&
        !store_evidence(telling->query->store, wanted, count, lookup->arena, lookup->error))
        lookup->failed = true;
    lookup_reports_of_claims(lookup, claims, count);
}

static void facts_load(struct telling *telling)
{
    static const char *const names[] = {"programme", "measure",  "indicator",
                                        "figure",    "decision", "project"};
    enum { KINDS = sizeof names / sizeof *names };
    const struct schema_kind *kinds[KINDS];
    struct lookup *lookup = &telling->lookup;
    struct parts parts;
    size_t count = 0, kind_count = 0, kept = 0;
    for (size_t i = 0; i < KINDS; i++) {
        const struct schema_kind *kind =
            schema_kind_find(telling->query->schema, span_of(names[i]));
        if (kind)
            kinds[kind_count++] = kind;
    }
    parts_of_kinds(lookup, telling->number, kinds, kind_count, FACTS_MOST, &parts);
    telling->progress->more = parts.more;
    int64_t *numbers = ARENA_NEW(lookup->arena, int64_t, parts.count + FACTS_MOST + FIGURES_MOST);
    for (size_t i = 0; i < parts.count; i++)
        numbers[count++] = parts.items[i].fact;
    figures_find(telling, numbers, &count);
    count = without_doubles(numbers, count);
    items_of_numbers(lookup, numbers, count, &telling->facts);
    for (size_t i = 0; i < telling->facts.count; i++)
        if (fact_is_sure(&telling->facts.items[i]))
            telling->facts.items[kept++] = telling->facts.items[i];
    telling->facts.count = kept;
    proofs_load(telling);
    lookup_facts_of_items(lookup, telling->facts.items, telling->facts.count);
    telling->taken = ARENA_NEW(lookup->arena, bool, kept);
}

/* ---- facts as they are ---- */

/* Whether the registry learned of the claim on the day of the question's since or later. */
static bool is_since(struct telling *telling, const struct stored_claim *claim)
{
    char day[DATE_TEXT];
    if (!date_is_set(telling->progress->since))
        return false;
    struct span time = time_show(&telling->lookup, claim->known_from);
    struct span from = span_of(date_write(date_first_day(telling->progress->since), day));
    return span_compare(span_slice(time, 0, DAY_LENGTH), from) >= 0;
}

static bool is_new(struct telling *telling, const struct item *item)
{
    for (size_t i = 0; i < item->claim_count; i++)
        if (!is_since(telling, &item->claims[i]))
            return false;
    return item->claim_count > 0;
}

static void fact_show(struct telling *telling, const struct item *item,
                      struct query_progress_fact *fact)
{
    enum query_state state;
    struct lookup *lookup = &telling->lookup;
    *fact = (struct query_progress_fact){.id = arena_copy(lookup->arena, span_of(item->entity.id)),
                                         .kind = item->entity.kind,
                                         .name = item_name(lookup, item),
                                         .told = fact_told(&telling->lookup, item),
                                         .is_new = is_new(telling, item)};
    claims_judge(item->claims, item->claim_count, &state, &fact->confidence);
    properties_show(lookup, item->entity.kind, item->claims, item->claim_count, &fact->properties);
}

/* What all facts of the kind say together. */
static void told_show(struct telling *telling, const char *kind)
{
    struct lookup *lookup = &telling->lookup;
    const struct schema_kind *found = schema_kind_find(telling->query->schema, span_of(kind));
    struct stored_claims all = {0};
    for (size_t i = 0; i < telling->facts.count; i++)
        for (size_t k = 0; k < telling->facts.items[i].claim_count; k++)
            if (telling->facts.items[i].entity.kind == found)
                *ARRAY_PUSH(lookup->arena, &all) = telling->facts.items[i].claims[k];
    if (found && all.count)
        properties_show(lookup, found, all.items, all.count, &telling->progress->told);
}

/* ---- measures ---- */

static bool is_told_by_report(struct telling *telling, const struct item *item)
{
    for (size_t i = 0; i < item->claim_count; i++)
        if (!lookup_is_entry(&telling->lookup, item->claims[i].report))
            return true;
    return false;
}

/* «срок прошёл 1 марта 2024 г.; нет сообщений с 9 февраля 2015 г.» */
static struct span standing_text(struct telling *telling,
                                 const struct query_progress_measure *measure, bool by_report)
{
    const struct query *query = telling->query;
    bool closed = span_equal(measure->standing, SPAN("completed")) ||
                  span_equal(measure->standing, SPAN("cancelled"));
    struct span parts[2] = {{0}}, text = SPAN("");
    if (span_equal(measure->standing, SPAN("late")))
        parts[0] =
            QUERY_TEXT(query, "query.progress.late", "date", date_show(query, measure->due).data);
    if (!closed && !by_report)
        parts[1] = QUERY_TEXT(query, "query.progress.no_report");
    else if (!closed && date_compare(measure->fact.told, query_day(query)) < 0)
        parts[1] = QUERY_TEXT(query, "query.progress.silent", "date",
                              date_show(query, measure->fact.told).data);
    for (size_t i = 0; i < 2; i++)
        if (parts[i].size)
            text = arena_format(query->arena, "%.*s%s%.*s", SPAN_ARGS(text), text.size ? "; " : "",
                                SPAN_ARGS(parts[i]));
    return text;
}

static void measure_take(struct telling *telling, const struct item *item)
{
    struct query_progress *progress = telling->progress;
    struct query_progress_measure *measure = ARRAY_PUSH(telling->lookup.arena, &progress->measures);
    const struct stored_claim *due = chosen(telling, item, "due");
    struct span status = choice_code(chosen(telling, item, "status"));
    bool by_report = is_told_by_report(telling, item);
    fact_show(telling, item, &measure->fact);
    measure->due = due ? due->value.date : (struct date){0};
    measure->standing = status.size ? status : SPAN("unsaid");
    bool closed = span_equal(status, SPAN("completed")) || span_equal(status, SPAN("cancelled"));
    if (!closed && due && date_compare(date_last_day(measure->due), query_day(telling->query)) < 0)
        measure->standing = SPAN("late");
    measure->text = standing_text(telling, measure, by_report);
    progress->completed += span_equal(status, SPAN("completed"));
    progress->late += span_equal(measure->standing, SPAN("late"));
    progress->unheard += !by_report;
}

static int by_due(const void *left, const void *right)
{
    const struct query_progress_measure *a = left, *b = right;
    int late = span_equal(b->standing, SPAN("late")) - span_equal(a->standing, SPAN("late"));
    int set = date_is_set(b->due) - date_is_set(a->due);
    if (late || set)
        return late ? late : set;
    int day = date_compare(a->due, b->due);
    return day ? day : span_compare(a->fact.id, b->fact.id);
}

/* ---- indicators ---- */

static struct query_progress_indicator *indicator_find(struct telling *telling, struct span measure,
                                                       struct span unit)
{
    struct query_progress *progress = telling->progress;
    struct arena *arena = telling->lookup.arena;
    for (size_t i = 0; i < progress->indicators.count; i++) {
        struct query_progress_indicator *known = &progress->indicators.items[i];
        bool units_meet = !unit.size || !known->unit.size ||
                          span_equal(text_folded(arena, known->unit), text_folded(arena, unit));
        if (units_meet &&
            span_equal(text_folded(arena, known->measure), text_folded(arena, measure))) {
            known->unit = known->unit.size ? known->unit : unit;
            return known;
        }
    }
    struct query_progress_indicator *made = ARRAY_PUSH(arena, &progress->indicators);
    made->measure = measure;
    made->unit = unit;
    return made;
}

/* The values of an indicator's fact: of several claims of its value that which is shown. */
static void value_take(struct telling *telling, const struct item *item)
{
    const struct stored_claim *measure = chosen(telling, item, "measure");
    const struct stored_claim *number = chosen(telling, item, "value");
    const struct stored_claim *year = chosen(telling, item, "year");
    const struct stored_claim *reading = chosen(telling, item, "reading");
    const struct stored_claim *figure = chosen(telling, item, "figure");
    char id[CANONICAL_TEXT];
    if (!measure || !number || !year || !choice_code(reading).size)
        return;
    struct query_progress_indicator *indicator = indicator_find(
        telling, text_of(telling, measure), text_of(telling, chosen(telling, item, "unit")));
    *ARRAY_PUSH(telling->lookup.arena, &indicator->values) = (struct query_progress_value){
        .fact = arena_copy(telling->lookup.arena, span_of(item->entity.id)),
        .reading = choice_code(reading),
        .reading_text = text_of(telling, reading),
        .year = year->value.date,
        .number = number->value.number,
        .claim = claim_show(&telling->lookup, number),
        .figure = figure ? arena_copy(telling->lookup.arena,
                                      span_of(canonical_write(figure->entity.number, id)))
                         : SPAN(""),
        .is_new = is_new(telling, item)};
    for (size_t i = 0; i < telling->facts.count && figure; i++)
        telling->taken[i] |= telling->facts.items[i].entity.number == figure->entity.number;
}

static int by_year(const void *left, const void *right)
{
    const struct query_progress_value *a = left, *b = right;
    int year = date_compare(a->year, b->year);
    return year ? year : span_compare(a->reading, b->reading);
}

/* ---- figures that are proposed ---- */

/* Whether two words of lemmas, alternatives between "|", may be one. */
static bool words_meet(struct span left, struct span right)
{
    struct span rest = left, one, others, other;
    while (span_next_part(&rest, '|', &one))
        for (others = right; span_next_part(&others, '|', &other);)
            if (span_equal(one, other))
                return true;
    return false;
}

/* Whether each word of the one stands among those of the other. */
static bool lemmas_hold(struct span held, struct span among)
{
    struct span rest = held, word, others, other;
    size_t count = 0;
    while (span_next_part(&rest, ' ', &word)) {
        bool found = false;
        for (others = among; !found && span_next_part(&others, ' ', &other);)
            found = words_meet(word, other);
        if (!found)
            return false;
        count++;
    }
    return count > 0;
}

static struct span lemmas_of(struct telling *telling, struct span text)
{
    return search_lemmas_of_phrase(NULL, telling->query->morphology, text, telling->lookup.arena);
}

/* Whether a figure may be a value of the indicator: its words are the indicator's, or all of the
 * indicator's stand in what the figure is of; and units, where both have one, are the same. */
static bool figure_fits(struct telling *telling, const struct query_progress_indicator *indicator,
                        const struct query_progress_proposal *figure)
{
    struct span wanted = lemmas_of(telling, indicator->measure);
    struct span unit = lemmas_of(telling, indicator->unit);
    if (figure->unit.size && unit.size && !lemmas_hold(lemmas_of(telling, figure->unit), unit))
        return false;
    return lemmas_hold(lemmas_of(telling, figure->measure), wanted) ||
           lemmas_hold(wanted, lemmas_of(telling, figure->name));
}

static struct date year_of(struct telling *telling, const struct item *item)
{
    const struct stored_claim *as_of = chosen(telling, item, "as_of");
    struct date day = as_of ? as_of->value.date : fact_told(&telling->lookup, item);
    return (struct date){.year = day.year};
}

static void figure_take(struct telling *telling, const struct item *item)
{
    struct query_progress *progress = telling->progress;
    struct arena *arena = telling->lookup.arena;
    const struct stored_claim *number = chosen(telling, item, "value");
    const struct stored_claim *target = chosen(telling, item, "target");
    enum query_state state;
    bool placed = false;
    if (!number)
        return;
    struct query_progress_proposal figure = {
        .figure = arena_copy(arena, span_of(item->entity.id)),
        .name = item_name(&telling->lookup, item),
        .measure = text_of(telling, chosen(telling, item, "measure")),
        .unit = text_of(telling, chosen(telling, item, "unit")),
        .year = year_of(telling, item),
        .target = target && target->value.boolean,
        .number = number->value.number,
        .claim = claim_show(&telling->lookup, number)};
    claims_judge(item->claims, item->claim_count, &state, &figure.confidence);
    for (size_t i = 0; i < progress->indicators.count; i++) {
        struct query_progress_indicator *indicator = &progress->indicators.items[i];
        if (!figure_fits(telling, indicator, &figure))
            continue;
        *ARRAY_PUSH(arena, &indicator->proposals) = figure;
        placed = true;
    }
    if (!placed)
        *ARRAY_PUSH(arena, &progress->figures) = figure;
}

/* ---- what changed ---- */

/* What one report or entry says of a fact: «Состояние: выполнено; Срок: 2024 г.» */
static void saying_tell(struct telling *telling, const struct item *item, size_t first, size_t end)
{
    struct lookup *lookup = &telling->lookup;
    struct query_progress_change change = {.at = time_show(lookup, item->claims[first].known_from),
                                           .fact =
                                               arena_copy(lookup->arena, span_of(item->entity.id)),
                                           .kind = item->entity.kind,
                                           .name = item_name(lookup, item),
                                           .text = SPAN("")};
    for (size_t i = first; i < end; i++) {
        if (i == first)
            evidence_add(lookup, &item->claims[i], &change.evidence);
        if (item->claims[i].entity.number == telling->number)
            continue;
        struct span label = label_show(telling->query, &item->claims[i].property->label);
        struct span value = value_show(lookup, &item->claims[i]).text;
        change.text =
            arena_format(lookup->arena, "%.*s%s%.*s: %.*s", SPAN_ARGS(change.text),
                         change.text.size ? "; " : "", SPAN_ARGS(label), SPAN_ARGS(value));
    }
    *ARRAY_PUSH(lookup->arena, &telling->progress->changes) = change;
}

static int newest_first(const void *left, const void *right)
{
    const struct query_progress_change *a = left, *b = right;
    int time = span_compare(b->at, a->at);
    return time ? time : span_compare(a->fact, b->fact);
}

static void changes_tell(struct telling *telling)
{
    struct query_progress *progress = telling->progress;
    for (size_t i = 0; i < telling->facts.count; i++) {
        const struct item *item = &telling->facts.items[i];
        for (size_t first = 0, end; first < item->claim_count; first = end) {
            end = first + 1;
            while (end < item->claim_count &&
                   item->claims[end].report == item->claims[first].report)
                end++;
            if (is_since(telling, &item->claims[first]))
                saying_tell(telling, item, first, end);
        }
    }
    if (progress->changes.count)
        qsort(progress->changes.items, progress->changes.count, sizeof *progress->changes.items,
              newest_first);
    if (progress->changes.count > CHANGES_MOST)
        progress->changes.count = CHANGES_MOST;
}

/* ---- the question ---- */

static struct span summary_make(const struct query *query, const struct query_progress *progress)
{
    struct span text = QUERY_TEXT(query, "query.progress.measures", "count",
                                  number_show(query, progress->measures.count).data, "completed",
                                  number_show(query, progress->completed).data, "late",
                                  number_show(query, progress->late).data);
    if (!progress->measures.count)
        text = QUERY_TEXT(query, "query.progress.no_measures");
    return arena_format(
        query->arena, "%.*s %.*s", SPAN_ARGS(text),
        SPAN_ARGS(QUERY_TEXT(query,
                             progress->indicators.count ? "query.progress.indicators"
                                                        : "query.progress.no_indicators",
                             "count", number_show(query, progress->indicators.count).data)));
}

static void facts_show(struct telling *telling)
{
    struct query_progress *progress = telling->progress;
    struct arena *arena = telling->lookup.arena;
    for (size_t i = 0; i < telling->facts.count; i++) {
        const struct item *item = &telling->facts.items[i];
        if (is_kind(item->entity.kind, "measure"))
            measure_take(telling, item);
        else if (is_kind(item->entity.kind, "indicator"))
            value_take(telling, item);
        else if (is_kind(item->entity.kind, "decision"))
            fact_show(telling, item, ARRAY_PUSH(arena, &progress->decisions));
        else if (is_kind(item->entity.kind, "project"))
            fact_show(telling, item, ARRAY_PUSH(arena, &progress->projects));
    }
    for (size_t i = 0; i < telling->facts.count; i++)
        if (is_kind(telling->facts.items[i].entity.kind, "figure") && !telling->taken[i])
            figure_take(telling, &telling->facts.items[i]);
    if (progress->measures.count)
        qsort(progress->measures.items, progress->measures.count, sizeof *progress->measures.items,
              by_due);
    for (size_t i = 0; i < progress->indicators.count; i++) {
        struct query_progress_indicator *indicator = &progress->indicators.items[i];
        qsort(indicator->values.items, indicator->values.count, sizeof *indicator->values.items,
              by_year);
    }
}

/* Whether measures may be of something of the kind. */
static bool has_measures(const struct schema *schema, const struct schema_kind *kind)
{
    const struct schema_kind *measure = schema_kind_find(schema, SPAN("measure"));
    const struct schema_property *of =
        measure ? schema_property_find(measure, SPAN("programme")) : NULL;
    return of && schema_property_takes(of, kind);
}

bool query_progress(const struct query *query, struct span id, struct date since,
                    struct query_progress *progress, struct error *error)
{
    struct telling telling = {.query = query, .progress = progress};
    struct stored_entity entity;
    *progress = (struct query_progress){.day = query_day(query), .since = since};
    lookup_init(&telling.lookup, query, error);
    if (!entity_asked(&telling.lookup, id, &entity))
        return false;
    if (!has_measures(query->schema, entity.kind))
        return error_add(error, "query.not_programme", "id", arena_copy(query->arena, id).data,
                         NULL);
    progress->id = arena_copy(query->arena, span_of(entity.id));
    progress->kind = entity.kind;
    progress->name = redacted_show(query, entity.name);
    telling.number = entity.number;
    facts_load(&telling);
    told_show(&telling, "programme");
    facts_show(&telling);
    if (date_is_set(since))
        changes_tell(&telling);
    progress->summary = summary_make(query, progress);
    return lookup_fine(&telling.lookup);
}
