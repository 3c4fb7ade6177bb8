/* Reading the address of a site. */
#include "site.h"

static bool is_host_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '.' ||
           byte == '-' || byte == ':';
}

bool site_read(const char *text, struct site *site, struct error *error)
{
    struct span scheme = SPAN("https://"), given = span_of(text);
    bool fine = span_starts_with(given, scheme) && given.size > scheme.size;
    for (size_t i = scheme.size; i < given.size && fine; i++)
        fine = is_host_byte(given.data[i]);
    if (!fine)
        return error_add(error, "server.bad_site", "value", text, NULL);
    *site = (struct site){given, span_slice(given, scheme.size, given.size)};
    return true;
}
