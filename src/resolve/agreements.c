/* Which known agreement a reading's agreement is.
 *
 * Candidates are the agreements that have two of its parties, found by an index of pairs: at most
 * CANDIDATES of each of at most PAIRS pairs, however large the registry is. Of most of them what
 * the store keeps of an agreement (its kind and day of signing, as features) tells that they are
 * another. A candidate fits if no report that tells of it contradicts (pact.h) and its parties are
 * the same, or those of the one are among those of the other. The best fit is taken if it is the
 * only one, or the only one with whose areas of cooperation the new one shares words. In doubt a
 * new agreement is minted: two that are one can be merged without loss. Two agreements of one
 * reading are never one. */
#include "context.h"
#include "finder.h"
#include "pact.h"
#include "prepare.h"
#include "words.h"

enum { PARTIES = 16, PAIRS = 3, CANDIDATES = 16, SUBJECT_WORD = 8 /* bytes: four letters */ };

struct parties {
    int64_t numbers[PARTIES]; /* canonical entities */
    size_t count;
};

/* The agreement that looks for itself. */
struct seeker {
    struct resolve_work *work;
    uint32_t source; /* index into work->sources */
    struct pact pact;
    struct parties parties;
    struct span subjects;           /* their lemmas, between spaces */
    struct pair_facts pairs[PAIRS]; /* what is known between its parties */
    size_t pair_count;
};

static void party_add(struct parties *parties, int64_t number)
{
    for (size_t i = 0; i < parties->count; i++)
        if (parties->numbers[i] == number)
            return;
    if (number && parties->count < PARTIES)
        parties->numbers[parties->count++] = number;
}

static bool parties_have(const struct parties *parties, int64_t number)
{
    for (size_t i = 0; i < parties->count; i++)
        if (parties->numbers[i] == number)
            return true;
    return false;
}

/* Whether those of the smaller are all among those of the larger. */
static bool parties_agree(const struct parties *left, const struct parties *right)
{
    const struct parties *few = left->count < right->count ? left : right;
    const struct parties *many = few == left ? right : left;
    for (size_t i = 0; i < few->count; i++)
        if (!parties_have(many, few->numbers[i]))
            return false;
    return few->count >= 2;
}

/* ---- what a report says ---- */

static void pact_take_choice(struct pact *pact, struct span property, struct span code)
{
    if (span_equal(property, SPAN("agreement_kind"))) {
        pact->kind = span_equal(code, SPAN("other")) ? SPAN("") : code;
        return;
    }
    if (!span_equal(property, SPAN("status")))
        return;
    pact->stage = span_equal(code, SPAN("planned"))  ? PACT_PLANNED
                  : span_equal(code, SPAN("signed")) ? PACT_SIGNED
                                                     : PACT_LATER;
    pact->extended = span_equal(code, SPAN("extended")) || span_equal(code, SPAN("ended"));
}

static void pact_take(struct pact *pact, const struct schema_property *property,
                      const struct value *value)
{
    if (value->type == VALUE_CHOICE) {
        pact_take_choice(pact, property->name, value->choice->code);
    } else if (value->type == VALUE_DURATION && span_equal(property->name, SPAN("term"))) {
        pact->term = value->duration;
    } else if (value->type == VALUE_DATE) {
        if (span_equal(property->name, SPAN("signed_on")))
            pact->signed_on = value->date;
        else if (span_equal(property->name, SPAN("due")))
            pact->due = value->date;
        else if (span_equal(property->name, SPAN("until")))
            pact->until = value->date;
    }
}

/* Without a status it is only spoken of. */
static struct pact pact_begin(struct date earliest, struct date latest)
{
    return (struct pact){.stage = PACT_LATER, .earliest = earliest, .latest = latest};
}

/* The canonical entity of a source that a new claim names (its index plus 1); 0: a new one. */
static int64_t canonical_of(const struct resolve_work *work, uint32_t source)
{
    while (source && work->sources[source - 1].same_as)
        source = work->sources[source - 1].same_as;
    return source ? work->sources[source - 1].canonical : 0;
}

