#include "grammar_pack.h"

#include <assert.h>

#include "grammar_form.h"

/* In the order in which they are written. */
enum section {
    SECTION_HEAD,
    SECTION_NODES,
    SECTION_SETS,
    SECTION_BITS,
    SECTION_ROLES,
    SECTION_PATTERNS,
    SECTION_PLACES, /* of patterns: what in them is a pointer */
    SECTION_PARTS,
    SECTION_FIXED,
    SECTION_LEMMAS,
    SECTION_FORMS,
    SECTION_LISTS,
    SECTION_SLOTS,
    SECTION_FORM_LEMMAS,
    SECTION_STARTS, /* of the lists of candidates, one behind the other */
    SECTION_CANDIDATES,
    SECTION_WANTED,
    SECTION_WANTED_STARTS,
    SECTION_WANTED_NUMBERS,
    SECTION_CALIBRATION,
    SECTION_SIDES,
    SECTIONS
};
static_assert((int)SECTIONS == (int)GRAMMAR_SECTIONS, "the header tells their number");

/* Whoever adds a member that the matcher needs adds it to both ways here, and corrects the size. */
static_assert(sizeof(struct grammar) == 5792 + sizeof(struct side_weights),
              "grammar_pack() writes each member");
static_assert(sizeof(struct pattern) == 112, "grammar_pack() writes each pointer");
static_assert(sizeof(struct part) == 184, "grammar_pack() writes each pointer");
static_assert(sizeof(struct role) == 40, "grammar_pack() writes each member");

struct packed_head {
    struct pack_text version;
};

/* A property of a kind, and one of its choices; NONE for no choice. */
enum { NONE = UINT16_MAX };
struct packed_property {
    uint16_t kind;
    uint16_t property;
    uint16_t choice;
    uint16_t on_behalf; /* of a role */
};

struct packed_role { /* and a fixed value */
    struct packed_property property;
    struct pack_text text;
};

struct packed_set {
    uint32_t first; /* of its words of bits */
    uint32_t count;
};

struct packed_pattern {
    struct pack_text name;
    struct pack_text file;
    uint32_t kind;
    uint32_t line;
    uint32_t first_part, part_count;
    uint32_t first_fixed, fixed_count;
};

struct packed_list {
    struct pack_text name;
    uint32_t set;
};

const struct pack_kind grammar_kinds[GRAMMAR_SECTIONS] = {
    [SECTION_HEAD] = {"grammar", sizeof(struct packed_head)},
    [SECTION_NODES] = {"nodes", sizeof(struct node)},
    [SECTION_SETS] = {"sets", sizeof(struct packed_set)},
    [SECTION_BITS] = {"bits", sizeof(uint64_t)},
    [SECTION_ROLES] = {"roles", sizeof(struct packed_role)},
    [SECTION_PATTERNS] = {"patterns", sizeof(struct pattern)},
    [SECTION_PLACES] = {"places", sizeof(struct packed_pattern)},
    [SECTION_PARTS] = {"parts", sizeof(struct part)},
    [SECTION_FIXED] = {"fixed", sizeof(struct packed_role)},
    [SECTION_LEMMAS] = {"lemmas", sizeof(struct pack_text)},
    [SECTION_FORMS] = {"forms", sizeof(struct pack_text)},
    [SECTION_LISTS] = {"lists", sizeof(struct packed_list)},
    [SECTION_SLOTS] = {"slots", sizeof(struct lemma_slot)},
    [SECTION_FORM_LEMMAS] = {"form-lemmas", sizeof(bool)},
    [SECTION_STARTS] = {"starts", sizeof(uint32_t)},
    [SECTION_CANDIDATES] = {"candidates", sizeof(struct candidate)},
    [SECTION_WANTED] = {"wanted", sizeof(uint32_t)},
    [SECTION_WANTED_STARTS] = {"wanted-starts", sizeof(uint32_t)},
    [SECTION_WANTED_NUMBERS] = {"wanted-numbers", sizeof(uint32_t)},
    [SECTION_CALIBRATION] = {"calibration", sizeof(struct calibration)},
    [SECTION_SIDES] = {"sides", sizeof(struct side_weights)},
};

