#include "news.h"

enum { NEWS_DAYS = 14, MENTIONS_BACK = 1000 };

bool date_is_news(struct date date, struct date published)
{
    if (!date.day)
        return date.month && date.month == published.month && date.year == published.year;
    return date_compare(date, published) <= 0 &&
           date_compare(date_add_days(published, -NEWS_DAYS), date) <= 0;
}

uint32_t mention_from(const struct reading *reading, uint32_t token)
{
    uint32_t low = 0, high = (uint32_t)reading->mention_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (reading->mentions[middle].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* «с 23 по 26 августа», «24–26 мая»: a day at which something only begins or ends. */
static bool bounds_span(const struct reading *reading, const struct mention *mention)
{
    static const char *const bounds[] = {"по", "до", "с", "со", "к"};
    const struct token *tokens = reading->tokens.items;
    uint32_t first = mention->first, end = first + mention->token_count;
    for (size_t i = 0; first > 0 && i < sizeof bounds / sizeof *bounds; i++)
        if (span_equal(tokens[first - 1].folded, span_of(bounds[i])))
            return true;
    return (first > 1 && tokens[first - 1].kind == TOKEN_DASH &&
            tokens[first - 2].kind == TOKEN_NUMBER) ||
           (end + 1 < reading->tokens.count && tokens[end].kind == TOKEN_DASH &&
            tokens[end + 1].kind == TOKEN_NUMBER);
}

static bool mention_is_news(const struct reading *reading, const struct mention *mention)
{
    const struct report *report = reading->report;
    bool dateline = mention->range.start >= report->published_range.start &&
                    mention->range.end <= report->published_range.end;
    return mention->type == MENTION_DATE && mention->value.type == VALUE_DATE && !dateline &&
           !bounds_span(reading, mention) && date_is_news(mention->value.date, report->published);
}

uint32_t news_day(const struct reading *reading, uint32_t limit)
{
    if (!date_is_set(reading->report->published))
        return UINT32_MAX;
    uint32_t last = mention_from(reading, limit);
    for (uint32_t i = last; i-- > 0 && i + MENTIONS_BACK > last;)
        if (mention_is_news(reading, &reading->mentions[i]))
            return i;
    return UINT32_MAX;
}

uint32_t news_day_after(const struct reading *reading, uint32_t token)
{
    if (!date_is_set(reading->report->published))
        return UINT32_MAX;
    uint32_t first = mention_from(reading, token);
    for (uint32_t i = first; i < reading->mention_count && i < first + MENTIONS_BACK; i++)
        if (mention_is_news(reading, &reading->mentions[i]))
            return i;
    return UINT32_MAX;
}