static void subjects_add(struct resolve_work *work, struct span *subjects, struct span text)
{
    struct span lemmas = search_lemmas_of_phrase(work->words, work->morphology, text, work->arena);
    *subjects = arena_format(work->arena, "%.*s %.*s ", SPAN_ARGS(*subjects), SPAN_ARGS(lemmas));
}

static bool is_parties(const struct schema_property *property)
{
    return span_equal(property->name, SPAN("parties"));
}

static bool is_subjects(const struct schema_property *property)
{
    return span_equal(property->name, SPAN("subjects"));
}

static void seeker_make(struct seeker *seeker)
{
    struct resolve_work *work = seeker->work;
    seeker->pact = pact_begin(work->made.earliest, work->made.latest);
    seeker->subjects = SPAN("");
    for (size_t i = 0; i < work->made.claim_count; i++) {
        const struct new_claim *claim = &work->made.claims[i];
        if (claim->source != seeker->source)
            continue;
        pact_take(&seeker->pact, claim->property, &claim->value);
        if (is_parties(claim->property) && claim->value.type == VALUE_ENTITY)
            party_add(&seeker->parties, canonical_of(work, claim->value.entity));
        if (is_subjects(claim->property))
            subjects_add(work, &seeker->subjects, claim->value.text);
    }
}

/* ---- what is kept of it ---- */

static uint32_t feature_of_date(struct date date)
{
    return (uint32_t)date.year * 10000 + (uint32_t)date.month * 100 + (uint32_t)date.day;
}

static struct date date_of_feature(uint32_t value)
{
    return (struct date){(int16_t)(value / 10000), (int8_t)(value / 100 % 100),
                         (int8_t)(value % 100)};
}

/* Gives the source the features by which profile_excludes() knows it. */
static void seeker_keep(const struct seeker *seeker)
{
    const struct pact *pact = &seeker->pact;
    struct new_source *source = &seeker->work->sources[seeker->source];
    struct source_feature *features = ARENA_NEW(seeker->work->arena, struct source_feature, 2);
    int16_t year = seeker->work->made.published.year;
    source->feature_count = 0;
    if (pact->kind.size)
        features[source->feature_count++] = (struct source_feature){
            .kind = FEATURE_PACT_KIND, .value = hash_short(pact->kind), .year = year};
    if (date_is_set(pact->signed_on) && pact->stage != PACT_PLANNED)
        features[source->feature_count++] = (struct source_feature){
            .kind = FEATURE_PACT_SIGNED, .value = feature_of_date(pact->signed_on), .year = year};
    source->features = features;
}

/* ---- candidates ---- */

struct candidate {
    int64_t number;
    enum pact_fit fit;
    size_t shared; /* words of the areas of cooperation */
};

struct candidates {
    struct candidate *items;
    size_t count;
    size_t capacity;
};

static size_t words_shared(struct span left, struct span right)
{
    size_t shared = 0;
    for (struct span word; span_next_part(&left, ' ', &word);) {
        if (word.size < SUBJECT_WORD)
            continue;
        struct span rest = right;
        bool found = false;
        for (struct span other; !found && span_next_part(&rest, ' ', &other);)
            found = span_equal(word, other);
        shared += found;
    }
    return shared;
}

/* What has been gathered of a candidate. */
struct weighing {
    struct parties parties;
    struct span subjects;
};

/* What one report says of a candidate, claims [first, end): how it fits. The report's own day is
 * asked for only where the rest fits. */
static bool saying_weigh(struct seeker *seeker, const struct stored_claims *claims, size_t first,
                         size_t end, struct weighing *weighing, enum pact_fit *fit)
{
    struct resolve_work *work = seeker->work;
    struct pact pact = pact_begin((struct date){0}, (struct date){0});
    struct stored_report report;
    bool found;
    for (size_t i = first; i < end; i++) {
        const struct stored_claim *claim = &claims->items[i];
        pact_take(&pact, claim->property, &claim->value);
        if (is_parties(claim->property))
            party_add(&weighing->parties, claim->entity.number);
        if (is_subjects(claim->property))
            subjects_add(work, &weighing->subjects, claim->text);
    }
    *fit = pact_compare(&seeker->pact, &pact);
    if (*fit == PACT_NOT)
        return true;
    if (!store_report(work->store, claims->items[first].report, work->arena, &report, &found,
                      work->error))
        return false;
    pact.earliest = report.earliest;
    pact.latest = report.latest;
    *fit = pact_compare(&seeker->pact, &pact);
    return true;
}

