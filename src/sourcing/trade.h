/* Needs and offers as users write them down: tables in CSV.
 *
 * A line among the first names the columns, in Russian or English, in any case and order; lines
 * before it, such as a title, are passed over, and it may have a line of groups above it:
 *
 *   both    id (номер), product (товар, наименование, продукция), okpd2 (ОКПД2), unit (единица),
 *           price (цена, of a unit), cluster (кластер), region (регион), country (страна),
 *           latitude (широта), longitude (долгота)
 *   needs   buyer (покупатель, кому), quantity (количество), by (срок, к дате), supplier (у кого
 *           сейчас), supplier_region (откуда сейчас), supplier_country (из какой страны сейчас)
 *   offers  supplier (поставщик, изготовитель), capacity (мощность), period (период: year, месяц
 * …), lead_days (срок изготовления, дней), minimum (минимальная партия), line (линия: offers of one
 * supplier with the same line share its time)
 *
 * and by more names that spreadsheets give them; a title may say in what its column counts
 * («Количество, тыс. шт.»). A product or a code must be there, and the quantity or capacity. A line
 * that says what cannot be is left out whole, with all that is wrong in it as problems; the others
 * count, and a line that adds up others is no line. */
#ifndef TRADE_H
#define TRADE_H

#include "calendar.h"
#include "match.h"
#include "reference.h"
#include "units.h"

enum { TRADE_MOST = 50000 /* lines of a table */ };

/* What a table is of; bits. */
enum trade_side { TRADE_NEEDS = 1, TRADE_OFFERS = 2 };

enum trade_column {
    TRADE_ID,
    TRADE_NUMBER, /* that an exported line had in the table from which it came */
    TRADE_WHO,
    TRADE_PRODUCT,
    TRADE_CODE,
    TRADE_UNIT,
    TRADE_PRICE,
    TRADE_CLUSTER,
    TRADE_REGION,
    TRADE_COUNTRY,
    TRADE_LATITUDE,
    TRADE_LONGITUDE,
    TRADE_AMOUNT, /* quantity, capacity */
    TRADE_BY,
    TRADE_NOW,
    TRADE_NOW_REGION,
    TRADE_NOW_COUNTRY,
    TRADE_NOW_PLACE, /* a region, else a country: as lists are exported */
    TRADE_PERIOD,
    TRADE_LEAD,
    TRADE_MINIMUM,
    TRADE_SHARED,
    TRADE_COLUMNS
};

enum { TRADE_CLUSTERS = 4 };

struct trade_place {
    struct span clusters[TRADE_CLUSTERS]; /* folded names, or ids: of one sort in a plan */
    size_t cluster_count;
    const struct reference_region *region; /* of today; NULL: not said */
    struct span country;                   /* folded, not Russia; empty: not said, or Russia */
    bool located;
    double latitude;
    double longitude;
};

/* What a need and an offer have in common. */
struct trade_line {
    size_t line; /* of the table, from 1 */
    const struct span
        *cells;                /* by column: units, prices and periods as columns of their own would
                                  have them, the rest as the table has it, trimmed; NULL: of no table */
    const struct span *titles; /* of the columns, likewise */
    struct span id;
    struct span who; /* buyer or supplier */
    struct named_product product;
    struct unit unit;
    double price; /* of the measure's own unit; 0: not said */
    struct trade_place place;
};

struct need {
    struct trade_line line;
    double quantity; /* in the measure's own unit */
    struct date by;  /* unset: at any time within the plan's year */
    struct span supplier_now;
    bool now_known; /* where it comes from now */
    struct trade_place now;
};

struct offer {
    struct trade_line line;
    double daily;       /* capacity of a day, in the measure's own unit; 0: not known */
    int lead_days;      /* from order to delivery */
    double minimum;     /* of a delivery, in the measure's own unit; 0: any */
    struct span shared; /* the line, folded; empty: the offer's own */
};

struct trade_problem {
    size_t line;
    const char *key;    /* of a message: "sourcing.bad_quantity" … */
    struct span column; /* its title, as the table has it */
    struct span value;
};

struct trade_problems {
    struct trade_problem *items;
    size_t count;
    size_t capacity;
};

struct trade_titles {
    struct span *items;
    size_t count;
    size_t capacity;
};

struct needs {
    struct need *items;
    size_t count;
    size_t capacity;
    struct trade_titles ignored; /* of columns that are none of a table of needs, as they stand */
    struct trade_problems problems;
};

struct offers {
    struct offer *items;
    size_t count;
    size_t capacity;
    struct trade_titles ignored;
    struct trade_problems problems;
};

/* Which table a text is, by the columns that its head names; 0: neither, or both. */
enum trade_side trade_side_of(struct span text, struct arena *arena);
/* A day, month, quarter or year: "2026-12-31", "до 31.12.26", "IV кв. 2026", "декабрь 2026",
 * "2026". */
bool trade_date_read(struct span text, struct date *date);

/* Reads a table; text is UTF-8 and must outlive it. file goes into the errors:
 * "sourcing.no_need_columns" or "sourcing.no_offer_columns", "sourcing.too_many" (limit). Call
 * within arena_run(). */
bool needs_read(struct span text, struct span file, const struct reference *reference,
                struct arena *arena, struct needs *needs, struct error *error);
bool offers_read(struct span text, struct span file, const struct reference *reference,
                 struct arena *arena, struct offers *offers, struct error *error);

/* How near two places are. */
enum nearness {
    NEAR_CLUSTER,  /* in one cluster */
    NEAR_REGION,   /* in one region */
    NEAR_DISTRICT, /* in one federal district */
    NEAR_COUNTRY,
    NEAR_ABROAD, /* or not known */
    NEARNESSES
};
/* A cluster that both are of; empty where there is none. */
struct span places_cluster(const struct trade_place *one, const struct trade_place *other);
enum nearness places_nearness(const struct trade_place *one, const struct trade_place *other);
/* The kilometres between them on the earth's surface; negative where one is not located. */
double places_distance(const struct trade_place *one, const struct trade_place *other);

#endif
