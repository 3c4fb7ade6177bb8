/* Reading filters: their names, their values, and those among the words of a search. */
#include "filter.h"

#include <stdlib.h>

#include "calendar_text.h"
#include "lookup.h"
#include "utf8.h"

/* ---- names ---- */

static const struct {
    const char *name;
    const char *russian; /* among the words of a search; NULL: there it has no name */
} names[FILTERS] = {
    [FILTER_WORDS] = {"q", NULL},
    [FILTER_TITLE] = {"title", "заголовок"},
    [FILTER_KIND] = {"kind", "вид"},
    [FILTER_ENTITY] = {"entity", "запись"},
    [FILTER_PARTY] = {"party", "сторона"},
    [FILTER_PERSON] = {"person", "человек"},
    [FILTER_CLUSTER] = {"cluster", "кластер"},
    [FILTER_REGION] = {"region", "регион"},
    [FILTER_DISTRICT] = {"district", "округ"},
    [FILTER_FIELD] = {"field", "отрасль"},
    [FILTER_STATUS] = {"status", "состояние"},
    [FILTER_DATE] = {"date", "дата"},
    [FILTER_STATE] = {"state", "решение"},
    [FILTER_CONFIDENCE] = {"confidence", "уверенность"},
    [FILTER_SOURCE] = {"source", "источник"},
    [FILTER_REPORT] = {"report", "сообщение"},
};

const char *filter_name(enum filter filter)
{
    return names[filter].name;
}

bool filter_find(struct span name, enum filter *filter)
{
    for (int i = 0; i < FILTERS; i++)
        if (span_equal(name, span_of(names[i].name)) ||
            (names[i].russian && span_equal(name, span_of(names[i].russian)))) {
            *filter = (enum filter)i;
            return true;
        }
    return false;
}

/* «kind, region, date» */
static const char *set_text(const struct query *query, unsigned set)
{
    struct span text = SPAN("");
    for (int i = 0; i < FILTERS; i++)
        if (set & FILTER_BIT(i))
            text = arena_format(query->arena, "%.*s%s%s", SPAN_ARGS(text), text.size ? ", " : "",
                                names[i].name);
    return text.data;
}

bool filters_fit(const struct query *query, const struct query_filters *filters, unsigned set,
                 struct error *error)
{
    for (int i = 0; i < FILTERS; i++)
        if (filters->values[i].size && !(set & FILTER_BIT(i)))
            return error_add(error, "query.filter_unfit", "filter", names[i].name, "filters",
                             set_text(query, set), NULL);
    return true;
}

static bool twice(enum filter filter, struct error *error)
{
    return error_add(error, "query.filter_twice", "filter", names[filter].name, NULL);
}

bool filters_join(const struct query *query, struct query_filters *into,
                  const struct query_filters *others, struct error *error)
{
    (void)query;
    for (int i = 0; i < FILTERS; i++) {
        if (!others->values[i].size)
            continue;
        if (into->values[i].size)
            return twice((enum filter)i, error);
        into->values[i] = others->values[i];
    }
    return true;
}

/* ---- among words ---- */

static struct span fold(struct arena *arena, struct span text)
{
    char *folded = ARENA_NEW(arena, char, text.size + 1);
    return (struct span){folded, utf8_lower(text, folded, true)};
}

/* A filter among words, and what it takes of them. */
struct field {
    enum filter filter;
    bool excluded;
    struct span value;
    size_t end;
};

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* The quotation mark at a place and the one that ends what it begins; 0 bytes: there is none. */
static size_t quote_at(struct span text, size_t at, struct span *closing)
{
    static const struct {
        const char *open, *close;
    } quotes[] = {{"\"", "\""}, {"«", "»"}, {"“", "”"}};
    struct span rest = span_slice(text, at, text.size);
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (span_starts_with(rest, span_of(quotes[i].open))) {
            *closing = span_of(quotes[i].close);
            return strlen(quotes[i].open);
        }
    return 0;
}

/* The value that begins at a place: between quotation marks, else up to a space. */
static void field_value_read(struct span text, size_t at, struct field *field)
{
    struct span closing;
    size_t opening = quote_at(text, at, &closing);
    size_t end = at;
    if (opening) {
        end = span_find(text, closing, at + opening);
        field->value = span_slice(text, at + opening, end == SIZE_MAX ? text.size : end);
        field->end = end == SIZE_MAX ? text.size : end + closing.size;
        return;
    }
    while (end < text.size && !is_space(text.data[end]))
        end++;
    field->value = span_slice(text, at, end);
    field->end = end;
}

/* Whether NAME: stands at a place where a word begins. */
static bool field_at(struct arena *arena, struct span text, size_t at, struct field *field)
{
    field->excluded = at < text.size && text.data[at] == '-';
    size_t start = at + field->excluded, end = start;
    while (end < text.size && !is_space(text.data[end]) && text.data[end] != ':')
        end++;
    if (end == text.size || text.data[end] != ':' ||
        !filter_find(fold(arena, span_slice(text, start, end)), &field->filter) ||
        field->filter == FILTER_WORDS)
        return false;
    field_value_read(text, end + 1, field);
    return true;
}

