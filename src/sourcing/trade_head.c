/* Which column of a table is which, by the titles that people give them. */
#include "trade_part.h"
#include "utf8.h"

enum { OF_NEEDS = TRADE_NEEDS, OF_OFFERS = TRADE_OFFERS, OF_BOTH = OF_NEEDS | OF_OFFERS };
enum {
    HEAD_LINES = 15,              /* among the first so many lines the head is looked for */
    TRADE_RUNNING = TRADE_COLUMNS /* a running number: it says nothing, rows move */
};

static const struct {
    const char *name; /* folded, a blank for each full stop */
    uint8_t column;
    uint8_t of;
} column_names[] = {
    {"id", TRADE_ID, OF_BOTH},
    {"номер", TRADE_ID, OF_BOTH},
    {"№", TRADE_ID, OF_BOTH},
    {"№ п/п", TRADE_RUNNING, OF_BOTH},
    {"п/п", TRADE_RUNNING, OF_BOTH},
    {"№ пп", TRADE_RUNNING, OF_BOTH},
    {"n п/п", TRADE_RUNNING, OF_BOTH},
    {"product", TRADE_PRODUCT, OF_BOTH},
    {"товар", TRADE_PRODUCT, OF_BOTH},
    {"наименование", TRADE_PRODUCT, OF_BOTH},
    {"наименование товара", TRADE_PRODUCT, OF_BOTH},
    {"наименование продукции", TRADE_PRODUCT, OF_BOTH},
    {"наименование изделия", TRADE_PRODUCT, OF_BOTH},
    {"номенклатура", TRADE_PRODUCT, OF_BOTH},
    {"изделие", TRADE_PRODUCT, OF_BOTH},
    {"предмет закупки", TRADE_PRODUCT, OF_NEEDS},
    {"продукция", TRADE_PRODUCT, OF_BOTH},
    {"okpd2", TRADE_CODE, OF_BOTH},
    {"окпд2", TRADE_CODE, OF_BOTH},
    {"окпд 2", TRADE_CODE, OF_BOTH},
    {"окпд-2", TRADE_CODE, OF_BOTH},
    {"код", TRADE_CODE, OF_BOTH},
    {"код окпд2", TRADE_CODE, OF_BOTH},
    {"код окпд 2", TRADE_CODE, OF_BOTH},
    {"код по окпд2", TRADE_CODE, OF_BOTH},
    {"код по окпд 2", TRADE_CODE, OF_BOTH},
    {"unit", TRADE_UNIT, OF_BOTH},
    {"единица", TRADE_UNIT, OF_BOTH},
    {"единица измерения", TRADE_UNIT, OF_BOTH},
    {"единицы измерения", TRADE_UNIT, OF_BOTH},
    {"ед изм", TRADE_UNIT, OF_BOTH},
    {"ед измерения", TRADE_UNIT, OF_BOTH},
    {"ед", TRADE_UNIT, OF_BOTH},
    {"price", TRADE_PRICE, OF_BOTH},
    {"цена", TRADE_PRICE, OF_BOTH},
    {"цена за единицу", TRADE_PRICE, OF_BOTH},
    {"цена за ед", TRADE_PRICE, OF_BOTH},
    {"цена единицы", TRADE_PRICE, OF_BOTH},
    {"cluster", TRADE_CLUSTER, OF_BOTH},
    {"кластер", TRADE_CLUSTER, OF_BOTH},
    {"region", TRADE_REGION, OF_BOTH},
    {"регион", TRADE_REGION, OF_BOTH},
    {"субъект рф", TRADE_REGION, OF_BOTH},
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
    {"okpd2 code", TRADE_CODE, OF_BOTH},
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
    {"заказчик", TRADE_WHO, OF_NEEDS},
    {"потребитель", TRADE_WHO, OF_NEEDS},
    {"предприятие", TRADE_WHO, OF_BOTH},
    {"организация", TRADE_WHO, OF_BOTH},
    {"участник кластера", TRADE_WHO, OF_BOTH},
    {"кому", TRADE_WHO, OF_NEEDS},
    {"quantity", TRADE_AMOUNT, OF_NEEDS},
    {"количество", TRADE_AMOUNT, OF_NEEDS},
    {"кол-во", TRADE_AMOUNT, OF_NEEDS},
    {"объем", TRADE_AMOUNT, OF_NEEDS},
    {"объем потребности", TRADE_AMOUNT, OF_NEEDS},
    {"объем закупки", TRADE_AMOUNT, OF_NEEDS},
    {"потребность", TRADE_AMOUNT, OF_NEEDS},
    {"годовая потребность", TRADE_AMOUNT, OF_NEEDS},
    {"by", TRADE_BY, OF_NEEDS},
    {"срок", TRADE_BY, OF_NEEDS},
    {"срок поставки", TRADE_BY, OF_NEEDS},
    {"дата поставки", TRADE_BY, OF_NEEDS},
    {"к дате", TRADE_BY, OF_NEEDS},
    {"supplier", TRADE_NOW, OF_NEEDS},
    {"поставщик", TRADE_NOW, OF_NEEDS},
    {"текущий поставщик", TRADE_NOW, OF_NEEDS},
    {"нынешний поставщик", TRADE_NOW, OF_NEEDS},
    {"поставщик сейчас", TRADE_NOW, OF_NEEDS},
    {"у кого сейчас", TRADE_NOW, OF_NEEDS},
    {"supplier_region", TRADE_NOW_REGION, OF_NEEDS},
    {"регион поставщика", TRADE_NOW_REGION, OF_NEEDS},
    {"откуда сейчас", TRADE_NOW_REGION, OF_NEEDS},
    {"supplier_country", TRADE_NOW_COUNTRY, OF_NEEDS},
    {"страна поставщика", TRADE_NOW_COUNTRY, OF_NEEDS},
    {"из какой страны сейчас", TRADE_NOW_COUNTRY, OF_NEEDS},
    {"supplier", TRADE_WHO, OF_OFFERS},
    {"поставщик", TRADE_WHO, OF_OFFERS},
    {"изготовитель", TRADE_WHO, OF_OFFERS},
    {"производитель", TRADE_WHO, OF_OFFERS},
    {"capacity", TRADE_AMOUNT, OF_OFFERS},
    {"мощность", TRADE_AMOUNT, OF_OFFERS},
    {"производственная мощность", TRADE_AMOUNT, OF_OFFERS},
    {"объем выпуска", TRADE_AMOUNT, OF_OFFERS},
    {"объем производства", TRADE_AMOUNT, OF_OFFERS},
    {"period", TRADE_PERIOD, OF_OFFERS},
    {"период", TRADE_PERIOD, OF_OFFERS},
    {"lead_days", TRADE_LEAD, OF_OFFERS},
    {"срок изготовления", TRADE_LEAD, OF_OFFERS},
    {"срок производства", TRADE_LEAD, OF_OFFERS},
    {"срок поставки", TRADE_LEAD, OF_OFFERS},
    {"minimum", TRADE_MINIMUM, OF_OFFERS},
    {"минимальная партия", TRADE_MINIMUM, OF_OFFERS},
    {"мин партия", TRADE_MINIMUM, OF_OFFERS},
    {"минимальный заказ", TRADE_MINIMUM, OF_OFFERS},
    {"line", TRADE_SHARED, OF_OFFERS},
    {"линия", TRADE_SHARED, OF_OFFERS},
};

