/* How values, claims and names are shown. */
#include "activity.h"
#include "lookup.h"
#include "rank.h"
#include "redaction.h"

#include <stdio.h>
#include <string.h>

#include "utf8.h"

enum {
    NAME_PARTS = 3,
    PART_LENGTH = 90,
    NAME_VALUES = 5, /* of a property in a name */
    MEETING_NAMES = 3,
    EVIDENCE_CLAIMS = 20 /* of those that say the same, whose words are shown */
};

struct span label_show(const struct query *query, const struct schema_label *label)
{
    return query->tongue == TONGUE_RUSSIAN ? label->ru : label->en;
}

struct span date_show(const struct query *query, struct date date)
{
    return message_date(query->catalogue, query->tongue, query->arena, date);
}

struct span text_folded(struct arena *arena, struct span text)
{
    struct span trimmed = span_trim(text);
    char *out = ARENA_NEW(arena, char, trimmed.size + 1);
    return (struct span){out, utf8_lower(trimmed, out, true)};
}

struct span number_show(const struct query *query, size_t number)
{
    return message_number(query->tongue, query->arena, (double)number);
}

struct span text_cut(struct arena *arena, struct span text, size_t limit)
{
    size_t end = 0;
    for (size_t count = 0; count < limit && end < text.size; count++)
        utf8_next(text, &end);
    if (end == text.size)
        return text;
    return arena_format(arena, "%.*s…", SPAN_ARGS(span_trim(span_slice(text, 0, end))));
}

static struct query_value reference_show(struct lookup *lookup, enum value_type type,
                                         const struct stored_reference *reference)
{
    struct query_value value = {.type = type,
                                .text = redacted_show(lookup->query, reference->name.size
                                                                         ? reference->name
                                                                         : reference->as_said),
                                .entity = arena_copy(lookup->arena, span_of(reference->id)),
                                .kind = reference->kind};
    if (type == VALUE_FACT && reference->number) {
        const struct item *fact = lookup_fact(lookup, reference->number);
        if (fact)
            value.text = item_name(lookup, fact);
    }
    return value;
}

static struct query_value signatory_show(struct lookup *lookup, const struct stored_claim *claim)
{
    struct query_value *person = ARENA_NEW(lookup->arena, struct query_value, 2);
    *person = reference_show(lookup, VALUE_ENTITY, &claim->entity);
    struct query_value value = {.type = VALUE_SIGNATORY, .person = person, .text = person->text};
    if (claim->on_behalf_of.number) {
        person[1] = reference_show(lookup, VALUE_ENTITY, &claim->on_behalf_of);
        value.on_behalf_of = &person[1];
        value.text = arena_format(lookup->arena, "%.*s (%.*s)", SPAN_ARGS(person->text),
                                  SPAN_ARGS(person[1].text));
    }
    return value;
}

struct span redacted_show(const struct query *query, struct span text)
{
    enum { SHOWN = 8 };
    struct range range = {0};
    struct span digits, shown = SPAN("");
    uint32_t at = 0;
    while (redaction_mark_find(text, at, &range, &digits)) {
        struct span digest = arena_copy(
            query->arena, span_slice(digits, 0, digits.size < SHOWN ? digits.size : SHOWN));
        struct span mark = QUERY_TEXT(query, "query.redacted", "digest", digest.data);
        shown = arena_format(query->arena, "%.*s%.*s%.*s", SPAN_ARGS(shown),
                             SPAN_ARGS(span_slice(text, at, range.start)), SPAN_ARGS(mark));
        at = range.end;
    }
    return at ? arena_join(query->arena, shown, span_slice(text, at, text.size)) : text;
}

/* The text of a value that refers to nothing. */
static struct span plain_show(const struct query *query, const struct stored_claim *claim)
{
    const struct value *value = &claim->value;
    struct arena *arena = query->arena;
    switch (value->type) {
    case VALUE_DATE:
        return message_date(query->catalogue, query->tongue, arena, value->date);
    case VALUE_DURATION:
        return message_duration(query->catalogue, query->tongue, arena, value->duration);
    case VALUE_MONEY:
        return message_money(query->catalogue, query->tongue, arena, value->money.value,
                             value->money.currency, value->money.approximate);
    case VALUE_INTEGER:
        return message_number(query->tongue, arena, (double)value->integer);
    case VALUE_NUMBER:
        return message_number(query->tongue, arena, value->number);
    case VALUE_BOOLEAN:
        return QUERY_TEXT(query, value->boolean ? "query.yes" : "query.no");
    case VALUE_CHOICE:
        return label_show(query, &value->choice->label);
    default:
        return redacted_show(query, claim->text);
    }
}

