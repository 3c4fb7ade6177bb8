/* How sure it is that a candidate is the thing.
 *
 * The weights are of one scale: a name that many bear gives about 1, a body that two mentions of a
 * person share gives more than a name, and what excludes, takes away more than all the rest can
 * give. They were set by the reports that are annotated and by the generated archive
 * (bench/archive). */
#include "score.h"

#include <math.h>
#include <string.h>

#include "name_lists.h"
#include "utf8.h"

static const char *const feature_names[SCORE_FEATURES] = {
    [SCORE_NAME] = "name",         [SCORE_PATRONYMIC] = "patronymic",
    [SCORE_EMPLOYER] = "employer", [SCORE_OFFICE] = "office",
    [SCORE_REGION] = "region",     [SCORE_HOME] = "home",
    [SCORE_BESIDE] = "beside",     [SCORE_FORM] = "form",
    [SCORE_KIND] = "kind",         [SCORE_TIME] = "time",
    [SCORE_BEARERS] = "bearers",   [SCORE_LISTED] = "listed",
};

struct span score_reasons(const struct candidate *candidate, struct arena *arena)
{
    struct span reasons = SPAN("");
    for (size_t i = 0; i < SCORE_FEATURES; i++)
        if (fabs(candidate->features[i]) >= 0.05)
            reasons =
                arena_format(arena, "%.*s%s%s:%+.1f", SPAN_ARGS(reasons), reasons.size ? " " : "",
                             feature_names[i], candidate->features[i]);
    return reasons;
}

struct span score_reason_short(const struct candidate *candidate)
{
    const double *features = candidate->features;
    if (features[SCORE_EMPLOYER] > 0)
        return SPAN("name+employer");
    if (features[SCORE_PATRONYMIC] > 1)
        return SPAN("name+patronymic");
    if (features[SCORE_REGION] > 0)
        return SPAN("name+region");
    if (features[SCORE_BESIDE] > 0.3)
        return SPAN("name+beside");
    return SPAN("name");
}

/* ---- features of profiles ---- */

static const struct stored_feature *feature_find(const struct stored_profile *profile,
                                                 enum feature kind, uint32_t value)
{
    for (size_t i = 0; i < profile->count; i++)
        if (profile->features[i].kind == kind && profile->features[i].value == value)
            return &profile->features[i];
    return NULL;
}

static size_t feature_count(const struct stored_profile *profile, enum feature kind)
{
    size_t count = 0;
    for (size_t i = 0; i < profile->count; i++)
        count += profile->features[i].kind == kind;
    return count;
}

static bool shares_region(const struct stored_profile *profile, enum feature kind,
                          const struct thing_context *context)
{
    for (size_t i = 0; i < context->region_count; i++)
        if (feature_find(profile, kind, context->regions[i]))
            return true;
    return false;
}

/* Years between the report and those that the profile knows; 0 where it lies within. */
static int years_apart(const struct stored_profile *profile, int year)
{
    int first = 0, last = 0;
    for (size_t i = 0; i < profile->count; i++) {
        const struct stored_feature *feature = &profile->features[i];
        if (feature->first_year && (!first || feature->first_year < first))
            first = feature->first_year;
        if (feature->last_year > last)
            last = feature->last_year;
    }
    if (!year || !first)
        return 0;
    return year < first ? first - year : year > last ? year - last : 0;
}

/* How much it tells that two share somebody who is in so many reports. */
static double rarity(int64_t reports)
{
    return 1.2 / log2(2.0 + (double)reports);
}

static double beside_score(const struct resolve_work *work, size_t thing,
                           const struct decided *decided, const struct stored_profile *profile)
{
    const struct thing_context *context = &work->contexts[thing];
    double sum = 0;
    for (size_t i = 0; i < context->link_count; i++) {
        const struct decided *link = &decided[context->links[i] - 1];
        if (link->number && feature_find(profile, FEATURE_BESIDE, (uint32_t)link->number))
            sum += rarity(link->reports);
    }
    return sum < 2 ? sum : 2;
}

/* ---- persons ---- */

static double patronymic_score(const struct thing_context *context,
                               const struct stored_profile *profile)
{
    const struct person_name *name = &context->person;
    size_t letter = 0;
    if (!name->patronymic.size)
        return 0;
    utf8_next(name->patronymic, &letter);
    if (feature_count(profile, FEATURE_PATRONYMIC_LETTER) &&
        !feature_find(profile, FEATURE_PATRONYMIC_LETTER,
                      name_hash(context, span_slice(name->patronymic, 0, letter))))
        return SCORE_IMPOSSIBLE;
    if (memchr(name->patronymic.data, '.', name->patronymic.size))
        return feature_count(profile, FEATURE_PATRONYMIC_LETTER) ? 0.7 : 0;
    if (!feature_count(profile, FEATURE_PATRONYMIC))
        return 0;
    return feature_find(profile, FEATURE_PATRONYMIC, name_hash(context, name->patronymic))
               ? 2.5
               : SCORE_IMPOSSIBLE;
}