/* ---- titles ---- */

/* A title as the names above are written. */
static struct span title_fold(struct arena *arena, struct span title)
{
    char *out = arena_alloc(arena, title.size + 1, 1);
    for (size_t i = 0; i < title.size; i++)
        out[i] = title.data[i] == '.' || title.data[i] == ':' || title.data[i] == '*'
                     ? ' '
                     : title.data[i];
    return trade_fold(arena, (struct span){out, title.size});
}

/* TRADE_COLUMNS + 1 where it is the name of none. */
static int column_named(struct span folded, uint8_t of)
{
    for (size_t i = 0; i < sizeof column_names / sizeof *column_names; i++)
        if ((column_names[i].of & of) && span_is(folded, column_names[i].name))
            return column_names[i].column;
    return TRADE_COLUMNS + 1;
}

/* Whether what a title says behind the column's name can be of that column. */
static bool measure_of_title(struct arena *arena, enum trade_column column, struct span said,
                             uint8_t of, struct trade_measure *measure)
{
    int64_t days;
    switch (column) {
    case TRADE_AMOUNT:
    case TRADE_MINIMUM:
        return trade_measure_read(said, (enum trade_side)of, measure);
    case TRADE_PRICE:
        return trade_price_words(said, measure);
    case TRADE_LEAD: /* the unit of its numbers: «недель» */
        measure->unit = said;
        return trade_lead_read(arena_format(arena, "1 %.*s", SPAN_ARGS(said)), &days);
    default:
        return true;
    }
}

/* The first place where a title's name may end: a comma, a bracket, «в месяц», «/месяц». */
static size_t name_end(struct span folded)
{
    static const char *const ends[] = {",", "(", " в ", "/", " за "};
    size_t first = folded.size;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = span_find(folded, span_of(ends[i]), 0);
        first = at < first ? at : first;
    }
    return first;
}

/* Which column a title names, and in what it counts. */
static int column_of_title(struct arena *arena, struct span title, uint8_t of,
                           struct trade_measure *measure)
{
    struct span folded = title_fold(arena, title);
    int column = column_named(folded, of);
    *measure = (struct trade_measure){.scale = 1};
    if (column <= TRADE_COLUMNS)
        return column;
    size_t end = name_end(folded);
    struct span said = span_slice(folded, end, folded.size);
    column = column_named(span_trim(span_slice(folded, 0, end)), of);
    while (said.size && (said.data[0] == ',' || said.data[0] == '(' || said.data[0] == ' '))
        said = span_slice(said, 1, said.size);
    while (said.size && said.data[said.size - 1] == ')')
        said.size--;
    return column < TRADE_COLUMNS &&
                   measure_of_title(arena, (enum trade_column)column, span_trim(said), of, measure)
               ? column
               : TRADE_COLUMNS + 1;
}

