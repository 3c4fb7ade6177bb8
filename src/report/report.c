/* Making a report of bytes. */
#include "report.h"

#include "charset.h"
#include "frame.h"
#include "language.h"
#include "utf8.h"

static bool is_blank(struct span text)
{
    for (size_t at = 0; at < text.size;)
        if (!code_point_is_space(utf8_next(text, &at)))
            return false;
    return true;
}

static bool fail(struct error *error, const char *key, struct span file, const char *name,
                 const char *value)
{
    char source[256];
    snprintf(source, sizeof source, "%.*s", SPAN_ARGS(file));
    return error_add(error, key, "file", source, name, value, NULL);
}

static void copy_hint(struct arena *arena, const struct report_hint *hint, struct report *report)
{
    *report = (struct report){
        .id = arena_copy(arena, hint->id),
        .source = arena_copy(arena, hint->source),
        .publisher = arena_copy(arena, hint->publisher),
        .url = arena_copy(arena, hint->url),
        .published = hint->published,
        .published_by_user = date_is_set(hint->published),
    };
}

/* Whether part lies inside whole. */
static bool is_within(struct span part, struct span whole)
{
    return part.data >= whole.data && part.data <= whole.data + whole.size;
}

bool report_of_bytes(struct arena *arena, struct span bytes, const struct report_hint *hint,
                     struct report *report, struct error *error)
{
    struct span text;
    const char *charset;
    copy_hint(arena, hint, report);
    if (bytes.size == 0)
        return fail(error, "report.empty", hint->source, NULL, NULL);
    if (bytes.size > REPORT_LIMIT) {
        char limit[24];
        snprintf(limit, sizeof limit, "%d", REPORT_LIMIT);
        return fail(error, "report.too_large", hint->source, "limit", limit);
    }
    if (!charset_decode(arena, bytes, hint->source, &text, &charset, error))
        return false;
    if (is_blank(text))
        return fail(error, "report.empty", hint->source, NULL, NULL);
    report->text = is_within(text, bytes) ? arena_copy(arena, text) : text;
    report->charset = charset;
    report->digest = digest_of(report->text);
    report->language = language_of(report->text);
    frame_read(arena, report);
    return true;
}
