/* A user's own list of organizations. */
#include "listing.h"

#include <stdio.h>

#include "csv.h"
#include "map.h"
#include "utf8.h"

/* ---- check digits ---- */

enum { INN_FIRM = 10, INN_PERSON = 12, OGRN_FIRM = 13, OGRN_PERSON = 15 };

static bool are_digits(struct span text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
    return text.size > 0;
}

/* Whether the digit at count is that of the digits before it: their weighted sum by 11, by 10. The
 * weights are those of the longest number; a shorter one has its last count of them. */
static bool inn_digit_is_right(struct span text, size_t count)
{
    static const int weights[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    enum { WEIGHTS = sizeof weights / sizeof *weights };
    int sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += weights[WEIGHTS - count + i] * (text.data[i] - '0');
    return sum % 11 % 10 == text.data[count] - '0';
}

bool inn_is_right(struct span text)
{
    if (!are_digits(text))
        return false;
    if (text.size == INN_FIRM)
        return inn_digit_is_right(text, INN_FIRM - 1);
    return text.size == INN_PERSON && inn_digit_is_right(text, INN_PERSON - 2) &&
           inn_digit_is_right(text, INN_PERSON - 1);
}

bool ogrn_is_right(struct span text)
{
    int64_t number;
    if (!are_digits(text) || (text.size != OGRN_FIRM && text.size != OGRN_PERSON) ||
        !span_to_integer(span_slice(text, 0, text.size - 1), &number))
        return false;
    int by = text.size == OGRN_FIRM ? 11 : 13;
    return number % by % 10 == text.data[text.size - 1] - '0';
}

/* ---- columns ---- */

enum column { COLUMN_NAME, COLUMN_INN, COLUMN_OGRN, COLUMN_ALIASES, COLUMN_REGION, COLUMNS };

static const struct {
    const char *name; /* folded */
    enum column column;
} column_names[] = {
    {"name", COLUMN_NAME},
    {"название", COLUMN_NAME},
    {"наименование", COLUMN_NAME},
    {"организация", COLUMN_NAME},
    {"полное наименование", COLUMN_NAME},
    {"inn", COLUMN_INN},
    {"инн", COLUMN_INN},
    {"ogrn", COLUMN_OGRN},
    {"огрн", COLUMN_OGRN},
    {"aliases", COLUMN_ALIASES},
    {"alias", COLUMN_ALIASES},
    {"другие названия", COLUMN_ALIASES},
    {"синонимы", COLUMN_ALIASES},
    {"сокращенное наименование", COLUMN_ALIASES},
    {"region", COLUMN_REGION},
    {"регион", COLUMN_REGION},
    {"субъект", COLUMN_REGION},
    {"субъект рф", COLUMN_REGION},
};

struct reading_list {
    struct csv csv;
    struct span cells[CSV_CELLS];
    size_t cell_count;
    size_t places[COLUMNS]; /* SIZE_MAX where there is no such column */
    const struct reference *reference;
    struct map seen; /* what names an organization: index plus 1 */
    struct arena *arena;
    struct listing *listing;
};

static struct span fold(struct arena *arena, struct span text)
{
    char *out = arena_alloc(arena, text.size + 1, 1);
    return (struct span){out, utf8_lower(text, out, true)};
}

static bool columns_find(struct reading_list *list)
{
    for (size_t i = 0; i < COLUMNS; i++)
        list->places[i] = SIZE_MAX;
    for (size_t i = 0; i < list->cell_count; i++) {
        struct span folded = fold(list->arena, span_trim(list->cells[i]));
        for (size_t k = 0; k < sizeof column_names / sizeof *column_names; k++) {
            size_t *place = &list->places[column_names[k].column];
            if (*place == SIZE_MAX && span_equal(folded, span_of(column_names[k].name)))
                *place = i;
        }
    }
    return list->places[COLUMN_NAME] != SIZE_MAX;
}

/* The cell of a column; its range holds what stands there, also where the text was trimmed. */
static struct listed_cell cell_of(const struct reading_list *list, enum column column)
{
    size_t place = list->places[column];
    if (place >= list->cell_count)
        return (struct listed_cell){0};
    struct range range = list->csv.ranges[place];
    struct span text = span_trim(list->cells[place]);
    return range.start < range.end ? (struct listed_cell){text, range} : (struct listed_cell){0};
}

/* ---- lines ---- */

static bool complain(struct reading_list *list, const char *key, struct span value, size_t other)
{
    *ARRAY_PUSH(list->arena, &list->listing->problems) =
        (struct listing_problem){list->csv.line, key, value, other};
    return false;
}

/* Tables take numbers for numbers: «0278…» loses its zero. */
static struct span with_zero(struct reading_list *list, struct span text)
{
    return arena_format(list->arena, "0%.*s", SPAN_ARGS(text));
}

static bool numbers_read(struct reading_list *list, struct listed *listed)
{
    listed->inn = cell_of(list, COLUMN_INN);
    listed->ogrn = cell_of(list, COLUMN_OGRN);
    struct span inn = listed->inn.text;
    if (inn.size == INN_FIRM - 1 || inn.size == INN_PERSON - 1)
        inn = with_zero(list, inn);
    if (inn.size && !inn_is_right(inn))
        return complain(list, "listing.bad_inn", listed->inn.text, 0);
    if (listed->ogrn.text.size && !ogrn_is_right(listed->ogrn.text))
        return complain(list, "listing.bad_ogrn", listed->ogrn.text, 0);
    listed->inn.text = inn;
    return true;
}

static bool region_read(struct reading_list *list, struct listed *listed)
{
    struct span said = cell_of(list, COLUMN_REGION).text;
    listed->region_said = cell_of(list, COLUMN_REGION);
    if (!said.size)
        return true;
    listed->region = list->reference ? reference_region_named(list->reference, said) : NULL;
    return listed->region || complain(list, "listing.unknown_region", said, 0);
}

/* Where in the cell a part of it stands: the cell's own place where it is written otherwise there.
 */
static struct range part_range(const struct reading_list *list, struct range cell, struct span part)
{
    struct span raw = {list->csv.begin + cell.start, cell.end - cell.start};
    size_t at = span_find(raw, part, 0);
    return at == SIZE_MAX
               ? cell
               : (struct range){cell.start + (uint32_t)at, cell.start + (uint32_t)(at + part.size)};
}

static void aliases_read(struct reading_list *list, struct listed *listed)
{
    struct listed_cell cell = cell_of(list, COLUMN_ALIASES);
    struct span rest = cell.text;
    while (rest.size && listed->alias_count < LISTED_ALIASES) {
        size_t end = 0;
        while (end < rest.size && rest.data[end] != '|' && rest.data[end] != ';')
            end++;
        struct span alias = span_trim(span_slice(rest, 0, end));
        rest = span_slice(rest, end + 1, rest.size);
        if (alias.size && !span_equal(alias, listed->name.text))
            listed->aliases[listed->alias_count++] =
                (struct listed_cell){alias, part_range(list, cell.range, alias)};
    }
}

/* What an organization is named by: each of its numbers; its name and region where it has none. */
static size_t names_of(struct reading_list *list, const struct listed *listed, struct span *names)
{
    size_t count = 0;
    if (listed->inn.text.size)
        names[count++] = arena_format(list->arena, "i%.*s", SPAN_ARGS(listed->inn.text));
    if (listed->ogrn.text.size)
        names[count++] = arena_format(list->arena, "o%.*s", SPAN_ARGS(listed->ogrn.text));
    if (!count)
        names[count++] =
            arena_format(list->arena, "n%.*s@%zu", SPAN_ARGS(fold(list->arena, listed->name.text)),
                         listed->region ? listed->region->number + 1 : 0);
    return count;
}

static bool is_first(struct reading_list *list, const struct listed *listed)
{
    struct span names[2];
    size_t count = names_of(list, listed, names);
    for (size_t i = 0; i < count; i++) {
        const uint32_t *other = map_find(&list->seen, names[i]);
        if (other)
            return complain(list, "listing.duplicate", listed->name.text,
                            list->listing->organizations.items[*other - 1].line);
    }
    for (size_t i = 0; i < count; i++)
        *map_add(&list->seen, names[i], NULL) = (uint32_t)list->listing->organizations.count + 1;
    return true;
}

static void line_read(struct reading_list *list)
{
    struct listed listed = {.line = list->csv.line, .name = cell_of(list, COLUMN_NAME)};
    if (!listed.name.text.size) {
        complain(list, "listing.no_name", SPAN(""), 0);
        return;
    }
    if (!numbers_read(list, &listed) || !region_read(list, &listed))
        return;
    aliases_read(list, &listed);
    if (is_first(list, &listed))
        *ARRAY_PUSH(list->arena, &list->listing->organizations) = listed;
}

bool listing_read(struct span text, struct span file, const struct reference *reference,
                  struct arena *arena, struct listing *listing, struct error *error)
{
    struct reading_list *list = ARENA_NEW(arena, struct reading_list, 1);
    const char *name = arena_copy(arena, file).data;
    *list = (struct reading_list){.reference = reference, .arena = arena, .listing = listing};
    *listing = (struct listing){0};
    map_init(&list->seen, arena);
    csv_init(&list->csv, text);
    if (!csv_next(&list->csv, arena, list->cells, &list->cell_count) || !columns_find(list))
        return error_add(error, "listing.no_columns", "file", name, NULL);
    while (csv_next(&list->csv, arena, list->cells, &list->cell_count)) {
        if (listing->organizations.count == LISTED_MOST) {
            char limit[24];
            snprintf(limit, sizeof limit, "%d", LISTED_MOST);
            return error_add(error, "listing.too_many", "file", name, "limit", limit, NULL);
        }
        line_read(list);
    }
    return true;
}