static double employer_score(const struct thing_context *context, const struct decided *decided,
                             const struct stored_profile *profile)
{
    double best = 0;
    for (size_t i = 0; i < context->employer_count; i++) {
        const struct decided *employer = &decided[context->employers[i] - 1];
        /* All who govern a region work for it: that is its region's feature. */
        if (!employer->number || employer->is_place ||
            !feature_find(profile, FEATURE_ORGANIZATION, (uint32_t)employer->number))
            continue;
        double score = employer->reports < 100 ? 3 : 2.5;
        best = score > best ? score : best;
    }
    return best;
}

static double office_score(const struct thing_context *context,
                           const struct stored_profile *profile)
{
    double best = context->office_count && feature_count(profile, FEATURE_OFFICE) ? -0.2 : 0;
    for (size_t i = 0; i < context->office_count; i++)
        if (feature_find(profile, FEATURE_OFFICE, context->offices[i].whole))
            return 1;
        else if (feature_find(profile, FEATURE_OFFICE, context->offices[i].first))
            best = 0.3;
    return best;
}

/* Two of one name in two regions are two, until something joins them. */
static double person_region_score(const struct thing_context *context, uint32_t country,
                                  bool same_employer, const struct stored_profile *profile)
{
    if (!context->region_count || !feature_count(profile, FEATURE_REGION))
        return 0;
    if (shares_region(profile, FEATURE_REGION, context))
        return 1.5;
    /* From a region's government to the state's: not seldom, and told somewhere. */
    bool federal = context->regions[0] == country || feature_find(profile, FEATURE_REGION, country);
    return same_employer ? 0 : federal ? -2 : -4;
}

static double person_home_score(const struct thing_context *context,
                                const struct stored_profile *profile)
{
    if (!context->home || (context->region_count && feature_count(profile, FEATURE_REGION)))
        return 0;
    if (feature_find(profile, FEATURE_REGION, context->home))
        return 1;
    if (feature_find(profile, FEATURE_HOME, context->home))
        return 0.8;
    return feature_count(profile, FEATURE_HOME) ? -0.7 : 0;
}

static double time_score(int years)
{
    return years > 40 ? -4 : years > 20 ? -1 : 0;
}

/* Whether the very words agree, where a key is found by a part of the name alone. */
static bool person_is_like(const struct person_name *name, const struct stored_profile *profile,
                           struct arena *arena)
{
    struct person_name other;
    return person_name_of(profile->entity.name, arena, &other) && !other.initials &&
           names_are_like(name->given, other.given) && names_are_like(name->family, other.family);
}

/* The most that any of the relations between the names tells. */
static double name_score(const struct resolve_work *work, size_t thing,
                         const struct candidate *candidate,
                         double (*score)(const struct resolve_work *, size_t,
                                         const struct candidate *, enum relation))
{
    double best = SCORE_IMPOSSIBLE;
    for (int relation = 0; relation < RELATIONS; relation++) {
        if (!(candidate->relations >> relation & 1))
            continue;
        double one = score(work, thing, candidate, (enum relation)relation);
        best = one > best ? one : best;
    }
    return best;
}

static double person_name_score(const struct resolve_work *work, size_t thing,
                                const struct candidate *candidate, enum relation relation)
{
    switch (relation) {
    case RELATION_SAME:
    case RELATION_IN_REGION:
        return 1;
    case RELATION_INITIALS:
    case RELATION_INITIALS_IN_REGION:
        return -1;
    default:
        return person_is_like(&work->contexts[thing].person, &candidate->profile, work->arena)
                   ? -0.5
                   : SCORE_IMPOSSIBLE;
    }
}

static void person_score(const struct resolve_work *work, size_t thing,
                         const struct decided *decided, size_t bearers, struct candidate *candidate)
{
    const struct thing_context *context = &work->contexts[thing];
    const struct stored_profile *profile = &candidate->profile;
    double *features = candidate->features;
    features[SCORE_NAME] = name_score(work, thing, candidate, person_name_score);
    features[SCORE_PATRONYMIC] = patronymic_score(context, profile);
    features[SCORE_EMPLOYER] = employer_score(context, decided, profile);
    features[SCORE_OFFICE] = office_score(context, profile);
    features[SCORE_REGION] =
        person_region_score(context, work_country(work), features[SCORE_EMPLOYER] > 0, profile);
    features[SCORE_HOME] = person_home_score(context, profile);
    features[SCORE_BESIDE] = beside_score(work, thing, decided, profile);
    if (bearers > 1)
        features[SCORE_BEARERS] = -0.25 * log2((double)bearers);
}

