/* Answering with the web app's files. */
#include "asset.h"

#include "header.h"

/* Written by embed.mjs. */
extern const struct asset asset_table[];
extern const size_t asset_count;
extern const char asset_bytes[];

static const struct {
    const char *ending;
    const char *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".txt", "text/plain; charset=utf-8"},
};

static const char *type_of(struct span path)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (span_ends_with(path, span_of(types[i].ending)))
            return types[i].type;
    return "application/octet-stream";
}

const struct asset *asset_find(struct span path)
{
    size_t low = 0;
    size_t high = asset_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = span_compare(path, span_of(asset_table[middle].path));
        if (order == 0)
            return &asset_table[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

bool asset_any(void)
{
    return asset_find(SPAN("/index.html")) != NULL;
}

/* Whether a path that is no file's may be a page of the app: an address as a browser asks for it,
 * not a file that is missing. */
static bool is_page(const struct target *target, struct span accepts)
{
    if (target->segment_count == 0)
        return true;
    if (span_equal(target->segments[0], SPAN("assets")))
        return false;
    struct span last = target->segments[target->segment_count - 1];
    return span_find(last, SPAN("."), 0) == SIZE_MAX || header_accepts(accepts, SPAN("text/html"));
}

static void append_html(struct buffer *out, struct span text)
{
    for (size_t i = 0; i < text.size; i++) {
        switch (text.data[i]) {
        case '<':
            buffer_append_string(out, "&lt;");
            break;
        case '>':
            buffer_append_string(out, "&gt;");
            break;
        case '&':
            buffer_append_string(out, "&amp;");
            break;
        case '"':
            buffer_append_string(out, "&quot;");
            break;
        default:
            buffer_append_byte(out, text.data[i]);
        }
    }
}

/* The page in place of the web app where the program was built without it. */
static unsigned answer_without_app(struct exchange *exchange)
{
    struct buffer *out = &exchange->out;
    struct span title =
        message(exchange->catalogue, exchange->tongue, exchange->arena, "server.page_title", NULL);
    struct span text =
        message(exchange->catalogue, exchange->tongue, exchange->arena, "server.page_text", NULL);
    exchange->type = "text/html; charset=utf-8";
    buffer_format(out, "<!doctype html>\n<html lang=\"%s\"><meta charset=\"utf-8\"><title>",
                  exchange->tongue == TONGUE_RUSSIAN ? "ru" : "en");
    append_html(out, title);
    buffer_append_string(out, "</title><h1>");
    append_html(out, title);
    buffer_append_string(out, "</h1><p>");
    append_html(out, text);
    buffer_append_string(out,
                         "</p><p><a href=\"/api/v1/overview\">/api/v1/overview</a></p></html>\n");
    return 200;
}

static unsigned answer_asset(struct exchange *exchange, const struct asset *asset,
                             struct span accepts_encoding)
{
    struct span path = span_of(asset->path);
    bool packed = asset->packed_size > 0 && header_accepts_gzip(accepts_encoding);
    exchange->type = type_of(path);
    exchange->tag = asset->tag;
    exchange->encoding = packed ? "gzip" : NULL;
    exchange->caching = span_starts_with(path, SPAN("/assets/")) ? CACHE_FOREVER : CACHE_ASK;
    exchange->fixed = packed ? (struct span){asset_bytes + asset->packed_start, asset->packed_size}
                             : (struct span){asset_bytes + asset->start, asset->size};
    return 200;
}

unsigned asset_answer(struct exchange *exchange, struct span accepts, struct span accepts_encoding)
{
    const struct asset *asset = asset_find(exchange->target.path);
    if (!asset && is_page(&exchange->target, accepts)) {
        asset = asset_find(SPAN("/index.html"));
        if (!asset)
            return answer_without_app(exchange);
    }
    if (asset)
        return answer_asset(exchange, asset, accepts_encoding);
    struct span path = arena_copy(exchange->arena, exchange->target.path);
    error_add(&exchange->error, "server.not_found", "path", path.data, NULL);
    return 404;
}
