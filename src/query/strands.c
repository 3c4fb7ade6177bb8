/* The ties of many entities at once. */
#include "strands.h"

#include <stdlib.h>

#include "order.h"
#include "view.h"

enum {
    WORK_LIMIT = 256 * 1024 * 1024,
    SLOTS_LEAST = 1024,
    STRANDS_ROOM = 32 * 1024, /* at first … */
    STRANDS_RESERVED = 8, /* … of so many times as much memory, which costs nothing till used */
    STRANDS_SPARE = 8     /* the part of the room below which it is little */
};
#define NO_NODE UINT32_MAX

struct gathering {
    struct lookup *lookup;
    const struct strands_wanted *wanted;
    struct strands *strands;
    bool complete;     /* memory sufficed */
    bool closed;       /* no node is added any more */
    size_t begun;      /* the first strand of the fact at hand */
    struct arena work; /* of what is gathered, */
    struct arena part; /* and of the tellings at hand */
};

/* ---- days and kinds ---- */

enum { MONTH = 32, YEAR = 13 * MONTH };

int32_t strand_day(struct date date)
{
    return date.year * YEAR + date.month * MONTH + date.day;
}

struct date strand_date(int32_t day)
{
    return (struct date){(int16_t)(day / YEAR), (int8_t)(day % YEAR / MONTH),
                         (int8_t)(day % MONTH)};
}

bool kind_is_node(const struct schema_kind *kind)
{
    return span_equal(kind->name, SPAN("agreement")) || span_equal(kind->name, SPAN("project"));
}

uint64_t strand_kind(const struct query *query, const struct schema_kind *kind)
{
    unsigned place = 0;
    for (const struct schema_kind *each = query->schema->kinds; each < kind; each++)
        place += each->is_fact;
    return place < STRAND_KINDS ? (uint64_t)1 << place : 0;
}

/* ---- nodes ---- */

/* The slot of a number: it holds its node + 1, or 0 where it has none. */
static uint32_t *slot_of(struct strands *strands, int64_t number)
{
    uint64_t mixed = (uint64_t)number * 0x9E3779B97F4A7C15u;
    size_t at = (mixed >> 20) & (strands->slot_count - 1);
    while (strands->slots[at] && strands->nodes.items[strands->slots[at] - 1].number != number)
        at = (at + 1) & (strands->slot_count - 1);
    return &strands->slots[at];
}

static void slots_grow(struct strands *strands)
{
    strands->slot_count = strands->slot_count ? strands->slot_count * 2 : SLOTS_LEAST;
    strands->slots = ARENA_NEW(strands->arena, uint32_t, strands->slot_count);
    for (size_t i = 0; i < strands->nodes.count; i++)
        *slot_of(strands, strands->nodes.items[i].number) = (uint32_t)i + 1;
}

static uint32_t node_of(struct gathering *gathering, int64_t number, const struct schema_kind *kind,
                        uint32_t level)
{
    struct strands *strands = gathering->strands;
    if (2 * strands->nodes.count >= strands->slot_count)
        slots_grow(strands);
    uint32_t *slot = slot_of(strands, number);
    if (*slot)
        return *slot - 1;
    if (gathering->closed)
        return NO_NODE;
    *ARRAY_PUSH(strands->arena, &strands->nodes) = (struct strand_node){number, kind, level};
    *slot = (uint32_t)strands->nodes.count;
    return *slot - 1;
}

/* ---- strands ---- */

static int by_origin(const void *left, const void *right)
{
    const struct strand *a = left, *b = right;
    int order = (a->first > b->first) - (a->first < b->first);
    if (!order)
        order = (a->second > b->second) - (a->second < b->second);
    return order ? order : (a->sources > b->sources) - (a->sources < b->sources);
}

static void strands_sort(struct strand *strands, size_t count)
{
    static const struct order_key keys[] = {ORDER_KEY(strand, first), ORDER_KEY(strand, second),
                                            ORDER_KEY(strand, sources)};
    if (count && !order_by_keys(strands, count, sizeof *strands, keys, sizeof keys / sizeof *keys))
        qsort(strands, count, sizeof *strands, by_origin);
}

/* The strands of a fact are few: qsort() would take longer to begin than to sort them. */
static void strands_sort_few(struct strand *strands, size_t count)
{
    enum { FEW = 24 };
    if (count > FEW) {
        strands_sort(strands, count);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        struct strand strand = strands[i];
        size_t at = i;
        for (; at && by_origin(&strands[at - 1], &strand) > 0; at--)
            strands[at] = strands[at - 1];
        strands[at] = strand;
    }
}

