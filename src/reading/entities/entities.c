/* Which candidates are one entity, what its name is, and the reading's mentions and entities.
 *
 * Persons are linked in people.c; places are one by their entry or name; other things by their name
 * within their family of kinds: a firm and a technopark of one name are two. */
#include "land.h"
#include "linking.h"

#include "utf8.h"

/* Families of kinds whose names do not mix. */
enum { ALIASES = 40 };

enum family {
    FAMILY_FIRM,
    FAMILY_BODY,
    FAMILY_SITE,
    FAMILY_CLUSTER,
    FAMILY_OTHER,
    FAMILY_EXPLAINED /* short names that the report explains, whatever they look like */
};

static enum family family_of(const struct scan *scan, const struct schema_kind *kind)
{
    if (kind_is(scan, kind, THING_SITE))
        return FAMILY_SITE;
    if (kind_is(scan, kind, THING_CLUSTER))
        return FAMILY_CLUSTER;
    if (kind_is(scan, kind, THING_PUBLIC_BODY))
        return FAMILY_BODY;
    for (enum thing thing = THING_STATE_CORPORATION; thing <= THING_ORGANIZATION; thing++)
        if (kind_is(scan, kind, thing))
            return FAMILY_FIRM;
    return FAMILY_OTHER;
}

struct group *group_at(const struct linking *linking, uint32_t number)
{
    return &linking->groups.items[number - 1];
}

uint32_t group_new(struct linking *linking, uint32_t candidate)
{
    const struct candidate *from = &linking->scan->candidates.items[candidate];
    struct group *group = ARRAY_PUSH(linking->scan->arena, &linking->groups);
    group->first = group->best = candidate;
    group->kind = from->kind;
    group->bare = from->bare;
    group->person = from->person;
    group->place = NO_CANDIDATE;
    return (uint32_t)linking->groups.count;
}

struct span folded_text(struct arena *arena, struct span text)
{
    char *out = arena_alloc(arena, text.size + 1, 1);
    return (struct span){out, utf8_lower(text, out, true)};
}

/* Other things. */

static struct span family_key(const struct linking *linking, enum family family, struct span key)
{
    char mark = (char)('0' + family);
    return arena_join(linking->scan->arena, (struct span){&mark, 1}, key);
}

static uint32_t key_find(const struct linking *linking, enum family family, struct span key)
{
    if (key.size == 0)
        return 0;
    const uint32_t *found = map_find(&linking->keys, family_key(linking, family, key));
    return found != NULL ? *found : 0;
}

static void key_add(struct linking *linking, enum family family, struct span key, uint32_t group)
{
    if (key.size == 0)
        return;
    bool added;
    uint32_t *value = map_add(&linking->keys, family_key(linking, family, key), &added);
    if (added)
        *value = group;
}

/* «Минздрав России» is not «Минздрав Омской области», whatever else they have in common. */
static bool places_fit(const struct linking *linking, const struct candidate *candidate,
                       uint32_t number)
{
    const struct candidate *items = linking->scan->candidates.items;
    if (number == 0)
        return false;
    uint32_t place = group_at(linking, number)->place;
    return candidate->place == NO_CANDIDATE || place == NO_CANDIDATE ||
           span_equal(items[candidate->place].key, items[place].key);
}

/* «Фонд «Заречье»» is not «Центр «Заречье»»: both say what they are, and it is not the same. A
 * company may be anything besides. */
static bool kinds_fit(const struct linking *linking, const struct candidate *candidate,
                      uint32_t number)
{
    const struct scan *scan = linking->scan;
    const struct group *group = group_at(linking, number);
    const struct schema_kind *kinds[] = {candidate->kind, group->kind};
    for (size_t i = 0; i < 2; i++)
        if (kind_is(scan, kinds[i], THING_COMPANY) ||
            kind_is(scan, kinds[i], THING_STATE_CORPORATION))
            return true;
    return candidate->bare || group->bare || candidate->kind == group->kind;
}

/* The name of a body with its place as the report's other names of that place have it:
 * «Правительство Башкортостана» is that of «Республика Башкортостан». */
static struct span place_key(const struct scan *scan, const struct candidate *candidate)
{
    if (candidate->place == NO_CANDIDATE || !kind_is(scan, candidate->kind, THING_PUBLIC_BODY))
        return (struct span){0};
    const struct candidate *place = &scan->candidates.items[candidate->place];
    if (place->first <= candidate->first || place->end != candidate->end)
        return (struct span){0};
    struct span words = name_key_of_tokens(scan, candidate->first, place->first);
    return arena_format(scan->arena, "%.*s %.*s", SPAN_ARGS(words), SPAN_ARGS(place->key));
}

