/* Sides that neither a pattern bound nor a rule found: what is seen of each thing of the report
 * around the fact, weighed. */
#include "choice.h"

#include <math.h>

#include "clause.h"
#include "land.h"
#include "news.h"
#include "topic.h"
#include "utf8.h"

enum {
    THINGS_MOST = 128,     /* things among which one is chosen */
    MENTIONS_AROUND = 400, /* before and behind the fact: all of a report of usual length */
    TOLD_MOST = 16,        /* other sentences that tell the fact */
    TOLD_REACH = 12,       /* how far those are */
    NEAR_REACH = 6,        /* sentences */
    NEAR_WORDS = 5,        /* half as near as beside */
    NAME_MOST = 512,       /* bytes of a name that is compared */
    STEMS_MOST = 8         /* nouns of the fact's words */
};

#define THING(name) (1u << THING_##name)
enum {
    FIRMS = THING(COMPANY) | THING(STATE_CORPORATION) | THING(RESEARCH_ORGANIZATION),
    LANDS = THING(REGION) | THING(COUNTRY) | THING(PLACE),
    BODIES = FIRMS | THING(PUBLIC_BODY) | THING(DEVELOPMENT_INSTITUTION) | THING(ASSOCIATION) |
             THING(ORGANIZATION)
};

static const struct {
    const char *kind;
    const char *property;
    uint32_t things; /* that can be the side */
} questions[SIDE_QUESTIONS] = {
    [SIDE_PROJECT_PLACE] = {"project", "place",
                            LANDS | THING(LOCALITY) | FIRMS | THING(SITE) | THING(CLUSTER)},
    [SIDE_OCCUPATION_ORGANIZATION] = {"occupation", "organization",
                                      LANDS | THING(LOCALITY) | BODIES | THING(SITE) |
                                          THING(CLUSTER)},
    [SIDE_MEETING_PLACE] = {"meeting", "place", LANDS | THING(LOCALITY) | FIRMS | THING(SITE)},
    [SIDE_SITE_PLACE] = {"site", "place", LANDS | THING(LOCALITY)},
};

/* A thing that can be the side. */
struct thing_seen {
    uint32_t entity;
    enum thing thing;
    uint32_t last; /* 1 + the last token up to the fact at which it is mentioned; 0 */
    bool within;   /* its name stands within another somewhere */
    double share;
    double looks[SIDE_WEIGHTS];
};

/* The memory of them serves all choices of a reading. */
struct things_seen {
    struct thing_seen *items;
    size_t count;
    size_t capacity;
};

struct choosing {
    struct facts *facts;
    const struct draft *draft;
    enum side_question question;
    uint32_t allowed;         /* things that can be the side */
    uint32_t lead;            /* the first sentence behind the title */
    uint32_t told[TOLD_MOST]; /* other sentences that tell the fact */
    size_t told_count;
    struct span stems[STEMS_MOST]; /* of the nouns of the fact's words */
    size_t stem_count;
    struct things_seen *things;
};

/* ---- what stands before a mention ---- */

struct setting {
    struct span preposition; /* empty for none */
    bool owned;              /* it stands right behind a noun */
    bool ground;             /* behind «на территории», «на площадке» */
};

/* What the words before a mention make of it: adjectives, a ground and a preposition. */
static struct setting setting_of(const struct reading *reading, const struct mention *mention)
{
    static const char *const grounds[] = {"территории", "площадке",  "площадях",
                                          "базе",       "мощностях", "площадку",
                                          "территорию", "городе",    "районе"};
    enum { WORDS = 4 };
    struct setting setting = {0};
    uint32_t low = reading->tokens.sentences[reading->words[mention->first].sentence].first;
    for (uint32_t i = 1; i <= WORDS && mention->first >= low + i; i++) {
        uint32_t at = mention->first - i;
        const struct token *token = token_at(reading, at);
        uint8_t part = part_of(reading, at);
        bool other = reading->words[at].mention &&
                     reading->words[at].mention != reading->words[mention->first].mention;
        if (token->kind == TOKEN_QUOTE_OPEN)
            continue;
        if (token->kind == TOKEN_WORD && part == POS_PREPOSITION)
            setting.preposition = token->folded;
        setting.owned |= i == 1 && token->kind == TOKEN_WORD && (other || part == POS_NOUN);
        bool ground = part == POS_NOUN && IS_ONE_OF(token->folded, grounds);
        setting.ground |= ground;
        bool passed = ground || part == POS_ADJECTIVE || part == POS_PARTICIPLE ||
                      (i == 1 && part == POS_NOUN && token->shape == CASE_LOWER);
        if (token->kind != TOKEN_WORD || part == POS_PREPOSITION || other || !passed)
            break;
    }
    return setting;
}