/* ---- bodies and the like ---- */

/* A body that is of a whole state, or that reports of many regions name. */
static bool is_wide(uint32_t country, const struct stored_profile *profile)
{
    enum { REGIONS = 3 };
    return feature_find(profile, FEATURE_WIDE, 1) ||
           feature_count(profile, FEATURE_HOME) >= REGIONS ||
           feature_find(profile, FEATURE_REGION, country);
}

static double name_alone_score(enum specificity specificity, size_t letters)
{
    switch (specificity) {
    case SPECIFIC_PLACED:
    case SPECIFIC_WIDE:
        return 4;
    case SPECIFIC_RARE:
        return 3;
    case SPECIFIC_SHORT:
        return letters >= 4 ? 2 : 1.2;
    case SPECIFIC_COMMON:
        return 1;
    default:
        return 0;
    }
}

static double short_score(size_t letters)
{
    return letters >= 4 ? 1.8 : letters == 3 ? 1.3 : 0.5;
}

/* Whether one of two names is made of the syllables of the other. */
static bool syllables_agree(const struct resolve_work *work, const struct name_shape *shape,
                            struct span other)
{
    struct name_shape known;
    shape_of(work->lexicon, work->morphology, work_country(work), other, work->arena, &known);
    if (!shape->count || !known.count)
        return false;
    return is_made_of_syllables(shape->words[0].folded, &known) ||
           is_made_of_syllables(known.words[0].folded, shape);
}

static bool thing_is_like(const struct resolve_work *work, const struct name_shape *shape,
                          struct span other)
{
    struct name_shape known;
    shape_of(work->lexicon, work->morphology, work_country(work), other, work->arena, &known);
    return shape->inner.size && known.inner.size && names_are_like(shape->inner, known.inner);
}

static double thing_name_score(const struct resolve_work *work, size_t thing,
                               const struct candidate *candidate, enum relation relation)
{
    const struct name_shape *shape = &work->contexts[thing].shape;
    size_t letters = utf8_count(shape->inner);
    bool telling = shape->specificity <= SPECIFIC_RARE;
    switch (relation) {
    case RELATION_KNOWN:
        return 4;
    case RELATION_SAME:
        return name_alone_score(shape->specificity, letters) +
               (shape->specificity == SPECIFIC_SHORT &&
                        is_wide(work_country(work), &candidate->profile)
                    ? 1
                    : 0);
    case RELATION_IN_REGION:
        return shape->specificity == SPECIFIC_COMMON ? 3 : 4;
    case RELATION_INNER_IN_REGION:
        return telling ? 3.5 : 2;
    case RELATION_INNER:
        return telling ? 2.2 : 0.5;
    case RELATION_SHORT_IN_REGION:
        return short_score(letters) + 1.5;
    case RELATION_SHORT:
        return short_score(letters) + (is_wide(work_country(work), &candidate->profile) ? 0.7 : 0);
    case RELATION_SYLLABLES:
        return syllables_agree(work, shape, candidate->profile.entity.name) ? 3 : SCORE_IMPOSSIBLE;
    default:
        return thing_is_like(work, shape, candidate->profile.entity.name) ? 1.5 : SCORE_IMPOSSIBLE;
    }
}

static double thing_home_score(const struct thing_context *context, uint32_t country,
                               const struct stored_profile *profile)
{
    if (!context->home || context->region_count)
        return 0;
    if (feature_find(profile, FEATURE_HOME, context->home) ||
        feature_find(profile, FEATURE_REGION, context->home))
        return 1;
    if (!feature_count(profile, FEATURE_HOME) || is_wide(country, profile) ||
        context->shape.specificity == SPECIFIC_WIDE)
        return 0;
    return context->shape.specificity == SPECIFIC_RARE ? -0.5 : -3;
}

static double thing_region_score(const struct thing_context *context,
                                 const struct stored_profile *profile)
{
    if (context->region_count && feature_count(profile, FEATURE_REGION))
        return shares_region(profile, FEATURE_REGION, context) ? 1 : -5;
    /* One of them is named without its region. */
    if (context->region_count && feature_count(profile, FEATURE_HOME))
        return shares_region(profile, FEATURE_HOME, context) ? 1 : -1;
    return 0;
}

static double form_score(const struct thing_context *context, const struct stored_profile *profile)
{
    if (!context->shape.form.size || !feature_count(profile, FEATURE_FORM))
        return 0;
    return feature_find(profile, FEATURE_FORM, hash_short(context->shape.form)) ? 0.3 : -0.5;
}

