/* Empty tables of needs and offers. */
#include "trade_table.h"

#include "table.h"

/* A column as trade.h has it in both languages, and what stands in it for an example. */
struct trade_head {
    const char *english; /* the name for programs too */
    const char *russian;
    const char *example[2]; /* by tongue; the second NULL: the same */
    unsigned width;
};

static const struct trade_head need_heads[] = {
    {"id", "номер", {"1", NULL}, 8},
    {"product", "товар", {"болты высокопрочные М24", NULL}, 30},
    {"okpd2", "ОКПД2", {"25.94.11", NULL}, 12},
    {"quantity", "количество", {"12", NULL}, 12},
    {"unit", "единица", {"т", NULL}, 10},
    {"by", "срок", {"31.12.2026", "2026-12-31"}, 14},
    {"buyer", "покупатель", {"Авиазавод", NULL}, 26},
    {"cluster", "кластер", {"", NULL}, 26},
    {"region", "регион", {"Иркутская область", NULL}, 22},
    {"price", "цена", {"180000", NULL}, 12},
    {"supplier", "у кого сейчас", {"", NULL}, 26},
    {"supplier_region", "откуда сейчас", {"Челябинская область", NULL}, 22},
    {"supplier_country", "из какой страны сейчас", {"", NULL}, 22},
};
static const struct trade_head offer_heads[] = {
    {"id", "номер", {"1", NULL}, 8},
    {"product", "товар", {"болт высокопрочный М24", NULL}, 30},
    {"okpd2", "ОКПД2", {"25.94.11", NULL}, 12},
    {"capacity", "мощность", {"800", NULL}, 12},
    {"period", "период", {"месяц", "month"}, 10},
    {"unit", "единица", {"кг", NULL}, 10},
    {"lead_days", "срок изготовления, дней", {"20", NULL}, 14},
    {"minimum", "минимальная партия", {"500", NULL}, 14},
    {"line", "линия", {"", NULL}, 14},
    {"supplier", "поставщик", {"Иркутский метиз", NULL}, 26},
    {"cluster", "кластер", {"", NULL}, 26},
    {"region", "регион", {"Иркутская область", NULL}, 22},
    {"price", "цена", {"", NULL}, 12},
};

static void example_fill(const struct table *table, size_t row, struct cell *cells)
{
    const struct trade_head *heads = table->rows;
    size_t tongue = table->query->tongue == TONGUE_ENGLISH ? 1 : 0;
    (void)row;
    for (size_t i = 0; i < table->column_count; i++) {
        const char *const *example = heads[i].example;
        cells[i] = text_cell(span_of(example[tongue] ? example[tongue] : example[0]));
    }
}

bool export_trade_template(const struct query *query, enum trade_side side,
                           enum export_format format, struct export_done *done, struct error *error)
{
    bool needs = side == TRADE_NEEDS;
    const struct trade_head *heads = needs ? need_heads : offer_heads;
    struct table table = {
        .query = query,
        .format = format,
        .name = table_words(query, needs ? "export.trade.needs" : "export.trade.offers"),
        .column_count = needs ? sizeof need_heads / sizeof *need_heads
                              : sizeof offer_heads / sizeof *offer_heads,
        .row_count = 1,
        .fill = example_fill,
        .rows = heads};
    bool russian = format != EXPORT_CSV && query->tongue == TONGUE_RUSSIAN;
    for (size_t i = 0; i < table.column_count; i++)
        table.heads[i] =
            (struct sheet_column){.title = span_of(russian ? heads[i].russian : heads[i].english),
                                  .width = heads[i].width};
    return table_write(&table, done, error);
}
