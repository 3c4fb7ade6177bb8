/* Common ground: the brief of two participants, section by section, cut to two pages. */
#include "brief_make.h"

#include <stdlib.h>

#include "activity.h"
#include "life.h"
#include "terms.h"
#include "terms_of.h"
#include "ties.h"

enum { VALUES_TOLD = 3, SECTION_ROWS = 3 };

#define PARTS " · " /* between what is said of one thing: its parts may be sentences */

/* ---- lines ---- */

static const char *text_of(const struct brief_making *making, struct span text)
{
    return arena_copy(making->lookup->arena, text).data;
}

static struct span first_name(const struct brief_making *making)
{
    return making->pool.sides[0].shown.text;
}

static struct span second_name(const struct brief_making *making)
{
    return making->pool.sides[1].shown.text;
}

struct query_brief_section *brief_section(struct brief_making *making, const char *code,
                                          struct span path)
{
    const struct query *query = making->lookup->query;
    struct query_brief_section *section = ARRAY_PUSH(query->arena, &making->sections);
    const char *key = arena_format(query->arena, "query.brief.%s", code).data;
    *section = (struct query_brief_section){
        .code = code,
        .title = QUERY_TEXT(query, key, "first", text_of(making, first_name(making)), "second",
                            text_of(making, second_name(making))),
        .path = path};
    return section;
}

struct query_brief_line *brief_line(struct brief_making *making,
                                    struct query_brief_section *section, const struct item *fact,
                                    struct span text)
{
    section->total++;
    if (section->lines.count == BRIEF_LINES)
        return NULL;
    struct query_brief_line *line = ARRAY_PUSH(making->lookup->arena, &section->lines);
    *line = (struct query_brief_line){.text = text};
    if (fact)
        line->fact = item_value(making->lookup, fact, text);
    return line;
}

void brief_prove_claim(struct brief_making *making, struct query_brief_line *line,
                       const struct stored_claim *claim)
{
    struct query_evidences found = {0};
    sentence_prove(making->lookup, claim, BRIEF_QUOTE, &found);
    for (size_t i = 0; i < found.count; i++) {
        const struct query_evidence *one = &found.items[i];
        bool there = false;
        for (size_t k = 0; k < line->evidence.count; k++) {
            const struct query_evidence *other = &line->evidence.items[k];
            there |= span_equal(one->report, other->report) && one->start < other->end &&
                     other->start < one->end;
        }
        if (!there)
            *ARRAY_PUSH(making->lookup->arena, &line->evidence) = *one;
        return; /* one sentence is enough */
    }
}

void brief_prove(struct brief_making *making, struct query_brief_line *line,
                 const struct item *fact)
{
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < fact->claim_count; i++) {
            const struct stored_claim *claim = &fact->claims[i];
            if (claim->state == CLAIM_REJECTED ||
                !(side_has(&making->pool, side, claim->entity.number) ||
                  side_has(&making->pool, side, claim->on_behalf_of.number)))
                continue;
            brief_prove_claim(making, line, claim);
            break;
        }
    if (!line->evidence.count && fact->claim_count)
        brief_prove_claim(making, line, &fact->claims[0]);
}

struct span brief_join(struct brief_making *making, struct span one, const char *separator,
                       struct span other)
{
    if (!one.size || !other.size)
        return one.size ? one : other;
    return arena_format(making->lookup->arena, "%.*s%s%.*s", SPAN_ARGS(one), separator,
                        SPAN_ARGS(other));
}

struct span brief_values(struct brief_making *making, const struct item *fact, const char *property,
                         size_t most)
{
    struct query_values values = {0};
    struct span text = SPAN("");
    for (size_t i = 0; i < fact->claim_count; i++)
        if (span_is(fact->claims[i].property->name, property) &&
            fact->claims[i].state != CLAIM_REJECTED)
            cell_add(making->lookup->arena, &values, value_show(making->lookup, &fact->claims[i]));
    for (size_t i = 0; i < values.count && i < most; i++)
        text = brief_join(making, text, "; ", values.items[i].text);
    return values.count > most ? brief_join(making, text, "; ", SPAN("…")) : text;
}

struct span brief_choice(const struct item *fact, const char *property)
{
    const struct stored_claim *claim = fact_claim(fact, property);
    return claim && claim->value.type == VALUE_CHOICE ? claim->value.choice->code : SPAN("");
}

/* ---- pages ---- */

