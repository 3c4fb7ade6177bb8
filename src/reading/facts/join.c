/* One fact told twice is one fact: joining drafts that say the same. */
#include "choice.h"
#include "draft_index.h"
#include "news.h"
#include "sole_office.h"
#include "topic.h"

enum { ADDITION_REACH = 3 }; /* sentences */
#define OFFICE_SURE 0.9
#define OFFICE_GUESSED 0.7
#define OFFICE_LEAST 0.65 /* an office whose body was only guessed binds nobody */

static uint32_t entity_of(const struct draft *draft, const char *property)
{
    const struct claim *claim = draft_claim(draft, property);
    return claim && claim->value.type == VALUE_ENTITY ? claim->value.entity : NO_ENTITY;
}

static const struct schema_choice *choice_of(const struct draft *draft, const char *property)
{
    const struct claim *claim = draft_claim(draft, property);
    return claim && claim->value.type == VALUE_CHOICE ? claim->value.choice : NULL;
}

uint32_t occupation_of(const struct facts *facts, uint32_t person, struct claim *organization)
{
    uint32_t found = NO_ENTITY;
    const struct schema_kind *kind = schema_kind_find(facts->reader->schema, SPAN("occupation"));
    uint32_t entry = kind ? draft_index_first(&facts->offices, kind, person) : 0;
    const struct draft *draft;
    while ((draft = draft_entry(facts, &facts->offices, &entry))) {
        if (draft->confidence < OFFICE_LEAST)
            continue;
        const struct claim *claim = draft_claim(draft, "organization");
        const struct schema_choice *status = choice_of(draft, "status");
        bool former = status && span_equal(status->code, SPAN("former"));
        if (!claim || (former && found))
            continue;
        if (organization)
            *organization = *claim;
        found = claim->value.entity;
        if (!former)
            return found;
    }
    return found;
}

static void claims_move(struct facts *facts, struct draft *to, struct draft *from)
{
    for (size_t i = 0; i < from->claims.count; i++)
        draft_add_claim(facts, to, &from->claims.items[i]);
    draft_join(facts, to, from);
}

/* Whether two drafts of one person tell of the same office. */
static bool same_office(const struct facts *facts, const struct draft *left,
                        const struct draft *right)
{
    uint32_t left_body = entity_of(left, "organization");
    uint32_t right_body = entity_of(right, "organization");
    if (choice_of(left, "status") != choice_of(right, "status"))
        return false;
    if (left_body && right_body && same_party(facts, left_body, right_body))
        return true;
    const struct claim *a = draft_claim(left, "position"), *b = draft_claim(right, "position");
    bool alike =
        a && b &&
        (name_within(a->value.text, b->value.text) || name_within(b->value.text, a->value.text));
    double difference = left->confidence - right->confidence;
    /* Of two bodies for one office a sure one outdoes one that was only guessed. */
    return alike && (!left_body || !right_body || difference > 0.09 || difference < -0.09);
}

/* The fuller of two drafts of one office stays; what it lacks comes from the other. */
static void join_pair(struct facts *facts, struct draft *first, struct draft *second)
{
    bool first_has = entity_of(first, "organization"),
         second_has = entity_of(second, "organization");
    bool second_is_fuller =
        second_has && (!first_has || second->confidence > first->confidence + 0.09);
    if (second_is_fuller)
        claims_move(facts, second, first);
    else
        claims_move(facts, first, second);
}

/* «глава региона» of whom the report says elsewhere which region. */
static bool is_told_elsewhere(struct facts *facts, const struct draft *draft)
{
    if (entity_of(draft, "organization"))
        return false;
    struct draft_walk walk = draft_walk_alike(facts, &facts->offices, draft);
    const struct draft *other;
    while ((other = draft_walk_next(&walk)))
        if (entity_of(other, "organization") &&
            choice_of(other, "status") == choice_of(draft, "status"))
            return true;
    return false;
}

