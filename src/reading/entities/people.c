/* Which mentions are one person.
 *
 * Persons are one by surname, given name and patronymic where these do not contradict. Full names
 * come first, those that can be read in one way alone before the others, so that «Александра
 * Иванова» is read as the report's other names tell. Then initials, then surnames alone, each in
 * the order of the text: of several persons whom they fit the one named last is meant. */
#include "linking.h"

#include "utf8.h"

enum { GROUPS_BACK = 200 };

/* A first reading with this share of the weight of all is sure. */
static const float SURE = 0.8F;
/* Readings less likely than this beside the first do not join a name to another. */
static const float LEAST_READING = 0.01F;
/* Nor do those less likely than this beside one that does. */
static const float LEAST_BESIDE = 0.1F;

static bool is_initial(struct span part)
{
    return span_ends_with(part, SPAN("."));
}

/* «Наталия» and «Наталья» are one name. */
static struct span given_name_key(struct arena *arena, struct span name)
{
    struct span folded = folded_text(arena, name);
    if (span_ends_with(folded, SPAN("ия")))
        return arena_format(arena, "%.*sья", (int)(folded.size - 4), folded.data);
    return folded;
}

static uint32_t first_letter(struct span part)
{
    size_t at = 0;
    uint32_t letter = code_point_to_lower(utf8_next(part, &at));
    return letter == 0x451 ? 0x435 : letter; /* ё is е */
}

/* Whether two given names or patronymics may be of one person: «А.» and «Анатолий» may. */
static bool part_fits(const struct scan *scan, struct span one, struct span other)
{
    if (one.size == 0 || other.size == 0)
        return true;
    if (first_letter(one) != first_letter(other))
        return false;
    if (is_initial(one) || is_initial(other))
        return true;
    one = given_name_key(scan->arena, one);
    other = given_name_key(scan->arena, other);
    /* «Чарлз Хард» and «Чарлз» */
    struct span rest = one, other_rest = other, word, other_word;
    while (span_next_part(&rest, ' ', &word) && span_next_part(&other_rest, ' ', &other_word))
        if (!span_equal(word, other_word))
            return false;
    return true;
}

static unsigned genders_of(uint16_t person)
{
    return (person & PERSON_MALE ? 1 : 0) | (person & PERSON_FEMALE ? 2 : 0);
}

static bool reading_fits(const struct linking *linking, const struct group *group,
                         const struct person_reading *reading)
{
    return (genders_of(group->person) & genders_of(reading->cases)) &&
           part_fits(linking->scan, group->parts[PERSON_GIVEN], reading->parts[PERSON_GIVEN]) &&
           part_fits(linking->scan, group->parts[PERSON_PATRONYMIC],
                     reading->parts[PERSON_PATRONYMIC]);
}

/* Of two groups the one that is named in full, then the one whose mention was passed last, else the
 * one that begins first. */
static uint32_t nearer(const struct linking *linking, uint32_t one, uint32_t other)
{
    if (one == 0 || other == 0)
        return one == 0 ? other : one;
    const struct group *left = group_at(linking, one), *right = group_at(linking, other);
    bool left_full = left->parts[PERSON_GIVEN].size > 0;
    if (left_full != (right->parts[PERSON_GIVEN].size > 0))
        return left_full ? one : other;
    if (left->last != right->last)
        return left->last > right->last ? one : other;
    const struct candidate *items = linking->scan->candidates.items;
    return items[left->first].first <= items[right->first].first ? one : other;
}

static uint32_t reading_group(const struct linking *linking, const struct person_reading *reading)
{
    struct span surname =
        folded_text(linking->scan->arena, last_word(reading->parts[PERSON_SURNAME]));
    const uint32_t *found = map_find(&linking->surnames, surname);
    uint32_t best = 0;
    for (uint32_t i = found != NULL ? *found : 0; i != 0; i = group_at(linking, i)->next_surname)
        if (reading_fits(linking, group_at(linking, i), reading))
            best = nearer(linking, best, i);
    return best;
}

/* The group that one of the candidate's readings fits. A full name takes the likeliest such
 * reading, a short one the person named last. */
static uint32_t surname_group(const struct linking *linking, const struct candidate *candidate,
                              size_t *reading)
{
    uint32_t best = 0;
    float least = candidate->readings[0].weight * LEAST_READING;
    for (size_t i = 0; i < candidate->reading_count; i++) {
        const struct person_reading *item = &candidate->readings[i];
        if (item->weight < least)
            continue;
        uint32_t group = reading_group(linking, item);
        uint32_t chosen = nearer(linking, best, group);
        if (group != 0 && (best == 0 || (chosen == group && group != best))) {
            least = best == 0 ? item->weight * LEAST_BESIDE : least;
            best = group;
            *reading = i;
        }
        if (best != 0 && candidate->naming == NAMING_FULL)
            break;
    }
    return best;
}

/* Who is called by given name and patronymic, or by the given name alone, without a surname: the
 * person named last whom it fits. */
