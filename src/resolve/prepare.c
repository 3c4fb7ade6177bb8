/* From a reading to what the store takes. */
#include "prepare.h"

#include "alike.h"
#include "context.h"
#include "utf8.h"
#include "words.h"

enum { NAME_EVIDENCE = 8 /* mentions that prove a name; a report may have hundreds */ };

struct claims {
    struct new_claim *items;
    size_t count;
    size_t capacity;
};

/* ---- sources ---- */

static void entity_use(uint32_t *used, uint32_t entity)
{
    if (entity != NO_ENTITY)
        used[entity - 1] = 1;
}

/* Marks the entities that are wanted: those named, and those that a fact needs. */
static void entities_mark(const struct reading *reading, uint32_t *used)
{
    for (size_t i = 0; i < reading->entity_count; i++)
        used[i] = reading->entities[i].listed;
    for (size_t i = 0; i < reading->fact_count; i++) {
        for (size_t j = 0; j < reading->facts[i].claim_count; j++) {
            const struct claim *claim = &reading->facts[i].claims[j];
            if (!claim->evidence_count)
                continue;
            if (claim->value.type == VALUE_ENTITY) {
                entity_use(used, claim->value.entity);
            } else if (claim->value.type == VALUE_SIGNATORY) {
                entity_use(used, claim->value.signatory.person);
                entity_use(used, claim->value.signatory.on_behalf_of);
            }
        }
    }
}

static void things_make(struct resolve_work *work)
{
    const struct reading *reading = work->reading;
    entities_mark(reading, work->source_of_entity);
    for (size_t i = 0; i < reading->entity_count; i++) {
        const struct entity *entity = &reading->entities[i];
        if (!work->source_of_entity[i])
            continue;
        work->sources[work->made.source_count] =
            (struct new_source){.kind = entity->schema,
                                .name = span_trim(entity->name),
                                .lemmas = search_lemmas_of_phrase(work->words, work->morphology,
                                                                  entity->name, work->arena),
                                .author = resolver_version,
                                .reason = SPAN("new")};
        work->source_of_entity[i] = (uint32_t)++work->made.source_count;
    }
    work->thing_count = work->made.source_count;
}

static bool fact_is_proved(const struct fact *fact)
{
    for (size_t i = 0; i < fact->claim_count; i++)
        if (fact->claims[i].evidence_count)
            return true;
    return false;
}

static void facts_make(struct resolve_work *work)
{
    const struct reading *reading = work->reading;
    for (size_t i = 0; i < reading->fact_count; i++) {
        /* What an entry hangs on is named there, and nothing more is said of it. */
        if (!work->entry && !fact_is_proved(&reading->facts[i]))
            continue;
        work->sources[work->made.source_count] = (struct new_source){
            .kind = reading->facts[i].kind, .author = resolver_version, .reason = SPAN("new")};
        work->source_of_fact[i] = (uint32_t)++work->made.source_count;
    }
}

/* ---- claims ---- */

static bool range_is_text(const struct resolve_work *work, struct range range)
{
    return range.start < range.end && range.end <= work->reading->report->text.size;
}

/* Chains the mentions of each entity, in the order of the text. */
static void mentions_chain(struct resolve_work *work)
{
    const struct reading *reading = work->reading;
    work->first_mention = ARENA_NEW(work->arena, uint32_t, reading->entity_count);
    work->next_mention = ARENA_NEW(work->arena, uint32_t, reading->mention_count);
    for (size_t i = reading->mention_count; i-- > 0;) {
        uint32_t entity = reading->mentions[i].entity;
        if (entity < 1 || entity > reading->entity_count)
            continue;
        work->next_mention[i] = work->first_mention[entity - 1];
        work->first_mention[entity - 1] = (uint32_t)i + 1;
    }
}

/* The mentions that prove a name: those whose words are it, else those that name the entity, else
 * all of it. */
enum proof { PROOF_SAME_WORDS, PROOF_NAMING, PROOF_ANY, PROOFS };

static bool mention_proves(const struct resolve_work *work, const struct mention *mention,
                           struct span name, enum proof proof)
{
    struct span words = span_of_range(work->reading->report->text, mention->range);
    switch (proof) {
    case PROOF_SAME_WORDS:
        return span_equal(words, name);
    case PROOF_NAMING:
        return !mention->by_reference;
    default:
        return true;
    }
}