/* The words of one office stand for one person and one body: of two the surer reading stays. */
static void office_contest(struct drafts *drafts, size_t index)
{
    struct draft *draft = &drafts->items[index];
    const struct claim *mine = draft_claim(draft, "position");
    for (size_t i = index; i-- > 0 && mine && mine->evidence_count && !draft->dropped;) {
        struct draft *other = &drafts->items[i];
        if (other->sentence != draft->sentence)
            break;
        const struct claim *theirs = draft_claim(other, "position");
        if (!draft_is(other, "occupation") || !theirs || !theirs->evidence_count)
            continue;
        if (entity_of(other, "person") == entity_of(draft, "person")) {
            /* «помощник министра», of which «министр» is none */
            if (mine->evidence[0].start > theirs->evidence[0].start &&
                mine->evidence[0].end <= theirs->evidence[0].end)
                draft_drop(draft, REFUSED_OUTDONE);
            bool lacking = !entity_of(other, "organization") || !entity_of(draft, "organization");
            if (lacking && choice_of(other, "status") == choice_of(draft, "status"))
                continue;
        }
        if (other->dropped)
            continue;
        if (theirs->evidence[0].start != mine->evidence[0].start)
            continue;
        /* «директор завода Иван Петров, сменив на этом посту Петра Ильина»: one held it before. */
        if (entity_of(other, "person") != entity_of(draft, "person") &&
            choice_of(other, "status") != choice_of(draft, "status"))
            continue;
        if (other->confidence != draft->confidence)
            draft_drop(other->confidence < draft->confidence ? other : draft, REFUSED_OUTDONE);
    }
}

/* Joins an occupation with an earlier one of the same person and office. */
static void occupation_join(struct facts *facts, struct draft *draft)
{
    struct draft_walk walk = draft_walk_alike(facts, &facts->offices, draft);
    struct draft *earlier;
    while (!draft->dropped && (earlier = draft_walk_next(&walk)))
        if (same_office(facts, earlier, draft))
            join_pair(facts, earlier, draft);
    if (!draft->dropped)
        draft_index_enter(&facts->offices, facts, draft);
}

/* Whether a draft's office is of a place. */
static bool governs(const struct facts *facts, const struct draft *draft)
{
    return entity_is_of(facts->reading, entity_of(draft, "organization"),
                        "Region|Locality|Country");
}

/* A place that was only guessed is none where the report says what the person governs. */
static void guess_withdraw(struct facts *facts, struct draft *draft)
{
    struct draft_walk walk = draft_walk_alike(facts, &facts->offices, draft);
    const struct draft *other;
    while (governs(facts, draft) && (other = draft_walk_next(&walk)))
        if (!other->inferred && governs(facts, other) &&
            choice_of(other, "status") == choice_of(draft, "status")) {
            draft_remove(draft, "organization");
            return;
        }
}

/* Whether a draft tells that another person holds the office of a draft, of the same body, now. A
 * firm's that was only guessed, too, counts for those behind it. */
static bool is_rival(const struct facts *facts, const struct draft *draft, struct span office,
                     const struct draft *other)
{
    const struct claim *position = draft_claim(other, "position");
    struct span key;
    bool known = !other->inferred || (!governs(facts, draft) && other->first < draft->first);
    return other != draft && !other->dropped && known && draft_is(other, "occupation") &&
           position && entity_of(other, "organization") == entity_of(draft, "organization") &&
           entity_of(other, "person") != entity_of(draft, "person") &&
           choice_of(other, "status") == choice_of(draft, "status") &&
           sole_office_of(position->value.text, facts->arena, &key) && span_equal(key, office);
}

/* Whether another person is said near by to hold a sole office of the same place or firm now. */
static bool has_rival(const struct facts *facts, const struct draft *draft)
{
    const struct claim *position = draft_claim(draft, "position");
    struct draft_range around = drafts_around(facts, draft->sentence, FAR_SENTENCES, FAR_SENTENCES);
    struct span office;
    if (!position || sole_office_of(position->value.text, facts->arena, &office) !=
                         (governs(facts, draft) ? SOLE_OF_PLACE : SOLE_OF_BODY))
        return false;
    for (size_t i = around.low; i < around.high; i++)
        if (is_rival(facts, draft, office, &facts->drafts.items[i]))
            return true;
    return false;
}

/* «Губернатор Омской области Иван Петров … С Томской областью – меморандум. Его подписал
 * губернатор Пётр Ильин»: not of the region that has one, but of the one named last before him.
 * Likewise of firms and their directors. */
