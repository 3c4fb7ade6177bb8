/* Tables of needs and offers. */
#include "trade.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "csv.h"
#include "map.h"
#include "utf8.h"

enum { COLUMNS = TRADE_COLUMNS };
enum { OF_NEEDS = TRADE_NEEDS, OF_OFFERS = TRADE_OFFERS, OF_BOTH = OF_NEEDS | OF_OFFERS };

static const struct {
    const char *name; /* folded */
    uint8_t column;
    uint8_t of;
} column_names[] = {
    {"id", TRADE_ID, OF_BOTH},
    {"номер", TRADE_ID, OF_BOTH},
    {"№", TRADE_ID, OF_BOTH},
    {"product", TRADE_PRODUCT, OF_BOTH},
    {"товар", TRADE_PRODUCT, OF_BOTH},
    {"наименование", TRADE_PRODUCT, OF_BOTH},
    {"продукция", TRADE_PRODUCT, OF_BOTH},
    {"okpd2", TRADE_CODE, OF_BOTH},
    {"окпд2", TRADE_CODE, OF_BOTH},
    {"окпд 2", TRADE_CODE, OF_BOTH},
    {"код", TRADE_CODE, OF_BOTH},
    {"unit", TRADE_UNIT, OF_BOTH},
    {"единица", TRADE_UNIT, OF_BOTH},
    {"ед. изм.", TRADE_UNIT, OF_BOTH},
    {"price", TRADE_PRICE, OF_BOTH},
    {"цена", TRADE_PRICE, OF_BOTH},
    {"cluster", TRADE_CLUSTER, OF_BOTH},
    {"кластер", TRADE_CLUSTER, OF_BOTH},
    {"region", TRADE_REGION, OF_BOTH},
    {"регион", TRADE_REGION, OF_BOTH},
    {"country", TRADE_COUNTRY, OF_BOTH},
    {"страна", TRADE_COUNTRY, OF_BOTH},
    {"latitude", TRADE_LATITUDE, OF_BOTH},
    {"широта", TRADE_LATITUDE, OF_BOTH},
    {"longitude", TRADE_LONGITUDE, OF_BOTH},
    {"долгота", TRADE_LONGITUDE, OF_BOTH},
    /* As the registry's lists call them, so that what was exported can be taken in. */
    {"номер в реестре", TRADE_ID, OF_BOTH},
    {"registry number", TRADE_ID, OF_BOTH},
    {"номер в таблице", TRADE_NUMBER, OF_BOTH},
    {"number in a table", TRADE_NUMBER, OF_BOTH},
    {"number", TRADE_NUMBER, OF_BOTH},
    {"goods", TRADE_PRODUCT, OF_BOTH},
    {"код окпд2", TRADE_CODE, OF_BOTH},
    {"okpd2 code", TRADE_CODE, OF_BOTH},
    {"цена за единицу", TRADE_PRICE, OF_BOTH},
    {"price of a unit", TRADE_PRICE, OF_BOTH},
    {"place", TRADE_REGION, OF_BOTH},
    {"что нужно", TRADE_PRODUCT, OF_NEEDS},
    {"кому нужно", TRADE_WHO, OF_NEEDS},
    {"сколько", TRADE_AMOUNT, OF_NEEDS},
    {"к какому сроку", TRADE_BY, OF_NEEDS},
    {"needed by", TRADE_BY, OF_NEEDS},
    {"куда", TRADE_REGION, OF_NEEDS},
    {"where to", TRADE_REGION, OF_NEEDS},
    {"кластер покупателя", TRADE_CLUSTER, OF_NEEDS},
    {"buyer's cluster", TRADE_CLUSTER, OF_NEEDS},
    {"где покупают сейчас", TRADE_NOW, OF_NEEDS},
    {"bought from", TRADE_NOW, OF_NEEDS},
    {"bought_from", TRADE_NOW, OF_NEEDS},
    {"откуда везут сейчас", TRADE_NOW_PLACE, OF_NEEDS},
    {"brought from", TRADE_NOW_PLACE, OF_NEEDS},
    {"bought_place", TRADE_NOW_PLACE, OF_NEEDS},
    {"кто может делать", TRADE_WHO, OF_OFFERS},
    {"что может делать", TRADE_PRODUCT, OF_OFFERS},
    {"мощность за период", TRADE_AMOUNT, OF_OFFERS},
    {"capacity in a period", TRADE_AMOUNT, OF_OFFERS},
    {"откуда", TRADE_REGION, OF_OFFERS},
    {"from where", TRADE_REGION, OF_OFFERS},
    {"кластер поставщика", TRADE_CLUSTER, OF_OFFERS},
    {"supplier's cluster", TRADE_CLUSTER, OF_OFFERS},
    {"minimum lot", TRADE_MINIMUM, OF_OFFERS},
    {"линия, общая с другими", TRADE_SHARED, OF_OFFERS},
    {"line shared with others", TRADE_SHARED, OF_OFFERS},
    {"buyer", TRADE_WHO, OF_NEEDS},
    {"покупатель", TRADE_WHO, OF_NEEDS},
    {"кому", TRADE_WHO, OF_NEEDS},
    {"quantity", TRADE_AMOUNT, OF_NEEDS},
    {"количество", TRADE_AMOUNT, OF_NEEDS},
    {"by", TRADE_BY, OF_NEEDS},
    {"срок", TRADE_BY, OF_NEEDS},
    {"к дате", TRADE_BY, OF_NEEDS},
    {"supplier", TRADE_NOW, OF_NEEDS},
    {"у кого сейчас", TRADE_NOW, OF_NEEDS},
    {"supplier_region", TRADE_NOW_REGION, OF_NEEDS},
    {"откуда сейчас", TRADE_NOW_REGION, OF_NEEDS},
    {"supplier_country", TRADE_NOW_COUNTRY, OF_NEEDS},
    {"из какой страны сейчас", TRADE_NOW_COUNTRY, OF_NEEDS},
    {"supplier", TRADE_WHO, OF_OFFERS},
    {"поставщик", TRADE_WHO, OF_OFFERS},
    {"изготовитель", TRADE_WHO, OF_OFFERS},
    {"capacity", TRADE_AMOUNT, OF_OFFERS},
    {"мощность", TRADE_AMOUNT, OF_OFFERS},
    {"period", TRADE_PERIOD, OF_OFFERS},
    {"период", TRADE_PERIOD, OF_OFFERS},
    {"lead_days", TRADE_LEAD, OF_OFFERS},
    {"срок изготовления, дней", TRADE_LEAD, OF_OFFERS},
    {"срок изготовления", TRADE_LEAD, OF_OFFERS},
    {"minimum", TRADE_MINIMUM, OF_OFFERS},
    {"минимальная партия", TRADE_MINIMUM, OF_OFFERS},
    {"line", TRADE_SHARED, OF_OFFERS},
    {"линия", TRADE_SHARED, OF_OFFERS},
};

