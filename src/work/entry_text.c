/* The text of an entry: what a user gave, a line a property, so that each value has its words. */
#include "entry_given.h"

enum { NAMES_IN_NAME = 3 };

struct writing {
    const struct work *work;
    const struct work_entry_order *order;
    struct entry *entry;
    struct {
        char *items;
        size_t count;
        size_t capacity;
    } out;
};

static struct span label_of(enum tongue tongue, const struct schema_label *label)
{
    return tongue == TONGUE_ENGLISH ? label->en : label->ru;
}

static struct range range_from(const struct writing *writing, size_t start)
{
    return (struct range){(uint32_t)start, (uint32_t)writing->out.count};
}

static void append(struct writing *writing, struct span text)
{
    for (size_t i = 0; i < text.size; i++)
        *ARRAY_PUSH(writing->work->arena, &writing->out) = text.data[i];
}

/* Texts of users may have several lines; each value is on one. */
static void line_append(struct writing *writing, struct span text)
{
    for (size_t i = 0; i < text.size; i++) {
        bool blank = text.data[i] == '\n' || text.data[i] == '\r' || text.data[i] == '\t';
        *ARRAY_PUSH(writing->work->arena, &writing->out) = blank ? ' ' : text.data[i];
    }
}

/* ---- values ---- */

static void thing_write(struct writing *writing, uint32_t number)
{
    struct entry_thing *thing = &writing->entry->things.items[number - 1];
    struct arena *arena = writing->work->arena;
    char id[CANONICAL_TEXT];
    size_t start = writing->out.count;
    line_append(writing, thing->name);
    *ARRAY_PUSH(arena, &writing->entry->places) =
        (struct entry_place){number, range_from(writing, start)};
    struct span told = thing->canonical ? span_of(canonical_write(thing->canonical, id))
                                        : label_of(writing->order->tongue, &thing->kind->label);
    append(writing, arena_format(writing->work->arena, " (%.*s)", SPAN_ARGS(told)));
}

/* A fact of the entry by its number and kind; one that is known by its name and id. */
static void fact_write(struct writing *writing, uint32_t number)
{
    const struct entry_fact *fact = &writing->entry->facts.items[number - 1];
    char id[CANONICAL_TEXT];
    if (fact->linked) {
        line_append(writing, fact->name);
        append(writing,
               arena_format(writing->work->arena, " (%s)", canonical_write(fact->canonical, id)));
        return;
    }
    struct span kind = label_of(writing->order->tongue, &fact->kind->label);
    append(writing,
           arena_format(writing->work->arena, "%.*s (#%u)", SPAN_ARGS(kind), (unsigned)number));
}

static struct span boolean_word(const struct writing *writing, bool boolean)
{
    return message(writing->order->catalogue, writing->order->tongue, writing->work->arena,
                   boolean ? "work.entry_yes" : "work.entry_no", NULL);
}

static struct span value_words(const struct writing *writing, const struct value *value)
{
    const struct catalogue *catalogue = writing->order->catalogue;
    enum tongue tongue = writing->order->tongue;
    struct arena *arena = writing->work->arena;
    switch (value->type) {
    case VALUE_DATE:
        return message_date(catalogue, tongue, arena, value->date);
    case VALUE_DURATION:
        return message_duration(catalogue, tongue, arena, value->duration);
    case VALUE_MONEY:
        return message_money(catalogue, tongue, arena, value->money.value, value->money.currency,
                             value->money.approximate);
    case VALUE_INTEGER:
        return message_number(tongue, arena, (double)value->integer);
    case VALUE_NUMBER:
        return message_number(tongue, arena, value->number);
    case VALUE_BOOLEAN:
        return boolean_word(writing, value->boolean);
    case VALUE_CHOICE:
        return label_of(tongue, &value->choice->label);
    default:
        return value->text;
    }
}

static void value_write(struct writing *writing, struct entry_value *given)
{
    struct span label = label_of(writing->order->tongue, &given->property->label);
    append(writing, label);
    append(writing, SPAN(": "));
    size_t start = writing->out.count;
    switch (given->value.type) {
    case VALUE_ENTITY:
        thing_write(writing, given->value.entity);
        break;
    case VALUE_FACT:
        fact_write(writing, given->value.fact);
        break;
    case VALUE_SIGNATORY:
        thing_write(writing, given->value.signatory.person);
        if (given->value.signatory.on_behalf_of) {
            append(writing, SPAN(" > "));
            thing_write(writing, given->value.signatory.on_behalf_of);
        }
        break;
    default:
        line_append(writing, value_words(writing, &given->value));
    }
    given->range = range_from(writing, start);
    if (given->value.type == VALUE_ENTITY) /* the name, without what is told of it */
        given->range = writing->entry->places.items[writing->entry->places.count - 1].range;
    append(writing, SPAN("\n"));
}