/* How a mention stands in its sentence. */
struct stand {
    bool subject;
    bool spot;
    bool with;
    bool by;
    bool owned;
    bool ground;
};

static struct stand stand_of(const struct reading *reading, size_t index)
{
    static const char *const spots[] = {"в", "во", "на", "при", "под"};
    static const char *const companies[] = {"с", "со"};
    const struct mention *mention = &reading->mentions[index];
    struct setting setting = setting_of(reading, mention);
    bool whole = reading->words[mention->first].mention == index + 1;
    bool bare = whole && !setting.preposition.size;
    bool subject = bare && !setting.owned && (mention->grammemes & GRAM_NOMINATIVE);
    return (struct stand){.subject = subject,
                          .spot = IS_ONE_OF(setting.preposition, spots) &&
                                  ((mention->grammemes & GRAM_LOCATIVE) || setting.ground),
                          .with = IS_ONE_OF(setting.preposition, companies),
                          .by = bare && !subject && (mention->grammemes & GRAM_INSTRUMENTAL),
                          .owned = setting.owned && !setting.preposition.size,
                          .ground = setting.ground};
}

/* ---- what is seen of a thing at one of its mentions ---- */

static void look(double *looks, enum side_look which, bool seen)
{
    if (seen)
        looks[which] = 1;
}

/* Whether no border of clauses stands in tokens low..high. */
static bool is_one_clause(const struct reading *reading, uint32_t low, uint32_t high)
{
    for (uint32_t i = low; i < high; i++)
        if (token_is_border(reading, i))
            return false;
    return true;
}

/* A mention in the fact's own sentence. */
static void see_beside(const struct choosing *choosing, const struct mention *mention,
                       struct stand stand, double *looks)
{
    const struct reading *reading = choosing->facts->reading;
    uint32_t anchor = choosing->draft->anchor, end = mention->first + mention->token_count;
    bool before = mention->first < anchor;
    uint32_t low = before ? (end < anchor ? end : anchor) : anchor;
    uint32_t high = before ? anchor : mention->first;
    double near = (double)NEAR_WORDS / (NEAR_WORDS + (high - low));
    look(looks, before ? LOOK_OWN_BEFORE : LOOK_OWN_BEHIND, true);
    if (near > looks[LOOK_OWN_NEAR])
        looks[LOOK_OWN_NEAR] = near;
    look(looks, LOOK_OWN_CLAUSE, is_one_clause(reading, low, high));
    look(looks, LOOK_OWN_SUBJECT, stand.subject);
    look(looks, LOOK_OWN_SPOT, stand.spot);
    look(looks, LOOK_OWN_GROUND, stand.ground);
    look(looks, LOOK_OWN_OWNER, stand.owned);
    look(looks, LOOK_OWN_BY, stand.by);
    look(looks, LOOK_OWN_WITH, stand.with);
}

/* A mention in one of the two sentences before. */
static void see_before(double *looks, uint32_t back, struct stand stand)
{
    look(looks, back == 1 ? LOOK_PREVIOUS : LOOK_SECOND, true);
    look(looks, LOOK_BEFORE_SUBJECT, stand.subject);
    look(looks, LOOK_BEFORE_SPOT, stand.spot);
    look(looks, LOOK_BEFORE_GROUND, stand.ground);
    look(looks, LOOK_BEFORE_WITH, stand.with);
}

/* A mention in what a reader remembers of a report: its title, its first sentence, other sentences
 * that tell the fact. */
static void see_marked(const struct choosing *choosing, const struct mention *mention,
                       struct stand stand, double *looks)
{
    const struct reading *reading = choosing->facts->reading;
    struct range title = reading->report->title;
    uint32_t sentence = reading->words[mention->first].sentence;
    bool titled = mention->range.start >= title.start && mention->range.start < title.end;
    look(looks, LOOK_TITLE, titled);
    look(looks, LOOK_TITLE_SPOT, titled && stand.spot);
    look(looks, LOOK_LEAD, sentence == choosing->lead);
    look(looks, LOOK_LEAD_SPOT, sentence == choosing->lead && stand.spot);
    for (size_t i = 0; i < choosing->told_count; i++)
        if (choosing->told[i] == sentence) {
            look(looks, LOOK_TOLD, true);
            look(looks, LOOK_TOLD_SPOT, stand.spot);
        }
}

