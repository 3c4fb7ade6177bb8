/* A lexicon to sections of a file and back. Edges and nodes stand there as they do in memory. */
#include "lexicon_pack.h"

#include <assert.h>

#include "lexicon_form.h"

/* In the order in which they are written. */
enum section {
    SECTION_EDGES,
    SECTION_NODES,
    SECTION_ENTRIES,
    SECTION_NAMES, /* of entries: what in them is a pointer */
    SECTION_FORMS,
    SECTIONS
};
static_assert((int)SECTIONS == (int)LEXICON_SECTIONS, "the header tells their number");

/* Whoever adds a pointer adds it to both ways here, and corrects the size. */
static_assert(sizeof(struct lexicon_entry) == 88, "lexicon_pack() writes each pointer");

#define NO_KIND UINT32_MAX

struct packed_entry {
    struct pack_text name, spelling, code;
    uint32_t kind; /* of the schema; NO_KIND */
};

struct packed_form {
    struct pack_text form;
    uint32_t number;
};

const struct pack_kind lexicon_kinds[LEXICON_SECTIONS] = {
    [SECTION_EDGES] = {"edges", sizeof(struct edge)},
    [SECTION_NODES] = {"trie", sizeof(struct node)},
    [SECTION_ENTRIES] = {"entries", sizeof(struct lexicon_entry)},
    [SECTION_NAMES] = {"names", sizeof(struct packed_entry)},
    [SECTION_FORMS] = {"word-forms", sizeof(struct packed_form)},
};

/* ---- writing ---- */

static void entries_pack(struct arena *work, const struct lexicon *lexicon,
                         const struct schema *schema, struct pack_writer *writer)
{
    static const struct span none;
    size_t count = lexicon->entries.count;
    struct lexicon_entry *bare = ARENA_NEW(work, struct lexicon_entry, count + 1);
    struct packed_entry *names = ARENA_NEW(work, struct packed_entry, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct lexicon_entry *entry = &lexicon->entries.items[i];
        names[i] = (struct packed_entry){
            pack_add_text(writer, entry->name), pack_add_text(writer, entry->spelling),
            pack_add_text(writer, entry->code),
            entry->schema ? (uint32_t)(entry->schema - schema->kinds) : NO_KIND};
        bare[i] = *entry;
        bare[i].schema = NULL;
        bare[i].name = bare[i].spelling = bare[i].code = none;
    }
    pack_add(writer, bare, count, sizeof *bare);
    pack_add(writer, names, count, sizeof *names);
}

static void forms_pack(struct arena *work, const struct map *map, struct pack_writer *writer)
{
    struct packed_form *forms = ARENA_NEW(work, struct packed_form, map->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].key.data)
            forms[count++] =
                (struct packed_form){pack_add_text(writer, map->slots[i].key), map->slots[i].value};
    pack_add(writer, forms, count, sizeof *forms);
}

void lexicon_pack(const struct lexicon *lexicon, const struct schema *schema, struct arena *work,
                  struct pack_writer *writer)
{
    pack_add(writer, lexicon->edges.items, lexicon->edges.capacity, sizeof *lexicon->edges.items);
    pack_add(writer, lexicon->nodes.items, lexicon->nodes.count, sizeof *lexicon->nodes.items);
    entries_pack(work, lexicon, schema, writer);
    forms_pack(work, &lexicon->forms, writer);
}

/* ---- reading ---- */

struct unpacking {
    struct lexicon *lexicon;
    const struct schema *schema;
    struct pack *pack;
    unsigned first;
};

static void *section_items(struct unpacking *unpacking, enum section section, size_t size,
                           size_t *count)
{
    return pack_items(unpacking->pack, unpacking->first + section, size, count);
}