/* What the reports say of a candidate, one after another: the worst fit of any of them decides
 * whether it is one, the best how surely. */
static bool candidate_weigh(struct seeker *seeker, const struct stored_claims *claims,
                            struct candidate *candidate)
{
    struct weighing weighing = {.subjects = SPAN("")};
    candidate->fit = PACT_NOT;
    for (size_t first = 0, end; first < claims->count; first = end) {
        enum pact_fit fit;
        for (end = first + 1; end < claims->count; end++)
            if (claims->items[end].report != claims->items[first].report ||
                claims->items[end].source != claims->items[first].source)
                break;
        if (!saying_weigh(seeker, claims, first, end, &weighing, &fit))
            return false;
        candidate->fit = fit == PACT_NOT || fit > candidate->fit ? fit : candidate->fit;
        if (fit == PACT_NOT)
            return true;
    }
    if (!parties_agree(&seeker->parties, &weighing.parties))
        candidate->fit = PACT_NOT;
    else if (weighing.parties.count != seeker->parties.count && candidate->fit == PACT_LIKELY)
        candidate->fit = PACT_WEAK;
    candidate->shared = words_shared(seeker->subjects, weighing.subjects);
    return true;
}

static bool is_taken(const struct seeker *seeker, int64_t number)
{
    const struct resolve_work *work = seeker->work;
    for (size_t i = work->thing_count; i < work->made.source_count; i++)
        if (work->sources[i].canonical == number)
            return true;
    return false;
}

/* Whether what is kept of a candidate tells that it is none: most are not, and their claims need
 * not be read. It is told by the same rules by which they would be weighed. */
static bool profile_excludes(const struct pact *pact, const struct stored_profile *profile)
{
    for (size_t i = 0; i < profile->count; i++) {
        uint32_t value = profile->features[i].value;
        if (profile->features[i].kind == FEATURE_PACT_KIND && pact->kind.size &&
            value != hash_short(pact->kind))
            return true;
        if (profile->features[i].kind == FEATURE_PACT_SIGNED && pact->stage != PACT_PLANNED &&
            pact_signings_exclude(pact->signed_on, date_of_feature(value)))
            return true;
    }
    return false;
}

static bool candidate_add(struct seeker *seeker, const struct stored_profile *profile,
                          struct candidates *candidates)
{
    struct resolve_work *work = seeker->work;
    const struct claims_wanted wanted = {.as_of = STORE_TODAY, .bare = true};
    struct stored_claims claims = {0};
    int64_t number = profile->entity.number;
    bool found = number != 0;
    for (size_t i = 0; i < candidates->count; i++)
        found &= candidates->items[i].number != number;
    if (!found || is_taken(seeker, number) || profile_excludes(&seeker->pact, profile))
        return true;
    struct candidate candidate = {.number = number};
    if (!store_claims(work->store, &number, 1, &wanted, work->arena, &claims, work->error) ||
        !candidate_weigh(seeker, &claims, &candidate))
        return false;
    if (candidate.fit != PACT_NOT)
        *ARRAY_PUSH(work->arena, candidates) = candidate;
    return true;
}

static void pairs_make(struct seeker *seeker)
{
    const struct parties *parties = &seeker->parties;
    for (size_t i = 0; i < parties->count; i++)
        for (size_t k = i + 1; k < parties->count && seeker->pair_count < PAIRS; k++)
            seeker->pairs[seeker->pair_count++] =
                (struct pair_facts){.first = parties->numbers[i], .second = parties->numbers[k]};
}