struct trade_table {
    struct csv csv;
    struct span cells[CSV_CELLS];
    size_t cell_count;
    struct span titles[COLUMNS]; /* as the first line has them */
    size_t places[COLUMNS];      /* SIZE_MAX where there is no such column */
    const struct reference *reference;
    struct map ids;
    struct arena *arena;
    struct trade_problems *problems;
    uint8_t of;
};

static struct span fold(struct arena *arena, struct span text)
{
    char *out = arena_alloc(arena, text.size + 1, 1);
    return (struct span){out, utf8_lower(text, out, true)};
}

static bool columns_find(struct trade_table *table)
{
    for (size_t i = 0; i < COLUMNS; i++)
        table->places[i] = SIZE_MAX;
    for (size_t i = 0; i < table->cell_count; i++) {
        struct span folded = fold(table->arena, span_trim(table->cells[i]));
        for (size_t k = 0; k < sizeof column_names / sizeof *column_names; k++) {
            size_t *place = &table->places[column_names[k].column];
            if (!(column_names[k].of & table->of) || *place != SIZE_MAX ||
                !span_equal(folded, span_of(column_names[k].name)))
                continue;
            *place = i;
            table->titles[column_names[k].column] = span_trim(table->cells[i]);
        }
    }
    return (table->places[TRADE_PRODUCT] != SIZE_MAX || table->places[TRADE_CODE] != SIZE_MAX) &&
           table->places[TRADE_AMOUNT] != SIZE_MAX;
}