static uint32_t thing_find(const struct linking *linking, const struct candidate *candidate,
                           enum family family)
{
    const struct span keys[] = {candidate->key, place_key(linking->scan, candidate),
                                candidate->short_key, candidate->inner_key};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        uint32_t group = key_find(linking, family, keys[i]);
        if (places_fit(linking, candidate, group) &&
            (i == 0 || kinds_fit(linking, candidate, group)))
            return group;
    }
    return 0;
}

/* How good a name is for a register: sure of its nominative, with its legal form, not shouted. */
static int name_worth(const struct scan *scan, const struct candidate *candidate)
{
    bool legal = match_of(scan, candidate->first, LEXICON_LEGAL_FORM) != NULL;
    bool shouted = candidate->end > candidate->first + 1 &&
                   scan->tokens[candidate->name_first].shape == CASE_UPPER &&
                   scan->tokens[candidate->first].shape == CASE_UPPER && !legal;
    return 2 * candidate->certain + legal - 2 * shouted;
}

static void thing_join(struct linking *linking, uint32_t number, uint32_t candidate_number)
{
    const struct scan *scan = linking->scan;
    const struct candidate *candidate = &scan->candidates.items[candidate_number];
    struct group *group = group_at(linking, number);
    const struct candidate *best = &scan->candidates.items[group->best];
    if (group->place == NO_CANDIDATE)
        group->place = candidate->place;
    if (group->bare && !candidate->bare) {
        group->kind = candidate->kind;
        group->bare = false;
    } else if (kind_is(scan, group->kind, THING_COMPANY) && !candidate->bare &&
               !kind_is(scan, candidate->kind, THING_COMPANY)) {
        group->kind = candidate->kind; /* what says more than a legal form */
    }
    if (candidate->naming < best->naming ||
        (candidate->naming == best->naming && name_worth(scan, candidate) > name_worth(scan, best)))
        group->best = candidate_number;
}

static void thing_link(struct linking *linking, uint32_t number)
{
    struct candidate *candidate = &linking->scan->candidates.items[number];
    enum family family = family_of(linking->scan, candidate->kind);
    uint32_t group = thing_find(linking, candidate, family);
    if (group == 0 && candidate->bare)
        for (int other = FAMILY_FIRM; group == 0 && other <= FAMILY_OTHER; other++)
            group = thing_find(linking, candidate, (enum family)other);
    if (group == 0 && candidate->naming == NAMING_SHORT) {
        uint32_t explained = key_find(linking, FAMILY_EXPLAINED, candidate->short_key);
        group = places_fit(linking, candidate, explained) ? explained : 0;
    }
    if (group == 0)
        group = group_new(linking, number);
    thing_join(linking, group, number);
    if (!candidate->bare || family_of(linking->scan, group_at(linking, group)->kind) == family) {
        key_add(linking, family, candidate->key, group);
        key_add(linking, family, place_key(linking->scan, candidate), group);
        key_add(linking, family, candidate->short_key, group);
        key_add(linking, family, candidate->inner_key, group);
    }
    candidate->entity = group;
    /* A guess gives way to what the report says elsewhere. */
    if (candidate->bare && !group_at(linking, group)->bare)
        candidate->type = (uint8_t)mention_type_of(linking->scan, group_at(linking, group)->kind);
}

static void place_link(struct linking *linking, uint32_t number)
{
    struct candidate *candidate = &linking->scan->candidates.items[number];
    uint32_t group = key_find(linking, FAMILY_OTHER, candidate->key);
    if (group == 0)
        group = group_new(linking, number);
    const struct group *known = group_at(linking, group);
    const struct candidate *best = &linking->scan->candidates.items[known->best];
    if (candidate->naming < best->naming)
        group_at(linking, group)->best = number;
    key_add(linking, FAMILY_OTHER, candidate->key, group);
    candidate->entity = group;
}

static bool is_geographic(const struct scan *scan, const struct schema_kind *kind)
{
    return kind_is(scan, kind, THING_COUNTRY) || kind_is(scan, kind, THING_REGION) ||
           kind_is(scan, kind, THING_LOCALITY) || kind_is(scan, kind, THING_PLACE);
}

