/* Which known canonical entity a thing is.
 *
 * Candidates are found by keys (clue.h), those that say most first, then the rarest; their number
 * is capped, so that a mention costs the same however large the registry is. Each candidate is
 * scored by named features (score.h). One that is sure is taken; where none is, a new entity is
 * minted, and what is doubtful is noted for the review: two that are one can be merged without
 * loss, one that is two is a false statement. Places are decided first, then bodies, then the rest,
 * persons last: so each can be weighed by what stands around it. */
#include "finder.h"
#include "map.h"
#include "name_lists.h"
#include "score.h"
#include "store_acts.h"

const struct span resolver_version = {"resolver 3", 10};

enum {
    KEY_CANDIDATES = 32, /* a key of more is too common to tell anything */
    THING_CANDIDATES = 24
};

/* More by which a candidate leads than another, where it is to be the one. */
static const double lead_least = 0.5;
/* From this score on two candidates that one thing is are one. */
static const double join_least = 4;

struct candidates {
    struct candidate *items;
    size_t count;
};

struct deciding {
    struct resolve_work *work;
    struct decided *decided; /* by thing */
    size_t thing;
    struct candidates candidates;
    struct finder *finder;
    bool *done;     /* by thing: it was looked at */
    bool *found;    /* by thing: candidates were, while all look up */
    bool looked_up; /* what all things ask for is in finder */
};

/* Relations by which candidates are looked for, one after another until one is sure. */
static const enum relation tiers[][2] = {{RELATION_KNOWN, RELATION_IN_REGION},
                                         {RELATION_INNER_IN_REGION, RELATION_INITIALS},
                                         {RELATION_LIKE, RELATION_LIKE}};
enum { TIERS = sizeof tiers / sizeof *tiers };

/* ---- twins ---- */

/* An earlier thing of the same reading that has the same name and kind; its index plus 1, or 0.
 * names leads from names to 1 + the index of the first thing that has each. */
static uint32_t twin_find(const struct resolve_work *work, struct map *names, size_t index)
{
    const struct new_source *source = &work->sources[index];
    bool added;
    uint32_t *first = map_add(names, source->name, &added);
    if (added)
        *first = (uint32_t)index + 1;
    return !added && work->sources[*first - 1].kind == source->kind ? *first : 0;
}

/* ---- candidates ---- */

static bool kinds_fit(const struct schema_kind *kind, const struct schema_kind *other)
{
    enum name_group group = name_group_of(kind);
    return kind == other || (group != GROUP_OTHER && group == name_group_of(other));
}

static void candidate_add(struct deciding *deciding, const struct stored_entity *entity,
                          enum relation relation)
{
    struct candidates *candidates = &deciding->candidates;
    if (!kinds_fit(deciding->work->sources[deciding->thing].kind, entity->kind))
        return;
    for (size_t i = 0; i < candidates->count; i++) {
        struct candidate *one = &candidates->items[i];
        if (one->number == entity->number) {
            one->relations |= 1U << relation;
            return;
        }
    }
    if (candidates->count < THING_CANDIDATES)
        candidates->items[candidates->count++] =
            (struct candidate){.number = entity->number, .relations = 1U << relation};
}

/* What a key finds. */
struct finding {
    struct stored_entities entities;
    enum relation relation;
};

static int finding_compare(const void *left, const void *right)
{
    const struct finding *one = left, *other = right;
    if (one->entities.count != other->entities.count)
        return one->entities.count < other->entities.count ? -1 : 1;
    return (int)one->relation - (int)other->relation;
}

static bool is_sought(const struct clue *clue, const enum relation *tier)
{
    return clue->sought && clue->relation >= tier[0] && clue->relation <= tier[1];
}

static void keys_want(struct deciding *deciding, const enum relation *tier)
{
    const struct clues *clues = &deciding->work->contexts[deciding->thing].clues;
    for (size_t i = 0; i < clues->count; i++)
        if (is_sought(&clues->items[i], tier))
            finder_want_key(deciding->finder, clues->items[i].key);
}

/* Adds the candidates of the keys of a tier, which were asked for, the rarest first. */
static void candidates_add(struct deciding *deciding, const enum relation *tier)
{
    const struct clues *clues = &deciding->work->contexts[deciding->thing].clues;
    struct finding findings[CLUES];
    size_t count = 0;
    for (size_t i = 0; i < clues->count; i++) {
        const struct clue *clue = &clues->items[i];
        if (!is_sought(clue, tier))
            continue;
        const struct stored_entities *found = finder_key(deciding->finder, clue->key);
        if (found->count > 0 && found->count <= KEY_CANDIDATES)
            findings[count++] = (struct finding){*found, (enum relation)clue->relation};
    }
    if (count > 1)
        qsort(findings, count, sizeof *findings, finding_compare);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < findings[i].entities.count; j++)
            candidate_add(deciding, &findings[i].entities.items[j], findings[i].relation);
}