static size_t mentions_prove(const struct resolve_work *work, uint32_t entity, struct span name,
                             enum proof proof, struct range *evidence)
{
    size_t count = 0;
    for (uint32_t i = work->first_mention[entity - 1]; i && count < NAME_EVIDENCE;
         i = work->next_mention[i - 1]) {
        const struct mention *mention = &work->reading->mentions[i - 1];
        if (range_is_text(work, mention->range) && mention_proves(work, mention, name, proof))
            evidence[count++] = mention->range;
    }
    return count;
}

/* A claim on a thing's name or alias, where a mention proves it. */
static void name_claim(struct resolve_work *work, struct claims *claims, uint32_t entity,
                       const char *property, struct span name)
{
    struct range evidence[NAME_EVIDENCE];
    size_t count = 0;
    uint32_t source = work->source_of_entity[entity - 1];
    name = span_trim(name);
    for (int proof = 0; proof < PROOFS && !count && name.size; proof++)
        count = mentions_prove(work, entity, name, (enum proof)proof, evidence);
    if (!count)
        return;
    struct range *kept = ARENA_NEW(work->arena, struct range, count);
    for (size_t i = 0; i < count; i++)
        kept[i] = evidence[i];
    *ARRAY_PUSH(work->arena, claims) = (struct new_claim){
        .source = source - 1,
        .property = schema_property_find(work->sources[source - 1].kind, span_of(property)),
        .value = {.type = VALUE_TEXT, .text = name},
        .confidence = 1,
        .evidence = kept,
        .evidence_count = count};
}

static void name_claims(struct resolve_work *work, struct claims *claims)
{
    for (uint32_t i = 0; i < work->reading->entity_count; i++) {
        const struct entity *entity = &work->reading->entities[i];
        if (!work->source_of_entity[i] || (work->entry && !work->entry->names[i]))
            continue;
        name_claim(work, claims, i + 1, "name", entity->name);
        for (size_t j = 0; j < entity->alias_count; j++)
            name_claim(work, claims, i + 1, "alias", entity->aliases[j]);
    }
}

/* What a user's list says of a thing besides its names. */
static void listed_claim(struct resolve_work *work, struct claims *claims, uint32_t source,
                         const char *property, struct span text, struct range range)
{
    struct range *evidence = ARENA_NEW(work->arena, struct range, 1);
    *evidence = range;
    if (text.size && range_is_text(work, range))
        *ARRAY_PUSH(work->arena, claims) = (struct new_claim){
            .source = source,
            .property = schema_property_find(work->sources[source].kind, span_of(property)),
            .value = {.type = VALUE_TEXT, .text = text},
            .confidence = 1,
            .evidence = evidence,
            .evidence_count = 1};
}

static void listed_claims(struct resolve_work *work, struct claims *claims)
{
    for (size_t i = 0; work->listing && i < work->reading->entity_count; i++) {
        const struct listed *listed = &work->listing->organizations.items[i];
        uint32_t source = work->source_of_entity[i] - 1;
        listed_claim(work, claims, source, "inn", listed->inn.text, listed->inn.range);
        listed_claim(work, claims, source, "ogrn", listed->ogrn.text, listed->ogrn.range);
        if (listed->region)
            listed_claim(work, claims, source, "region", reference_subject(listed->region)->name,
                         listed->region_said.range);
    }
}

static uint32_t source_of(const uint32_t *sources, size_t count, uint32_t number)
{
    return number >= 1 && number <= count ? sources[number - 1] : 0;
}

/* The value with sources in place of the reading's entities and facts; false where it names what
 * was left out, or says nothing. */
static bool value_translate(struct resolve_work *work, struct value *value)
{
    const struct reading *reading = work->reading;
    const uint32_t *entities = work->source_of_entity;
    switch (value->type) {
    case VALUE_ENTITY:
        value->entity = source_of(entities, reading->entity_count, value->entity);
        return value->entity != 0;
    case VALUE_FACT:
        value->fact = source_of(work->source_of_fact, reading->fact_count, value->fact);
        return value->fact != 0;
    case VALUE_SIGNATORY:
        value->signatory.person =
            source_of(entities, reading->entity_count, value->signatory.person);
        value->signatory.on_behalf_of =
            source_of(entities, reading->entity_count, value->signatory.on_behalf_of);
        return value->signatory.person != 0;
    default:
        return value_text(value, work->arena).size > 0;
    }
}

