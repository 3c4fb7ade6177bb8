/* Making a report of bytes. */
#include "report.h"

#include "charset.h"
#include "document.h"
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

static bool too_large(struct error *error, struct span file)
{
    char limit[24];
    snprintf(limit, sizeof limit, "%d", REPORT_LIMIT);
    return fail(error, "report.too_large", file, "limit", limit);
}

/* A document's reading holds memory of its own while it is copied into the arena. */
struct extraction {
    struct arena *arena;
    struct report *report;
    struct document document;
};

static void document_copy(void *context)
{
    struct extraction *extraction = context;
    struct arena *arena = extraction->arena;
    struct report *report = extraction->report;
    report->text = arena_copy(arena, buffer_span(&extraction->document.text));
    if (!report->publisher.size)
        report->publisher = arena_copy(arena, buffer_span(&extraction->document.publisher));
    if (!report->url.size)
        report->url = arena_copy(arena, buffer_span(&extraction->document.url));
}

static bool document_extract(struct arena *arena, enum document_kind kind, struct span bytes,
                             struct report *report, struct error *error)
{
    struct extraction extraction = {.arena = arena, .report = report};
    struct span file = report->source, page = bytes;
    report->charset = "UTF-8";
    if (kind == DOCUMENT_PAGE &&
        !document_page_decode(arena, bytes, file, &page, &report->charset, error))
        return false;
    document_init(&extraction.document);
    bool read = document_read(&extraction.document, kind, page, file, error);
    bool copied = read && arena_run(arena, document_copy, &extraction);
    document_release(&extraction.document);
    if (read && !copied)
        return too_large(error, file);
    return read;
}

static bool text_decode(struct arena *arena, struct span bytes, struct report *report,
                        struct error *error)
{
    struct span text;
    if (!charset_decode(arena, bytes, report->source, &text, &report->charset, error))
        return false;
    report->text = is_within(text, bytes) ? arena_copy(arena, text) : text;
    return true;
}

/* What follows from the text. */
static bool text_take(struct arena *arena, struct report *report, struct error *error)
{
    if (is_blank(report->text))
        return fail(error, "report.empty", report->source, NULL, NULL);
    report->digest = digest_of(report->text);
    report->language = language_of(report->text);
    frame_read(arena, report);
    return true;
}

bool report_of_bytes(struct arena *arena, struct span bytes, const struct report_hint *hint,
                     struct report *report, struct error *error)
{
    copy_hint(arena, hint, report);
    if (bytes.size == 0)
        return fail(error, "report.empty", hint->source, NULL, NULL);
    if (bytes.size > REPORT_LIMIT)
        return too_large(error, hint->source);
    enum document_kind kind = document_kind_of(bytes);
    bool made = kind == DOCUMENT_PLAIN ? text_decode(arena, bytes, report, error)
                                       : document_extract(arena, kind, bytes, report, error);
    return made && text_take(arena, report, error);
}

bool report_of_text(struct arena *arena, struct span text, const struct report_hint *hint,
                    struct report *report, struct error *error)
{
    copy_hint(arena, hint, report);
    if (text.size > REPORT_LIMIT)
        return too_large(error, hint->source);
    report->text = text;
    report->charset = "UTF-8";
    return text_take(arena, report, error);
}