/* The parameter by which lists are asked for what is of a side. */
static struct span side_parameter(struct brief_making *making, size_t side, const char *name)
{
    const struct brief_side *own = &making->pool.sides[side];
    struct arena *arena = making->lookup->arena;
    if (own->region && own->region->code.size && span_is(span_of(name), "entity"))
        return arena_format(arena, "region=%.*s", SPAN_ARGS(own->region->code));
    return arena_format(arena, "%s=%s", name, own->entity.id);
}

struct span brief_path(struct brief_making *making, const char *list, size_t side)
{
    return arena_format(making->lookup->arena, "/lists/%s?%.*s", list,
                        SPAN_ARGS(side_parameter(making, side, "entity")));
}

struct span brief_path_both(struct brief_making *making, const char *list)
{
    struct span first = side_parameter(making, 0, "entity");
    struct span second = side_parameter(making, 1, "entity");
    /* A filter of a name is given once: of two of a kind the second stands as a party. */
    if (span_equal(span_slice(first, 0, 6), span_slice(second, 0, 6)))
        second = side_parameter(making, 1, "party");
    return arena_format(making->lookup->arena, "/lists/%s?%.*s&%.*s", list, SPAN_ARGS(first),
                        SPAN_ARGS(second));
}

/* ---- what was agreed ---- */

static bool of_both(const struct brief_fact *fact)
{
    return fact->touches[0] && fact->touches[1];
}

static bool has_side(const struct brief_making *making, const struct item *fact, size_t side)
{
    return side_in(&making->pool, side, fact, "parties") ||
           side_in(&making->pool, side, fact, "signatories");
}

/* Whether it is an agreement between the two. */
static bool is_between(const struct brief_making *making, const struct brief_fact *fact)
{
    return fact_is(fact, "agreement") && has_side(making, fact->item, 0) &&
           has_side(making, fact->item, 1);
}

bool brief_is_common(const struct brief_making *making, const struct brief_fact *fact)
{
    const struct stored_claim *under = fact_claim(fact->item, "under");
    if (of_both(fact))
        return true;
    for (size_t i = 0; under && i < making->pool.count; i++)
        if (making->pool.facts[i].item->entity.number == under->entity.number)
            return is_between(making, &making->pool.facts[i]);
    return false;
}

/* What a fact is called, an agreement with its day: those of two are often called the same. */
static struct span dated_name(struct brief_making *making, const struct item *fact)
{
    return brief_join(making, item_name(making->lookup, fact), ", ",
                      brief_values(making, fact, "signed_on", 1));
}

/* What came of an agreement: the facts that name it. */
static struct span came_of(struct brief_making *making, const struct item *agreement)
{
    const struct query *query = making->lookup->query;
    struct span names = SPAN("");
    size_t count = 0;
    for (size_t i = 0; i < making->pool.count; i++) {
        const struct item *fact = making->pool.facts[i].item;
        const struct stored_claim *under = fact_claim(fact, "under");
        if (!under)
            under = fact_claim(fact, "continues");
        if (!under || under->entity.number != agreement->entity.number)
            continue;
        if (count++ < VALUES_TOLD)
            names = brief_join(making, names, "; ", dated_name(making, fact));
    }
    if (!count)
        return QUERY_TEXT(query, "query.brief.came_nothing");
    if (count > VALUES_TOLD)
        names = brief_join(making, names, "; ", SPAN("…"));
    return QUERY_TEXT(query, "query.brief.came", "count", number_show(query, count).data, "names",
                      text_of(making, names));
}

/* How it stands: the steps of its life, else its status as it is told. */
static struct span standing(struct brief_making *making, const struct item *fact,
                            const char *status)
{
    struct query_life life = {0};
    struct span text = SPAN("");
    life_make(making->lookup, fact, &life);
    for (size_t i = 0; i < life.count; i++)
        if (life.items[i].shown)
            text = brief_join(making, text, "; ", life.items[i].text);
    return text.size ? text : brief_values(making, fact, status, 1);
}

static void agreements_tell(struct brief_making *making)
{
    struct query_brief_section *section =
        brief_section(making, "agreements", brief_path_both(making, "agreements"));
    for (size_t i = 0; i < making->pool.count; i++) {
        const struct item *fact = making->pool.facts[i].item;
        if (!is_between(making, &making->pool.facts[i]))
            continue;
        struct query_brief_line *line = brief_line(making, section, fact, dated_name(making, fact));
        if (!line)
            continue;
        line->note = standing(making, fact, "status");
        line->note = brief_join(making, line->note, PARTS,
                                brief_values(making, fact, "subjects", VALUES_TOLD));
        line->note = brief_join(making, line->note, PARTS, came_of(making, fact));
        brief_prove(making, line, fact);
    }
}

/* ---- what is due ---- */

