/* Tables of needs and offers. */
#include "trade.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "csv.h"
#include "map.h"
#include "utf8.h"

enum column {
    COLUMN_ID,
    COLUMN_WHO,
    COLUMN_PRODUCT,
    COLUMN_CODE,
    COLUMN_UNIT,
    COLUMN_PRICE,
    COLUMN_CLUSTER,
    COLUMN_REGION,
    COLUMN_COUNTRY,
    COLUMN_LATITUDE,
    COLUMN_LONGITUDE,
    COLUMN_AMOUNT, /* quantity, capacity */
    COLUMN_BY,
    COLUMN_NOW,
    COLUMN_NOW_REGION,
    COLUMN_NOW_COUNTRY,
    COLUMN_PERIOD,
    COLUMN_LEAD,
    COLUMN_MINIMUM,
    COLUMN_SHARED,
    COLUMNS
};

enum { OF_NEEDS = 1, OF_OFFERS = 2, OF_BOTH = 3 };

static const struct {
    const char *name; /* folded */
    uint8_t column;
    uint8_t of;
} column_names[] = {
    {"id", COLUMN_ID, OF_BOTH},
    {"номер", COLUMN_ID, OF_BOTH},
    {"№", COLUMN_ID, OF_BOTH},
    {"product", COLUMN_PRODUCT, OF_BOTH},
    {"товар", COLUMN_PRODUCT, OF_BOTH},
    {"наименование", COLUMN_PRODUCT, OF_BOTH},
    {"продукция", COLUMN_PRODUCT, OF_BOTH},
    {"okpd2", COLUMN_CODE, OF_BOTH},
    {"окпд2", COLUMN_CODE, OF_BOTH},
    {"окпд 2", COLUMN_CODE, OF_BOTH},
    {"код", COLUMN_CODE, OF_BOTH},
    {"unit", COLUMN_UNIT, OF_BOTH},
    {"единица", COLUMN_UNIT, OF_BOTH},
    {"ед. изм.", COLUMN_UNIT, OF_BOTH},
    {"price", COLUMN_PRICE, OF_BOTH},
    {"цена", COLUMN_PRICE, OF_BOTH},
    {"cluster", COLUMN_CLUSTER, OF_BOTH},
    {"кластер", COLUMN_CLUSTER, OF_BOTH},
    {"region", COLUMN_REGION, OF_BOTH},
    {"регион", COLUMN_REGION, OF_BOTH},
    {"country", COLUMN_COUNTRY, OF_BOTH},
    {"страна", COLUMN_COUNTRY, OF_BOTH},
    {"latitude", COLUMN_LATITUDE, OF_BOTH},
    {"широта", COLUMN_LATITUDE, OF_BOTH},
    {"longitude", COLUMN_LONGITUDE, OF_BOTH},
    {"долгота", COLUMN_LONGITUDE, OF_BOTH},
    {"buyer", COLUMN_WHO, OF_NEEDS},
    {"покупатель", COLUMN_WHO, OF_NEEDS},
    {"кому", COLUMN_WHO, OF_NEEDS},
    {"quantity", COLUMN_AMOUNT, OF_NEEDS},
    {"количество", COLUMN_AMOUNT, OF_NEEDS},
    {"by", COLUMN_BY, OF_NEEDS},
    {"срок", COLUMN_BY, OF_NEEDS},
    {"к дате", COLUMN_BY, OF_NEEDS},
    {"supplier", COLUMN_NOW, OF_NEEDS},
    {"у кого сейчас", COLUMN_NOW, OF_NEEDS},
    {"supplier_region", COLUMN_NOW_REGION, OF_NEEDS},
    {"откуда сейчас", COLUMN_NOW_REGION, OF_NEEDS},
    {"supplier_country", COLUMN_NOW_COUNTRY, OF_NEEDS},
    {"из какой страны сейчас", COLUMN_NOW_COUNTRY, OF_NEEDS},
    {"supplier", COLUMN_WHO, OF_OFFERS},
    {"поставщик", COLUMN_WHO, OF_OFFERS},
    {"изготовитель", COLUMN_WHO, OF_OFFERS},
    {"capacity", COLUMN_AMOUNT, OF_OFFERS},
    {"мощность", COLUMN_AMOUNT, OF_OFFERS},
    {"period", COLUMN_PERIOD, OF_OFFERS},
    {"период", COLUMN_PERIOD, OF_OFFERS},
    {"lead_days", COLUMN_LEAD, OF_OFFERS},
    {"срок изготовления, дней", COLUMN_LEAD, OF_OFFERS},
    {"срок изготовления", COLUMN_LEAD, OF_OFFERS},
    {"minimum", COLUMN_MINIMUM, OF_OFFERS},
    {"минимальная партия", COLUMN_MINIMUM, OF_OFFERS},
    {"line", COLUMN_SHARED, OF_OFFERS},
    {"линия", COLUMN_SHARED, OF_OFFERS},
};