/* The trie: the table of edges has free slots, and edges lead from nodes to later ones. */
static void trie_unpack(struct unpacking *unpacking)
{
    struct lexicon *lexicon = unpacking->lexicon;
    size_t capacity, nodes, used = 0;
    lexicon->edges.items =
        section_items(unpacking, SECTION_EDGES, sizeof *lexicon->edges.items, &capacity);
    lexicon->nodes.items =
        section_items(unpacking, SECTION_NODES, sizeof *lexicon->nodes.items, &nodes);
    lexicon->edges.capacity = capacity;
    lexicon->nodes.count = lexicon->nodes.capacity = nodes;
    unpacking->pack->bad |= capacity == 0 || (capacity & (capacity - 1)) != 0 || nodes == 0;
    for (size_t i = 0; !unpacking->pack->bad && i < capacity; i++) {
        const struct edge *edge = &lexicon->edges.items[i];
        used += edge->key != 0;
        unpacking->pack->bad |=
            edge->key != 0 && (edge->target >= nodes || edge->target < edge->key >> 32);
    }
    lexicon->edges.count = used;
    unpacking->pack->bad |= used == capacity;
    for (size_t i = 0; !unpacking->pack->bad && i < nodes; i++)
        unpacking->pack->bad |= lexicon->nodes.items[i].entry > lexicon->entries.count;
}

/* Chains of entries of one phrase lead to earlier ones. */
static bool entry_good(const struct lexicon_entry *entry, size_t number, size_t count)
{
    return entry->class < LEXICON_CLASSES && entry->place <= count && entry->same <= count &&
           entry->next < number && pack_bool_good(&entry->pointed) &&
           pack_bool_good(&entry->lower) && pack_bool_good(&entry->upper);
}

static void entries_unpack(struct unpacking *unpacking)
{
    struct lexicon *lexicon = unpacking->lexicon;
    const struct schema *schema = unpacking->schema;
    size_t count, names_count;
    const struct lexicon_entry *bare =
        section_items(unpacking, SECTION_ENTRIES, sizeof *bare, &count);
    const struct packed_entry *names =
        section_items(unpacking, SECTION_NAMES, sizeof *names, &names_count);
    unpacking->pack->bad |= names_count != count;
    lexicon->entries.items = ARENA_ROOM(lexicon->arena, struct lexicon_entry, count + 1);
    lexicon->entries.count = lexicon->entries.capacity = count;
    for (size_t i = 0; !unpacking->pack->bad && i < count; i++) {
        struct lexicon_entry *entry = &lexicon->entries.items[i];
        memcpy(entry, &bare[i], sizeof *entry);
        unpacking->pack->bad |= !entry_good(entry, i + 1, count) ||
                                (names[i].kind != NO_KIND && names[i].kind >= schema->kind_count);
        if (unpacking->pack->bad)
            return;
        entry->schema = names[i].kind == NO_KIND ? NULL : &schema->kinds[names[i].kind];
        entry->name = pack_text_of(unpacking->pack, names[i].name);
        entry->spelling = pack_text_of(unpacking->pack, names[i].spelling);
        entry->code = pack_text_of(unpacking->pack, names[i].code);
    }
}

static void forms_unpack(struct unpacking *unpacking)
{
    size_t count;
    const struct packed_form *forms =
        section_items(unpacking, SECTION_FORMS, sizeof *forms, &count);
    for (size_t i = 0; !unpacking->pack->bad && i < count; i++)
        *map_add(&unpacking->lexicon->forms, pack_text_of(unpacking->pack, forms[i].form), NULL) =
            forms[i].number;
}

struct lexicon *lexicon_unpack(struct arena *arena, const struct morphology *morphology,
                               const struct schema *schema, struct pack *pack, unsigned first)
{
    struct lexicon *lexicon = ARENA_NEW(arena, struct lexicon, 1);
    struct unpacking unpacking = {
        .lexicon = lexicon, .schema = schema, .pack = pack, .first = first};
    lexicon->arena = arena;
    lexicon->morphology = morphology;
    map_init(&lexicon->forms, arena);
    map_init(&lexicon->names, arena);
    entries_unpack(&unpacking);
    trie_unpack(&unpacking);
    forms_unpack(&unpacking);
    return unpacking.pack->bad ? NULL : lexicon;
}