static void candidate_link(struct linking *linking, uint32_t number)
{
    struct candidate *candidate = &linking->scan->candidates.items[number];
    if (candidate->kind == NULL || candidate->naming == NAMING_REFERENCE ||
        candidate->same_as != NO_CANDIDATE || candidate->type == MENTION_POSITION ||
        candidate->type == MENTION_PERSON)
        return;
    if (is_geographic(linking->scan, candidate->kind))
        place_link(linking, number);
    else
        thing_link(linking, number);
}

static bool is_full_name_of(const struct candidate *candidate, const struct lexicon_entry *entry)
{
    return candidate->entry == entry && candidate->naming == NAMING_FULL &&
           candidate->type == MENTION_ORGANIZATION;
}

/* Whether a body's words can mean the region: «областной» is not of Москва. */
static bool region_fits(const struct scan *scan, const struct candidate *body,
                        const struct candidate *region)
{
    struct span name = region->entry != NULL ? region->entry->name : region->name;
    return land_is_meant(scan->tokens, body->first, body->end, name);
}

/* The region that a candidate is nearest behind; the first of the report where none stands before
 * it. One of the cities that are regions, or any but them. */
static const struct candidate *region_near(const struct scan *scan, const struct candidate *body,
                                           bool city)
{
    const struct candidate *before = NULL, *behind = NULL;
    for (size_t i = 0; i < scan->candidates.count; i++) {
        const struct candidate *place = &scan->candidates.items[i];
        if (place->unlisted || place->kind == NULL || !kind_is(scan, place->kind, THING_REGION) ||
            place->type != MENTION_PLACE || place->naming == NAMING_REFERENCE ||
            land_is_city(place->name) != city || !region_fits(scan, body, place))
            continue;
        if (place->first < body->first && (before == NULL || place->first > before->first))
            before = place;
        if (place->first > body->first && (behind == NULL || place->first < behind->first))
            behind = place;
    }
    return before != NULL ? before : behind;
}

/* «Правительство региона» in a report from a forum in Petersburg is rather no city's. */
static const struct candidate *region_of(const struct scan *scan, const struct candidate *body)
{
    const struct candidate *region = region_near(scan, body, false);
    return region != NULL ? region : region_near(scan, body, true);
}

static bool is_regional(const struct scan *scan, const struct candidate *body)
{
    static const char *const words[] = {"област", "край", "края", "краев", "республик", "регион"};
    for (uint32_t token = body->first; token < body->end; token++)
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
            if (span_starts_with(scan->tokens[token].folded, span_of(words[i])))
                return true;
    return false;
}

/* «правительство региона» in a report that never gives its full name: it is the government of the
 * region spoken of, and later mentions point at it. */
static void bodies_name(struct scan *scan)
{
    for (size_t i = 0; i < scan->candidates.count; i++) {
        struct candidate *body = &scan->candidates.items[i];
        if (!body->jurisdiction || body->naming != NAMING_REFERENCE || !is_regional(scan, body))
            continue;
        bool named = false;
        for (size_t k = 0; k < scan->candidates.count && !named; k++)
            named = is_full_name_of(&scan->candidates.items[k], body->entry);
        const struct candidate *region = named ? NULL : region_of(scan, body);
        if (region == NULL)
            continue;
        struct span of = morphology_inflect_phrase(scan->reader->morphology, region->name,
                                                   GRAM_NOMINATIVE, GRAM_GENITIVE, scan->arena);
        body->name =
            capitalized(scan->arena, arena_format(scan->arena, "%.*s %.*s",
                                                  SPAN_ARGS(body->entry->spelling), SPAN_ARGS(of)));
        body->key = name_key(scan->arena, body->name);
        body->naming = NAMING_FULL;
        body->certain = true;
        return; /* the others point at it */
    }
}

/* Other names go to the entities of what they are names of; later ones find them by their keys. */
static void other_names_link(struct linking *linking)
{
    struct scan *scan = linking->scan;
    for (uint32_t i = 0; i < scan->candidates.count; i++) {
        struct candidate *candidate = &scan->candidates.items[i];
        uint32_t to = candidate->same_as;
        for (int steps = 0; to != NO_CANDIDATE && steps < 4; steps++) {
            candidate->entity = scan->candidates.items[to].entity;
            to = scan->candidates.items[to].same_as;
        }
        if (candidate->same_as == NO_CANDIDATE || candidate->entity == 0 ||
            candidate->type == MENTION_PERSON)
            continue;
        enum family family = family_of(scan, group_at(linking, candidate->entity)->kind);
        key_add(linking, family, candidate->key, candidate->entity);
        key_add(linking, family, candidate->short_key, candidate->entity);
        key_add(linking, FAMILY_EXPLAINED, candidate->short_key, candidate->entity);
    }
}