void grammar_layout(size_t sizes[GRAMMAR_LAYOUT])
{
    const size_t now[GRAMMAR_LAYOUT] = {NODE_END,
                                        PART_UNLESS,
                                        PART_SCOPES,
                                        sizeof(struct node),
                                        sizeof(struct part),
                                        sizeof(struct pattern),
                                        sizeof(struct calibration),
                                        sizeof(struct side_weights),
                                        sizeof(struct candidate)};
    memcpy(sizes, now, sizeof now);
}

/* The lists of candidates by number: of lemmas, forms, mentions, schemata, quotes and numbers. */
static size_t list_count(const struct grammar *grammar)
{
    return GRAMMAR_LAYERS *
           (grammar->lemmas.strings.count + 1 + grammar->forms.strings.count + 1 + 32 + 64 + 1 + 1);
}

static struct candidates *list_at(struct grammar *grammar, size_t number)
{
    struct {
        struct candidates *lists;
        size_t count;
    } tables[] = {{grammar->by_lemma, GRAMMAR_LAYERS * (grammar->lemmas.strings.count + 1)},
                  {grammar->by_form, GRAMMAR_LAYERS * (grammar->forms.strings.count + 1)},
                  {grammar->by_mention[0], (size_t)GRAMMAR_LAYERS * 32},
                  {grammar->by_schema[0], (size_t)GRAMMAR_LAYERS * 64},
                  {grammar->by_quote, GRAMMAR_LAYERS},
                  {grammar->by_number, GRAMMAR_LAYERS}};
    size_t table = 0;
    for (; number >= tables[table].count; table++)
        number -= tables[table].count;
    return &tables[table].lists[number];
}

/* ---- writing ---- */

struct packing {
    struct grammar *grammar;
    struct arena *work;
    struct pack_writer *writer;
};

static struct packed_property property_pack(const struct schema *schema,
                                            const struct schema_property *property,
                                            const struct schema_choice *choice, bool on_behalf)
{
    size_t kind = 0;
    while (property < schema->kinds[kind].properties ||
           property >= schema->kinds[kind].properties + schema->kinds[kind].property_count)
        kind++;
    return (struct packed_property){
        .kind = (uint16_t)kind,
        .property = (uint16_t)(property - schema->kinds[kind].properties),
        .choice = choice ? (uint16_t)(choice - property->choices) : NONE,
        .on_behalf = on_behalf};
}

static void sets_pack(const struct packing *packing)
{
    const struct grammar *grammar = packing->grammar;
    struct packed_set *sets = ARENA_NEW(packing->work, struct packed_set, grammar->sets.count + 1);
    size_t total = 0;
    for (size_t i = 0; i < grammar->sets.count; i++) {
        const struct lemma_set *set = &grammar->sets.items[i];
        size_t count = set->capacity;
        while (count > 0 && set->bits[count - 1] == 0)
            count--;
        sets[i] = (struct packed_set){(uint32_t)total, (uint32_t)count};
        total += count;
    }
    uint64_t *bits = ARENA_ROOM(packing->work, uint64_t, total + 1);
    for (size_t i = 0; i < grammar->sets.count; i++)
        if (sets[i].count)
            memcpy(bits + sets[i].first, grammar->sets.items[i].bits, sets[i].count * sizeof *bits);
    pack_add(packing->writer, sets, grammar->sets.count, sizeof *sets);
    pack_add(packing->writer, bits, total, sizeof *bits);
}

static void roles_pack(struct packing *packing)
{
    const struct grammar *grammar = packing->grammar;
    struct packed_role *roles =
        ARENA_NEW(packing->work, struct packed_role, grammar->roles.count + 1);
    for (size_t i = 0; i < grammar->roles.count; i++) {
        const struct role *role = &grammar->roles.items[i];
        roles[i] = (struct packed_role){
            property_pack(grammar->schema, role->property, role->choice, role->on_behalf),
            pack_add_text(packing->writer, role->text)};
    }
    pack_add(packing->writer, roles, grammar->roles.count, sizeof *roles);
}

/* All parts of all patterns, and their fixed values, one behind the other. */
struct packed_parts {
    struct {
        struct part *items;
        size_t count;
        size_t capacity;
    } parts;
    struct {
        struct packed_role *items;
        size_t count;
        size_t capacity;
    } fixed;
};