struct titles {
    struct filter_title *items;
    size_t count;
    size_t capacity;
};

static bool field_take(const struct query *query, const struct field *field,
                       struct filter_text *read, struct titles *titles, struct error *error)
{
    const char *name = names[field->filter].name;
    struct span *value = &read->filters.values[field->filter];
    struct span given = span_trim(field->value);
    if (!given.size)
        return error_add(error, "query.filter_empty", "filter", name, NULL);
    if (field->filter == FILTER_TITLE) {
        *ARRAY_PUSH(query->arena, titles) = (struct filter_title){given, field->excluded};
        return true;
    }
    if (field->excluded)
        return error_add(error, "query.filter_excluded", "filter", name, NULL);
    if (value->size)
        return twice(field->filter, error);
    *value = given;
    return true;
}

/* The end of what stands at a place: words between quotation marks, else one word. */
static size_t word_end(struct span text, size_t at)
{
    struct span closing;
    size_t opening = quote_at(text, at, &closing);
    if (opening) {
        size_t end = span_find(text, closing, at + opening);
        return end == SIZE_MAX ? text.size : end + closing.size;
    }
    do
        at++;
    while (at < text.size && !is_space(text.data[at]) && !quote_at(text, at, &closing));
    return at;
}

bool filter_text_read(const struct query *query, struct span text, struct filter_text *read,
                      struct error *error)
{
    struct titles titles = {0};
    char *rest = ARENA_NEW(query->arena, char, text.size + 1);
    size_t size = 0, after = 0; /* the end of the last filter, behind which another may begin */
    *read = (struct filter_text){.title_count = 0};
    for (size_t at = 0; at < text.size;) {
        struct field field;
        bool begins = !is_space(text.data[at]) && (at == after || is_space(text.data[at - 1]));
        if (begins && field_at(query->arena, text, at, &field)) {
            if (!field_take(query, &field, read, &titles, error))
                return false;
            at = after = field.end;
            rest[size++] = ' ';
            continue;
        }
        size_t end = is_space(text.data[at]) ? at + 1 : word_end(text, at);
        memcpy(rest + size, text.data + at, end - at);
        size += end - at;
        at = end;
    }
    read->words = span_trim((struct span){rest, size});
    read->titles = titles.items;
    read->title_count = titles.count;
    return true;
}

/* ---- values ---- */

bool filter_days_read(struct span text, struct filter_days *days)
{
    size_t dots = span_find(text, SPAN(".."), 0);
    *days = (struct filter_days){.none = span_equal(text, SPAN("none")),
                                 .known = span_equal(text, SPAN("known"))};
    if (days->none || days->known)
        return true;
    if (dots == SIZE_MAX) {
        if (!date_of_typed(text, &days->from))
            return false;
        days->until = days->from;
        return true;
    }
    struct span from = span_slice(text, 0, dots), until = span_slice(text, dots + 2, text.size);
    return from.size + until.size && (!from.size || date_of_typed(from, &days->from)) &&
           (!until.size || date_of_typed(until, &days->until));
}

static bool label_is(struct arena *arena, const struct schema_label *label, struct span folded)
{
    return span_equal(fold(arena, label->ru), folded) || span_equal(fold(arena, label->en), folded);
}

static const struct schema_kind *kind_called(const struct query *query, struct span text)
{
    const struct schema *schema = query->schema;
    const struct schema_kind *kind = schema_kind_find(schema, text);
    struct span folded = fold(query->arena, text);
    for (size_t i = 0; i < schema->kind_count && !kind; i++)
        if (span_equal(fold(query->arena, schema->kinds[i].name), folded) ||
            label_is(query->arena, &schema->kinds[i].label, folded) ||
            label_is(query->arena, &schema->kinds[i].plural, folded))
            kind = &schema->kinds[i];
    return kind;
}

void filter_kinds_name(const struct query *query, struct span text, const struct span **kinds,
                       size_t *count)
{
    struct span *names_of = ARENA_NEW(query->arena, struct span, text.size + 1);
    const struct schema_kind *kind = kind_called(query, text);
    *kinds = names_of;
    *count = 0;
    if (kind) {
        names_of[(*count)++] = kind->name;
        return;
    }
    for (size_t at = 0; at < text.size;) {
        size_t end = at;
        while (end < text.size && text.data[end] != ',' && !is_space(text.data[end]))
            end++;
        struct span name = span_slice(text, at, end);
        at = end + 1;
        if (!name.size)
            continue;
        kind = kind_called(query, name);
        names_of[(*count)++] = kind ? kind->name : name;
    }
}

bool filter_kinds_read(struct lookup *lookup, struct span text, const struct schema_kind ***kinds,
                       size_t *count)
{
    const struct span *named;
    filter_kinds_name(lookup->query, text, &named, count);
    *kinds = ARENA_NEW(lookup->arena, const struct schema_kind *, *count);
    for (size_t i = 0; i < *count; i++)
        if (!((*kinds)[i] = schema_kind_find(lookup->query->schema, named[i])))
            return error_add(lookup->error, "query.filter_kind", "filter", names[FILTER_KIND].name,
                             "value", arena_copy(lookup->arena, named[i]).data, NULL);
    return true;
}
