#include "news.h"

enum { NEWS_DAYS = 14 };

/* Whether a date is a day shortly before the report, or of it: when what is news happened. Of a
 * month, the report's own. */
static bool date_is_news(struct date date, struct date published)
{
    if (!date.day)
        return date.month && date.month == published.month && date.year == published.year;
    return date_compare(date, published) <= 0 &&
           date_compare(date_add_days(published, -NEWS_DAYS), date) <= 0;
}

uint32_t news_day(const struct reading *reading, uint32_t limit)
{
    const struct report *report = reading->report;
    uint32_t found = UINT32_MAX;
    if (!date_is_set(report->published))
        return found;
    for (uint32_t i = 0; i < reading->mention_count; i++) {
        const struct mention *mention = &reading->mentions[i];
        if (mention->token_count && mention->first >= limit)
            break;
        bool dateline = mention->range.start >= report->published_range.start &&
                        mention->range.end <= report->published_range.end;
        if (mention->type == MENTION_DATE && mention->value.type == VALUE_DATE && !dateline &&
            date_is_news(mention->value.date, report->published))
            found = i;
    }
    return found;
}