struct query_value value_show(struct lookup *lookup, const struct stored_claim *claim)
{
    switch (claim->value.type) {
    case VALUE_ENTITY:
    case VALUE_FACT:
        return reference_show(lookup, claim->value.type, &claim->entity);
    case VALUE_SIGNATORY:
        return signatory_show(lookup, claim);
    default:
        return (struct query_value){.type = claim->value.type,
                                    .plain = claim->value,
                                    .text = plain_show(lookup->query, claim)};
    }
}

struct span claim_key(struct lookup *lookup, const struct stored_claim *claim)
{
    if (claim->entity.number)
        return arena_format(lookup->arena, "%s %s", claim->entity.id, claim->on_behalf_of.id);
    return redacted_show(lookup->query, claim->text);
}

enum query_state claim_state_show(const struct stored_claim *claim)
{
    if (claim->state == CLAIM_CONFIRMED)
        return STATE_CONFIRMED;
    if (claim->state == CLAIM_REJECTED)
        return STATE_REJECTED;
    return span_starts_with(claim->author, SPAN("user:")) ? STATE_STATED : STATE_READ;
}

void evidence_add(struct lookup *lookup, const struct stored_claim *claim,
                  struct query_evidences *evidence)
{
    struct known_report *known = lookup_report(lookup, claim->report);
    for (size_t i = 0; i < claim->evidence_count; i++) {
        struct range range = claim->evidence[i].range;
        *ARRAY_PUSH(lookup->arena, evidence) = (struct query_evidence){
            .report = known->report.id,
            .title = redacted_show(lookup->query, known->report.title),
            .published = known->report.published,
            .quote = span_of_range(lookup_text(lookup, known), range),
            .start = lookup_offset(lookup, known, range.start),
            .end = lookup_offset(lookup, known, range.end),
            .by = stored_report_is_entry(&known->report) ? claim->author : SPAN(""),
        };
    }
}

static void decided_show(struct lookup *lookup, const struct stored_claim *claim,
                         struct query_claim *shown)
{
    if (!claim->decided.at)
        return;
    shown->decided_by = claim->decided.author;
    shown->decided_at = time_show(lookup, claim->decided.at);
    shown->decided_number = (size_t)claim->decided.act;
}

/* A claim without its evidence. */
static struct query_claim claim_frame(struct lookup *lookup, const struct stored_claim *claim)
{
    struct query_claim shown = {
        .id = arena_format(lookup->arena, "%lld.%u", (long long)claim->report, claim->ordinal),
        .value = value_show(lookup, claim),
        .key = claim_key(lookup, claim),
        .state = claim_state_show(claim),
        .confidence = claim->confidence,
        .author = claim->author,
    };
    decided_show(lookup, claim, &shown);
    claim_fields_add(lookup, claim, &shown.fields);
    return shown;
}

struct query_claim claim_show(struct lookup *lookup, const struct stored_claim *claim)
{
    struct query_claim shown = claim_frame(lookup, claim);
    evidence_add(lookup, claim, &shown.evidence);
    return shown;
}

/* ---- names of facts ---- */

/* A text that is joined from parts. */
struct joined {
    struct arena *arena;
    struct span text;
    size_t parts;
};

static void join(struct joined *joined, struct span part, const char *separator)
{
    if (!part.size)
        return;
    part = text_cut(joined->arena, part, PART_LENGTH);
    joined->text = joined->parts++
                       ? arena_format(joined->arena, "%.*s%s%.*s", SPAN_ARGS(joined->text),
                                      separator, SPAN_ARGS(part))
                       : part;
}

static bool is_naming(const struct schema_property *property)
{
    return (property->type == VALUE_TEXT && !property->aside) || property->type == VALUE_ENTITY ||
           property->type == VALUE_ENTITY_OR_TEXT;
}

/* The values of a property, one after another; what several reports tell is told once. */
static struct span property_join(struct lookup *lookup, const struct item *item,
                                 const struct schema_property *property, size_t most)
{
    struct joined joined = {.arena = lookup->arena};
    struct span told[NAME_VALUES];
    most = most < NAME_VALUES ? most : NAME_VALUES;
    for (size_t i = 0; i < item->claim_count && joined.parts < most; i++) {
        if (item->claims[i].property != property || item->claims[i].value.type == VALUE_FACT)
            continue;
        struct span text = value_show(lookup, &item->claims[i]).text;
        size_t before = 0;
        while (before < joined.parts && !span_equal(told[before], text))
            before++;
        if (before < joined.parts || !text.size)
            continue;
        told[joined.parts] = text;
        join(&joined, text, ", ");
    }
    return joined.text;
}