static void see(const struct choosing *choosing, size_t index, struct thing_seen *seen)
{
    const struct reading *reading = choosing->facts->reading;
    const struct draft *draft = choosing->draft;
    const struct mention *mention = &reading->mentions[index];
    const struct sentence *sentences = reading->tokens.sentences;
    uint32_t own = draft->sentence, sentence = reading->words[mention->first].sentence;
    struct stand stand = stand_of(reading, index);
    double *looks = seen->looks;
    seen->within |= reading->words[mention->first].mention != index + 1;
    look(looks, LOOK_PARAGRAPH, sentences[sentence].block == sentences[own].block);
    see_marked(choosing, mention, stand, looks);
    if (mention->first < draft->end)
        seen->last = mention->first + 1;
    if (sentence == own)
        see_beside(choosing, mention, stand, looks);
    else if (sentence < own && own - sentence <= 2)
        see_before(looks, own - sentence, stand);
    else if (sentence < own)
        look(looks, own - sentence <= NEAR_REACH ? LOOK_NEAR : LOOK_FAR, true);
    else
        look(looks, sentence == own + 1 ? LOOK_NEXT : LOOK_BEHIND, true);
}

/* ---- the things of a report ---- */

static enum thing thing_of(const struct facts *facts, uint32_t entity)
{
    const struct schema_kind *schema = facts->reading->entities[entity - 1].schema;
    for (enum thing thing = THING_NONE + 1; schema && thing < THINGS; thing++)
        if (facts->reader->things[thing] == schema)
            return thing;
    return THING_NONE;
}

/* The thing of an entity, which is added where it can be the side and is none yet; NULL. */
static struct thing_seen *thing_take(struct choosing *choosing, uint32_t entity)
{
    for (size_t i = 0; i < choosing->things->count; i++)
        if (choosing->things->items[i].entity == entity)
            return &choosing->things->items[i];
    enum thing thing = thing_of(choosing->facts, entity);
    if (choosing->things->count == THINGS_MOST || !(choosing->allowed >> thing & 1) ||
        !choosing->facts->reading->entities[entity - 1].listed)
        return NULL;
    struct thing_seen *seen = ARRAY_PUSH(choosing->facts->arena, choosing->things);
    *seen = (struct thing_seen){.entity = entity, .thing = thing};
    return seen;
}

/* The mentions among which things are sought. */
struct mention_range {
    size_t first;
    size_t end;
};

static struct mention_range mentions_around(const struct choosing *choosing)
{
    const struct reading *reading = choosing->facts->reading;
    size_t own = mention_from(reading, choosing->draft->first), end = own + MENTIONS_AROUND;
    return (struct mention_range){own > MENTIONS_AROUND ? own - MENTIONS_AROUND : 0,
                                  end < reading->mention_count ? end : reading->mention_count};
}

/* «встретился с директором завода «Заря» Иваном Петровым»: the works tell who he is, not where they
 * met. */
static bool is_of_participant(const struct choosing *choosing, const struct mention *mention)
{
    const struct draft *draft = choosing->draft;
    for (size_t i = 0; choosing->question == SIDE_MEETING_PLACE && i < draft->claims.count; i++) {
        const struct claim *claim = &draft->claims.items[i];
        for (size_t k = 0; k < claim->evidence_count; k++)
            if (claim->evidence[k].start <= mention->range.start &&
                mention->range.end <= claim->evidence[k].end)
                return true;
    }
    return false;
}

static void things_see(struct choosing *choosing)
{
    const struct reading *reading = choosing->facts->reading;
    struct mention_range around = mentions_around(choosing);
    for (size_t i = around.first; i < around.end; i++) {
        const struct mention *mention = &reading->mentions[i];
        bool fits = mention->entity != NO_ENTITY && !is_of_participant(choosing, mention) &&
                    land_fits_mention(reading, choosing->facts->reader->lexicon,
                                      choosing->draft->first, choosing->draft->end, mention);
        struct thing_seen *seen = fits ? thing_take(choosing, mention->entity) : NULL;
        if (seen)
            see(choosing, i, seen);
    }
}

/* ---- what is seen of a thing as a whole ---- */