static struct span cell_of(const struct trade_table *table, enum trade_column column)
{
    size_t place = table->places[column];
    return place < table->cell_count ? span_trim(table->cells[place]) : (struct span){0};
}

static bool complain(struct trade_table *table, enum trade_column column, const char *key,
                     struct span value)
{
    *ARRAY_PUSH(table->arena, table->problems) =
        (struct trade_problem){table->csv.line, key, table->titles[column], value};
    return false;
}

/* ---- cells ---- */

/* A quantity that need not be there: 0. */
static bool amount_read(struct trade_table *table, enum trade_column column, double *amount)
{
    struct span said = cell_of(table, column);
    *amount = 0;
    return !said.size || amount_of_text(said, amount) ||
           complain(table, column, "sourcing.bad_quantity", said);
}

static bool amount_needed(struct trade_table *table, double *amount)
{
    return amount_read(table, TRADE_AMOUNT, amount) &&
           (*amount > 0 || complain(table, TRADE_AMOUNT, "sourcing.no_quantity", SPAN("")));
}

/* A code of ОКПД2: digits in groups, parted by points. */
static bool code_is_good(struct span code)
{
    for (size_t i = 0; i < code.size; i++)
        if ((code.data[i] < '0' || code.data[i] > '9') && code.data[i] != '.')
            return false;
    return code.size >= 2 && code.size <= 12 && code.data[0] != '.';
}

static bool product_read(struct trade_table *table, struct named_product *product)
{
    *product = (struct named_product){cell_of(table, TRADE_PRODUCT), cell_of(table, TRADE_CODE)};
    if (product->code.size && !code_is_good(product->code))
        return complain(table, TRADE_CODE, "sourcing.bad_code", product->code);
    return product->words.size || product->code.size ||
           complain(table, table->titles[TRADE_PRODUCT].size ? TRADE_PRODUCT : TRADE_CODE,
                    "sourcing.no_product", SPAN(""));
}

static bool degrees_read(struct span text, double most, double *degrees)
{
    double value;
    bool minus = text.size && text.data[0] == '-';
    if (minus)
        text = span_slice(text, 1, text.size);
    if (span_is(text, "0"))
        value = 0;
    else if (!amount_of_text(text, &value))
        return false;
    *degrees = minus ? -value : value;
    return value <= most;
}

static bool location_read(struct trade_table *table, struct trade_place *place)
{
    struct span latitude = cell_of(table, TRADE_LATITUDE);
    struct span longitude = cell_of(table, TRADE_LONGITUDE);
    place->located = latitude.size && longitude.size;
    if (!place->located)
        return true;
    return (degrees_read(latitude, 90, &place->latitude) ||
            complain(table, TRADE_LATITUDE, "sourcing.bad_degrees", latitude)) &&
           (degrees_read(longitude, 180, &place->longitude) ||
            complain(table, TRADE_LONGITUDE, "sourcing.bad_degrees", longitude));
}

static bool is_russia(struct span folded)
{
    static const char *const names[] = {"россия", "российская федерация", "рф", "russia"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is(folded, names[i]))
            return true;
    return false;
}