static bool same_pair(const struct strand *one, const struct strand *other)
{
    return one->first == other->first && one->second == other->second;
}

/* Adds the kinds and days of a strand to those of another. */
static void strand_join(struct strand *strand, const struct strand *other)
{
    strand->kinds |= other->kinds;
    if (other->begin && (!strand->begin || other->begin < strand->begin))
        strand->begin = other->begin;
    if (other->end > strand->end)
        strand->end = other->end;
}

/* Orders the strands and makes those of a pair and an origin one. */
static void strands_join(struct strands *strands)
{
    size_t kept = 0;
    strands_sort(strands->items, strands->count);
    for (size_t i = 0; i < strands->count; i++) {
        const struct strand *strand = &strands->items[i];
        if (kept && by_origin(&strands->items[kept - 1], strand) == 0) {
            strands->items[kept - 1].facts += strand->facts;
            strand_join(&strands->items[kept - 1], strand);
        } else {
            strands->items[kept++] = *strand;
        }
    }
    strands->count = kept;
}

/* Makes the strands of a pair one edge. */
static void edges_make(struct strands *strands)
{
    size_t kept = 0;
    strands_join(strands);
    for (size_t i = 0; i < strands->count; i++) {
        struct strand strand = strands->items[i];
        if (kept && same_pair(&strands->items[kept - 1], &strand)) {
            strands->items[kept - 1].sources++;
            strands->items[kept - 1].facts += strand.facts;
            strand_join(&strands->items[kept - 1], &strand);
        } else {
            strand.sources = 1;
            strands->items[kept++] = strand;
        }
    }
    strands->count = kept;
}

/* Twice as much room, as far as there may be. */
static void room_grow(struct strands *strands)
{
    size_t room = strands->room ? 2 * strands->room : STRANDS_ROOM;
    if (room > strands->most)
        room = strands->most;
    if (room == strands->room)
        return;
    strands->room = room;
    if (room <= strands->reserved)
        return;
    strands->reserved =
        room * STRANDS_RESERVED < strands->most ? room * STRANDS_RESERVED : strands->most;
    struct strand *items = ARENA_ROOM(strands->arena, struct strand, strands->reserved);
    if (strands->count)
        memcpy(items, strands->items, strands->count * sizeof *items);
    strands->items = items;
}

static void strand_add(struct strands *strands, struct strand strand)
{
    uint32_t one = strand.first;
    if (one == strand.second || one == NO_NODE || strand.second == NO_NODE)
        return;
    if (one > strand.second) {
        strand.first = strand.second;
        strand.second = one;
    }
    if (strands->count == strands->room)
        room_grow(strands);
    strands->cut |= strands->count == strands->room;
    if (!strands->cut)
        strands->items[strands->count++] = strand;
}

/* ---- facts ---- */

/* Makes room before the next fact, where there is little. */
static void fact_begin(struct gathering *gathering)
{
    struct strands *strands = gathering->strands;
    if (!strands->joined && strands->room - strands->count < strands->room / STRANDS_SPARE) {
        strands_join(strands);
        /* Joining again and again for little room would cost more than it gives. */
        if (strands->room - strands->count < strands->room / 4) {
            strands->joined = strands->room == strands->most;
            room_grow(strands);
        }
    }
    gathering->begun = strands->count;
}

/* A fact counts once for a pair, however many reports tell of it. */
static void fact_end(struct gathering *gathering)
{
    struct strands *strands = gathering->strands;
    struct strand *items = strands->items + gathering->begun;
    size_t count = strands->count - gathering->begun, kept = 0;
    strands_sort_few(items, count);
    for (size_t i = 0; i < count; i++) {
        if (kept && by_origin(&items[kept - 1], &items[i]) == 0) {
            strand_join(&items[kept - 1], &items[i]);
            continue;
        }
        items[kept] = items[i];
        items[kept].facts = !(kept && same_pair(&items[kept - 1], &items[kept]));
        kept++;
    }
    strands->count = gathering->begun + kept;
}

static bool fact_is_node(const struct strands_wanted *wanted, int64_t fact,
                         const struct schema_kind *kind)
{
    return fact == wanted->focus ||
           (wanted->facts && kind_is_node(kind) && wanted->kinds[kind->number]);
}