/* Whether a draft holds a thing as the side that is asked for, or as another one. */
static bool holds_as(const struct choosing *choosing, const struct draft *draft, uint32_t entity,
                     bool own)
{
    const char *property = questions[choosing->question].property;
    for (size_t i = 0; draft && i < draft->claims.count; i++) {
        const struct claim *claim = &draft->claims.items[i];
        if (claim->value.type == VALUE_ENTITY && claim->value.entity == entity &&
            span_is(claim->property->name, property) == own)
            return true;
    }
    return false;
}

/* The last fact of the kind before the draft; NULL. */
static const struct draft *sibling_of(const struct choosing *choosing)
{
    const struct facts *facts = choosing->facts;
    size_t index = (size_t)(choosing->draft - facts->drafts.items);
    struct draft_range around = drafts_around(facts, choosing->draft->sentence, FAR_SENTENCES, 0);
    for (size_t i = index; i-- > around.low;) {
        const struct draft *draft = &facts->drafts.items[i];
        if (!draft->dropped && !draft->extends && draft->kind == choosing->draft->kind)
            return draft;
    }
    return NULL;
}

/* Whether a thing is the side of another fact of the kind that the same sentence tells. */
static bool is_of_twin(const struct choosing *choosing, uint32_t entity)
{
    const struct facts *facts = choosing->facts;
    const struct draft *own = choosing->draft;
    struct draft_range around = drafts_around(facts, own->sentence, 0, 0);
    for (size_t i = around.low; i < around.high; i++) {
        const struct draft *draft = &facts->drafts.items[i];
        if (draft != own && draft->kind == own->kind && !draft->dropped && !draft->extends &&
            holds_as(choosing, draft, entity, true))
            return true;
    }
    return false;
}

/* The agreement under which the fact is; NULL. */
static const struct draft *paper_of(const struct choosing *choosing)
{
    const struct claim *under = draft_claim(choosing->draft, "under");
    return under && under->value.type == VALUE_FACT
               ? &choosing->facts->drafts.items[under->value.fact - 1]
               : NULL;
}

/* Whether the name of a thing has one of the nouns of the fact's words: «завод» of «директор
 * завода». */
static bool is_called(const struct choosing *choosing, uint32_t entity)
{
    char folded[NAME_MOST];
    struct span name = entity_name(choosing->facts->reading, entity);
    if (!choosing->stem_count || name.size > sizeof folded)
        return false;
    name = (struct span){folded, utf8_lower(name, folded, true)};
    for (size_t i = 0; i < choosing->stem_count; i++) {
        size_t at = span_find(name, choosing->stems[i], 0);
        if (at == 0 || (at != SIZE_MAX && (name.data[at - 1] == ' ' || name.data[at - 1] == '-')))
            return true;
    }
    return false;
}

/* How often a thing is mentioned, roughly. */
static double often(uint32_t count)
{
    return count > 8 ? 3 : count > 3 ? 2 : count > 1;
}

/* What kind of place a thing is: land, town, site, firm, another body. */
static unsigned ground_of(enum thing thing)
{
    if (LANDS >> thing & 1)
        return 0;
    if (thing == THING_LOCALITY)
        return 1;
    if (thing == THING_SITE || thing == THING_CLUSTER)
        return 2;
    return FIRMS >> thing & 1 ? 3 : 4;
}

/* Pairs what the project is about with what kind of place a thing is. */
static void see_works(const struct choosing *choosing, struct thing_seen *seen)
{
    const struct reading *reading = choosing->facts->reading;
    const struct claim *what = draft_claim(choosing->draft, "what");
    if (choosing->question != SIDE_PROJECT_PLACE || !what || !what->evidence_count)
        return;
    double *pairs = &seen->looks[LOOK_WORKS + ground_of(seen->thing)];
    bool known = false;
    uint32_t end = token_from(reading, what->evidence[0].end);
    for (uint32_t at = token_from(reading, what->evidence[0].start); at < end; at++)
        for (unsigned works = 0; works < SIDE_WORKS - 1; works++)
            if (facts_token_is_of(choosing->facts, side_works_list(works), at)) {
                pairs[(size_t)works * SIDE_GROUNDS] = 1;
                known = true;
            }
    if (!known)
        pairs[(size_t)(SIDE_WORKS - 1) * SIDE_GROUNDS] = 1;
}

/* What is seen of the fact itself. */
static void see_fact(const struct choosing *choosing, double *looks)
{
    const struct draft *draft = choosing->draft;
    const struct reading *reading = choosing->facts->reading;
    struct range title = reading->report->title;
    size_t start = token_at(reading, draft->first)->start;
    look(looks, LOOK_ANY, true);
    look(looks, LOOK_FACT_TITLE, start >= title.start && start < title.end);
    look(looks, LOOK_FACT_US, topic_is_us(choosing->facts, draft));
    look(looks, LOOK_FACT_DONE, draft_claim(draft, "executors") != NULL);
    look(looks, LOOK_FACT_PAPER, draft_claim(draft, "under") != NULL);
}