static void rival_settle(struct facts *facts, struct draft *draft)
{
    enum { REACH = 2 }; /* sentences */
    const struct reading *reading = facts->reading;
    uint32_t taken = entity_of(draft, "organization");
    if (!taken || !has_rival(facts, draft))
        return;
    bool of_place = governs(facts, draft);
    draft_remove(draft, "organization");
    for (size_t i = mention_from(reading, draft->first); i-- > 0;) {
        const struct mention *mention = &reading->mentions[i];
        if (reading->words[mention->first].sentence + REACH < draft->sentence)
            return;
        if (mention->entity == taken || mention->entity == NO_ENTITY ||
            (of_place ? !mention_is_of(reading, mention, "Region")
                      : reading->entities[mention->entity - 1].schema !=
                            reading->entities[taken - 1].schema))
            continue;
        draft_add(facts, draft, draft_property(draft, "organization"),
                  value_of_entity(mention->entity), mention->range);
        return;
    }
}

/* Whether the office is one of a city's: «мэр», «заместитель мэра». */
static bool is_of_city(const struct draft *draft)
{
    const struct claim *position = draft_claim(draft, "position");
    return draft_is(draft, "occupation") && position && position->value.type == VALUE_TEXT &&
           (span_find(position->value.text, SPAN("мэр"), 0) != SIZE_MAX ||
            span_find(position->value.text, SPAN("глава города"), 0) != SIZE_MAX);
}

/* Where the report says whose mayor one is, the mayor's deputies are of the same city, whichever
 * was guessed for them. */
static void city_settle(const struct drafts *drafts)
{
    const struct claim *city = NULL;
    for (size_t i = 0; i < drafts->count && !city; i++)
        if (!drafts->items[i].dropped && drafts->items[i].confidence >= OFFICE_SURE &&
            is_of_city(&drafts->items[i]))
            city = draft_claim(&drafts->items[i], "organization");
    for (size_t i = 0; i < drafts->count && city; i++) {
        struct draft *draft = &drafts->items[i];
        struct claim *guess = draft_claim(draft, "organization");
        if (guess && !draft->dropped && draft->confidence <= OFFICE_GUESSED && is_of_city(draft))
            *guess = *city;
    }
}

void facts_join_occupations(struct facts *facts)
{
    struct drafts *drafts = &facts->drafts;
    draft_index_init(&facts->offices, facts->arena);
    for (size_t i = 0; i < drafts->count; i++) {
        struct draft *draft = &drafts->items[i];
        if (!draft_is(draft, "occupation"))
            continue;
        office_same_post(facts, i);
        office_clean(facts, draft);
        office_contest(drafts, i);
        if (!entity_of(draft, "person") || !draft_claim(draft, "position") ||
            entity_of(draft, "person") == entity_of(draft, "organization"))
            draft_drop(draft, REFUSED_INCOMPLETE);
        else if (!draft->inferred)
            occupation_join(facts, draft);
    }
    for (size_t i = 0; i < drafts->count; i++) {
        struct draft *draft = &drafts->items[i];
        if (draft->dropped || !draft_is(draft, "occupation") || !draft->inferred)
            continue;
        guess_withdraw(facts, draft);
        rival_settle(facts, draft);
        occupation_join(facts, draft);
    }
    for (size_t i = 0; i < drafts->count; i++)
        if (!drafts->items[i].dropped && draft_is(&drafts->items[i], "occupation") &&
            is_told_elsewhere(facts, &drafts->items[i]))
            draft_drop(&drafts->items[i], REFUSED_ELSEWHERE);
    city_settle(drafts);
    sides_choose(facts, SIDE_OCCUPATION_ORGANIZATION);
}

/* Whether two values of a property can be the same: a cluster is told by its full name and by a
 * shorter one. */
static bool values_agree(const struct facts *facts, const struct claim *left,
                         const struct claim *right)
{
    const struct value *a = &left->value, *b = &right->value;
    if (a->type == VALUE_TEXT && b->type == VALUE_TEXT)
        return texts_alike(a->text, b->text);
    if (value_equal(a, b))
        return true;
    if (a->type != VALUE_ENTITY || b->type != VALUE_ENTITY ||
        !span_equal(left->property->name, SPAN("whole")))
        return false;
    struct span one = entity_name(facts->reading, a->entity);
    struct span other = entity_name(facts->reading, b->entity);
    return name_within(one, other) || name_within(other, one);
}

/* Whether the single values that both have are equal, and one that tells facts of the kind apart.
 */