static void due_add(struct brief_making *making, struct query_brief_section *section,
                    const struct item *fact, struct span note)
{
    struct query_brief_line *line =
        brief_line(making, section, fact, item_name(making->lookup, fact));
    if (!line)
        return;
    line->note = note;
    brief_prove(making, line, fact);
}

/* A measure whose day has passed, and of which nobody told that it was done. */
static void measure_due(struct brief_making *making, struct query_brief_section *section,
                        const struct item *fact)
{
    const struct query *query = making->lookup->query;
    const struct stored_claim *due = fact_claim(fact, "due");
    struct span status = brief_choice(fact, "status");
    if (!due || span_is(status, "completed") || span_is(status, "cancelled") ||
        date_compare(date_last_day(due->value.date), query_day(query)) >= 0)
        return;
    struct span date = message_date(query->catalogue, query->tongue, query->arena, due->value.date);
    due_add(making, section, fact, QUERY_TEXT(query, "query.brief.overdue", "date", date.data));
}

/* A day that has passed without a report, or a term that has run out or soon will. */
static bool is_due(const struct brief_making *making, const struct query_step *step)
{
    struct date soon = date_add_days(query_day(making->lookup->query), TERM_DAYS);
    return span_is(step->code, "no_report") || span_is(step->code, "ran_out") ||
           (span_is(step->code, "runs") && date_compare(date_last_day(step->date), soon) <= 0);
}

static void due_tell(struct brief_making *making)
{
    struct query_brief_section *section =
        brief_section(making, "due", brief_path_both(making, "agreements"));
    for (size_t i = 0; i < making->pool.count; i++) {
        const struct item *fact = making->pool.facts[i].item;
        struct item own = *fact;
        const struct items one = {&own, 1, 1};
        struct query_life life = {0};
        struct query_term_list terms = {0};
        if (!brief_is_common(making, &making->pool.facts[i]))
            continue;
        life_make(making->lookup, fact, &life);
        for (size_t k = 0; k < life.count; k++)
            if (is_due(making, &life.items[k]))
                due_add(making, section, fact, life.items[k].text);
        if (!fact_is(&making->pool.facts[i], "agreement")) /* its term is a step of its life */
            terms_of_items(making->lookup, &one, TERM_DAYS, &terms);
        for (size_t k = 0; k < terms.count; k++)
            due_add(making, section, fact, terms.items[k].text);
        if (fact_is(&making->pool.facts[i], "measure"))
            measure_due(making, section, fact);
    }
}

/* ---- what is done together ---- */

static struct span labelled_name(struct brief_making *making, const struct item *fact)
{
    struct lookup *lookup = making->lookup;
    return arena_format(lookup->arena, "%.*s: %.*s",
                        SPAN_ARGS(label_show(lookup->query, &fact->entity.kind->label)),
                        SPAN_ARGS(item_name(lookup, fact)));
}

static void shared_tell(struct brief_making *making)
{
    static const char *const kinds[] = {"supply",      "deployment", "project", "meeting",
                                        "partnership", "training",   "team",    "measure",
                                        "programme",   "benefit"};
    struct query_brief_section *section =
        brief_section(making, "shared", brief_path_both(making, "projects"));
    for (size_t i = 0; i < making->pool.count; i++) {
        const struct brief_fact *fact = &making->pool.facts[i];
        bool fits = false;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            fits |= fact_is(fact, kinds[k]);
        if (!fits || !brief_is_common(making, fact))
            continue;
        struct query_brief_line *line =
            brief_line(making, section, fact->item, labelled_name(making, fact->item));
        if (!line)
            continue;
        line->note = standing(making, fact->item, fact_is(fact, "project") ? "stage" : "status");
        brief_prove(making, line, fact->item);
    }
}

/* ---- clusters and sites ---- */

struct ground {
    int64_t number;
    bool has[2];
    const struct item *fact;
    const struct stored_claim *claim;
};

struct grounds {
    struct ground *items;
    size_t count;
    size_t capacity;
};

static bool is_ground(const struct schema_kind *kind)
{
    return kind && (span_is(kind->name, "Cluster") || span_is(kind->name, "Site"));
}

static void ground_take(struct brief_making *making, const struct brief_fact *fact,
                        const struct stored_claim *claim, struct grounds *grounds)
{
    struct ground *ground = NULL;
    if (!claim->entity.number || !is_ground(claim->entity.kind) || claim->state == CLAIM_REJECTED)
        return;
    for (size_t i = 0; i < grounds->count; i++)
        if (grounds->items[i].number == claim->entity.number)
            ground = &grounds->items[i];
    if (!ground) {
        ground = ARRAY_PUSH(making->lookup->arena, grounds);
        *ground =
            (struct ground){.number = claim->entity.number, .fact = fact->item, .claim = claim};
    }
    for (size_t side = 0; side < 2; side++)
        ground->has[side] |= fact->touches[side];
}