/* ---- the frame ---- */

/* The kinds that the entry tells of, each once, and the first thing that it names. */
static void title_write(struct writing *writing)
{
    const struct entry *entry = writing->entry;
    for (size_t i = 0; i < entry->stated; i++) {
        bool again = false;
        for (size_t j = 0; j < i && !again; j++)
            again = entry->facts.items[j].kind == entry->facts.items[i].kind;
        if (again)
            continue;
        if (i)
            append(writing, SPAN(", "));
        append(writing, label_of(writing->order->tongue, &entry->facts.items[i].kind->label));
    }
    if (entry->things.count) {
        append(writing, SPAN(": "));
        line_append(writing, entry->things.items[0].name);
    }
    writing->entry->title = range_from(writing, 0);
    append(writing, SPAN("\n"));
}

static void fact_body_write(struct writing *writing, size_t index)
{
    struct entry_fact *fact = &writing->entry->facts.items[index];
    char id[CANONICAL_TEXT];
    append(writing, SPAN("\n"));
    if (writing->entry->stated > 1 || fact->canonical) {
        struct span kind = label_of(writing->order->tongue, &fact->kind->label);
        append(writing,
               arena_format(writing->work->arena, "#%zu. %.*s", index + 1, SPAN_ARGS(kind)));
        if (fact->canonical)
            append(writing, arena_format(writing->work->arena, " (%s)",
                                         canonical_write(fact->canonical, id)));
        append(writing, SPAN("\n"));
    }
    for (size_t i = 0; i < fact->count; i++)
        value_write(writing, &fact->items[i]);
}

/* Who gave it, and when: so two entries that say the same are two. */
static void author_write(struct writing *writing)
{
    const struct work *work = writing->work;
    char time[TIME_TEXT];
    struct span name = work->author;
    if (span_starts_with(name, SPAN("user:")))
        name = span_slice(name, sizeof "user:" - 1, name.size);
    struct span line = message(writing->order->catalogue, writing->order->tongue, work->arena,
                               "work.entry_author", "name", arena_copy(work->arena, name).data,
                               "time", time_write(work->now, time), NULL);
    append(writing, SPAN("\n"));
    append(writing, line);
    append(writing, SPAN("\n"));
}

void entry_text_make(const struct work *work, const struct work_entry_order *order,
                     struct entry *entry)
{
    struct writing writing = {.work = work, .order = order, .entry = entry};
    title_write(&writing);
    for (size_t i = 0; i < entry->stated; i++)
        fact_body_write(&writing, i);
    if (entry->note.size) {
        append(&writing, SPAN("\n"));
        append(&writing, entry->note);
        append(&writing, SPAN("\n"));
    }
    author_write(&writing);
    entry->text = (struct span){writing.out.items, writing.out.count};
}

/* ---- names of facts ---- */

/* The name of what a claim names, or its text; of who signed the others tell enough. */
static struct span claim_name(const struct stored_claim *claim)
{
    if (claim->value.type == VALUE_ENTITY)
        return claim->entity.name;
    return claim->value.type == VALUE_TEXT ? claim->text : SPAN("");
}

bool entry_fact_name(const struct work *work, const struct stored_entity *fact, enum tongue tongue,
                     struct span *name, struct error *error)
{
    enum { CLAIM_REPORTS = 8 };
    const struct claims_wanted wanted = {
        .as_of = STORE_TODAY, .bare = true, .newest = CLAIM_REPORTS};
    struct span shown[NAMES_IN_NAME];
    struct stored_claims claims;
    size_t count = 0;
    *name = label_of(tongue, &fact->kind->label);
    if (!store_claims(work->store, &fact->number, 1, &wanted, work->arena, &claims, error))
        return false;
    for (size_t i = 0; i < claims.count && count < NAMES_IN_NAME; i++) {
        struct span one = claim_name(&claims.items[i]);
        bool again = !one.size;
        for (size_t j = 0; j < count && !again; j++)
            again = span_equal(shown[j], one);
        if (again)
            continue;
        *name = arena_format(work->arena, "%.*s%s%.*s", SPAN_ARGS(*name), count ? ", " : ": ",
                             SPAN_ARGS(one));
        shown[count++] = one;
    }
    return true;
}