static struct packed_pattern pattern_pack(struct packing *packing, const struct pattern *pattern,
                                          struct packed_parts *all)
{
    const struct grammar *grammar = packing->grammar;
    struct packed_pattern packed = {
        .name = pack_add_text(packing->writer, pattern->name),
        .file = pack_add_text(packing->writer, span_of(pattern->place.file)),
        .kind = (uint32_t)(pattern->kind - grammar->schema->kinds),
        .line = pattern->place.line,
        .first_part = (uint32_t)all->parts.count,
        .part_count = (uint32_t)pattern->parts.count,
        .first_fixed = (uint32_t)all->fixed.count,
        .fixed_count = (uint32_t)pattern->fixed.count};
    for (size_t i = 0; i < pattern->parts.count; i++) {
        struct part *part = ARRAY_PUSH(packing->work, &all->parts);
        *part = pattern->parts.items[i];
        part->anchor = NULL;
        part->elements = NULL;
    }
    for (size_t i = 0; i < pattern->fixed.count; i++) {
        const struct fixed_value *fixed = &pattern->fixed.items[i];
        *ARRAY_PUSH(packing->work, &all->fixed) = (struct packed_role){
            property_pack(grammar->schema, fixed->property, fixed->choice, false),
            pack_add_text(packing->writer, fixed->text)};
    }
    return packed;
}

/* A pattern without its pointers. */
static struct pattern pattern_bare(const struct pattern *pattern)
{
    static const struct pattern empty;
    struct pattern bare = *pattern;
    bare.name = empty.name;
    bare.place = empty.place;
    bare.kind = NULL;
    memset(&bare.parts, 0, sizeof bare.parts);
    memset(&bare.fixed, 0, sizeof bare.fixed);
    return bare;
}

static void patterns_pack(struct packing *packing)
{
    const struct grammar *grammar = packing->grammar;
    size_t count = grammar->patterns.count;
    struct pattern *bare = ARENA_NEW(packing->work, struct pattern, count + 1);
    struct packed_pattern *places = ARENA_NEW(packing->work, struct packed_pattern, count + 1);
    struct packed_parts all = {0};
    for (size_t i = 0; i < count; i++) {
        const struct pattern *pattern = &grammar->patterns.items[i];
        places[i] = pattern_pack(packing, pattern, &all);
        bare[i] = pattern_bare(pattern);
    }
    pack_add(packing->writer, bare, count, sizeof *bare);
    pack_add(packing->writer, places, count, sizeof *places);
    pack_add(packing->writer, all.parts.items, all.parts.count, sizeof *all.parts.items);
    pack_add(packing->writer, all.fixed.items, all.fixed.count, sizeof *all.fixed.items);
}

static void strings_pack(struct packing *packing, const struct intern *strings)
{
    size_t count = strings->strings.count;
    struct pack_text *texts = ARENA_NEW(packing->work, struct pack_text, count + 1);
    for (size_t i = 0; i < count; i++)
        texts[i] = pack_add_text(packing->writer, strings->strings.items[i]);
    pack_add(packing->writer, texts, count, sizeof *texts);
}

/* The word lists that have names: code asks for them. */
static void lists_pack(struct packing *packing)
{
    const struct map *map = &packing->grammar->lists;
    struct packed_list *lists = ARENA_NEW(packing->work, struct packed_list, map->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < map->capacity; i++) {
        const struct map_slot *slot = &map->slots[i];
        if (slot->key.data && !span_starts_with(slot->key, SPAN("=")))
            lists[count++] = (struct packed_list){pack_add_text(packing->writer, slot->key),
                                                  (uint32_t)slot->value};
    }
    pack_add(packing->writer, lists, count, sizeof *lists);
}

static void candidates_pack(const struct packing *packing)
{
    struct grammar *grammar = packing->grammar;
    size_t lists = list_count(grammar), total = 0;
    uint32_t *starts = ARENA_NEW(packing->work, uint32_t, lists + 1);
    for (size_t i = 0; i < lists; i++) {
        starts[i] = (uint32_t)total;
        total += list_at(grammar, i)->count;
    }
    starts[lists] = (uint32_t)total;
    struct candidate *candidates = ARENA_ROOM(packing->work, struct candidate, total + 1);
    for (size_t i = 0; i < lists; i++)
        if (list_at(grammar, i)->count)
            memcpy(candidates + starts[i], list_at(grammar, i)->items,
                   list_at(grammar, i)->count * sizeof *candidates);
    pack_add(packing->writer, starts, lists + 1, sizeof *starts);
    pack_add(packing->writer, candidates, total, sizeof *candidates);
}

