/* Tables of needs and offers. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "calendar_text.h"
#include "trade_part.h"
#include "utf8.h"

enum { OF_NEEDS = TRADE_NEEDS, OF_OFFERS = TRADE_OFFERS };

static struct span cell_of(const struct trade_table *table, enum trade_column column)
{
    return table->row[column];
}

bool trade_complain(struct trade_table *table, enum trade_column column, const char *key,
                    struct span value)
{
    *ARRAY_PUSH(table->arena, table->problems) =
        (struct trade_problem){table->csv.line, key, table->head.titles[column], value};
    return false;
}

/* ---- cells ---- */

/* A quantity that need not be there: 0. */
static bool amount_read(struct trade_table *table, enum trade_column column, double *amount)
{
    struct span said = cell_of(table, column);
    *amount = 0;
    return !said.size || amount_of_text(said, amount) ||
           trade_complain(table, column, "sourcing.bad_quantity", said);
}

static bool amount_needed(struct trade_table *table, double *amount)
{
    return amount_read(table, TRADE_AMOUNT, amount) &&
           (*amount > 0 || trade_complain(table, TRADE_AMOUNT, "sourcing.no_quantity", SPAN("")));
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
        return trade_complain(table, TRADE_CODE, "sourcing.bad_code", product->code);
    return product->words.size || product->code.size ||
           trade_complain(table,
                          table->head.titles[TRADE_PRODUCT].size ? TRADE_PRODUCT : TRADE_CODE,
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
            trade_complain(table, TRADE_LATITUDE, "sourcing.bad_degrees", latitude)) &&
           (degrees_read(longitude, 180, &place->longitude) ||
            trade_complain(table, TRADE_LONGITUDE, "sourcing.bad_degrees", longitude));
}

/* Whether it is the country whose regions are known. */
static bool is_home(const struct trade_table *table, struct span name)
{
    return reference_country_bears(reference_country(table->reference), name);
}

static bool place_read(struct trade_table *table, enum trade_column region_column,
                       enum trade_column country_column, struct trade_place *place)
{
    struct span region = cell_of(table, region_column);
    struct span country = trade_fold(table->arena, cell_of(table, country_column));
    if (country.size && !is_home(table, country)) {
        place->country = country;
        return true; /* regions of other countries are not known */
    }
    if (!region.size)
        return true;
    const struct reference_region *found = reference_region_written(table->reference, region);
    if (!found)
        return trade_complain(table, region_column, "sourcing.unknown_region", region);
    place->region = reference_subject(found);
    if (found->kind == REGION_PROVINCE)
        place->country = trade_fold(table->arena, found->country);
    return true;
}

/* Where a need comes from now; where one column tells it, what is no region is a country. */
static bool now_read(struct trade_table *table, struct trade_place *now)
{
    struct span said = cell_of(table, TRADE_NOW_PLACE);
    const struct reference_region *region =
        said.size ? reference_region_written(table->reference, said) : NULL;
    if (!said.size || region)
        return place_read(table, said.size ? TRADE_NOW_PLACE : TRADE_NOW_REGION, TRADE_NOW_COUNTRY,
                          now);
    struct span country = trade_fold(table->arena, said);
    now->country = is_home(table, country) ? (struct span){0} : country;
    return true;
}

static bool unit_column(struct trade_table *table, struct unit *unit)
{
    struct span said = cell_of(table, TRADE_UNIT);
    return unit_read(said, unit) || trade_complain(table, TRADE_UNIT, "sourcing.bad_unit", said);
}

static bool id_read(struct trade_table *table, struct trade_line *line)
{
    bool added;
    line->id = cell_of(table, TRADE_ID);
    if (!line->id.size)
        line->id = arena_format(table->arena, "%zu", table->csv.line);
    map_add(&table->ids, line->id, &added);
    return added || trade_complain(table, TRADE_ID, "sourcing.same_id", line->id);
}

static bool price_read(struct trade_table *table, struct trade_line *line)
{
    struct span said = cell_of(table, TRADE_PRICE);
    if (said.size && !amount_of_text(said, &line->price))
        return trade_complain(table, TRADE_PRICE, "sourcing.bad_price", said);
    line->price /= line->unit.factor > 0 ? line->unit.factor : 1; /* of no unit: refused already */
    return true;
}