struct table {
    struct csv csv;
    struct span cells[CSV_CELLS];
    size_t cell_count;
    size_t places[COLUMNS]; /* SIZE_MAX where there is no such column */
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

static bool columns_find(struct table *table)
{
    for (size_t i = 0; i < COLUMNS; i++)
        table->places[i] = SIZE_MAX;
    for (size_t i = 0; i < table->cell_count; i++) {
        struct span folded = fold(table->arena, span_trim(table->cells[i]));
        for (size_t k = 0; k < sizeof column_names / sizeof *column_names; k++) {
            size_t *place = &table->places[column_names[k].column];
            if (column_names[k].of & table->of && *place == SIZE_MAX &&
                span_equal(folded, span_of(column_names[k].name)))
                *place = i;
        }
    }
    return (table->places[COLUMN_PRODUCT] != SIZE_MAX || table->places[COLUMN_CODE] != SIZE_MAX) &&
           table->places[COLUMN_AMOUNT] != SIZE_MAX;
}

static struct span cell_of(const struct table *table, enum column column)
{
    size_t place = table->places[column];
    return place < table->cell_count ? span_trim(table->cells[place]) : (struct span){0};
}

static bool complain(struct table *table, const char *key, struct span value)
{
    *ARRAY_PUSH(table->arena, table->problems) =
        (struct trade_problem){table->csv.line, key, value};
    return false;
}

/* ---- cells ---- */

/* A quantity that need not be there: 0. */
static bool amount_read(struct table *table, enum column column, double *amount)
{
    struct span said = cell_of(table, column);
    *amount = 0;
    return !said.size || amount_of_text(said, amount) ||
           complain(table, "sourcing.bad_quantity", said);
}

static bool amount_needed(struct table *table, double *amount)
{
    return amount_read(table, COLUMN_AMOUNT, amount) &&
           (*amount > 0 || complain(table, "sourcing.no_quantity", SPAN("")));
}

/* A code of ОКПД2: digits in groups, parted by points. */
static bool code_is_good(struct span code)
{
    for (size_t i = 0; i < code.size; i++)
        if ((code.data[i] < '0' || code.data[i] > '9') && code.data[i] != '.')
            return false;
    return code.size >= 2 && code.size <= 12 && code.data[0] != '.';
}

static bool product_read(struct table *table, struct named_product *product)
{
    *product = (struct named_product){cell_of(table, COLUMN_PRODUCT), cell_of(table, COLUMN_CODE)};
    if (product->code.size && !code_is_good(product->code))
        return complain(table, "sourcing.bad_code", product->code);
    return product->words.size || product->code.size ||
           complain(table, "sourcing.no_product", SPAN(""));
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

static bool location_read(struct table *table, struct trade_place *place)
{
    struct span latitude = cell_of(table, COLUMN_LATITUDE);
    struct span longitude = cell_of(table, COLUMN_LONGITUDE);
    place->located = latitude.size && longitude.size;
    if (!place->located)
        return true;
    return (degrees_read(latitude, 90, &place->latitude) ||
            complain(table, "sourcing.bad_degrees", latitude)) &&
           (degrees_read(longitude, 180, &place->longitude) ||
            complain(table, "sourcing.bad_degrees", longitude));
}

static bool is_russia(struct span folded)
{
    static const char *const names[] = {"россия", "российская федерация", "рф", "russia"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is(folded, names[i]))
            return true;
    return false;
}

static bool place_read(struct table *table, enum column region_column, enum column country_column,
                       struct trade_place *place)
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
        return complain(table, "sourcing.unknown_region", region);
    place->region = reference_subject(found);
    if (found->kind == REGION_PROVINCE)
        place->country = fold(table->arena, found->country);
    return true;
}

static bool unit_column(struct table *table, struct unit *unit)
{
    struct span said = cell_of(table, COLUMN_UNIT);
    return unit_read(said, unit) || complain(table, "sourcing.bad_unit", said);
}

static bool id_read(struct table *table, struct trade_line *line)
{
    bool added;
    line->id = cell_of(table, COLUMN_ID);
    if (!line->id.size)
        line->id = arena_format(table->arena, "%zu", table->csv.line);
    map_add(&table->ids, line->id, &added);
    return added || complain(table, "sourcing.same_id", line->id);
}

static bool line_read(struct table *table, struct trade_line *line)
{
    line->line = table->csv.line;
    line->who = cell_of(table, COLUMN_WHO);
    line->place.cluster = fold(table->arena, cell_of(table, COLUMN_CLUSTER));
    if (!product_read(table, &line->product) || !unit_column(table, &line->unit) ||
        !amount_read(table, COLUMN_PRICE, &line->price) ||
        !place_read(table, COLUMN_REGION, COLUMN_COUNTRY, &line->place) ||
        !location_read(table, &line->place))
        return false;
    line->price /= line->unit.factor;
    return true;
}

/* ---- lines ---- */

static void need_read(struct table *table, struct needs *needs)
{
    struct need need = {0};
    struct span by = cell_of(table, COLUMN_BY);
    if (!line_read(table, &need.line) || !amount_needed(table, &need.quantity) ||
        !place_read(table, COLUMN_NOW_REGION, COLUMN_NOW_COUNTRY, &need.now))
        return;
    if (by.size && !date_read(by, &need.by)) {
        complain(table, "sourcing.bad_date", by);
        return;
    }
    if (!id_read(table, &need.line))
        return;
    need.by = date_last_day(need.by);
    need.quantity *= need.line.unit.factor;
    need.supplier_now = cell_of(table, COLUMN_NOW);
    need.now_known = need.now.region || need.now.country.size;
    *ARRAY_PUSH(table->arena, needs) = need;
}

static bool lead_read(struct table *table, int *days)
{
    enum { MOST = 3650 };
    struct span said = cell_of(table, COLUMN_LEAD);
    int64_t number = 0;
    if (said.size && (!span_to_integer(said, &number) || number < 0 || number > MOST))
        return complain(table, "sourcing.bad_lead", said);
    *days = (int)number;
    return true;
}

static void offer_read(struct table *table, struct offers *offers)
{
    struct offer offer = {0};
    struct span period = cell_of(table, COLUMN_PERIOD);
    double days;
    if (!line_read(table, &offer.line) || !amount_needed(table, &offer.daily) ||
        !lead_read(table, &offer.lead_days) || !amount_read(table, COLUMN_MINIMUM, &offer.minimum))
        return;
    if (!period_read(period, &days)) {
        complain(table, "sourcing.bad_period", period);
        return;
    }
    if (!id_read(table, &offer.line))
        return;
    offer.daily *= offer.line.unit.factor / days;
    offer.minimum *= offer.line.unit.factor;
    offer.shared = fold(table->arena, cell_of(table, COLUMN_SHARED));
    *ARRAY_PUSH(table->arena, offers) = offer;
}

/* ---- tables ---- */

/* Begins to read; false with an error where the first line does not name what must be there. */
static bool table_open(struct table *table, struct span text, struct span file, struct error *error)
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

static bool too_many(struct table *table, struct span file, struct error *error)
{
    char limit[24];
    snprintf(limit, sizeof limit, "%d", TRADE_MOST);
    return error_add(error, "sourcing.too_many", "file", arena_copy(table->arena, file).data,
                     "limit", limit, NULL);
}

bool needs_read(struct span text, struct span file, const struct reference *reference,
                struct arena *arena, struct needs *needs, struct error *error)
{
    struct table *table = ARENA_NEW(arena, struct table, 1);
    *needs = (struct needs){0};
    *table = (struct table){
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
    struct table *table = ARENA_NEW(arena, struct table, 1);
    *offers = (struct offers){0};
    *table = (struct table){
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

enum nearness places_nearness(const struct trade_place *one, const struct trade_place *other)
{
    if (one->cluster.size && span_equal(one->cluster, other->cluster))
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