static bool drafts_agree(const struct facts *facts, const struct draft *left,
                         const struct draft *right)
{
    bool shared = false;
    for (size_t i = 0; i < left->claims.count; i++)
        for (size_t j = 0; j < right->claims.count; j++) {
            const struct claim *a = &left->claims.items[i], *b = &right->claims.items[j];
            bool key = a->property == b->property && property_tells(left->kind, a->property);
            if (key && a->property->listed)
                shared |= value_equal(&a->value, &b->value);
            if (a->property != b->property || a->property->listed)
                continue;
            /* A programme is reported on, and is done by half. */
            if (span_equal(a->property->name, SPAN("status")) && draft_is(left, "programme"))
                continue;
            if (!values_agree(facts, a, b))
                return false;
            shared |= key;
        }
    return shared;
}

/* A part of itself, a member of itself: two properties that hold the same entity. A developer may
 * well be who installs what he made, and a plant is where it installs it. */
static bool draft_is_circular(const struct draft *draft)
{
    for (size_t i = 0; i < draft->claims.count; i++)
        for (size_t j = 0; j < i; j++) {
            const struct claim *a = &draft->claims.items[i], *b = &draft->claims.items[j];
            if (draft_is(draft, "deployment") && !span_equal(a->property->name, SPAN("what")) &&
                !span_equal(b->property->name, SPAN("what")))
                continue;
            if (a->property != b->property && a->value.type == VALUE_ENTITY &&
                b->value.type == VALUE_ENTITY && a->value.entity == b->value.entity)
                return true;
        }
    return false;
}

static bool ranges_overlap(struct range left, struct range right)
{
    return left.start < right.end && right.start < left.end;
}

/* Whether a word proves both claims. */
static bool claims_overlap(const struct claim *left, const struct claim *right)
{
    for (size_t i = 0; i < left->evidence_count; i++)
        for (size_t j = 0; j < right->evidence_count; j++)
            if (ranges_overlap(left->evidence[i], right->evidence[j]))
                return true;
    return false;
}

/* Of two statements over the same words the longer quote stays. */
static void join_statements(struct draft *earlier, struct draft *later)
{
    const struct claim *a = draft_claim(earlier, "quote"), *b = draft_claim(later, "quote");
    if (!a || !b || !claims_overlap(a, b))
        return;
    bool equal = a->value.text.size == b->value.text.size;
    if (equal ? earlier->confidence >= later->confidence : a->value.text.size > b->value.text.size)
        draft_drop(later, REFUSED_OUTDONE);
    else
        draft_drop(earlier, REFUSED_OUTDONE);
}

/* A delivery is of goods, and between two at least of supplier, recipient and destination. */
static bool supply_is_whole(const struct draft *draft)
{
    int ends = (draft_claim(draft, "supplier") != NULL) +
               (draft_claim(draft, "recipient") != NULL) +
               (draft_claim(draft, "destinations") != NULL);
    return draft_claim(draft, "goods") && ends >= 2;
}

