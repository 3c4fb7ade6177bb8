/* What a page says of itself: the headline, the date, who publishes it, its own address. */
#include <jansson.h>

#include "page.h"
#include "parts.h"

enum { DATA_DEPTH = 8 /* of objects in one another, in JSON-LD */ };

void page_note_take(struct page_note *note, struct span text, int trust)
{
    text = span_trim(text);
    if (!text.size || text.size > note->text.limit || trust <= note->trust)
        return;
    buffer_clear(&note->text);
    buffer_append(&note->text, text);
    note->trust = trust;
}

/* ---- days ---- */

static bool digits_read(struct span text, size_t from, size_t count, int *number)
{
    *number = 0;
    if (from + count > text.size)
        return false;
    for (size_t i = from; i < from + count; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        *number = *number * 10 + (text.data[i] - '0');
    }
    return true;
}

static bool byte_is(struct span text, size_t at, char byte)
{
    return at < text.size && text.data[at] == byte;
}

struct date page_day(struct span moment)
{
    struct date date;
    int year, month, day;
    moment = span_trim(moment);
    if (digits_read(moment, 0, 4, &year) && byte_is(moment, 4, '-') &&
        date_read(span_slice(moment, 0, 10), &date) && date.day)
        return date;
    if (digits_read(moment, 0, 2, &day) && byte_is(moment, 2, '.') &&
        digits_read(moment, 3, 2, &month) && byte_is(moment, 5, '.') &&
        digits_read(moment, 6, 4, &year)) {
        date = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
        if (date_is_valid(date))
            return date;
    }
    return (struct date){0};
}

static void published_take(struct page *page, struct span moment, int trust)
{
    if (date_is_set(page_day(moment)))
        page_note_take(&page->published, moment, trust);
}

/* ---- markup ---- */

void page_address(struct page *page, struct span address, int trust)
{
    address = span_trim(address);
    if (span_starts_with(address, SPAN("http://")) || span_starts_with(address, SPAN("https://")))
        page_note_take(&page->url, address, trust);
}

void page_time(struct page *page, struct span moment, bool titled, bool published)
{
    published_take(page, moment, published ? 6 : titled ? 2 : 1);
}

enum note { NOTE_HEADLINE, NOTE_SITE, NOTE_ADDRESS, NOTE_PUBLISHED };

static void note_take(struct page *page, enum note note, struct span text, int trust)
{
    switch (note) {
    case NOTE_HEADLINE:
        page_note_take(&page->headline, text, trust);
        break;
    case NOTE_SITE:
        page_note_take(&page->site, text, trust);
        break;
    case NOTE_ADDRESS:
        page_address(page, text, trust);
        break;
    case NOTE_PUBLISHED:
        published_take(page, text, trust);
        break;
    }
}

/* Names of <meta> by Open Graph, schema.org, Dublin Core and custom, and how far each is to be
 * trusted. */
static const struct {
    const char *name;
    enum note note;
    int trust;
} meta_table[] = {
    {"og:title", NOTE_HEADLINE, 3},
    {"twitter:title", NOTE_HEADLINE, 2},
    {"dc.title", NOTE_HEADLINE, 1},
    {"og:site_name", NOTE_SITE, 3},
    {"dc.publisher", NOTE_SITE, 2},
    {"application-name", NOTE_SITE, 1},
    {"og:url", NOTE_ADDRESS, 1},
    {"article:published_time", NOTE_PUBLISHED, 7},
    {"datePublished", NOTE_PUBLISHED, 6},
    {"mediator_published_time", NOTE_PUBLISHED, 5},
    {"og:published_time", NOTE_PUBLISHED, 5},
    {"dc.date.issued", NOTE_PUBLISHED, 4},
    {"dc.date", NOTE_PUBLISHED, 4},
    {"pubdate", NOTE_PUBLISHED, 4},
    {"publish-date", NOTE_PUBLISHED, 4},
    {"sailthru.date", NOTE_PUBLISHED, 4},
    {"date", NOTE_PUBLISHED, 3},
};

void page_meta(struct page *page, struct span name, struct span content)
{
    for (size_t i = 0; name.size && i < sizeof meta_table / sizeof *meta_table; i++)
        if (name_is(name.data, meta_table[i].name))
            note_take(page, meta_table[i].note, content, meta_table[i].trust);
}

/* ---- JSON-LD ---- */

static struct span text_of(const json_t *value)
{
    return json_is_string(value)
               ? (struct span){json_string_value(value), json_string_length(value)}
               : (struct span){0};
}

static bool type_is_article(const json_t *type)
{
    static const char *const names[] = {"NewsArticle",        "Article", "ReportageNewsArticle",
                                        "BlogPosting",        "Report",  "SocialMediaPosting",
                                        "AnalysisNewsArticle"};
    for (size_t i = 0; i < json_array_size(type); i++)
        if (type_is_article(json_array_get(type, i)))
            return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_equal(text_of(type), span_of(names[i])))
            return true;
    return false;
}

static void article_take(struct page *page, const json_t *article)
{
    const json_t *publisher = json_object_get(article, "publisher");
    note_take(page, NOTE_HEADLINE, text_of(json_object_get(article, "headline")), 4);
    note_take(page, NOTE_PUBLISHED, text_of(json_object_get(article, "datePublished")), 8);
    note_take(page, NOTE_SITE, text_of(json_object_get(publisher, "name")), 4);
}

/* Articles stand alone, in an array, or in the array "@graph" of an object. */
static void data_walk(struct page *page, const json_t *value, int depth)
{
    if (depth > DATA_DEPTH)
        return;
    for (size_t i = 0; i < json_array_size(value); i++)
        data_walk(page, json_array_get(value, i), depth + 1);
    if (!json_is_object(value))
        return;
    if (type_is_article(json_object_get(value, "@type")))
        article_take(page, value);
    data_walk(page, json_object_get(value, "@graph"), depth + 1);
    data_walk(page, json_object_get(value, "mainEntity"), depth + 1);
}

void page_linked_data(struct page *page, struct span json)
{
    json_t *data = json_loadb(json.data ? json.data : "", json.size, 0, NULL);
    if (data)
        data_walk(page, data, 0);
    json_decref(data);
}