static void sections_pack(struct packing *packing)
{
    const struct grammar *grammar = packing->grammar;
    size_t lemmas = grammar->lemmas.strings.count;
    struct pack_writer *writer = packing->writer;
    pack_add(writer, grammar->nodes.items, grammar->nodes.count, sizeof *grammar->nodes.items);
    sets_pack(packing);
    roles_pack(packing);
    patterns_pack(packing);
    strings_pack(packing, &grammar->lemmas);
    strings_pack(packing, &grammar->forms);
    lists_pack(packing);
    pack_add(writer, grammar->lemma_slots, grammar->lemma_capacity, sizeof *grammar->lemma_slots);
    pack_add(writer, grammar->form_lemmas, grammar->form_lemmas ? lemmas + 1 : 0, sizeof(bool));
    candidates_pack(packing);
    pack_add(writer, grammar->wanted.items, grammar->wanted.count, sizeof *grammar->wanted.items);
    pack_add(writer, grammar->wanted_starts, lemmas + 2, sizeof *grammar->wanted_starts);
    pack_add(writer, grammar->wanted_numbers, grammar->wanted_starts[lemmas + 1],
             sizeof *grammar->wanted_numbers);
    pack_add(writer, &grammar->calibration, 1, sizeof grammar->calibration);
    pack_add(writer, &grammar->sides, 1, sizeof grammar->sides);
}

void grammar_pack(const struct grammar *grammar, struct arena *work, struct pack_writer *writer)
{
    struct packing packing = {
        .grammar = (struct grammar *)(uintptr_t)grammar, /* nothing in it is written to */
        .work = work,
        .writer = writer};
    struct packed_head head = {pack_add_text(writer, grammar->version)};
    pack_add(writer, &head, 1, sizeof head);
    sections_pack(&packing);
}

/* ---- reading ---- */

struct unpacking {
    struct grammar *grammar;
    struct pack *pack;
    unsigned first;
};

static void *section_items(struct unpacking *unpacking, enum section section, size_t size,
                           size_t *count)
{
    return pack_items(unpacking->pack, unpacking->first + section, size, count);
}

/* A section becomes an array, where it stands. */
#define ARRAY_UNPACK(unpacking, section, array)                                                    \
    ((array)->items =                                                                              \
         section_items((unpacking), (section), sizeof *(array)->items, &(array)->count),           \
     (array)->capacity = (array)->count)

/* The property, with its choice; NULL where there is none of these numbers. */
static const struct schema_property *property_unpack(struct unpacking *unpacking,
                                                     struct packed_property packed,
                                                     const struct schema_choice **choice)
{
    const struct schema *schema = unpacking->grammar->schema;
    const struct schema_property *property = NULL;
    *choice = NULL;
    if (packed.kind < schema->kind_count &&
        packed.property < schema->kinds[packed.kind].property_count)
        property = &schema->kinds[packed.kind].properties[packed.property];
    unpacking->pack->bad |= property == NULL || packed.on_behalf > 1 ||
                            (packed.choice != NONE && packed.choice >= property->choice_count);
    if (!unpacking->pack->bad && packed.choice != NONE)
        *choice = &property->choices[packed.choice];
    return property;
}

static void sets_unpack(struct unpacking *unpacking)
{
    struct grammar *grammar = unpacking->grammar;
    size_t count, words;
    const struct packed_set *sets = section_items(unpacking, SECTION_SETS, sizeof *sets, &count);
    uint64_t *bits = section_items(unpacking, SECTION_BITS, sizeof *bits, &words);
    grammar->sets.items = ARENA_ROOM(grammar->arena, struct lemma_set, count + 1);
    grammar->sets.count = grammar->sets.capacity = count;
    for (size_t i = 0; i < count; i++) {
        bool good = sets[i].first <= words && sets[i].count <= words - sets[i].first;
        unpacking->pack->bad |= !good;
        grammar->sets.items[i] =
            good ? (struct lemma_set){bits + sets[i].first, sets[i].count} : (struct lemma_set){0};
    }
}