static bool candidates_find(struct deciding *deciding, const enum relation *tier)
{
    keys_want(deciding, tier);
    if (!finder_ask_keys(deciding->finder))
        return false;
    candidates_add(deciding, tier);
    return true;
}

/* ---- scores ---- */

static bool profiles_load(struct deciding *deciding)
{
    struct candidates *candidates = &deciding->candidates;
    for (size_t i = 0; i < candidates->count; i++)
        finder_want_profile(deciding->finder, candidates->items[i].number);
    if (!finder_ask_profiles(deciding->finder))
        return false;
    for (size_t i = 0; i < candidates->count; i++)
        candidates->items[i].profile =
            *finder_profile(deciding->finder, candidates->items[i].number);
    return true;
}

static bool is_full_name(const struct candidate *candidate)
{
    return candidate->relations & (1U << RELATION_SAME | 1U << RELATION_IN_REGION);
}

/* Whether another person of this report is the candidate already: the reader kept them apart. */
static bool is_taken(const struct deciding *deciding, int64_t number)
{
    const struct resolve_work *work = deciding->work;
    if (name_group_of(work->sources[deciding->thing].kind) != GROUP_PERSON)
        return false;
    for (size_t i = 0; i < work->thing_count; i++)
        if (i != deciding->thing && deciding->decided[i].number == number)
            return true;
    return false;
}

static bool candidates_weigh(struct deciding *deciding)
{
    size_t bearers = 0;
    if (!profiles_load(deciding))
        return false;
    for (size_t i = 0; i < deciding->candidates.count; i++)
        bearers += is_full_name(&deciding->candidates.items[i]);
    for (size_t i = 0; i < deciding->candidates.count; i++) {
        struct candidate *candidate = &deciding->candidates.items[i];
        candidate_score(deciding->work, deciding->thing, deciding->decided, bearers, candidate);
        if (is_taken(deciding, candidate->number))
            candidate->score = SCORE_IMPOSSIBLE;
    }
    return true;
}

/* The best candidate, then the next; of equal ones that of more reports, then the older. NULL where
 * there is none. */
static void best_find(const struct candidates *candidates, struct candidate **best,
                      struct candidate **next)
{
    *best = *next = NULL;
    for (size_t i = 0; i < candidates->count; i++) {
        struct candidate *one = &candidates->items[i];
        bool better = !*best || one->score > (*best)->score + 1e-9 ||
                      (one->score > (*best)->score - 1e-9 &&
                       (one->profile.entity.reports > (*best)->profile.entity.reports ||
                        (one->profile.entity.reports == (*best)->profile.entity.reports &&
                         one->number < (*best)->number)));
        if (better) {
            *next = *best;
            *best = one;
        } else if (!*next || one->score > (*next)->score) {
            *next = one;
        }
    }
}

/* ---- decisions ---- */

static void thing_take(struct deciding *deciding, const struct candidate *candidate)
{
    struct new_source *source = &deciding->work->sources[deciding->thing];
    source->canonical = candidate->number;
    source->reason = score_reason_short(candidate);
    deciding->decided[deciding->thing] =
        (struct decided){candidate->number, candidate->profile.entity.reports,
                         name_group_of(source->kind) == GROUP_PLACE};
}

static void thing_doubt(struct deciding *deciding, const struct candidate *candidate)
{
    struct resolve_work *work = deciding->work;
    work->sources[deciding->thing].reason = SPAN("doubt");
    *ARRAY_PUSH(work->arena, &work->doubts) =
        (struct new_doubt){.source = (uint32_t)deciding->thing,
                           .candidate = candidate->number,
                           .score = candidate->score,
                           .reasons = score_reasons(candidate, work->arena)};
}