static bool member_is_node(const struct strands_wanted *wanted, const struct stored_member *member)
{
    if (!member->number)
        return false;
    if (member->kind->is_fact)
        return fact_is_node(wanted, member->number, member->kind);
    return wanted->kinds[member->kind->number] || member->number == wanted->focus;
}

/* The nodes that a telling names, each once; their number. */
static size_t members_take(struct gathering *gathering, const struct stored_telling *telling,
                           uint32_t level, uint32_t *nodes)
{
    size_t count = 0;
    for (size_t i = 0; i < telling->members.count && count < FACT_MEMBERS; i++) {
        const struct stored_member *member = &telling->members.items[i];
        if (!member_is_node(gathering->wanted, member))
            continue;
        uint32_t node = node_of(gathering, member->number, member->kind, level);
        size_t k = 0;
        while (k < count && nodes[k] != node)
            k++;
        if (k == count && node != NO_NODE)
            nodes[count++] = node;
    }
    return count;
}

static void telling_take(struct gathering *gathering, const struct stored_telling *telling)
{
    const struct strands_wanted *wanted = gathering->wanted;
    uint32_t nodes[FACT_MEMBERS];
    struct date first, last;
    if (!telling_is_wanted(gathering->lookup->query, &wanted->ties, telling))
        return;
    telling_days(telling, &first, &last);
    struct strand strand = {.sources = (uint32_t)telling->origin,
                            .kinds = strand_kind(gathering->lookup->query, telling->kind),
                            .begin = strand_day(first),
                            .end = strand_day(last)};
    size_t count = members_take(gathering, telling, 0, nodes);
    bool is_node = fact_is_node(wanted, telling->fact, telling->kind);
    uint32_t fact = is_node ? node_of(gathering, telling->fact, telling->kind, 0) : NO_NODE;
    for (size_t i = 0; i < count; i++) {
        strand.first = nodes[i];
        strand.second = fact;
        if (is_node)
            strand_add(gathering->strands, strand);
        for (size_t k = 0; k < i && !is_node; k++) {
            strand.second = nodes[k];
            strand_add(gathering->strands, strand);
        }
    }
}

/* Takes tellings that stand by their facts. */
static void tellings_take(struct gathering *gathering, const struct stored_tellings *tellings)
{
    for (size_t i = 0; i < tellings->count && !gathering->strands->cut; i++) {
        bool first = i == 0 || tellings->items[i].fact != tellings->items[i - 1].fact;
        if (first && i)
            fact_end(gathering);
        if (first)
            fact_begin(gathering);
        telling_take(gathering, &tellings->items[i]);
    }
    if (tellings->count)
        fact_end(gathering);
}

/* ---- of the newest reports ---- */

static bool newest_part(void *context, struct stored_tellings *tellings)
{
    struct gathering *gathering = context;
    struct lookup *lookup = gathering->lookup;
    if (!tellings_judge(lookup->query, &gathering->wanted->ties, &gathering->part, tellings,
                        lookup->error))
        return false;
    tellings_take(gathering, tellings);
    return true;
}

/* Takes what they tell; in arenas of its own. */
static void newest_take(void *context)
{
    struct gathering *gathering = context;
    struct lookup *lookup = gathering->lookup;
    const struct strands_wanted *wanted = gathering->wanted;
    struct tellings_wanted asked = newest_wanted(lookup->query, &wanted->ties, wanted->reports);
    const struct tellings_taker taker = {newest_part, gathering, &gathering->part};
    asked.naming = wanted->naming;
    asked.plain = true;
    if (!store_tellings_newest(lookup->query->store, &asked, &gathering->work, &taker,
                               &gathering->strands->older, lookup->error))
        lookup->failed = true;
    gathering->strands->older |= wanted->ties.older;
}

static void in_work(void *context)
{
    struct gathering *gathering = context;
    gathering->complete = arena_run(&gathering->work, newest_take, gathering);
}

static void newest_gather(struct gathering *gathering)
{
    if (!arena_run(&gathering->part, in_work, gathering) || !gathering->complete)
        gathering->lookup->failed = !error_add(gathering->lookup->error, "query.too_large", NULL);
}

/* ---- around an entity ---- */

static int by_telling(const void *left, const void *right)
{
    const struct stored_telling *a = left, *b = right;
    int order = (a->fact > b->fact) - (a->fact < b->fact);
    if (!order)
        order = (a->report > b->report) - (a->report < b->report);
    return order ? order : (a->source > b->source) - (a->source < b->source);
}