static void roles_unpack(struct unpacking *unpacking)
{
    struct grammar *grammar = unpacking->grammar;
    size_t count;
    const struct packed_role *roles =
        section_items(unpacking, SECTION_ROLES, sizeof *roles, &count);
    unpacking->pack->bad |= count > NO_ROLE;
    grammar->roles.items = ARENA_ROOM(grammar->arena, struct role, count + 1);
    grammar->roles.count = grammar->roles.capacity = count;
    for (size_t i = 0; i < count; i++) {
        struct role *role = &grammar->roles.items[i];
        *role = (struct role){.on_behalf = roles[i].property.on_behalf == 1,
                              .text = pack_text_of(unpacking->pack, roles[i].text)};
        role->property = property_unpack(unpacking, roles[i].property, &role->choice);
    }
}

static void strings_unpack(struct unpacking *unpacking, enum section section,
                           struct intern *strings)
{
    size_t count;
    const struct pack_text *texts = section_items(unpacking, section, sizeof *texts, &count);
    for (size_t i = 0; i < count && !unpacking->pack->bad; i++)
        unpacking->pack->bad |=
            intern_add_lasting(strings, pack_text_of(unpacking->pack, texts[i])) != i + 1;
}

static void lists_unpack(struct unpacking *unpacking)
{
    struct grammar *grammar = unpacking->grammar;
    size_t count;
    const struct packed_list *lists =
        section_items(unpacking, SECTION_LISTS, sizeof *lists, &count);
    for (size_t i = 0; i < count; i++) {
        unpacking->pack->bad |= lists[i].set >= grammar->sets.count;
        *map_add(&grammar->lists, pack_text_of(unpacking->pack, lists[i].name), NULL) =
            lists[i].set;
    }
}

static bool set_good(const struct grammar *grammar, const struct node *node)
{
    return node->type == NODE_FORM ? node->set > 0 && node->set <= grammar->forms.strings.count
                                   : node->set < grammar->sets.count;
}

static bool node_good(const struct grammar *grammar, const struct node *node)
{
    bool bound = node->type == NODE_LIST || node->type == NODE_OPEN || node->type == NODE_CLOSE;
    return node->type <= NODE_END && node->label < AGREEMENT_LABELS &&
           node->next < grammar->nodes.count && node->other < grammar->nodes.count &&
           (!bound || node->role < grammar->roles.count) && set_good(grammar, node);
}

static bool want_good(const struct grammar *grammar, const struct want *want)
{
    return pack_bool_good(&want->number) &&
           (want->set == NO_SET || want->set < grammar->wanted.count) &&
           want->form <= grammar->forms.strings.count;
}

static bool part_good(const struct grammar *grammar, const struct part *part)
{
    bool good = part->use <= PART_UNLESS && part->scope < PART_SCOPES &&
                part->start < grammar->nodes.count && part->want_count <= PART_WANTS &&
                !part->anchor && !part->elements && node_good(grammar, &part->leaf) &&
                (part->role == NO_ROLE || part->role < grammar->roles.count) &&
                (part->anchor_set == NO_SET || part->anchor_set < grammar->sets.count);
    for (size_t i = 0; good && i < part->want_count; i++)
        good = want_good(grammar, &part->wants[i]);
    return good;
}

/* A near, main, spoken, topic or news part binds what its leaf finds. */
static bool part_binds(const struct part *part)
{
    return part->use < PART_NEAR || part->use > PART_NEWS || part->role != NO_ROLE;
}

static bool pattern_good(const struct grammar *grammar, const struct pattern *pattern,
                         const struct packed_pattern *place)
{
    return place->kind < grammar->schema->kind_count && pack_bool_good(&pattern->extends) &&
           pattern->reach <= REACH_UNDO && pattern->layer < GRAMMAR_LAYERS &&
           (pattern->chunk == CHUNK_NONE ||
            pattern->chunk < grammar->schema->kinds[place->kind].property_count);
}

static void fixed_unpack(struct unpacking *unpacking, struct pattern *pattern,
                         const struct packed_role *fixed, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct fixed_value *value = ARRAY_PUSH(unpacking->grammar->arena, &pattern->fixed);
        value->property = property_unpack(unpacking, fixed[i].property, &value->choice);
        value->text = pack_text_of(unpacking->pack, fixed[i].text);
    }
}

/* The parts of all patterns stay where they are in the file. */
struct unpacked_parts {
    struct part *parts;
    size_t part_count;
    const struct packed_role *fixed;
    size_t fixed_count;
};