/* Full names come first, so that short ones find them. */
static void candidates_link(struct linking *linking)
{
    struct scan *scan = linking->scan;
    persons_link(linking);
    bodies_name(scan);
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < scan->candidates.count; i++)
            if ((pass == 0) == (!scan->candidates.items[i].bare &&
                                scan->candidates.items[i].naming == NAMING_FULL))
                candidate_link(linking, i);
        other_names_link(linking);
    }
    for (uint32_t i = 0; i < scan->candidates.count; i++) {
        struct candidate *candidate = &scan->candidates.items[i];
        if (candidate->entity == 0 || candidate->unlisted || candidate->naming == NAMING_REFERENCE)
            continue;
        struct group *group = group_at(linking, candidate->entity);
        group->listed = true;
        /* Of a bare «Заря» others tell that it is a firm: «компания» may be it. */
        if ((candidate->bare || candidate->kind == NULL) && group->kind != NULL &&
            kind_is(scan, group->kind, THING_COMPANY))
            candidate->kind = group->kind;
    }
}

/* Writing the reading. */

static struct span join_words(struct arena *arena, struct span one, struct span other)
{
    if (one.size == 0)
        return other;
    if (other.size == 0)
        return one;
    return arena_format(arena, "%.*s %.*s", SPAN_ARGS(one), SPAN_ARGS(other));
}

static void alias_add(struct linking *linking, struct group *group, struct span name,
                      struct span alias)
{
    if (alias.size == 0 || span_equal(alias, name) || group->aliases.count == ALIASES)
        return;
    for (size_t i = 0; i < group->aliases.count; i++)
        if (span_equal(group->aliases.items[i], alias))
            return;
    *ARRAY_PUSH(linking->scan->arena, &group->aliases) = alias;
}

/* «А. Б. Зотов», whose given name the report tells elsewhere, is no «Анатолий Б. Зотов». */
static struct span person_name(struct arena *arena, const struct group *group)
{
    const struct span *parts = group->parts;
    bool initial = group->initials && !span_ends_with(parts[PERSON_GIVEN], SPAN(".")) &&
                   span_ends_with(parts[PERSON_PATRONYMIC], SPAN("."));
    struct span first = initial ? parts[PERSON_GIVEN]
                                : join_words(arena, parts[PERSON_GIVEN], parts[PERSON_PATRONYMIC]);
    return join_words(arena, first, parts[PERSON_SURNAME]);
}

static struct span group_name(const struct linking *linking, const struct group *group)
{
    struct arena *arena = linking->scan->arena;
    if (kind_is(linking->scan, group->kind, THING_PERSON))
        return person_name(arena, group);
    return linking->scan->candidates.items[group->best].name;
}

static uint32_t place_of(const struct linking *linking, const struct group *group)
{
    return group->place != NO_CANDIDATE ? linking->scan->candidates.items[group->place].entity
                                        : NO_ENTITY;
}

static void entity_write(struct linking *linking, struct group *group, struct entity *entity)
{
    *entity = (struct entity){.schema = group->kind,
                              .name = group_name(linking, group),
                              .aliases = group->aliases.items,
                              .alias_count = group->aliases.count,
                              .place = place_of(linking, group),
                              .listed = group->listed};
    if (kind_is(linking->scan, group->kind, THING_PERSON)) {
        bool male = group->person & PERSON_MALE, female = group->person & PERSON_FEMALE;
        entity->gender = male == female ? 0 : male ? GRAM_MASCULINE : GRAM_FEMININE;
    }
}

static void entities_write(struct linking *linking)
{
    struct scan *scan = linking->scan;
    for (uint32_t i = 0; i < scan->candidates.count; i++) {
        struct candidate *candidate = &scan->candidates.items[i];
        if (candidate->entity == 0 || candidate->naming == NAMING_REFERENCE)
            continue;
        struct group *group = group_at(linking, candidate->entity);
        struct span alias = candidate->name;
        if (candidate->type == MENTION_PERSON && alias.size == 0)
            alias = join_words(scan->arena,
                               join_words(scan->arena, candidate->parts[0], candidate->parts[1]),
                               candidate->parts[2]);
        alias_add(linking, group, group_name(linking, group), alias);
    }
    struct reading *reading = scan->reading;
    reading->entity_count = linking->groups.count;
    reading->entities = ARENA_NEW(scan->arena, struct entity, linking->groups.count + 1);
    for (size_t i = 0; i < linking->groups.count; i++)
        entity_write(linking, &linking->groups.items[i], &reading->entities[i]);
}