static bool place_read(struct trade_table *table, enum trade_column region_column,
                       enum trade_column country_column, struct trade_place *place)
{
    struct span region = cell_of(table, region_column);
    struct span country = fold(table->arena, cell_of(table, country_column));
    if (country.size && !is_russia(country)) {
        place->country = country;
        return true; /* regions of other countries are not known */
    }
    if (!region.size)
        return true;
    const struct reference_region *found = reference_region_named(table->reference, region);
    if (!found)
        return complain(table, region_column, "sourcing.unknown_region", region);
    place->region = reference_subject(found);
    if (found->kind == REGION_PROVINCE)
        place->country = fold(table->arena, found->country);
    return true;
}

/* Where a need comes from now; where one column tells it, what is no region is a country. */
static bool now_read(struct trade_table *table, struct trade_place *now)
{
    struct span said = cell_of(table, TRADE_NOW_PLACE);
    const struct reference_region *region =
        said.size ? reference_region_named(table->reference, said) : NULL;
    if (!said.size || region)
        return place_read(table, said.size ? TRADE_NOW_PLACE : TRADE_NOW_REGION, TRADE_NOW_COUNTRY,
                          now);
    struct span country = fold(table->arena, said);
    now->country = is_russia(country) ? (struct span){0} : country;
    return true;
}

static bool unit_column(struct trade_table *table, struct unit *unit)
{
    struct span said = cell_of(table, TRADE_UNIT);
    return unit_read(said, unit) || complain(table, TRADE_UNIT, "sourcing.bad_unit", said);
}

static bool id_read(struct trade_table *table, struct trade_line *line)
{
    bool added;
    line->id = cell_of(table, TRADE_ID);
    if (!line->id.size)
        line->id = arena_format(table->arena, "%zu", table->csv.line);
    map_add(&table->ids, line->id, &added);
    return added || complain(table, TRADE_ID, "sourcing.same_id", line->id);
}

static const struct span *cells_keep(const struct trade_table *table)
{
    struct span *cells = ARENA_NEW(table->arena, struct span, COLUMNS);
    for (size_t i = 0; i < COLUMNS; i++)
        cells[i] = cell_of(table, (enum trade_column)i);
    return cells;
}

static bool line_read(struct trade_table *table, struct trade_line *line)
{
    line->line = table->csv.line;
    line->cells = cells_keep(table);
    line->titles = table->titles;
    line->who = cell_of(table, TRADE_WHO);
    line->place.clusters[0] = fold(table->arena, cell_of(table, TRADE_CLUSTER));
    line->place.cluster_count = line->place.clusters[0].size > 0;
    if (!product_read(table, &line->product) || !unit_column(table, &line->unit) ||
        !amount_read(table, TRADE_PRICE, &line->price) ||
        !place_read(table, TRADE_REGION, TRADE_COUNTRY, &line->place) ||
        !location_read(table, &line->place))
        return false;
    line->price /= line->unit.factor;
    return true;
}

/* Turns "31.12.2026" and "12.2026" around. */
bool trade_date_read(struct span text, struct date *date)
{
    enum { LONGEST = 10, YEAR = 4 };
    char turned[LONGEST + 1];
    size_t size = 0;
    struct span rest = text;
    if (text.size > LONGEST || span_find(text, SPAN("."), 0) == SIZE_MAX)
        return date_read(text, date);
    while (rest.size) {
        size_t point = rest.size;
        while (point && rest.data[point - 1] != '.')
            point--;
        struct span part = span_slice(rest, point, rest.size);
        if (part.size != (size ? 2 : YEAR))
            return false;
        memcpy(turned + size, part.data, part.size);
        size += part.size;
        rest = span_slice(rest, 0, point ? point - 1 : 0);
        if (rest.size)
            turned[size++] = '-';
    }
    return date_read((struct span){turned, size}, date);
}

/* ---- lines ---- */