static void things_complete(struct choosing *choosing)
{
    struct facts *facts = choosing->facts;
    double fact[SIDE_LOOKS] = {0};
    struct draft asking = *choosing->draft;
    struct claim speaker;
    bool spoken =
        topic_speaker(facts, &asking, questions[choosing->question].property, false, &speaker);
    const struct draft *sibling = sibling_of(choosing), *paper = paper_of(choosing);
    uint32_t most = 0, last = 1;
    see_fact(choosing, fact);
    for (size_t i = 0; i < choosing->things->count; i++) {
        uint32_t count = facts->mention_counts[choosing->things->items[i].entity];
        most = count > most ? count : most;
        last = choosing->things->items[i].last > last ? choosing->things->items[i].last : last;
    }
    for (size_t i = 0; i < choosing->things->count; i++) {
        struct thing_seen *seen = &choosing->things->items[i];
        double *looks = seen->looks;
        uint32_t entity = seen->entity;
        for (size_t k = 0; k < SIDE_LOOKS; k++)
            looks[k] = fact[k] > 0 ? fact[k] : looks[k];
        looks[LOOK_OFTEN] = often(facts->mention_counts[entity]);
        look(looks, LOOK_OFTENEST, facts->mention_counts[entity] == most);
        look(looks, LOOK_LAST, seen->last == last);
        look(looks, LOOK_WHOLE, !seen->within);
        look(looks, LOOK_OTHER_SIDE, holds_as(choosing, choosing->draft, entity, false));
        look(looks, LOOK_PAPER, paper && draft_holds(paper, entity));
        look(looks, LOOK_SIBLING, holds_as(choosing, sibling, entity, true));
        look(looks, LOOK_TWIN, is_of_twin(choosing, entity));
        look(looks, LOOK_SPEAKER, spoken && speaker.value.entity == entity);
        look(looks, LOOK_CALLED, is_called(choosing, entity));
        looks[LOOK_KIND + seen->thing] = 1;
        see_works(choosing, seen);
    }
}

/* ---- the choice ---- */

/* The nouns of the fact's words, without their endings. */
static void stems_find(struct choosing *choosing)
{
    enum { LEAST = 10, LONG = 14, ENDING = 2, LONG_ENDING = 4 }; /* bytes; a letter has two */
    const struct reading *reading = choosing->facts->reading;
    for (uint32_t i = choosing->draft->first;
         i < choosing->draft->end && choosing->stem_count < STEMS_MOST; i++) {
        const struct token *token = token_at(reading, i);
        struct span stem = token->folded;
        if (token->kind != TOKEN_WORD || token->shape != CASE_LOWER || stem.size < LEAST ||
            part_of(reading, i) != POS_NOUN)
            continue;
        stem.size -= stem.size > LONG ? LONG_ENDING : ENDING;
        choosing->stems[choosing->stem_count++] = stem;
    }
}

/* The things that can be the side: no plant has a governor. */
static uint32_t things_allowed(const struct choosing *choosing)
{
    static const struct {
        const char *list;
        uint32_t things;
    } offices[] = {{"side-land-office", LANDS | THING(PUBLIC_BODY)},
                   {"side-town-office", LANDS | THING(LOCALITY) | THING(PUBLIC_BODY)},
                   {"side-school-office", THING(RESEARCH_ORGANIZATION)}};
    const struct reading *reading = choosing->facts->reading;
    const struct claim *position = draft_claim(choosing->draft, "position");
    uint32_t allowed = questions[choosing->question].things;
    if (!position || !position->evidence_count)
        return allowed;
    uint32_t end = token_from(reading, position->evidence[0].end);
    for (uint32_t at = token_from(reading, position->evidence[0].start); at < end; at++)
        for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
            if (facts_token_is_of(choosing->facts, offices[i].list, at))
                allowed &= offices[i].things;
    return allowed;
}

