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
    /* «17 и 18 сентября», «18–19 июня» */
    if ((first > 1 && span_equal(tokens[first - 1].folded, SPAN("и")) &&
         tokens[first - 2].kind == TOKEN_NUMBER) ||
        (end > first + 2 && tokens[first].kind == TOKEN_NUMBER &&
         tokens[first + 1].kind == TOKEN_DASH))
        return true;
    return (first > 1 && tokens[first - 1].kind == TOKEN_DASH &&
            tokens[first - 2].kind == TOKEN_NUMBER) ||
           (end + 1 < reading->tokens.count && tokens[end].kind == TOKEN_DASH &&
            tokens[end + 1].kind == TOKEN_NUMBER);
}

static bool is_saying(const struct token *token)
{
    static const char *const stems[] = {"сообщ", "рассказал", "заявил", "сказал", "передал"};
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (span_starts_with(token->folded, span_of(stems[i])))
            return true;
    return false;
}

/* «сообщила вчера на брифинге»: the day on which it was said. */
static bool is_of_saying(const struct reading *reading, const struct mention *mention)
{
    const struct token *tokens = reading->tokens.items;
    uint32_t first = mention->first, end = first + mention->token_count;
    bool in = first > 0 && tokens[first - 1].folded.size <= SPAN("во").size;
    return (first > in && is_saying(&tokens[first - 1 - in])) ||
           (end < reading->tokens.count && is_saying(&tokens[end]));
}

/* Whether a token stands in what somebody says: behind a quotation mark that is open, or in a
 * paragraph that begins with a dash. */
static bool is_spoken(const struct reading *reading, uint32_t token)
{
    enum { SPEECH_BACK = 60 };
    const struct token *tokens = reading->tokens.items;
    uint32_t block = reading->tokens.sentences[reading->words[token].sentence].block;
    for (uint32_t i = token; i-- > 0 && i + SPEECH_BACK > token;) {
        bool same = reading->tokens.sentences[reading->words[i].sentence].block == block;
        if (!same)
            return tokens[i + 1].kind == TOKEN_DASH;
        if (tokens[i].kind == TOKEN_QUOTE_OPEN && tokens[i].partner > token)
            return true;
    }
    return false;
}

/* «Сегодня у нас работают сорок человек», as somebody says: nowadays. */
static bool is_nowadays(const struct reading *reading, const struct mention *mention)
{
    enum { VERB_REACH = 8 };
    uint32_t end = mention->first + mention->token_count;
    if (mention->token_count > 1 ||
        !span_equal(reading->tokens.items[mention->first].folded, SPAN("сегодня")) ||
        !is_spoken(reading, mention->first))
        return false;
    for (uint32_t i = end; i < end + VERB_REACH && i < reading->tokens.count &&
                           reading->words[i].sentence == reading->words[mention->first].sentence;
         i++) {
        const struct word *word = &reading->words[i];
        if (word->analysis_count && word->analyses[0].pos == POS_VERB)
            return word->analyses[0].grammemes & GRAM_PRESENT;
    }
    return false;
}

static bool mention_is_news(const struct reading *reading, const struct mention *mention)
{
    const struct report *report = reading->report;
    bool dateline = mention->range.start >= report->published_range.start &&
                    mention->range.end <= report->published_range.end;
    return mention->type == MENTION_DATE && mention->value.type == VALUE_DATE && !dateline &&
           !bounds_span(reading, mention) && date_is_news(mention->value.date, report->published) &&
           !is_of_saying(reading, mention) && !is_nowadays(reading, mention);
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