/* Two known entities that the thing is both: what it says of itself joins them. */
static bool candidates_join(struct deciding *deciding, struct candidate *best,
                            struct candidate *next)
{
    struct resolve_work *work = deciding->work;
    if (next->score < join_least || candidates_conflict(work_country(work), best, next))
        return true;
    if (name_group_of(work->sources[deciding->thing].kind) == GROUP_PERSON &&
        (best->features[SCORE_EMPLOYER] <= 0 || next->features[SCORE_EMPLOYER] <= 0))
        return true;
    struct candidate *older = best->number < next->number ? best : next;
    struct candidate *younger = older == best ? next : best;
    struct new_act act = {.kind = ACT_MERGE,
                          .subject = younger->number,
                          .object = older->number,
                          .author = resolver_version,
                          .reason = score_reasons(next, work->arena)};
    bool differ;
    int64_t number;
    if (!store_differ(work->store, younger->number, older->number, &differ, work->error))
        return false;
    if (differ)
        return true;
    if (!store_act(work->store, &act, work->origin->now, &number, work->error))
        return false;
    for (size_t i = 0; i < work->thing_count; i++) {
        if (deciding->decided[i].number == younger->number)
            deciding->decided[i].number = older->number;
        if (work->sources[i].canonical == younger->number)
            work->sources[i].canonical = older->number;
    }
    best->number = older->number;
    finder_forget(deciding->finder);
    deciding->looked_up = false;
    return true;
}

/* Whether two that users' lists tell apart fit almost equally: then neither is taken. */
static bool are_rivals(const struct candidate *best, const struct candidate *next)
{
    return next && next->number != best->number && next->score >= SCORE_SURE &&
           best->score - next->score < lead_least &&
           (profiles_exclude(&best->profile, &next->profile, FEATURE_INN) ||
            profiles_exclude(&best->profile, &next->profile, FEATURE_OGRN));
}

/* Takes the best candidate where it is sure; *done says so. */
static bool best_take(struct deciding *deciding, bool *done)
{
    struct candidate *best, *next;
    best_find(&deciding->candidates, &best, &next);
    *done = best && best->score >= SCORE_SURE && !are_rivals(best, next);
    if (!*done)
        return true;
    if (next && next->score >= SCORE_SURE && !candidates_join(deciding, best, next))
        return false;
    bool person = name_group_of(deciding->work->sources[deciding->thing].kind) == GROUP_PERSON;
    bool leads = !next || next->number == best->number || best->score - next->score >= lead_least;
    if (leads || !person || best->profile.entity.number == best->number)
        thing_take(deciding, best);
    return true;
}

static bool thing_decide(struct deciding *deciding)
{
    bool done = false;
    deciding->candidates.count = 0;
    for (size_t i = 0; i < TIERS && !done; i++)
        if (!candidates_find(deciding, tiers[i]) || !candidates_weigh(deciding) ||
            !best_take(deciding, &done))
            return false;
    struct candidate *best, *next;
    best_find(&deciding->candidates, &best, &next);
    if (!done && best && best->score >= SCORE_DOUBTFUL)
        thing_doubt(deciding, best);
    return true;
}

static const enum relation any_relation[] = {RELATION_KNOWN, RELATION_LIKE};

/* A place is known by its name alone: of the same kind, else of another kind of places. */
static bool place_decide(struct deciding *deciding)
{
    struct resolve_work *work = deciding->work;
    const struct candidate *best = NULL;
    deciding->candidates.count = 0;
    if (!candidates_find(deciding, any_relation) || !profiles_load(deciding))
        return false;
    for (size_t i = 0; i < deciding->candidates.count; i++) {
        const struct candidate *one = &deciding->candidates.items[i];
        bool same_kind = one->profile.entity.kind == work->sources[deciding->thing].kind;
        if (!best || (same_kind && best->profile.entity.kind != one->profile.entity.kind))
            best = one;
    }
    if (best)
        thing_take(deciding, best);
    return true;
}

static bool is_to_decide(const struct deciding *deciding, size_t thing)
{
    const struct new_source *source = &deciding->work->sources[thing];
    return !deciding->done[thing] && !source->canonical && !source->same_as &&
           deciding->work->contexts[thing].clues.count;
}

/* What a thing asks for in a tier; NULL: nothing. */
static const enum relation *tier_of(const struct deciding *deciding, size_t thing, size_t tier)
{
    bool place = name_group_of(deciding->work->sources[thing].kind) == GROUP_PLACE;
    if (deciding->found[thing] || !is_to_decide(deciding, thing) || (place && tier))
        return NULL;
    return place ? any_relation : tiers[tier];
}

/* Wants the keys of a tier of all things, but for those for which one before it found candidates:
 * most of these need no more. */
static void tier_want(struct deciding *deciding, size_t tier)
{
    for (size_t i = 0; i < deciding->work->thing_count; i++) {
        const enum relation *asked = tier_of(deciding, i, tier);
        deciding->thing = i;
        if (asked)
            keys_want(deciding, asked);
    }
}