/* «Минобрнауки» of 2015 and of 2020 are two: the one was divided, the other made of a part. */
static bool is_another_body(const struct thing_context *context,
                            const struct stored_profile *profile)
{
    return context->body && feature_count(profile, FEATURE_BODY) &&
           !feature_find(profile, FEATURE_BODY, context->body->number);
}

/* Whether a user's list gives it another number than the candidate has. */
static bool number_differs(const struct stored_profile *profile, enum feature kind,
                           struct span number)
{
    return number.size && feature_count(profile, kind) &&
           !feature_find(profile, kind, hash_short(number));
}

static bool is_another_listed(const struct thing_context *context,
                              const struct stored_profile *profile)
{
    const struct listed *listed = context->listed;
    return listed && (number_differs(profile, FEATURE_INN, listed->inn.text) ||
                      number_differs(profile, FEATURE_OGRN, listed->ogrn.text));
}

static void thing_score(const struct resolve_work *work, size_t thing,
                        const struct decided *decided, struct candidate *candidate)
{
    const struct thing_context *context = &work->contexts[thing];
    const struct stored_profile *profile = &candidate->profile;
    double *features = candidate->features;
    features[SCORE_NAME] = is_another_body(context, profile) || is_another_listed(context, profile)
                               ? SCORE_IMPOSSIBLE
                               : name_score(work, thing, candidate, thing_name_score);
    if (!(candidate->relations & 1U << RELATION_KNOWN)) {
        features[SCORE_REGION] = thing_region_score(context, profile);
        features[SCORE_HOME] = thing_home_score(context, work_country(work), profile);
    }
    features[SCORE_FORM] = form_score(context, profile);
    if (!context->listed && (candidate->relations & 1U << RELATION_SAME) &&
        feature_find(profile, FEATURE_LISTED, 1))
        features[SCORE_LISTED] = 1;
    features[SCORE_BESIDE] = beside_score(work, thing, decided, profile);
    features[SCORE_KIND] = work->sources[thing].kind == profile->entity.kind ? 0.2 : 0;
}

/* ---- together ---- */

void candidate_score(const struct resolve_work *work, size_t thing, const struct decided *decided,
                     size_t bearers, struct candidate *candidate)
{
    memset(candidate->features, 0, sizeof candidate->features);
    if (name_group_of(work->sources[thing].kind) == GROUP_PERSON) {
        person_score(work, thing, decided, bearers, candidate);
        candidate->features[SCORE_TIME] =
            time_score(years_apart(&candidate->profile, work->reading->report->published.year));
    } else {
        thing_score(work, thing, decided, candidate);
    }
    candidate->score = 0;
    for (size_t i = 0; i < SCORE_FEATURES; i++)
        candidate->score += candidate->features[i];
}

bool profiles_exclude(const struct stored_profile *one, const struct stored_profile *other,
                      enum feature kind)
{
    if (!feature_count(one, kind) || !feature_count(other, kind))
        return false;
    for (size_t i = 0; i < one->count; i++)
        if (one->features[i].kind == kind && feature_find(other, kind, one->features[i].value))
            return false;
    return true;
}

bool profiles_exclude_regions(uint32_t country, const struct stored_profile *one,
                              const struct stored_profile *other)
{
    bool any = false, any_other = false;
    if (profiles_exclude(one, other, FEATURE_REGION))
        return true;
    for (size_t i = 0; i < one->count; i++) {
        const struct stored_feature *feature = &one->features[i];
        if (feature->kind != FEATURE_REGION && feature->kind != FEATURE_HOME)
            continue;
        any = true;
        if (feature_find(other, FEATURE_REGION, feature->value) ||
            feature_find(other, FEATURE_HOME, feature->value))
            return false;
    }
    any_other = feature_count(other, FEATURE_REGION) || feature_count(other, FEATURE_HOME);
    return any && any_other && !is_wide(country, one) && !is_wide(country, other);
}

bool candidates_conflict(uint32_t country, const struct candidate *one,
                         const struct candidate *other)
{
    return profiles_exclude_regions(country, &one->profile, &other->profile) ||
           profiles_exclude(&one->profile, &other->profile, FEATURE_BODY) ||
           profiles_exclude(&one->profile, &other->profile, FEATURE_INN) ||
           profiles_exclude(&one->profile, &other->profile, FEATURE_OGRN) ||
           profiles_exclude(&one->profile, &other->profile, FEATURE_PATRONYMIC) ||
           profiles_exclude(&one->profile, &other->profile, FEATURE_PATRONYMIC_LETTER);
}
