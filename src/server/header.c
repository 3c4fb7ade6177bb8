/* Reading the headers on which a decision hangs. */
#include "header.h"

#include <string.h>

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

bool header_same(struct span left, struct span right)
{
    if (left.size != right.size)
        return false;
    for (size_t i = 0; i < left.size; i++)
        if (lower(left.data[i]) != lower(right.data[i]))
            return false;
    return true;
}

/* Takes the next element off a header that is a list with commas: its text before the first
 * semicolon, and what stands behind that. False at the end. */
static bool next_element(struct span *rest, struct span *name, struct span *parameters)
{
    struct span element;
    if (!span_next_part(rest, ',', &element))
        return false;
    *parameters = element;
    span_next_part(parameters, ';', name);
    *name = span_trim(*name);
    return true;
}

/* The weight that a list's element gives itself, in thousandths: 1000 where it gives none, 0 where
 * what stands there is no weight. */
static int weight_of(struct span parameters)
{
    struct span parameter;
    while (span_next_part(&parameters, ';', &parameter)) {
        struct span text = span_trim(parameter);
        if (text.size < 3 || lower(text.data[0]) != 'q' || text.data[1] != '=')
            continue;
        int weight = 0;
        int unit = 1000;
        for (size_t i = 2; i < text.size && unit > 0; i++) {
            if (text.data[i] == '.' && i == 3)
                continue;
            if (text.data[i] < '0' || text.data[i] > '9')
                return 0;
            weight += unit * (text.data[i] - '0');
            unit /= 10;
        }
        return weight > 1000 ? 1000 : weight;
    }
    return 1000;
}

bool header_host_is_ours(struct span host, unsigned port)
{
    const struct span names[] = {SPAN("127.0.0.1"), SPAN("localhost"), SPAN("[::1]")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct span name = span_slice(host, 0, names[i].size);
        if (!header_same(name, names[i]))
            continue;
        struct span rest = span_slice(host, names[i].size, host.size);
        if (rest.size == 0)
            return port == 80;
        int64_t given;
        bool digits = rest.size >= 2 && rest.size <= 6 && rest.data[0] == ':';
        for (size_t d = 1; digits && d < rest.size; d++)
            digits = rest.data[d] >= '0' && rest.data[d] <= '9';
        return digits && span_to_integer(span_slice(rest, 1, rest.size), &given) &&
               given == (int64_t)port;
    }
    return false;
}

bool header_origin_matches(struct span origin, struct span host)
{
    struct span scheme = SPAN("http://");
    return host.size > 0 && span_starts_with(origin, scheme) &&
           header_same(span_slice(origin, scheme.size, origin.size), host);
}

struct span header_bearer(struct span authorization)
{
    struct span scheme = SPAN("bearer "), rest = span_trim(authorization);
    if (!header_same(span_slice(rest, 0, scheme.size), scheme))
        return (struct span){0};
    return span_trim(span_slice(rest, scheme.size, rest.size));
}

struct span header_forwarded(struct span forwarded)
{
    struct span address = {0}, part;
    while (span_next_part(&forwarded, ',', &part))
        address = part;
    return span_trim(address);
}

struct span header_cookie(struct span cookies, struct span name)
{
    struct span pair;
    while (span_next_part(&cookies, ';', &pair)) {
        struct span value = span_trim(pair);
        struct span key;
        if (!span_next_part(&value, '=', &key) || !value.data)
            continue;
        if (span_equal(key, name))
            return value;
    }
    return (struct span){0};
}

enum tongue header_tongue(struct span accepted, enum tongue otherwise)
{
    int best = 0;
    struct span name;
    struct span parameters;
    enum tongue found = otherwise;
    while (next_element(&accepted, &name, &parameters)) {
        bool russian = header_same(span_slice(name, 0, 2), SPAN("ru"));
        bool english = header_same(span_slice(name, 0, 2), SPAN("en"));
        if ((!russian && !english) || (name.size > 2 && name.data[2] != '-'))
            continue;
        int weight = weight_of(parameters);
        if (weight > best) {
            best = weight;
            found = russian ? TONGUE_RUSSIAN : TONGUE_ENGLISH;
        }
    }
    return found;
}

bool header_accepts_gzip(struct span accepted)
{
    struct span name;
    struct span parameters;
    while (next_element(&accepted, &name, &parameters))
        if (header_same(name, SPAN("gzip")))
            return weight_of(parameters) > 0;
    return false;
}

bool header_accepts(struct span accepted, struct span type)
{
    struct span name;
    struct span parameters;
    while (next_element(&accepted, &name, &parameters))
        if (header_same(name, type))
            return weight_of(parameters) > 0;
    return false;
}

bool header_tag_matches(struct span condition, struct span tag)
{
    struct span element;
    while (span_next_part(&condition, ',', &element)) {
        struct span text = span_trim(element);
        if (span_starts_with(text, SPAN("W/")))
            text = span_slice(text, 2, text.size);
        if (span_equal(text, tag) || span_equal(text, SPAN("*")))
            return true;
    }
    return false;
}

bool header_type_is(struct span content_type, struct span type)
{
    struct span name;
    if (!span_next_part(&content_type, ';', &name))
        return false;
    return header_same(span_trim(name), type);
}

/* Those first that also name others. */
static const char *const browsers[][2] = {
    {"YaBrowser/", "Yandex"}, {"OPR/", "Opera"},     {"Edg/", "Edge"},
    {"Firefox/", "Firefox"},  {"Chrome/", "Chrome"}, {"Safari/", "Safari"},
};
static const char *const systems[][2] = {
    {"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},
    {"Windows", "Windows"}, {"Mac OS", "macOS"},  {"Linux", "Linux"},
};

static const char *named(struct span agent, const char *const (*names)[2], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (span_find(agent, span_of(names[i][0]), 0) != SIZE_MAX)
            return names[i][1];
    return "";
}

struct span agent_name(struct arena *arena, struct span agent)
{
    const char *browser = named(agent, browsers, sizeof browsers / sizeof *browsers);
    const char *system = named(agent, systems, sizeof systems / sizeof *systems);
    return arena_format(arena, "%s%s%s", browser, *browser && *system ? ", " : "", system);
}