/* The other sentences that tell the fact. */
static void told_find(struct choosing *choosing)
{
    const struct facts *facts = choosing->facts;
    const struct draft *draft = choosing->draft;
    uint32_t number = (uint32_t)(draft - facts->drafts.items) + 1;
    struct draft_range around = drafts_around(facts, draft->sentence, TOLD_REACH, TOLD_REACH);
    for (size_t i = around.low; i < around.high && choosing->told_count < TOLD_MOST; i++)
        if (facts->drafts.items[i].into == number &&
            facts->drafts.items[i].sentence != draft->sentence)
            choosing->told[choosing->told_count++] = facts->drafts.items[i].sentence;
}

static uint32_t lead_find(const struct reading *reading)
{
    uint32_t lead = 0;
    while (lead + 1 < reading->tokens.sentence_count &&
           token_at(reading, reading->tokens.sentences[lead].first)->start <
               reading->report->title.end)
        lead++;
    return lead;
}

/* Weighs what is seen of the things; the one with the greatest share, NULL where there is none. */
static const struct thing_seen *things_weigh(struct choosing *choosing)
{
    const double *weights = choosing->facts->reader->grammar->sides.of[choosing->question];
    struct things_seen *things = choosing->things;
    const struct thing_seen *best = NULL;
    double sum = 1; /* there is none: log odds 0 */
    for (size_t i = 0; i < things->count; i++) {
        struct thing_seen *seen = &things->items[i];
        double odds = 0;
        for (size_t k = 0; k < SIDE_WEIGHTS; k++)
            odds += weights[k] * seen->looks[k];
        seen->share = exp(odds);
        sum += seen->share;
        if (!best || seen->share > best->share)
            best = seen;
    }
    for (size_t i = 0; i < things->count; i++)
        things->items[i].share /= sum;
    return best;
}

/* The mention that proves the choice: the last one up to the fact, else the first behind. */
static const struct mention *mention_nearest(const struct choosing *choosing, uint32_t entity)
{
    const struct reading *reading = choosing->facts->reading;
    const struct mention *found = NULL;
    struct mention_range around = mentions_around(choosing);
    for (size_t i = around.first; i < around.end; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (found && mention->first >= choosing->draft->end)
            break;
        if (mention->entity == entity)
            found = mention;
    }
    return found;
}

/* Keeps what was seen, for whoever asks what choices are made of. */
static void choice_keep(const struct choosing *choosing, bool lacking)
{
    struct facts *facts = choosing->facts;
    size_t count = choosing->things->count;
    struct choice_thing *things = ARENA_NEW(facts->arena, struct choice_thing, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct thing_seen *seen = &choosing->things->items[i];
        double *looks = ARENA_NEW(facts->arena, double, SIDE_WEIGHTS);
        memcpy(looks, seen->looks, sizeof seen->looks);
        things[i] = (struct choice_thing){seen->entity, seen->share, looks};
    }
    *ARRAY_PUSH(facts->arena, &facts->choices) = (struct choice){
        .fact = (uint32_t)(choosing->draft - facts->drafts.items),
        .lacking = lacking,
        .property = draft_property(choosing->draft, questions[choosing->question].property),
        .things = things,
        .thing_count = count};
}

void side_choose(struct facts *facts, struct draft *draft, enum side_question question)
{
    const char *property = questions[question].property;
    bool lacking = !draft_claim(draft, property), keeps = facts->reader->keeps_choices;
    if (!lacking && !keeps)
        return;
    if (!facts->things_seen)
        facts->things_seen = ARENA_NEW(facts->arena, struct things_seen, 1);
    struct choosing choosing = {.facts = facts,
                                .draft = draft,
                                .question = question,
                                .lead = lead_find(facts->reading),
                                .things = facts->things_seen};
    choosing.things->count = 0;
    choosing.allowed = things_allowed(&choosing);
    stems_find(&choosing);
    told_find(&choosing);
    things_see(&choosing);
    things_complete(&choosing);
    const struct thing_seen *best = things_weigh(&choosing);
    if (keeps)
        choice_keep(&choosing, lacking);
    if (!lacking || !best || best->share <= 0.5)
        return;
    /* A town that became a zone is in no place but itself. */
    if (question == SIDE_SITE_PLACE && draft_holds(draft, best->entity))
        return;
    const struct mention *mention = mention_nearest(&choosing, best->entity);
    draft_add(facts, draft, draft_property(draft, property), value_of_entity(mention->entity),
              mention->range);
}

void sides_choose(struct facts *facts, enum side_question question)
{
    for (size_t i = 0; i < facts->drafts.count; i++) {
        struct draft *draft = &facts->drafts.items[i];
        if (!draft->dropped && !draft->extends && draft_is(draft, questions[question].kind))
            side_choose(facts, draft, question);
    }
}