static void need_read(struct trade_table *table, struct needs *needs)
{
    struct need need = {0};
    struct span by = cell_of(table, TRADE_BY);
    if (!line_read(table, &need.line) || !amount_needed(table, &need.quantity) ||
        !now_read(table, &need.now))
        return;
    if (by.size && !trade_date_read(by, &need.by)) {
        complain(table, TRADE_BY, "sourcing.bad_date", by);
        return;
    }
    if (!id_read(table, &need.line))
        return;
    need.by = date_last_day(need.by);
    need.quantity *= need.line.unit.factor;
    need.supplier_now = cell_of(table, TRADE_NOW);
    need.now_known = need.now.region || need.now.country.size;
    *ARRAY_PUSH(table->arena, needs) = need;
}

/* The days of a lead time: "20", "20 дней", "3 недели", "2 months". */
static bool lead_of_text(struct span text, int64_t *days)
{
    static const struct {
        const char *beginning; /* folded; the empty one at the end */
        double days;
    } spans[] = {{"нед", 7},          {"week", 7},
                 {"мес", MONTH_DAYS}, {"month", MONTH_DAYS},
                 {"год", YEAR_DAYS},  {"лет", YEAR_DAYS},
                 {"year", YEAR_DAYS}, {"д", 1},
                 {"day", 1},          {"", 1}};
    enum { MOST = 3650, LONGEST = 64 };
    char room[LONGEST];
    size_t digits = 0, i = 0;
    int64_t number = 0;
    if (text.size >= LONGEST)
        return false;
    while (digits < text.size && text.data[digits] >= '0' && text.data[digits] <= '9')
        digits++;
    struct span word = span_trim(span_slice(text, digits, text.size));
    if (span_starts_with(word, SPAN("\u00A0"))) /* as values are shown */
        word = span_slice(word, sizeof "\u00A0" - 1, word.size);
    struct span folded = {room, utf8_lower(word, room, true)};
    while (spans[i].beginning[0] && !span_starts_with(folded, span_of(spans[i].beginning)))
        i++;
    if (!span_to_integer(span_slice(text, 0, digits), &number) || number < 0 || number > MOST ||
        (!spans[i].beginning[0] && word.size))
        return false;
    *days = (int64_t)((double)number * spans[i].days + 0.5);
    return *days <= MOST;
}

static bool lead_read(struct trade_table *table, int *days)
{
    struct span said = cell_of(table, TRADE_LEAD);
    int64_t number = 0;
    if (said.size && !lead_of_text(said, &number))
        return complain(table, TRADE_LEAD, "sourcing.bad_lead", said);
    *days = (int)number;
    return true;
}

static void offer_read(struct trade_table *table, struct offers *offers)
{
    struct offer offer = {0};
    struct span period = cell_of(table, TRADE_PERIOD);
    double days;
    if (!line_read(table, &offer.line) || !amount_needed(table, &offer.daily) ||
        !lead_read(table, &offer.lead_days) || !amount_read(table, TRADE_MINIMUM, &offer.minimum))
        return;
    if (!period_read(period, &days)) {
        complain(table, TRADE_PERIOD, "sourcing.bad_period", period);
        return;
    }
    if (!id_read(table, &offer.line))
        return;
    offer.daily *= offer.line.unit.factor / days;
    offer.minimum *= offer.line.unit.factor;
    offer.shared = fold(table->arena, cell_of(table, TRADE_SHARED));
    *ARRAY_PUSH(table->arena, offers) = offer;
}

/* ---- tables ---- */

enum trade_side trade_side_of(struct span text, struct arena *arena)
{
    static const enum trade_side sides[] = {TRADE_NEEDS, TRADE_OFFERS};
    int found = 0;
    for (size_t i = 0; i < 2; i++) {
        struct trade_table *table = ARENA_NEW(arena, struct trade_table, 1);
        *table = (struct trade_table){.arena = arena, .of = (uint8_t)sides[i]};
        csv_init(&table->csv, text);
        if (csv_next(&table->csv, arena, table->cells, &table->cell_count) && columns_find(table))
            found |= (int)sides[i];
    }
    return found == (TRADE_NEEDS | TRADE_OFFERS) ? 0 : (enum trade_side)found;
}