/* The nodes that a telling brings one step from one whom it names, or of whom it is. */
static void step_take(struct gathering *gathering, const struct stored_telling *telling,
                      uint32_t from)
{
    uint32_t nodes[FACT_MEMBERS];
    struct strand_node node = gathering->strands->nodes.items[from];
    if (!telling_is_wanted(gathering->lookup->query, &gathering->wanted->ties, telling))
        return;
    if (telling->fact != node.number &&
        fact_is_node(gathering->wanted, telling->fact, telling->kind))
        node_of(gathering, telling->fact, telling->kind, node.level + 1);
    else
        members_take(gathering, telling, node.level + 1, nodes);
}

/* Asks for the tellings of a node and, where it is passed through, takes the nodes beside it. */
static void node_ask(struct gathering *gathering, uint32_t index, struct stored_tellings *all)
{
    struct lookup *lookup = gathering->lookup;
    const struct strand_node node = gathering->strands->nodes.items[index];
    struct tellings_wanted wanted = gathering->wanted->ties.tellings;
    struct stored_tellings tellings;
    wanted.limit = 1 + (!index                                  ? TELLINGS_MOST
                        : node.level < gathering->wanted->steps ? HUB_TELLINGS
                                                                : AROUND_TELLINGS);
    if (!store_tellings_naming(lookup->query->store, node.number, &wanted, lookup->arena, &tellings,
                               lookup->error)) {
        lookup->failed = true;
        return;
    }
    bool many = tellings.count == wanted.limit;
    if (many)
        tellings.count--;
    gathering->strands->cut |= many && !index;
    if (!tellings_judge(lookup->query, &gathering->wanted->ties, lookup->arena, &tellings,
                        lookup->error)) {
        lookup->failed = true;
        return;
    }
    bool passes = !index || (!many && !kind_is_place(node.kind));
    for (size_t i = 0; i < tellings.count; i++) {
        *ARRAY_PUSH(lookup->arena, all) = tellings.items[i];
        if (passes && node.level < gathering->wanted->steps)
            step_take(gathering, &tellings.items[i], index);
    }
}

static void tellings_sort(struct stored_tellings *tellings)
{
    size_t kept = 0;
    if (tellings->count)
        qsort(tellings->items, tellings->count, sizeof *tellings->items, by_telling);
    for (size_t i = 0; i < tellings->count; i++)
        if (!kept || by_telling(&tellings->items[kept - 1], &tellings->items[i]) != 0)
            tellings->items[kept++] = tellings->items[i];
    tellings->count = kept;
}

static void around_gather(struct gathering *gathering, const struct schema_kind *kind)
{
    struct strands *strands = gathering->strands;
    struct stored_tellings all = {0};
    node_of(gathering, gathering->wanted->focus, kind, 0);
    for (uint32_t i = 0; i < strands->nodes.count && !gathering->lookup->failed; i++) {
        if (i == AROUND_ENTITIES) {
            strands->cut = true;
            break;
        }
        node_ask(gathering, i, &all);
    }
    /* A cut of the search does not end the taking. */
    bool cut = strands->cut;
    strands->cut = false;
    gathering->closed = true;
    tellings_sort(&all);
    tellings_take(gathering, &all);
    strands->cut |= cut;
}

/* ---- both ---- */

struct task {
    struct gathering *gathering;
    const struct schema_kind *focus_kind;
};

/* In the question's arena. */
static void gather(void *context)
{
    const struct task *task = context;
    struct gathering *gathering = task->gathering;
    struct strands *strands = gathering->strands;
    strands->most = gathering->wanted->most ? gathering->wanted->most : STRANDS_MOST;
    if (gathering->wanted->focus)
        around_gather(gathering, task->focus_kind);
    else
        newest_gather(gathering);
    edges_make(strands);
}

bool strands_gather(struct lookup *lookup, const struct strands_wanted *wanted,
                    const struct schema_kind *focus_kind, struct strands *strands)
{
    struct gathering gathering = {.lookup = lookup, .wanted = wanted, .strands = strands};
    struct task task = {&gathering, focus_kind};
    *strands = (struct strands){.arena = lookup->arena};
    arena_init(&gathering.work, WORK_LIMIT);
    arena_init(&gathering.part, WORK_LIMIT);
    /* The memory of the facts is given back before anything else takes any. */
    bool complete = arena_run(lookup->arena, gather, &task);
    arena_release(&gathering.work);
    arena_release(&gathering.part);
    if (!complete)
        return error_add(lookup->error, "query.too_large", NULL);
    return lookup_fine(lookup);
}