static void evidence_keep(const struct resolve_work *work, const struct claim *claim,
                          struct new_claim *made)
{
    struct range *kept = ARENA_NEW(work->arena, struct range, claim->evidence_count);
    for (size_t i = 0; i < claim->evidence_count; i++)
        if (range_is_text(work, claim->evidence[i]))
            kept[made->evidence_count++] = claim->evidence[i];
    made->evidence = kept;
}

static void fact_claims(struct resolve_work *work, struct claims *claims, size_t index)
{
    const struct fact *fact = &work->reading->facts[index];
    for (size_t i = 0; i < fact->claim_count; i++) {
        const struct claim *claim = &fact->claims[i];
        struct new_claim made = {.source = work->source_of_fact[index] - 1,
                                 .property = claim->property,
                                 .value = claim->value,
                                 .confidence = fact->confidence};
        evidence_keep(work, claim, &made);
        if (made.evidence_count && value_fits(claim->property->type, claim->value.type) &&
            value_translate(work, &made.value))
            *ARRAY_PUSH(work->arena, claims) = made;
    }
}

/* ---- the frame ---- */

static void mentions_make(struct resolve_work *work)
{
    const struct reading *reading = work->reading;
    struct new_mention *mentions =
        ARENA_NEW(work->arena, struct new_mention, reading->mention_count);
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (!range_is_text(work, mention->range))
            continue;
        mentions[work->made.mention_count++] = (struct new_mention){
            .range = mention->range,
            .name = mention->name,
            .has_name = mention->has_name,
            .type = mention->type,
            .source = source_of(work->source_of_entity, reading->entity_count, mention->entity)};
    }
    work->made.mentions = mentions;
}

static void frame_make(struct resolve_work *work)
{
    const struct report *report = work->reading->report;
    struct new_credit *credits = ARENA_NEW(work->arena, struct new_credit, report->credit_count);
    for (size_t i = 0; i < report->credit_count; i++)
        credits[i] = (struct new_credit){(uint8_t)report->credits[i].role, report->credits[i].name};
    work->made.credits = credits;
    work->made.credit_count = report->credit_count;
    work->made.reader = work->reader_version;
    work->made.title =
        work->listing ? report->source : span_trim(span_of_range(report->text, report->title));
    work->made.published = report->published;
    work->made.published_by_user = report->published_by_user;
    work->made.language = span_of(report->language);
    work->made.known_from = work->origin->now;
}

static void words_make(struct resolve_work *work)
{
    struct search_words words;
    search_words_of_report(work->words, work->morphology, work->reading->report,
                           &work->reading->tokens, work->arena, &words);
    work->made.tokens = words.items;
    work->made.token_count = words.count;
}

void prepare(struct resolve_work *work)
{
    const struct reading *reading = work->reading;
    struct claims claims = {0};
    work->made = (struct new_reading){0};
    work->sources =
        ARENA_NEW(work->arena, struct new_source, reading->entity_count + reading->fact_count);
    work->source_of_entity = ARENA_NEW(work->arena, uint32_t, reading->entity_count);
    work->source_of_fact = ARENA_NEW(work->arena, uint32_t, reading->fact_count);
    things_make(work);
    facts_make(work);
    mentions_chain(work);
    name_claims(work, &claims);
    listed_claims(work, &claims);
    for (size_t i = 0; i < reading->fact_count; i++)
        if (work->source_of_fact[i])
            fact_claims(work, &claims, i);
    work->made.sources = work->sources;
    work->made.claims = claims.items;
    work->made.claim_count = claims.count;
    frame_make(work);
    bounds_find(work);
    mentions_make(work);
    words_make(work);
    contexts_make(work);
    work->print = ARENA_NEW(work->arena, struct text_print, 1);
    text_print_make(reading->report->text, work->arena, work->print);
    work->prepared = true;
}
