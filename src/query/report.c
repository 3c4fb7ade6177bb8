/* A report for reading: its text cut into segments, its mentions, and its facts beside it. */
#include <stdlib.h>

#include "lookup.h"
#include "report.h"
#include "utf8.h"

/* A place in the text where something begins or ends: segments are cut there. */
struct cuts {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

/* A piece of evidence: the words, and the fact that they prove. */
struct proof {
    struct range range;
    uint32_t fact;
};

struct proofs {
    struct proof *items;
    size_t count;
    size_t capacity;
};

/* What stands open at a place of the text. */
struct open {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

struct span query_mention_type(unsigned type)
{
    static const char *const names[] = {"person", "organization", "place",    "position", "product",
                                        "event",  "programme",    "document", "date",     "money"};
    return span_of(type < sizeof names / sizeof *names ? names[type] : "other");
}

static int by_place(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static void cut_range(struct arena *arena, struct cuts *cuts, struct range range)
{
    *ARRAY_PUSH(arena, cuts) = range.start;
    *ARRAY_PUSH(arena, cuts) = range.end;
}

/* Sorts the cuts, each once. */
static void cuts_settle(struct cuts *cuts)
{
    size_t kept = 0;
    if (cuts->count)
        qsort(cuts->items, cuts->count, sizeof *cuts->items, by_place);
    for (size_t i = 0; i < cuts->count; i++)
        if (!kept || cuts->items[kept - 1] != cuts->items[i])
            cuts->items[kept++] = cuts->items[i];
    cuts->count = kept;
}

/* The walk over the text, from left to right. */
struct walk {
    struct lookup *lookup;
    struct query_report *report;
    struct known_report *known;
    struct cuts cuts;
    size_t next_cut;
    struct proofs proofs;
    size_t next_mention;
    size_t next_proof;
    struct open mentions; /* that cover the place; the outermost first */
    struct open proving;
};

/* Opens what begins at or before place, and closes what ends there. */
static void walk_to(struct walk *walk, uint32_t place)
{
    struct arena *arena = walk->lookup->arena;
    struct query_report *report = walk->report;
    size_t kept = 0;
    for (; walk->next_mention < report->mentions.count &&
           report->mentions.items[walk->next_mention].range.start <= place;
         walk->next_mention++)
        *ARRAY_PUSH(arena, &walk->mentions) = (uint32_t)walk->next_mention;
    for (size_t i = 0; i < walk->mentions.count; i++)
        if (report->mentions.items[walk->mentions.items[i]].range.end > place)
            walk->mentions.items[kept++] = walk->mentions.items[i];
    walk->mentions.count = kept;
    kept = 0;
    for (; walk->next_proof < walk->proofs.count &&
           walk->proofs.items[walk->next_proof].range.start <= place;
         walk->next_proof++)
        *ARRAY_PUSH(arena, &walk->proving) = (uint32_t)walk->next_proof;
    for (size_t i = 0; i < walk->proving.count; i++)
        if (walk->proofs.items[walk->proving.items[i]].range.end > place)
            walk->proving.items[kept++] = walk->proving.items[i];
    walk->proving.count = kept;
}

/* The facts that the words at this place prove, each once. */
static void segment_facts(struct walk *walk, struct query_segment *segment)
{
    uint32_t *facts = ARENA_NEW(walk->lookup->arena, uint32_t, walk->proving.count);
    for (size_t i = 0; i < walk->proving.count; i++) {
        uint32_t fact = walk->proofs.items[walk->proving.items[i]].fact;
        size_t k = 0;
        while (k < segment->fact_count && facts[k] != fact)
            k++;
        if (k == segment->fact_count)
            facts[segment->fact_count++] = fact;
    }
    segment->facts = facts;
}

static void segment_add(struct walk *walk, uint32_t start, uint32_t end)
{
    struct arena *arena = walk->lookup->arena;
    walk_to(walk, start);
    uint32_t *mentions = ARENA_NEW(arena, uint32_t, walk->mentions.count);
    if (walk->mentions.count)
        memcpy(mentions, walk->mentions.items, walk->mentions.count * sizeof *mentions);
    struct range range = {start, end};
    struct query_segment *segment = ARRAY_PUSH(arena, &walk->report->segments);
    *segment = (struct query_segment){
        .range = range,
        .start = lookup_offset(walk->lookup, walk->known, start),
        .end = lookup_offset(walk->lookup, walk->known, end),
        .text = span_of_range(walk->report->text, range),
        .mentions = mentions,
        .mention_count = walk->mentions.count,
    };
    segment_facts(walk, segment);
}

/* Cuts one line into segments. */
static void paragraph_add(struct walk *walk, uint32_t start, uint32_t end)
{
    struct query_report *report = walk->report;
    struct query_paragraph *paragraph = ARRAY_PUSH(walk->lookup->arena, &report->paragraphs);
    struct span line = span_slice(report->text, start, end);
    paragraph->title = report->title.size && span_equal(span_trim(line), report->title);
    paragraph->first = report->segments.count;
    while (walk->next_cut < walk->cuts.count && walk->cuts.items[walk->next_cut] <= start)
        walk->next_cut++;
    while (start < end) {
        uint32_t next = end;
        if (walk->next_cut < walk->cuts.count && walk->cuts.items[walk->next_cut] < end)
            next = walk->cuts.items[walk->next_cut++];
        segment_add(walk, start, next);
        start = next;
    }
    paragraph->count = report->segments.count - paragraph->first;
}

static void paragraphs_make(struct walk *walk)
{
    struct span text = walk->report->text, rest = text, line;
    while (span_next_line(&rest, &line)) {
        size_t start = (size_t)(line.data - text.data);
        if (span_trim(line).size)
            paragraph_add(walk, (uint32_t)start, (uint32_t)(start + line.size));
    }
}

/* ---- mentions ---- */

/* The type of mention by which the reader tells things of a kind. */
static struct span type_of_kind(const struct schema_kind *kind)
{
    static const struct {
        struct span kind; /* or family */
        struct span type;
    } types[] = {{{"person", 6}, {"person", 6}},      {{"body", 4}, {"organization", 12}},
                 {{"firm", 4}, {"organization", 12}}, {{"Product", 7}, {"product", 7}},
                 {{"Event", 5}, {"event", 5}},        {{"Document", 8}, {"document", 8}},
                 {{"place", 5}, {"place", 5}},        {{"project", 7}, {"programme", 9}}};
    for (size_t i = 0; kind && i < sizeof types / sizeof *types; i++)
        if (span_equal(types[i].kind, kind->name) || span_equal(types[i].kind, kind->family))
            return types[i].type;
    return SPAN("other");
}

/* Whether the reader names the same there by now. */
static bool is_found_since(const struct stored_mentions *mentions, size_t index)
{
    const struct stored_mention *added = &mentions->items[index];
    for (size_t i = 0; i < mentions->count; i++) {
        const struct stored_mention *other = &mentions->items[i];
        if (i != index && (other->type != MENTION_ADDED || i < index) &&
            other->canonical == added->canonical && other->range.start == added->range.start &&
            other->range.end == added->range.end)
            return true;
    }
    return false;
}

/* The sources of the report by their canonical entity: name and kind for its mentions. */
static struct query_value source_value(struct lookup *lookup, const struct stored_sources *sources,
                                       uint32_t number)
{
    size_t low = 0, high = sources->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (sources->items[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    if (!number || low == sources->count || sources->items[low].number != number)
        return (struct query_value){0};
    const struct stored_source *source = &sources->items[low];
    return (struct query_value){
        .type = VALUE_ENTITY,
        .text = source->canonical_name.size ? source->canonical_name : source->name,
        .entity = arena_copy(lookup->arena, span_of(source->canonical_id)),
        .kind = source->kind,
    };
}

static void mentions_add(struct walk *walk, const struct stored_mentions *mentions,
                         const struct stored_sources *sources)
{
    struct lookup *lookup = walk->lookup;
    for (size_t i = 0; i < mentions->count; i++) {
        const struct stored_mention *mention = &mentions->items[i];
        bool added = mention->type == MENTION_ADDED;
        if (added && is_found_since(mentions, i))
            continue;
        struct query_value entity = source_value(lookup, sources, mention->source);
        *ARRAY_PUSH(lookup->arena, &walk->report->mentions) = (struct query_mention){
            .start = lookup_offset(lookup, walk->known, mention->range.start),
            .end = lookup_offset(lookup, walk->known, mention->range.end),
            .range = mention->range,
            .type = added ? type_of_kind(entity.kind) : query_mention_type(mention->type),
            .text = span_of_range(walk->report->text, mention->range),
            .entity = entity,
        };
        cut_range(lookup->arena, &walk->cuts, mention->range);
    }
}

/* ---- facts ---- */

/* The claims of what is one fact stand together: what users state may be on a source of its own.
 * Facts are in the order of their first sources. */
struct told {
    uint32_t first; /* source of the fact */
    struct stored_claim claim;
};

static int by_fact(const void *left, const void *right)
{
    const struct told *a = left, *b = right;
    if (a->first != b->first)
        return a->first > b->first ? 1 : -1;
    if (a->claim.source != b->claim.source)
        return a->claim.source > b->claim.source ? 1 : -1;
    return (a->claim.ordinal > b->claim.ordinal) - (a->claim.ordinal < b->claim.ordinal);
}

static void claims_sort(struct arena *arena, struct stored_claims *claims)
{
    struct told *told = ARENA_NEW(arena, struct told, claims->count);
    struct map firsts;
    map_init(&firsts, arena);
    for (size_t i = 0; i < claims->count; i++) {
        int64_t *canonical = ARENA_NEW(arena, int64_t, 1);
        *canonical = claims->items[i].canonical;
        struct span key = {(const char *)canonical, sizeof *canonical};
        uint32_t source = claims->items[i].source, *first = map_add(&firsts, key, NULL);
        if (!*first || source < *first)
            *first = source;
    }
    for (size_t i = 0; i < claims->count; i++) {
        int64_t canonical = claims->items[i].canonical;
        struct span key = {(const char *)&canonical, sizeof canonical};
        told[i] = (struct told){*map_find(&firsts, key), claims->items[i]};
    }
    if (claims->count)
        qsort(told, claims->count, sizeof *told, by_fact);
    for (size_t i = 0; i < claims->count; i++)
        claims->items[i] = told[i].claim;
}

static void proofs_add(struct walk *walk, const struct stored_claim *claims, size_t count,
                       uint32_t fact)
{
    struct arena *arena = walk->lookup->arena;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < claims[i].evidence_count; k++) {
            struct range range = claims[i].evidence[k].range;
            *ARRAY_PUSH(arena, &walk->proofs) = (struct proof){range, fact};
            cut_range(arena, &walk->cuts, range);
        }
    }
}

static void fact_add(struct walk *walk, const struct stored_claim *claims, size_t count,
                     const struct stored_sources *sources)
{
    struct lookup *lookup = walk->lookup;
    struct item item = {.claims = claims, .claim_count = count};
    item.entity.kind = claims->kind;
    uint32_t number = (uint32_t)walk->report->facts.count;
    struct query_report_fact *fact = ARRAY_PUSH(lookup->arena, &walk->report->facts);
    *fact = (struct query_report_fact){.id = source_value(lookup, sources, claims->source).entity,
                                       .kind = claims->kind,
                                       .name = item_name(lookup, &item)};
    claims_judge(claims, count, &fact->state, &fact->confidence);
    properties_show(lookup, claims->kind, claims, count, &fact->properties);
    proofs_add(walk, claims, count, number);
}

static int by_start(const void *left, const void *right)
{
    const struct proof *a = left, *b = right;
    if (a->range.start != b->range.start)
        return a->range.start > b->range.start ? 1 : -1;
    return (a->range.end < b->range.end) - (a->range.end > b->range.end);
}

static void facts_add(struct walk *walk, struct stored_claims *claims,
                      const struct stored_sources *sources)
{
    claims_sort(walk->lookup->arena, claims);
    for (size_t i = 0; i < claims->count;) {
        size_t end = i + 1;
        while (end < claims->count && claims->items[end].canonical == claims->items[i].canonical &&
               claims->items[i].source)
            end++;
        if (claims->items[i].kind->is_fact)
            fact_add(walk, claims->items + i, end - i, sources);
        i = end;
    }
    if (walk->proofs.count)
        qsort(walk->proofs.items, walk->proofs.count, sizeof *walk->proofs.items, by_start);
}

/* ---- the frame ---- */

/* A place of the text, at whose ends segments are cut. */
static struct query_place place_cut(struct walk *walk, struct range range)
{
    cut_range(walk->lookup->arena, &walk->cuts, range);
    return (struct query_place){range, lookup_offset(walk->lookup, walk->known, range.start),
                                lookup_offset(walk->lookup, walk->known, range.end)};
}

/* Where the text gives the day that is known: its frame is read again. Of a document whose page
 * gave the day there is no such place. */
static void dateline_add(struct walk *walk)
{
    struct arena *arena = walk->lookup->arena;
    struct query_report *shown = walk->report;
    const struct report_hint hint = {.id = shown->id};
    struct report report;
    struct error error;
    if (!date_is_set(shown->published) || shown->published_by_user)
        return;
    error_init(&error);
    if (report_of_text(arena, shown->text, &hint, &report, &error) &&
        date_compare(report.published, shown->published) == 0)
        shown->dateline = place_cut(walk, report.published_range);
    error_release(&error);
}

static void credits_add(struct walk *walk)
{
    static const char *const roles[] = {"press_service", "author", "photo"};
    struct lookup *lookup = walk->lookup;
    struct stored_credits credits = {0};
    if (!store_credits(lookup->query->store, walk->known->report.number, lookup->arena, &credits,
                       lookup->error))
        lookup->failed = true;
    for (size_t i = 0; i < credits.count; i++) {
        struct range name = credits.items[i].name;
        *ARRAY_PUSH(lookup->arena, &walk->report->credits) =
            (struct query_credit){span_of(roles[credits.items[i].role % 3]),
                                  span_of_range(walk->report->text, name), place_cut(walk, name)};
    }
}

/* «3 соглашения, 4 должности, 5 фактов.» */
static struct span summary_make(const struct query *query, const struct query_report *report)
{
    size_t agreements = 0, offices = 0;
    for (size_t i = 0; i < report->facts.count; i++) {
        agreements += span_equal(report->facts.items[i].kind->name, SPAN("agreement"));
        offices += span_equal(report->facts.items[i].kind->name, SPAN("occupation"));
    }
    const char *facts = number_show(query, report->facts.count).data;
    return arena_format(
        query->arena, "%s, %s, %s.",
        QUERY_TEXT(query, "count.agreements", "count", number_show(query, agreements).data).data,
        QUERY_TEXT(query, "count.occupations", "count", number_show(query, offices).data).data,
        QUERY_TEXT(query, "query.facts_in_all", "count", facts).data);
}

bool query_is_example(struct span publisher)
{
    return span_starts_with(publisher, SPAN("Пример")) ||
           span_starts_with(publisher, SPAN("Example"));
}

static void frame_fill(struct walk *walk)
{
    const struct stored_report *stored = &walk->known->report;
    struct query_report *report = walk->report;
    char digest[DIGEST_TEXT];
    *report = (struct query_report){
        .id = stored->id,
        .title = redacted_show(walk->lookup->query, stored->title),
        .published = stored->published,
        .published_by_user = stored->published_by_user,
        .publisher = stored->publisher,
        .source = stored->source,
        .url = stored->url,
        .language = stored->language,
        .text = lookup_text(walk->lookup, walk->known),
        .example = query_is_example(stored->publisher),
        .withdrawn_by = stored->withdrawn_by,
        .withdrawn_why = stored->withdrawn_why,
        .erased = stored->erased,
    };
    if (stored->withdrawn_at)
        report->withdrawn_at = time_show(walk->lookup, stored->withdrawn_at);
    if (stored->copy_of)
        report->copy_of = lookup_report(walk->lookup, stored->copy_of)->report.id;
    report->digest =
        arena_copy(walk->lookup->arena, span_of(digest_write(&stored->digest, digest)));
    report->length = lookup_offset(walk->lookup, walk->known, stored->text_size);
}

static bool report_fill(struct walk *walk)
{
    struct lookup *lookup = walk->lookup;
    const struct claims_wanted wanted = {.as_of = STORE_TODAY, .rejected = true};
    int64_t number = walk->known->report.number;
    struct store *store = lookup->query->store;
    struct stored_sources sources = {0};
    struct stored_mentions mentions = {0};
    struct stored_claims claims = {0};
    frame_fill(walk);
    if (walk->known->report.withdrawn_at) {
        walk->report->text = SPAN("");
        walk->report->summary = QUERY_TEXT(
            lookup->query, walk->report->erased ? "query.report_erased" : "query.report_withdrawn",
            "time", walk->report->withdrawn_at.data, "author",
            arena_copy(lookup->arena, walk->report->withdrawn_by).data);
        return lookup_fine(lookup);
    }
    if (!store_sources_of_report(store, number, lookup->arena, &sources, lookup->error) ||
        !store_mentions(store, number, lookup->arena, &mentions, lookup->error) ||
        !store_claims_of_report(store, number, &wanted, lookup->arena, &claims, lookup->error))
        return false;
    mentions_add(walk, &mentions, &sources);
    facts_add(walk, &claims, &sources);
    dateline_add(walk);
    credits_add(walk);
    cuts_settle(&walk->cuts);
    paragraphs_make(walk);
    walk->report->summary = summary_make(lookup->query, walk->report);
    return lookup_fine(lookup);
}

bool query_report(const struct query *query, struct span id, struct query_report *report,
                  struct error *error)
{
    struct lookup lookup;
    struct stored_report stored;
    bool found;
    struct walk walk = {.lookup = &lookup, .report = report};
    lookup_init(&lookup, query, error);
    if (!store_report_by_id(query->store, id, query->arena, &stored, &found, error))
        return false;
    if (!found)
        return error_add(error, "query.unknown_id", "id", arena_copy(query->arena, id).data, NULL);
    walk.known = lookup_report(&lookup, stored.number);
    return report_fill(&walk);
}