static bool is_to_decide(const struct seeker *seeker)
{
    return !seeker->work->sources[seeker->source].canonical;
}

/* Finds the facts between the parties of all that are to be decided, and wants their profiles. */
static bool pairs_look_up(struct seeker *seekers, size_t count, struct finder *finder)
{
    struct resolve_work *work = finder->work;
    struct pair_facts *pairs = ARENA_NEW(work->arena, struct pair_facts, count * PAIRS);
    size_t asked = 0, answered = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_to_decide(&seekers[i]))
            pairs_make(&seekers[i]);
        for (size_t k = 0; k < seekers[i].pair_count; k++)
            pairs[asked++] = seekers[i].pairs[k];
    }
    if (asked &&
        !store_facts_of_pairs(work->store, pairs, asked, work->sources[seekers->source].kind,
                              CANDIDATES, work->arena, work->error))
        return false;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < seekers[i].pair_count; k++)
            seekers[i].pairs[k] = pairs[answered++];
    for (size_t i = 0; i < asked; i++)
        for (size_t k = 0; k < pairs[i].facts.count; k++)
            finder_want_profile(finder, pairs[i].facts.items[k].number);
    return finder_ask_profiles(finder);
}

/* The only candidate of the best fit; of several the only one that shares the most words. 0: none,
 * or in doubt. */
static int64_t candidate_choose(const struct candidates *candidates)
{
    const struct candidate *best = NULL;
    bool alone = true;
    for (size_t i = 0; i < candidates->count; i++) {
        const struct candidate *candidate = &candidates->items[i];
        bool better = !best || candidate->fit > best->fit ||
                      (candidate->fit == best->fit && candidate->shared > best->shared);
        bool equal = best && candidate->fit == best->fit && candidate->shared == best->shared;
        if (better)
            best = candidate;
        alone = better || (alone && !equal);
    }
    return best && alone ? best->number : 0;
}

static bool agreement_decide(struct seeker *seeker, const struct finder *finder)
{
    struct new_source *source = &seeker->work->sources[seeker->source];
    struct candidates candidates = {0};
    for (size_t i = 0; i < seeker->pair_count; i++) {
        const struct stored_entities *facts = &seeker->pairs[i].facts;
        for (size_t k = 0; k < facts->count; k++)
            if (!candidate_add(seeker, finder_profile(finder, facts->items[k].number), &candidates))
                return false;
    }
    source->canonical = candidate_choose(&candidates);
    if (candidates.count)
        source->reason = source->canonical ? SPAN("agreement") : SPAN("doubt");
    return true;
}

/* The agreements of the reading, as they look for themselves. */
static struct seeker *seekers_make(struct resolve_work *work, size_t *count)
{
    size_t facts = work->made.source_count - work->thing_count;
    struct seeker *seekers = ARENA_NEW(work->arena, struct seeker, facts);
    *count = 0;
    for (size_t i = work->thing_count; i < work->made.source_count; i++) {
        if (!span_equal(work->sources[i].kind->name, SPAN("agreement")))
            continue;
        struct seeker *seeker = &seekers[(*count)++];
        seeker->work = work;
        seeker->source = (uint32_t)i;
        seeker_make(seeker);
        seeker_keep(seeker);
    }
    return seekers;
}

void agreements_keep(struct resolve_work *work)
{
    size_t count;
    seekers_make(work, &count);
}

/* Those that say when they were signed choose first, for they know best. */
bool agreements_decide(struct resolve_work *work)
{
    size_t count;
    struct seeker *seekers = seekers_make(work, &count);
    struct finder finder;
    finder_init(&finder, work, 0, work->arena);
    if (!pairs_look_up(seekers, count, &finder))
        return false;
    for (int dated = 1; dated >= 0; dated--)
        for (size_t i = 0; i < count; i++)
            if (is_to_decide(&seekers[i]) &&
                date_is_set(seekers[i].pact.signed_on) == (dated == 1) &&
                !agreement_decide(&seekers[i], &finder))
                return false;
    return true;
}
