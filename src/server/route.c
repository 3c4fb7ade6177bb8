/* Finding the route of a request. */
#include "route.h"

static const char *const names[] = {"GET", "POST", "PUT", "DELETE"};

/* Whether the path's segments are those of the pattern; collects the variables. */
static bool pattern_matches(const char *pattern, const struct target *target,
                            struct span *arguments)
{
    struct span rest = span_of(pattern + 1);
    struct span part;
    size_t segment = 0;
    size_t argument = 0;
    while (span_next_part(&rest, '/', &part)) {
        if (segment == target->segment_count)
            return false;
        struct span given = target->segments[segment++];
        if (!span_starts_with(part, SPAN(":"))) {
            if (!span_equal(part, given))
                return false;
        } else if (given.size == 0 || argument == ROUTE_ARGUMENTS) {
            return false;
        } else {
            arguments[argument++] = given;
        }
    }
    return segment == target->segment_count;
}

const struct route *route_find(const struct route *routes, size_t count, enum method method,
                               const struct target *target, struct span *arguments,
                               unsigned *methods)
{
    *methods = 0;
    for (size_t i = 0; i < count; i++) {
        if (!pattern_matches(routes[i].pattern, target, arguments))
            continue;
        if (routes[i].method == method)
            return &routes[i];
        *methods |= 1U << routes[i].method;
    }
    return NULL;
}

const char *method_name(enum method method)
{
    return method < METHOD_OTHER ? names[method] : "";
}

enum method method_of(const char *name)
{
    struct span given = span_of(name);
    if (span_equal(given, SPAN("HEAD")))
        return METHOD_GET;
    for (enum method method = METHOD_GET; method < METHOD_OTHER; method++)
        if (span_equal(given, span_of(names[method])))
            return method;
    return METHOD_OTHER;
}