static void pattern_unpack(struct unpacking *unpacking, struct pattern *pattern,
                           const struct packed_pattern *place, const struct unpacked_parts *all)
{
    struct grammar *grammar = unpacking->grammar;
    if (!pattern_good(grammar, pattern, place) || place->first_part > all->part_count ||
        place->part_count > all->part_count - place->first_part ||
        place->first_fixed > all->fixed_count ||
        place->fixed_count > all->fixed_count - place->first_fixed) {
        unpacking->pack->bad = true;
        return;
    }
    pattern->name = pack_text_of(unpacking->pack, place->name);
    pattern->place = (struct pattern_place){
        pattern->name.data, pack_text_of(unpacking->pack, place->file).data, place->line};
    pattern->kind = &grammar->schema->kinds[place->kind];
    memset(&pattern->parts, 0, sizeof pattern->parts);
    memset(&pattern->fixed, 0, sizeof pattern->fixed);
    pattern->parts.items = all->parts + place->first_part;
    pattern->parts.count = pattern->parts.capacity = place->part_count;
    fixed_unpack(unpacking, pattern, all->fixed + place->first_fixed, place->fixed_count);
}

static void patterns_unpack(struct unpacking *unpacking)
{
    struct grammar *grammar = unpacking->grammar;
    struct unpacked_parts all;
    size_t count, places_count;
    const struct pattern *bare = section_items(unpacking, SECTION_PATTERNS, sizeof *bare, &count);
    const struct packed_pattern *places =
        section_items(unpacking, SECTION_PLACES, sizeof *places, &places_count);
    all.parts = section_items(unpacking, SECTION_PARTS, sizeof *all.parts, &all.part_count);
    all.fixed = section_items(unpacking, SECTION_FIXED, sizeof *all.fixed, &all.fixed_count);
    unpacking->pack->bad |= places_count != count;
    for (size_t i = 0; !unpacking->pack->bad && i < all.part_count; i++)
        unpacking->pack->bad |= !part_good(grammar, &all.parts[i]) || !part_binds(&all.parts[i]);
    grammar->patterns.items = ARENA_NEW(grammar->arena, struct pattern, count + 1);
    grammar->patterns.count = grammar->patterns.capacity = count;
    for (size_t i = 0; !unpacking->pack->bad && i < count; i++) {
        memcpy(&grammar->patterns.items[i], &bare[i], sizeof *bare);
        pattern_unpack(unpacking, &grammar->patterns.items[i], &places[i], &all);
    }
}

static bool candidate_good(const struct grammar *grammar, const struct candidate *candidate)
{
    return candidate->pattern < grammar->patterns.count &&
           candidate->part < grammar->patterns.items[candidate->pattern].parts.count &&
           candidate->start < grammar->nodes.count &&
           candidate->wanted[0] <= grammar->wanted.count &&
           candidate->wanted[1] <= grammar->wanted.count &&
           candidate->form <= grammar->forms.strings.count;
}

static void candidates_unpack(struct unpacking *unpacking)
{
    struct grammar *grammar = unpacking->grammar;
    size_t lemmas = GRAMMAR_LAYERS * (grammar->lemmas.strings.count + 1);
    size_t forms = GRAMMAR_LAYERS * (grammar->forms.strings.count + 1);
    size_t lists = list_count(grammar), count, total;
    const uint32_t *starts = section_items(unpacking, SECTION_STARTS, sizeof *starts, &count);
    struct candidate *items = section_items(unpacking, SECTION_CANDIDATES, sizeof *items, &total);
    unpacking->pack->bad |= count != lists + 1 || starts[lists] != total;
    for (size_t i = 0; !unpacking->pack->bad && i < total; i++)
        unpacking->pack->bad |= !candidate_good(grammar, &items[i]);
    for (size_t i = 0; !unpacking->pack->bad && i < lists; i++)
        unpacking->pack->bad |= starts[i] > starts[i + 1];
    grammar->by_lemma = ARENA_NEW(grammar->arena, struct candidates, lemmas);
    grammar->by_form = ARENA_NEW(grammar->arena, struct candidates, forms);
    for (size_t i = 0; !unpacking->pack->bad && i < lists; i++) {
        size_t size = starts[i + 1] - starts[i];
        if (size)
            *list_at(grammar, i) = (struct candidates){items + starts[i], size, size};
    }
}