/* Kinds that say nothing without both of their first two properties. */
static bool draft_is_whole(const struct draft *draft)
{
    static const char *const pairs[][3] = {
        {"membership", "member", "whole"},     {"subordination", "part", "whole"},
        {"statement", "speaker", "quote"},     {"occupation", "person", "position"},
        {"benefit", "beneficiary", "benefit"}, {"decision", "act", "what"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (draft_is(draft, pairs[i][0]))
            return draft_claim(draft, pairs[i][1]) && draft_claim(draft, pairs[i][2]);
    if (draft_is(draft, "supply"))
        return supply_is_whole(draft);
    return draft->claims.count > 1;
}

/* The last fact of a draft's kind that stands a few sentences before it, or in its own. */
static struct draft *fact_before(const struct drafts *drafts, size_t index)
{
    const struct draft *draft = &drafts->items[index];
    size_t at = index + 1;
    while (at < drafts->count && drafts->items[at].sentence == draft->sentence)
        at++;
    while (at-- > 0 && drafts->items[at].sentence + ADDITION_REACH >= draft->sentence) {
        struct draft *other = &drafts->items[at];
        if (!other->extends && !other->dropped && other->kind == draft->kind)
            return other;
    }
    return NULL;
}

/* A draft that only adds goes to the last of its kind that stands before. */
static void additions_join(struct facts *facts)
{
    struct drafts *drafts = &facts->drafts;
    for (size_t i = 0; i < drafts->count; i++) {
        struct draft *draft = &drafts->items[i];
        if (!draft->extends || draft->dropped || draft_is(draft, "agreement"))
            continue;
        struct draft *fact = fact_before(drafts, i);
        if (fact)
            claims_move(facts, fact, draft);
        else
            draft_drop(draft, REFUSED_LONELY);
    }
}

/* Joins a draft with the earlier ones that tell the same. */
static void equal_join(struct facts *facts, struct draft_index *index, struct draft *draft)
{
    bool statement = draft_is(draft, "statement");
    struct draft_walk walk =
        statement ? draft_walk_kind(facts, index, draft) : draft_walk_alike(facts, index, draft);
    struct draft *earlier;
    while (!draft->dropped && (earlier = draft_walk_next(&walk))) {
        if (statement)
            join_statements(earlier, draft);
        else if (drafts_agree(facts, earlier, draft)) {
            programme_prefer(earlier, draft);
            claims_move(facts, earlier, draft);
            draft_index_enter(index, facts, earlier);
        }
    }
    if (!draft->dropped)
        draft_index_enter(index, facts, draft);
}

/* ««Дочка» «Зари» – «Заря-Север»»: of two that tell each a part of the other, near by, the surer
 * stays. */
static void inverse_drop(struct facts *facts, struct draft *draft)
{
    enum { REACH = 2 }; /* sentences */
    struct draft_range around = drafts_around(facts, draft->sentence, REACH, REACH);
    uint32_t part = entity_of(draft, "part"), whole = entity_of(draft, "whole");
    for (size_t i = around.low; part && whole && i < around.high; i++) {
        const struct draft *other = &facts->drafts.items[i];
        if (!other->dropped && draft_is(other, "subordination") &&
            entity_of(other, "part") == whole && entity_of(other, "whole") == part &&
            other->confidence > draft->confidence) {
            draft_drop(draft, REFUSED_OUTDONE);
            return;
        }
    }
}

/* «ОЭЗ приняла двух новых резидентов – A и B», «статус резидента получили A и B, которые будут
 * работать в ОЭЗ»: of what nearby sentences tell of one member and site, that it is its resident
 * outdoes that it is of it, and that it is one now that it will be. */
static void vaguer_drop(struct facts *facts, struct draft *draft)
{
    enum { REACH = 2 }; /* sentences */
    struct draft_range around = drafts_around(facts, draft->sentence, REACH, REACH);
    bool vague = choice_is(draft_claim(draft, "role"), "member");
    bool planned = choice_is(draft_claim(draft, "status"), "planned");
    uint32_t member = entity_of(draft, "member"), whole = entity_of(draft, "whole");
    if (!member || !whole || !(vague || planned) || !entity_is_of(facts->reading, whole, "Site"))
        return;
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *other = &facts->drafts.items[i];
        if (other == draft || other->dropped || !draft_is(other, "membership") ||
            entity_of(other, "member") != member || entity_of(other, "whole") != whole)
            continue;
        bool resident = choice_is(draft_claim(other, "role"), "resident");
        bool current = choice_is(draft_claim(other, "status"), "current");
        if ((vague && resident) || (planned && !vague && resident && current)) {
            draft_drop(draft, REFUSED_OUTDONE);
            return;
        }
    }
}

void facts_join_equal(struct facts *facts)
{
    struct drafts *drafts = &facts->drafts;
    struct draft_index index;
    draft_index_init(&index, facts->arena);
    additions_join(facts);
    for (size_t i = 0; i < drafts->count; i++) {
        struct draft *draft = &drafts->items[i];
        bool agreement = draft_is(draft, "agreement"), statement = draft_is(draft, "statement");
        if (draft->dropped || draft->extends || agreement)
            continue;
        if (statement)
            statement_continue(facts, draft);
        if (draft_is(draft, "site"))
            site_complete(facts, draft);
        if (draft_is(draft, "programme"))
            programme_complete(facts, draft);
        if (draft->dropped)
            continue;
        if (!draft_is_whole(draft))
            draft_drop(draft, REFUSED_INCOMPLETE);
        else if (!statement && !draft_is(draft, "project") && !draft_is(draft, "meeting") &&
                 draft_is_circular(draft))
            draft_drop(draft, REFUSED_CIRCULAR);
        else
            equal_join(facts, &index, draft);
    }
    for (size_t i = 0; i < drafts->count; i++) {
        struct draft *draft = &drafts->items[i];
        if (!draft->dropped && draft_is(draft, "membership")) {
            founder_complete(facts, draft);
            vaguer_drop(facts, draft);
        }
        if (!draft->dropped && draft_is(draft, "subordination"))
            inverse_drop(facts, draft);
    }
    sides_choose(facts, SIDE_SITE_PLACE);
}