static int by_sharing(const void *left, const void *right)
{
    const struct ground *one = left, *other = right;
    int order = (other->has[0] && other->has[1]) - (one->has[0] && one->has[1]);
    return order ? order : (one->number > other->number) - (one->number < other->number);
}

static struct span ground_note(struct brief_making *making, const struct ground *ground)
{
    struct lookup *lookup = making->lookup;
    struct span whose = ground->has[0] && ground->has[1]
                            ? QUERY_TEXT(lookup->query, "query.brief.of_both")
                        : ground->has[0] ? first_name(making)
                                         : second_name(making);
    struct span told = fact_brief(lookup, ground->fact, ground->claim->property);
    return span_equal(whose, told) ? whose : brief_join(making, whose, ": ", told);
}

static void grounds_tell(struct brief_making *making)
{
    size_t of = making->pool.sides[1].region ? 1 : 0;
    struct query_brief_section *section =
        brief_section(making, "places", brief_path(making, "clusters", of));
    struct grounds grounds = {0};
    for (size_t i = 0; i < making->pool.count; i++) {
        const struct brief_fact *fact = &making->pool.facts[i];
        for (size_t k = 0; (fact->touches[0] || fact->touches[1]) && k < fact->item->claim_count;
             k++)
            ground_take(making, fact, &fact->item->claims[k], &grounds);
    }
    if (grounds.count)
        qsort(grounds.items, grounds.count, sizeof *grounds.items, by_sharing);
    for (size_t i = 0; i < grounds.count; i++) {
        if (grounds.items[i].number == making->pool.sides[0].entity.number ||
            grounds.items[i].number == making->pool.sides[1].entity.number)
            continue;
        struct query_value value = entity_value_show(making->lookup, grounds.items[i].number);
        struct query_brief_line *line = brief_line(making, section, NULL, value.text);
        if (!line)
            continue;
        line->fact = value;
        line->note = ground_note(making, &grounds.items[i]);
        brief_prove_claim(making, line, grounds.items[i].claim);
    }
}

/* ---- projects elsewhere ---- */

static void fields_add(struct brief_making *making, const struct item *fact,
                       struct query_fields *fields)
{
    struct query_fields own = {0};
    item_fields_add(making->lookup, fact, &own);
    for (size_t i = 0; i < own.count; i++) {
        bool there = false;
        for (size_t k = 0; k < fields->count; k++)
            there |= fields->items[k] == own.items[i];
        if (!there && fields->count < QUERY_FIELDS)
            fields->items[fields->count++] = own.items[i];
    }
}

/* The fields of what the two share; where they share nothing that has any, of what the other does.
 */
static struct query_fields fields_wanted(struct brief_making *making, size_t side)
{
    struct query_fields fields = {0};
    for (size_t i = 0; i < making->pool.count; i++)
        if (brief_is_common(making, &making->pool.facts[i]))
            fields_add(making, making->pool.facts[i].item, &fields);
    for (size_t i = 0; !fields.count && i < making->pool.count; i++)
        if (making->pool.facts[i].touches[!side] && !making->pool.facts[i].touches[side])
            fields_add(making, making->pool.facts[i].item, &fields);
    return fields;
}

/* The names of the fields that a fact has of those wanted; empty. */
static struct span fields_met(struct brief_making *making, const struct item *fact,
                              const struct query_fields *wanted)
{
    struct query_fields own = {0};
    struct span text = SPAN("");
    item_fields_add(making->lookup, fact, &own);
    for (size_t i = 0; i < own.count; i++)
        for (size_t k = 0; k < wanted->count; k++)
            if (own.items[i] == wanted->items[k])
                text =
                    brief_join(making, text, ", ",
                               making->lookup->query->tongue == TONGUE_RUSSIAN ? own.items[i]->ru
                                                                               : own.items[i]->en);
    return text;
}

static void projects_tell(struct brief_making *making, size_t side)
{
    struct query_brief_section *section = brief_section(
        making, side ? "second_projects" : "first_projects", brief_path(making, "projects", side));
    const struct query_fields wanted = fields_wanted(making, side);
    for (size_t i = 0; i < making->pool.count; i++) {
        const struct brief_fact *fact = &making->pool.facts[i];
        if (!fact_is(fact, "project") || !fact->touches[side] || fact->touches[!side] ||
            brief_is_common(making, fact))
            continue;
        struct span met = fields_met(making, fact->item, &wanted);
        struct query_brief_line *line = met.size ? brief_line(making, section, fact->item,
                                                              item_name(making->lookup, fact->item))
                                                 : NULL;
        if (!line)
            continue;
        line->note = brief_join(making, met, "; ", standing(making, fact->item, "stage"));
        brief_prove(making, line, fact->item);
    }
}