/* Wants the profiles of the candidates that the keys found. */
static void tier_take(struct deciding *deciding, size_t tier)
{
    for (size_t i = 0; i < deciding->work->thing_count; i++) {
        const enum relation *asked = tier_of(deciding, i, tier);
        if (!asked)
            continue;
        deciding->thing = i;
        deciding->candidates.count = 0;
        candidates_add(deciding, asked);
        deciding->found[i] = deciding->candidates.count > 0;
        for (size_t j = 0; j < deciding->candidates.count; j++)
            finder_want_profile(deciding->finder, deciding->candidates.items[j].number);
    }
}

/* Looks up what all things that are to be decided ask for, of several readings at once: they share
 * the finder. */
static bool things_look_up(struct deciding *deciding, size_t count, struct finder *finder)
{
    for (size_t i = 0; i < count; i++)
        deciding[i].found = ARENA_NEW(finder->arena, bool, deciding[i].work->thing_count);
    for (size_t tier = 0; tier < TIERS; tier++) {
        for (size_t i = 0; i < count; i++)
            tier_want(&deciding[i], tier);
        if (!finder_ask_keys(finder))
            return false;
        for (size_t i = 0; i < count; i++)
            tier_take(&deciding[i], tier);
        if (!finder_ask_profiles(finder))
            return false;
    }
    return true;
}

static bool group_decide(struct deciding *deciding, enum name_group group)
{
    struct resolve_work *work = deciding->work;
    for (size_t i = 0; i < work->thing_count; i++) {
        if (name_group_of(work->sources[i].kind) != group || !is_to_decide(deciding, i))
            continue;
        if (!deciding->looked_up && !things_look_up(deciding, 1, deciding->finder))
            return false;
        deciding->looked_up = true;
        deciding->thing = i;
        deciding->done[i] = true;
        if (!(group == GROUP_PLACE ? place_decide(deciding) : thing_decide(deciding)))
            return false;
    }
    return true;
}

/* What the things are that are known to be something before any is decided: heirs and twins. */
static bool known_take(struct deciding *deciding)
{
    struct resolve_work *work = deciding->work;
    struct map names;
    map_init(&names, work->arena);
    for (size_t i = 0; i < work->thing_count; i++) {
        struct new_source *source = &work->sources[i];
        struct stored_entity entity;
        bool found;
        /* Two of one name in a user's list are two: their numbers or regions differ. */
        bool compared = work->contexts[i].clues.count && !work->listing;
        uint32_t twin = compared ? twin_find(work, &names, i) : 0;
        uint32_t renamed = work->contexts[i].renamed;
        if (!source->canonical && (twin || renamed)) {
            source->same_as = twin ? twin : renamed;
            source->reason = twin ? SPAN("name") : SPAN("renamed");
        }
        if (!source->canonical)
            continue;
        if (!store_entity(work->store, source->canonical, work->arena, &entity, &found,
                          work->error))
            return false;
        deciding->decided[i] = (struct decided){source->canonical, entity.reports,
                                                name_group_of(source->kind) == GROUP_PLACE};
    }
    return true;
}

static void deciding_init(struct deciding *deciding, struct resolve_work *work,
                          struct finder *finder)
{
    *deciding = (struct deciding){.work = work, .finder = finder};
    deciding->decided = ARENA_NEW(finder->arena, struct decided, work->thing_count);
    deciding->done = ARENA_NEW(finder->arena, bool, work->thing_count);
    deciding->candidates.items = ARENA_NEW(finder->arena, struct candidate, THING_CANDIDATES);
}

bool decide_look_ahead(struct resolve_work *const *works, size_t count, struct arena *arena)
{
    struct finder finder;
    struct deciding *deciding = ARENA_NEW(arena, struct deciding, count);
    if (!count)
        return true;
    finder_init(&finder, works[0], KEY_CANDIDATES + 1, arena);
    for (size_t i = 0; i < count; i++)
        deciding_init(&deciding[i], works[i], &finder);
    return things_look_up(deciding, count, &finder);
}

bool decide(struct resolve_work *work)
{
    struct deciding deciding;
    struct finder finder;
    finder_init(&finder, work, KEY_CANDIDATES + 1, work->arena);
    deciding_init(&deciding, work, &finder);
    if (!known_take(&deciding) || !group_decide(&deciding, GROUP_PLACE) ||
        !group_decide(&deciding, GROUP_ORGANIZATION) || !group_decide(&deciding, GROUP_OTHER) ||
        !group_decide(&deciding, GROUP_PERSON))
        return false;
    contexts_keep(work);
    work->made.doubts = work->doubts.items;
    work->made.doubt_count = work->doubts.count;
    return true;
}