static void wanted_unpack(struct unpacking *unpacking)
{
    struct grammar *grammar = unpacking->grammar;
    size_t lemmas = grammar->lemmas.strings.count, starts, numbers;
    ARRAY_UNPACK(unpacking, SECTION_WANTED, &grammar->wanted);
    grammar->wanted_starts =
        section_items(unpacking, SECTION_WANTED_STARTS, sizeof *grammar->wanted_starts, &starts);
    grammar->wanted_numbers =
        section_items(unpacking, SECTION_WANTED_NUMBERS, sizeof *grammar->wanted_numbers, &numbers);
    unpacking->pack->bad |= starts != lemmas + 2 || grammar->wanted_starts[lemmas + 1] != numbers;
    for (size_t i = 0; !unpacking->pack->bad && i <= lemmas; i++)
        unpacking->pack->bad |= grammar->wanted_starts[i] > grammar->wanted_starts[i + 1];
    for (size_t i = 0; !unpacking->pack->bad && i < numbers; i++)
        unpacking->pack->bad |= grammar->wanted_numbers[i] >= grammar->wanted.count;
    for (size_t i = 0; !unpacking->pack->bad && i < grammar->wanted.count; i++)
        unpacking->pack->bad |= grammar->wanted.items[i] >= grammar->sets.count;
}

/* The table from the dictionary's lemmas, which has free slots, and what stands for itself. */
static void lemmas_unpack(struct unpacking *unpacking)
{
    struct grammar *grammar = unpacking->grammar;
    size_t lemmas = grammar->lemmas.strings.count, flags, used = 0;
    grammar->lemma_slots = section_items(unpacking, SECTION_SLOTS, sizeof *grammar->lemma_slots,
                                         &grammar->lemma_capacity);
    grammar->form_lemmas = section_items(unpacking, SECTION_FORM_LEMMAS, sizeof(bool), &flags);
    unpacking->pack->bad |= flags != lemmas + 1 || grammar->lemma_capacity == 0 ||
                            (grammar->lemma_capacity & (grammar->lemma_capacity - 1)) != 0;
    for (size_t i = 0; !unpacking->pack->bad && i < grammar->lemma_capacity; i++) {
        used += grammar->lemma_slots[i].key != 0;
        unpacking->pack->bad |= grammar->lemma_slots[i].lemma > lemmas;
    }
    unpacking->pack->bad |= used == grammar->lemma_capacity;
    for (size_t i = 0; !unpacking->pack->bad && i < flags; i++)
        unpacking->pack->bad |= !pack_bool_good(&grammar->form_lemmas[i]);
}

static void nodes_unpack(struct unpacking *unpacking)
{
    struct grammar *grammar = unpacking->grammar;
    ARRAY_UNPACK(unpacking, SECTION_NODES, &grammar->nodes);
    for (size_t i = 0; !unpacking->pack->bad && i < grammar->nodes.count; i++)
        unpacking->pack->bad |= !node_good(grammar, &grammar->nodes.items[i]);
}

static void head_unpack(struct unpacking *unpacking)
{
    size_t heads, weights, tables;
    const struct packed_head *head = section_items(unpacking, SECTION_HEAD, sizeof *head, &heads);
    const struct calibration *calibration =
        section_items(unpacking, SECTION_CALIBRATION, sizeof *calibration, &weights);
    const struct side_weights *sides =
        section_items(unpacking, SECTION_SIDES, sizeof *sides, &tables);
    unpacking->pack->bad |= heads != 1 || weights != 1 || tables != 1;
    if (unpacking->pack->bad)
        return;
    unpacking->grammar->version = pack_text_of(unpacking->pack, head->version);
    unpacking->grammar->calibration = *calibration;
    unpacking->grammar->sides = *sides;
}

struct grammar *grammar_unpack(struct arena *arena, const struct schema *schema, struct pack *pack,
                               unsigned first)
{
    struct grammar *grammar = grammar_new(arena, schema);
    struct unpacking unpacking = {.grammar = grammar, .pack = pack, .first = first};
    head_unpack(&unpacking);
    if (unpacking.pack->bad)
        return NULL;
    sets_unpack(&unpacking);
    strings_unpack(&unpacking, SECTION_LEMMAS, &grammar->lemmas);
    strings_unpack(&unpacking, SECTION_FORMS, &grammar->forms);
    roles_unpack(&unpacking);
    lists_unpack(&unpacking);
    wanted_unpack(&unpacking);
    lemmas_unpack(&unpacking);
    nodes_unpack(&unpacking);
    patterns_unpack(&unpacking);
    candidates_unpack(&unpacking);
    return unpacking.pack->bad ? NULL : grammar;
}