static uint32_t given_group(const struct linking *linking, const struct candidate *candidate)
{
    size_t least = linking->groups.count > GROUPS_BACK ? linking->groups.count - GROUPS_BACK : 0;
    bool patronymic = candidate->parts[PERSON_PATRONYMIC].size > 0;
    uint32_t exact = 0, vague = 0;
    size_t vague_count = 0;
    for (size_t i = linking->groups.count; i > least; i--) {
        const struct group *group = &linking->groups.items[i - 1];
        if (!kind_is(linking->scan, group->kind, THING_PERSON) ||
            group->parts[PERSON_GIVEN].size == 0 || is_initial(group->parts[PERSON_GIVEN]) ||
            !part_fits(linking->scan, group->parts[PERSON_GIVEN], candidate->parts[PERSON_GIVEN]) ||
            !part_fits(linking->scan, group->parts[PERSON_PATRONYMIC],
                       candidate->parts[PERSON_PATRONYMIC]))
            continue;
        if (patronymic && group->parts[PERSON_PATRONYMIC].size > 0) {
            exact = nearer(linking, exact, (uint32_t)i);
        } else {
            vague = (uint32_t)i;
            vague_count++;
        }
    }
    /* «Анатолий Борисович» of whom only «Анатолий Чубайс» is known. */
    return exact != 0 ? exact : vague_count == 1 ? vague : 0;
}

static void person_join(struct group *group, const struct candidate *candidate)
{
    group->initials |= is_initial(candidate->parts[PERSON_GIVEN]);
    for (size_t i = 0; i < PERSON_SLOTS; i++) {
        struct span part = candidate->parts[i];
        if (part.size > 0 &&
            (group->parts[i].size == 0 || (is_initial(group->parts[i]) && !is_initial(part))))
            group->parts[i] = part;
    }
    unsigned genders = genders_of(group->person) & genders_of(candidate->person);
    if (genders != 0 && genders != 3)
        group->person &= genders == 1 ? PERSON_MALE : PERSON_FEMALE;
}

static void surname_add(struct linking *linking, uint32_t group, struct span surname)
{
    bool added;
    uint32_t *chain =
        map_add(&linking->surnames, folded_text(linking->scan->arena, last_word(surname)), &added);
    group_at(linking, group)->next_surname = *chain;
    *chain = group;
}

static void person_link(struct linking *linking, struct candidate *candidate)
{
    size_t reading = 0;
    uint32_t group = candidate->surname != NO_TOKEN ? surname_group(linking, candidate, &reading)
                                                    : given_group(linking, candidate);
    if (candidate->reading_count > 0)
        candidate_read(candidate, &candidate->readings[reading]);
    if (group == 0) {
        group = group_new(linking, (uint32_t)(candidate - linking->scan->candidates.items));
        if (candidate->surname != NO_TOKEN)
            surname_add(linking, group, candidate->parts[PERSON_SURNAME]);
    }
    person_join(group_at(linking, group), candidate);
    group_at(linking, group)->last = candidate->first + 1;
    candidate->entity = group;
}

enum pass { PASS_SURE, PASS_FULL, PASS_INITIALS, PASS_ALONE, PASSES };

static enum pass pass_of(const struct candidate *candidate)
{
    if (candidate->naming == NAMING_FULL && candidate->surname != NO_TOKEN) {
        float sum = 0;
        for (size_t i = 0; i < candidate->reading_count; i++)
            sum += candidate->readings[i].weight;
        bool sure = candidate->reading_count > 0 && candidate->readings[0].weight >= sum * SURE;
        return sure ? PASS_SURE : PASS_FULL;
    }
    bool initials = candidate->given != NO_TOKEN && candidate->surname != NO_TOKEN;
    return initials ? PASS_INITIALS : PASS_ALONE;
}

static int compare_places(const void *left, const void *right)
{
    const struct candidate *const *one = left, *const *other = right;
    return (*one)->first < (*other)->first ? -1 : (*one)->first > (*other)->first;
}

void persons_link(struct linking *linking)
{
    struct scan *scan = linking->scan;
    struct candidate **order = ARENA_NEW(scan->arena, struct candidate *, scan->candidates.count);
    size_t count = 0;
    for (size_t i = 0; i < scan->candidates.count; i++) {
        struct candidate *candidate = &scan->candidates.items[i];
        if (candidate->type == MENTION_PERSON && candidate->kind != NULL &&
            candidate->same_as == NO_CANDIDATE && candidate->naming != NAMING_REFERENCE)
            order[count++] = candidate;
    }
    qsort(order, count, sizeof *order, compare_places);
    for (enum pass pass = PASS_SURE; pass < PASSES; pass++) {
        for (size_t i = 0; i < linking->groups.count; i++)
            linking->groups.items[i].last = 0;
        for (size_t i = 0; i < count; i++) {
            if (pass_of(order[i]) == pass)
                person_link(linking, order[i]);
            else if (order[i]->entity != 0)
                group_at(linking, order[i]->entity)->last = order[i]->first + 1;
        }
    }
}