static struct span first_upper(struct arena *arena, struct span text)
{
    size_t end = 0;
    char letter[4];
    if (!text.size)
        return text;
    size_t size = utf8_encode(code_point_to_upper(utf8_next(text, &end)), letter);
    return arena_format(arena, "%.*s%.*s", (int)size, letter,
                        SPAN_ARGS(span_slice(text, end, text.size)));
}

struct span fact_brief(struct lookup *lookup, const struct item *item,
                       const struct schema_property *without)
{
    const struct schema_kind *kind = item->entity.kind;
    struct joined joined = {.arena = lookup->arena};
    for (size_t i = 0; i < kind->property_count && joined.parts < NAME_PARTS; i++) {
        const struct schema_property *property = &kind->properties[i];
        if (property != without && is_naming(property))
            join(&joined, property_join(lookup, item, property, property->listed ? 4 : 1),
                 without ? ", " : " — ");
    }
    return joined.text;
}

/* «Соглашение о сотрудничестве: Правительство Москвы, ОАО «Роснано»». */
static struct span agreement_name(struct lookup *lookup, const struct item *item)
{
    const struct schema_kind *kind = item->entity.kind;
    const struct schema_property *of_kind = schema_property_find(kind, SPAN("agreement_kind"));
    const struct schema_property *parties = schema_property_find(kind, SPAN("parties"));
    struct span genre = property_join(lookup, item, of_kind, 1);
    struct span names = property_join(lookup, item, parties, 5);
    genre =
        first_upper(lookup->arena, genre.size ? genre : label_show(lookup->query, &kind->label));
    if (!names.size)
        return genre;
    return arena_format(lookup->arena, "%.*s: %.*s", SPAN_ARGS(genre), SPAN_ARGS(names));
}

static struct span property_text(struct lookup *lookup, const struct item *item, const char *name,
                                 size_t most)
{
    const struct schema_property *property = schema_property_find(item->entity.kind, span_of(name));
    return property ? property_join(lookup, item, property, most) : SPAN("");
}

/* «Дни госкорпорации, 2013 г.: Госкорпорация «Росатом», Омская область»; «Встреча, 5 июля 2016 г.:
 * Алексей Дюмин, Александр Денисов»: what met and when, then who, else for whom and where. */
static struct span meeting_name(struct lookup *lookup, const struct item *item)
{
    struct joined name = {.arena = lookup->arena}, who = {.arena = lookup->arena};
    struct span event = property_text(lookup, item, "event", 1);
    struct span participants = property_text(lookup, item, "participants", MEETING_NAMES);
    join(&name, event.size ? event : label_show(lookup->query, &item->entity.kind->label), "");
    join(&name, property_text(lookup, item, "date", 1), ", ");
    join(&who, participants, "");
    if (!participants.size)
        join(&who, property_text(lookup, item, "organizer", 1), "");
    if (!participants.size || event.size)
        join(&who, property_text(lookup, item, "place", 1), ", ");
    join(&name, who.text, ": ");
    return name.text;
}

struct span item_name(struct lookup *lookup, const struct item *item)
{
    const struct schema_kind *kind = item->entity.kind;
    if (!kind->is_fact)
        return redacted_show(lookup->query, item->entity.name);
    if (span_equal(kind->name, SPAN("agreement")))
        return agreement_name(lookup, item);
    if (span_equal(kind->name, SPAN("meeting")))
        return meeting_name(lookup, item);
    struct span brief = fact_brief(lookup, item, NULL);
    return brief.size ? brief : label_show(lookup->query, &kind->label);
}

struct query_value item_value(struct lookup *lookup, const struct item *item, struct span text)
{
    return (struct query_value){
        .type = item->entity.kind->is_fact ? VALUE_FACT : VALUE_ENTITY,
        .text = text,
        .entity = arena_copy(lookup->arena, span_of(item->entity.id)),
        .kind = item->entity.kind,
    };
}

/* ---- properties ---- */

void claims_judge(const struct stored_claim *claims, size_t count, enum query_state *state,
                  double *confidence)
{
    size_t rejected = 0;
    *state = STATE_READ;
    *confidence = 0;
    for (size_t i = 0; i < count; i++) {
        enum query_state other = claim_state_show(&claims[i]);
        rejected += other == STATE_REJECTED;
        if (other == STATE_CONFIRMED || (other == STATE_STATED && *state == STATE_READ))
            *state = other;
        if (claims[i].confidence > *confidence)
            *confidence = claims[i].confidence;
    }
    if (count && rejected == count)
        *state = STATE_REJECTED;
}