/* ---- two pages ---- */

static size_t letters_of(struct span text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

static size_t rows_of(size_t letters)
{
    return (letters + BRIEF_ROW - 1) / BRIEF_ROW;
}

/* What a line takes on paper: its own words, and each quotation with where it is from. */
static size_t line_rows(const struct query_brief_line *line)
{
    enum { ORIGIN = 40 };
    size_t rows = rows_of(letters_of(line->text) + letters_of(line->note));
    for (size_t i = 0; i < line->evidence.count; i++)
        rows += rows_of(letters_of(line->evidence.items[i].quote) +
                        letters_of(line->evidence.items[i].title) + ORIGIN);
    return rows;
}

/* Gives the sections their lines in turn, the first of each before the second of any, as long as
 * there is room: so each is there, and none takes all. */
static void sections_fit(struct brief_making *making)
{
    size_t left = BRIEF_ROWS,
           *kept = ARENA_NEW(making->lookup->arena, size_t, making->sections.count);
    for (size_t at = 0; at < BRIEF_LINES; at++)
        for (size_t i = 0; i < making->sections.count; i++) {
            const struct query_brief_section *section = &making->sections.items[i];
            if (at >= section->lines.count || kept[i] != at)
                continue;
            size_t rows = line_rows(&section->lines.items[at]) + (at ? 0 : SECTION_ROWS);
            if (rows > left)
                continue;
            left -= rows;
            kept[i]++;
        }
    for (size_t i = 0; i < making->sections.count; i++)
        making->sections.items[i].lines.count = kept[i];
}

static void sections_end(struct brief_making *making)
{
    const struct query *query = making->lookup->query;
    struct query_brief *brief = making->brief;
    brief->sections = making->sections.items;
    for (size_t i = 0; i < making->sections.count; i++) {
        struct query_brief_section section = making->sections.items[i];
        size_t rest = section.total - section.lines.count;
        if (!section.total)
            continue;
        if (rest)
            section.rest =
                QUERY_TEXT(query, "query.brief.rest", "count", number_show(query, rest).data);
        else
            section.path = SPAN("");
        brief->sections[brief->count++] = section;
    }
}

static size_t total_of(const struct query_brief *brief, const char *code)
{
    for (size_t i = 0; i < brief->count; i++)
        if (span_is(span_of(brief->sections[i].code), code))
            return brief->sections[i].total;
    return 0;
}

static struct span summary_of(const struct brief_making *making)
{
    const struct query *query = making->lookup->query;
    const struct query_brief *brief = making->brief;
    size_t agreements = total_of(brief, "agreements"), shared = total_of(brief, "shared");
    size_t people = total_of(brief, "people"), due = total_of(brief, "due");
    if (!brief->count)
        return QUERY_TEXT(query, "query.brief.empty");
    if (!agreements && !shared && !people)
        return QUERY_TEXT(query, "query.brief.none");
    return QUERY_TEXT(query, "query.brief.summary", "agreements",
                      number_show(query, agreements).data, "shared",
                      number_show(query, shared).data, "people", number_show(query, people).data,
                      "due", number_show(query, due).data);
}

bool query_brief(const struct query *query, struct span first, struct span second,
                 struct query_brief *brief, struct error *error)
{
    struct lookup lookup;
    struct brief_making making = {.lookup = &lookup, .brief = brief};
    *brief = (struct query_brief){.day = query_day(query)};
    lookup_init(&lookup, query, error);
    if (!brief_gather(&lookup, (const struct span[]){first, second}, &making.pool))
        return false;
    brief->first = making.pool.sides[0].shown;
    brief->second = making.pool.sides[1].shown;
    brief->cut = making.pool.cut;
    brief->title = QUERY_TEXT(query, "query.brief.title", "first", brief->first.text.data, "second",
                              text_of(&making, brief->second.text));
    agreements_tell(&making);
    due_tell(&making);
    shared_tell(&making);
    for (size_t side = 0; side < 2; side++)
        brief_trade(&making, side);
    brief_people(&making);
    grounds_tell(&making);
    for (size_t side = 0; side < 2; side++)
        projects_tell(&making, side);
    for (size_t side = 0; side < 2; side++)
        brief_reports(&making, side);
    sections_fit(&making);
    sections_end(&making);
    brief->summary = summary_of(&making);
    return lookup_fine(&lookup);
}