static const struct span *cells_keep(const struct trade_table *table)
{
    struct span *cells = ARENA_NEW(table->arena, struct span, TRADE_COLUMNS);
    for (size_t i = 0; i < TRADE_COLUMNS; i++)
        cells[i] = cell_of(table, (enum trade_column)i);
    return cells;
}

static bool line_read(struct trade_table *table, struct trade_line *line)
{
    line->line = table->csv.line;
    line->cells = cells_keep(table);
    line->titles = table->head.titles;
    line->who = cell_of(table, TRADE_WHO);
    line->place.clusters[0] = trade_fold(table->arena, cell_of(table, TRADE_CLUSTER));
    line->place.cluster_count = line->place.clusters[0].size > 0;
    bool good = product_read(table, &line->product);
    good = unit_column(table, &line->unit) && good;
    good = price_read(table, line) && good;
    good = place_read(table, TRADE_REGION, TRADE_COUNTRY, &line->place) && good;
    return location_read(table, &line->place) && good;
}

bool trade_date_read(struct span text, struct date *date)
{
    enum { LONGEST = 64 };
    char folded[LONGEST];
    if (text.size >= LONGEST)
        return false;
    return date_due_of_text((struct span){folded, utf8_lower(text, folded, true)}, date);
}

/* ---- lines ---- */

static bool by_read(struct trade_table *table, struct date *by)
{
    struct span said = cell_of(table, TRADE_BY);
    if (said.size && !trade_date_read(said, by))
        return trade_complain(table, TRADE_BY, "sourcing.bad_date", said);
    *by = date_last_day(*by);
    return true;
}

static void need_read(struct trade_table *table, struct needs *needs)
{
    struct need need = {0};
    bool good = trade_row_take(table);
    good = line_read(table, &need.line) && good;
    good = amount_needed(table, &need.quantity) && good;
    good = now_read(table, &need.now) && good;
    good = by_read(table, &need.by) && good;
    if (!good || !id_read(table, &need.line))
        return;
    need.quantity *= need.line.unit.factor;
    need.supplier_now = cell_of(table, TRADE_NOW);
    need.now_known = need.now.region || need.now.country.size;
    *ARRAY_PUSH(table->arena, needs) = need;
}

bool trade_lead_read(struct span text, int64_t *days)
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
    if (said.size && !trade_lead_read(said, &number))
        return trade_complain(table, TRADE_LEAD, "sourcing.bad_lead", said);
    *days = (int)number;
    return true;
}

static bool period_column(struct trade_table *table, double *days)
{
    struct span said = cell_of(table, TRADE_PERIOD);
    return period_read(said, days) ||
           trade_complain(table, TRADE_PERIOD, "sourcing.bad_period", said);
}

static void offer_read(struct trade_table *table, struct offers *offers)
{
    struct offer offer = {0};
    double days = YEAR_DAYS;
    bool good = trade_row_take(table);
    good = line_read(table, &offer.line) && good;
    good = amount_needed(table, &offer.daily) && good;
    good = lead_read(table, &offer.lead_days) && good;
    good = amount_read(table, TRADE_MINIMUM, &offer.minimum) && good;
    good = period_column(table, &days) && good;
    if (!good || !id_read(table, &offer.line))
        return;
    offer.daily *= offer.line.unit.factor / days;
    offer.minimum *= offer.line.unit.factor;
    offer.shared = trade_fold(table->arena, cell_of(table, TRADE_SHARED));
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
        if (trade_head_read(table))
            found |= (int)sides[i];
    }
    return found == (TRADE_NEEDS | TRADE_OFFERS) ? 0 : (enum trade_side)found;
}

/* Begins to read; false with an error where no line names what must be there. */
static bool table_open(struct trade_table *table, struct span text, struct span file,
                       struct trade_titles *ignored, struct error *error)
{
    csv_init(&table->csv, text);
    map_init(&table->ids, table->arena);
    if (trade_head_read(table)) {
        *ignored = table->head.unknown;
        return true;
    }
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
    if (!table_open(table, text, file, &needs->ignored, error))
        return false;
    while (csv_next(&table->csv, arena, table->cells, &table->cell_count)) {
        if (needs->count == TRADE_MOST)
            return too_many(table, file, error);
        if (!trade_row_is_total(table))
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
    if (!table_open(table, text, file, &offers->ignored, error))
        return false;
    while (csv_next(&table->csv, arena, table->cells, &table->cell_count)) {
        if (offers->count == TRADE_MOST)
            return too_many(table, file, error);
        if (!trade_row_is_total(table))
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