/* The claims that say the same, by the newest reports: those whose words are shown. */
struct telling_claims {
    const struct stored_claim *items[EVIDENCE_CLAIMS]; /* a ring */
    size_t count;                                      /* of all */
};

struct told_claims {
    struct telling_claims *items; /* as those of the property */
    size_t count;
    size_t capacity;
};

static void telling_note(struct telling_claims *telling, const struct stored_claim *claim)
{
    telling->items[telling->count++ % EVIDENCE_CLAIMS] = claim;
}

static void telling_evidence_add(struct lookup *lookup, const struct telling_claims *telling,
                                 struct query_claim *claim)
{
    size_t first = telling->count > EVIDENCE_CLAIMS ? telling->count - EVIDENCE_CLAIMS : 0;
    for (size_t i = first; i < telling->count; i++)
        evidence_add(lookup, telling->items[i % EVIDENCE_CLAIMS], &claim->evidence);
}

/* The index of the property's claim that says the same; their count where there is none. */
static size_t same_find(const struct query_property *property, struct span key)
{
    size_t i = 0;
    while (i < property->claims.count && !span_equal(property->claims.items[i].key, key))
        i++;
    return i;
}

static void property_claim(struct lookup *lookup, struct query_property *property,
                           const struct stored_claim *claim, struct told_claims *told)
{
    size_t at = same_find(property, claim_key(lookup, claim));
    if (at == property->claims.count) {
        *ARRAY_PUSH(lookup->arena, &property->claims) = claim_frame(lookup, claim);
        telling_note(ARRAY_PUSH(lookup->arena, told), claim);
        return;
    }
    struct query_claim *same = &property->claims.items[at];
    telling_note(&told->items[at], claim);
    enum query_state state = claim_state_show(claim);
    if (state == STATE_CONFIRMED || same->state == STATE_REJECTED) {
        same->state = state;
        decided_show(lookup, claim, same);
    }
    if (claim->confidence > same->confidence)
        same->confidence = claim->confidence;
}

/* Whether one date says the same as another, only less exactly. */
static bool is_coarser(const struct query_claim *left, const struct query_claim *right)
{
    if (left->value.type != VALUE_DATE || right->value.type != VALUE_DATE)
        return false;
    return span_starts_with(left->key, right->key) || span_starts_with(right->key, left->key);
}

static void contradictions_mark(struct query_property *property)
{
    for (size_t i = 0; i < property->claims.count; i++) {
        for (size_t k = 0; k < i && !property->property->listed; k++) {
            struct query_claim *one = &property->claims.items[i];
            struct query_claim *other = &property->claims.items[k];
            if (one->state != STATE_REJECTED && other->state != STATE_REJECTED &&
                !is_coarser(one, other))
                one->contradicted = other->contradicted = true;
        }
    }
}

/* Counts the independent texts behind each claim, and puts the one that is shown first. */
static void shown_choose(struct lookup *lookup, const struct stored_claim *claims, size_t count,
                         struct query_property *property)
{
    const struct stored_claim *chosen = claim_chosen(lookup, claims, count, property->property);
    struct span key = chosen ? claim_key(lookup, chosen) : SPAN("");
    for (size_t i = 0; i < property->claims.count; i++) {
        struct query_claim *claim = &property->claims.items[i];
        claim->sources = claim_sources(lookup, claims, count, property->property, claim->key);
        claim->shown = property->property->listed || span_equal(claim->key, key);
    }
    for (size_t i = 1; i < property->claims.count && !property->property->listed; i++) {
        struct query_claim claim = property->claims.items[i];
        if (!claim.shown)
            continue;
        memmove(property->claims.items + 1, property->claims.items, i * sizeof claim);
        property->claims.items[0] = claim;
    }
}

void properties_show(struct lookup *lookup, const struct schema_kind *kind,
                     const struct stored_claim *claims, size_t count,
                     struct query_properties *properties)
{
    for (size_t i = 0; i < kind->property_count; i++) {
        struct query_property property = {.property = &kind->properties[i]};
        struct told_claims told = {0};
        for (size_t k = 0; k < count; k++)
            if (span_equal(claims[k].property->name, property.property->name))
                property_claim(lookup, &property, &claims[k], &told);
        for (size_t k = 0; k < told.count; k++)
            telling_evidence_add(lookup, &told.items[k], &property.claims.items[k]);
        if (!property.claims.count)
            continue;
        if (!property_progresses(claims, count, property.property))
            contradictions_mark(&property);
        shown_choose(lookup, claims, count, &property);
        *ARRAY_PUSH(lookup->arena, properties) = property;
    }
}