/* Begins to read; false with an error where the first line does not name what must be there. */
static bool table_open(struct trade_table *table, struct span text, struct span file,
                       struct error *error)
{
    csv_init(&table->csv, text);
    map_init(&table->ids, table->arena);
    if (csv_next(&table->csv, table->arena, table->cells, &table->cell_count) &&
        columns_find(table))
        return true;
    return error_add(
        error, table->of == OF_NEEDS ? "sourcing.no_need_columns" : "sourcing.no_offer_columns",
        "file", arena_copy(table->arena, file).data, NULL);
}

static bool too_many(struct trade_table *table, struct span file, struct error *error)
{
    char limit[24];
    snprintf(limit, sizeof limit, "%d", TRADE_MOST);
    return error_add(error, "sourcing.too_many", "file", arena_copy(table->arena, file).data,
                     "limit", limit, NULL);
}

bool needs_read(struct span text, struct span file, const struct reference *reference,
                struct arena *arena, struct needs *needs, struct error *error)
{
    struct trade_table *table = ARENA_NEW(arena, struct trade_table, 1);
    *needs = (struct needs){0};
    *table = (struct trade_table){
        .reference = reference, .arena = arena, .problems = &needs->problems, .of = OF_NEEDS};
    if (!table_open(table, text, file, error))
        return false;
    while (csv_next(&table->csv, arena, table->cells, &table->cell_count)) {
        if (needs->count == TRADE_MOST)
            return too_many(table, file, error);
        need_read(table, needs);
    }
    return true;
}

bool offers_read(struct span text, struct span file, const struct reference *reference,
                 struct arena *arena, struct offers *offers, struct error *error)
{
    struct trade_table *table = ARENA_NEW(arena, struct trade_table, 1);
    *offers = (struct offers){0};
    *table = (struct trade_table){
        .reference = reference, .arena = arena, .problems = &offers->problems, .of = OF_OFFERS};
    if (!table_open(table, text, file, error))
        return false;
    while (csv_next(&table->csv, arena, table->cells, &table->cell_count)) {
        if (offers->count == TRADE_MOST)
            return too_many(table, file, error);
        offer_read(table, offers);
    }
    return true;
}

/* ---- places ---- */

struct span places_cluster(const struct trade_place *one, const struct trade_place *other)
{
    for (size_t i = 0; i < one->cluster_count; i++)
        for (size_t k = 0; k < other->cluster_count; k++)
            if (span_equal(one->clusters[i], other->clusters[k]))
                return one->clusters[i];
    return SPAN("");
}

enum nearness places_nearness(const struct trade_place *one, const struct trade_place *other)
{
    if (places_cluster(one, other).size)
        return NEAR_CLUSTER;
    if (one->country.size || other->country.size || !one->region || !other->region)
        return one->country.size && span_equal(one->country, other->country) ? NEAR_COUNTRY
                                                                             : NEAR_ABROAD;
    if (one->region == other->region)
        return NEAR_REGION;
    return one->region->district && one->region->district == other->region->district ? NEAR_DISTRICT
                                                                                     : NEAR_COUNTRY;
}

double places_distance(const struct trade_place *one, const struct trade_place *other)
{
    static const double radius = 6371, degree = 3.14159265358979323846 / 180;
    if (!one->located || !other->located)
        return -1;
    double south = one->latitude * degree, north = other->latitude * degree;
    double up = sin((north - south) / 2);
    double along = sin((other->longitude - one->longitude) * degree / 2);
    return 2 * radius * asin(sqrt(up * up + cos(south) * cos(north) * along * along));
}