/* ---- lines ---- */

/* The line of a group of columns: what it says stands over the empty cells behind it, too. */
struct group_line {
    struct span cells[CSV_CELLS];
    size_t count;
};

/* What a column is by its group and its own title: of «поставщик сейчас» the «наименование» is no
 * product. */
static int column_in_group(int group, int own)
{
    bool now = group == TRADE_NOW || group == TRADE_NOW_REGION || group == TRADE_NOW_PLACE;
    if (!now && group != TRADE_WHO)
        return own;
    switch (own) {
    case TRADE_PRODUCT:
    case TRADE_WHO:
        return now ? TRADE_NOW : TRADE_WHO;
    case TRADE_REGION:
        return now ? TRADE_NOW_REGION : TRADE_REGION;
    case TRADE_COUNTRY:
        return now ? TRADE_NOW_COUNTRY : TRADE_COUNTRY;
    default:
        return own;
    }
}

static void column_take(struct trade_head *head, struct arena *arena, int column, size_t place,
                        struct span title, const struct trade_measure *measure)
{
    if (column == TRADE_RUNNING || !title.size)
        return;
    if (column > TRADE_COLUMNS || head->places[column] != SIZE_MAX) {
        *ARRAY_PUSH(arena, &head->unknown) = title;
        return;
    }
    head->places[column] = place;
    head->titles[column] = title;
    head->measures[column] = *measure;
    head->known++;
}

/* Takes a line as the head, under a line of groups where there is one. */
static bool head_of_line(struct trade_table *table, const struct group_line *groups,
                         struct trade_head *head)
{
    struct span over = {0};
    *head = (struct trade_head){0};
    for (size_t i = 0; i < TRADE_COLUMNS; i++)
        head->places[i] = SIZE_MAX;
    size_t count = groups && groups->count > table->cell_count ? groups->count : table->cell_count;
    for (size_t i = 0; i < count; i++) {
        struct trade_measure measure, of_group;
        struct span own = i < table->cell_count ? span_trim(table->cells[i]) : SPAN("");
        struct span group = groups && i < groups->count ? span_trim(groups->cells[i]) : SPAN("");
        over = group.size ? group : own.size ? over : SPAN("");
        struct span title = own.size ? own : group;
        int column = column_of_title(table->arena, title, table->of, &measure);
        if (own.size && over.size)
            column =
                column_in_group(column_of_title(table->arena, over, table->of, &of_group), column);
        column_take(head, table->arena, column, i, title, &measure);
    }
    return (head->places[TRADE_PRODUCT] != SIZE_MAX || head->places[TRADE_CODE] != SIZE_MAX) &&
           head->places[TRADE_AMOUNT] != SIZE_MAX;
}

/* Whether the line has cells that are numbers alone: such a line is none of titles. */
static bool line_has_numbers(const struct trade_table *table)
{
    double number;
    for (size_t i = 0; i < table->cell_count; i++)
        if (amount_of_text(span_trim(table->cells[i]), &number))
            return true;
    return false;
}

/* Whether a line numbers the columns: 1, 2, 3 … */
static bool line_numbers_columns(const struct trade_table *table)
{
    int64_t number, last = 0;
    size_t count = 0;
    for (size_t i = 0; i < table->cell_count; i++) {
        struct span cell = span_trim(table->cells[i]);
        if (!cell.size)
            continue;
        if (!span_to_integer(cell, &number) || number != last + 1)
            return false;
        last = number;
        count++;
    }
    return count > 2;
}

static bool line_next(struct trade_table *table)
{
    return csv_next(&table->csv, table->arena, table->cells, &table->cell_count);
}

/* Of the first lines the one, or the two, that name the most columns. */
static bool head_find(struct trade_table *table, struct csv *behind)
{
    struct trade_head head;
    struct group_line groups = {0};
    bool found = false;
    for (int i = 0; i < HEAD_LINES && line_next(table); i++) {
        for (int grouped = 0; grouped < 1 + (i > 0); grouped++) {
            if (grouped && line_has_numbers(table))
                break;
            if (!head_of_line(table, grouped ? &groups : NULL, &head) ||
                (found && head.known <= table->head.known))
                continue;
            found = true;
            table->head = head;
            *behind = table->csv;
        }
        memcpy(groups.cells, table->cells, sizeof groups.cells);
        groups.count = table->cell_count;
    }
    return found;
}

/* Whether the registry wrote the table: then it has columns that only tell. */
static bool head_is_of_registry(struct trade_table *table)
{
    struct span id = title_fold(table->arena, table->head.titles[TRADE_ID]);
    return span_is(id, "номер в реестре") || span_is(id, "registry number");
}

bool trade_head_read(struct trade_table *table)
{
    struct csv behind;
    if (!head_find(table, &behind))
        return false;
    table->csv = behind;
    if (head_is_of_registry(table))
        table->head.unknown.count = 0;
    if (line_next(table) && !line_numbers_columns(table))
        table->csv = behind;
    return true;
}