static struct range token_range(const struct scan *scan, uint32_t first, uint32_t end)
{
    if (first >= end)
        return (struct range){0};
    return (struct range){scan->tokens[first].start, scan->tokens[end - 1].end};
}

/* «В Балаково», «в Иваново»: towns whose names many leave undeclined. */
static bool is_undeclined(const struct scan *scan, uint32_t token)
{
    static const char *const ends[] = {"ово", "ево", "ино", "ыно"};
    const struct token *tokens = scan->reading->tokens.items;
    if (token == 0 || token >= scan->reading->tokens.count ||
        !(scan->words[token].grammemes & (GRAM_NOMINATIVE | GRAM_ACCUSATIVE)) ||
        (!span_equal(tokens[token - 1].folded, SPAN("в")) &&
         !span_equal(tokens[token - 1].folded, SPAN("во"))))
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (span_ends_with(tokens[token].folded, span_of(ends[i])))
            return true;
    return false;
}

static void mention_write(const struct scan *scan, const struct candidate *candidate,
                          struct mention *mention)
{
    *mention = (struct mention){
        .range = token_range(scan, candidate->first, candidate->end),
        .name = token_range(scan, candidate->name_first, candidate->name_end),
        .has_name = candidate->name_first < candidate->name_end &&
                    (candidate->naming != NAMING_REFERENCE || candidate->tagged),
        .type = candidate->type,
        .by_reference = candidate->naming == NAMING_REFERENCE,
        .entity = candidate->entity,
        .first = candidate->first,
        .token_count = candidate->end - candidate->first,
        .head = candidate->head,
        .grammemes = candidate->grammemes,
        .value = candidate->value,
    };
    if (mention->grammemes == 0 && candidate->head < scan->reading->tokens.count)
        mention->grammemes = scan->words[candidate->head].grammemes;
    if (mention->type == MENTION_PLACE && is_undeclined(scan, candidate->head))
        mention->grammemes |= GRAM_LOCATIVE;
}

static int compare_mentions(const void *left, const void *right)
{
    const struct mention *one = left, *other = right;
    if (one->first != other->first)
        return one->first < other->first ? -1 : 1;
    if (one->token_count != other->token_count)
        return one->token_count > other->token_count ? -1 : 1;
    return (int)one->type - (int)other->type;
}

/* Of two that overlap without nesting the first stays; of two of one extent the later. */
static size_t mentions_disentangle(struct mention *mentions, size_t count)
{
    size_t kept = 0;
    uint32_t stack[8];
    size_t depth = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t first = mentions[i].first, end = first + mentions[i].token_count;
        while (depth > 0 && stack[depth - 1] <= first)
            depth--;
        if (depth == 8 || (depth > 0 && stack[depth - 1] < end))
            continue;
        if (kept > 0 && mentions[kept - 1].first == first &&
            mentions[kept - 1].token_count == mentions[i].token_count)
            continue;
        stack[depth++] = end;
        mentions[kept++] = mentions[i];
    }
    return kept;
}

static void mentions_write(struct linking *linking)
{
    struct scan *scan = linking->scan;
    struct reading *reading = scan->reading;
    reading->mentions = ARENA_NEW(scan->arena, struct mention, scan->candidates.count + 1);
    size_t count = 0;
    for (uint32_t i = 0; i < scan->candidates.count; i++)
        mention_write(scan, &scan->candidates.items[i], &reading->mentions[count++]);
    qsort(reading->mentions, count, sizeof *reading->mentions, compare_mentions);
    reading->mention_count = mentions_disentangle(reading->mentions, count);
    uint32_t covered = 0;
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct mention *mention = &reading->mentions[i];
        uint32_t end = mention->first + mention->token_count;
        for (uint32_t k = covered > mention->first ? covered : mention->first; k < end; k++)
            scan->words[k].mention = (uint32_t)i + 1;
        covered = end > covered ? end : covered;
    }
}

void entities_find(struct scan *scan)
{
    struct linking linking = {.scan = scan};
    map_init(&linking.keys, scan->arena);
    map_init(&linking.surnames, scan->arena);
    candidates_link(&linking);
    references_resolve(scan);
    entities_write(&linking);
    mentions_write(&linking);
    map_return(&linking.keys);
    map_return(&linking.surnames);
    arena_return(scan->arena, linking.groups.items,
                 linking.groups.capacity * sizeof *linking.groups.items);
}
