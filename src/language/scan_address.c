/* Addresses: URLs, domains, e-mail addresses, @names and #tags. */
#include "scanner.h"

#include "utf8.h"

enum { LONGEST_ADDRESS = 2048, LONGEST_DOMAIN = 255 };

/* Endings that make «rosatom.ru» an address without «http://». */
static const char *const top_domains[] = {
    "ru", "com", "org", "net", "su", "info", "gov", "edu", "eu", "de",     "uk", "io", "me",
    "tv", "by",  "kz",  "cn",  "ua", "biz",  "us",  "fr",  "jp", "moscow", "рф", "рус"};

static bool is_address_byte(unsigned char byte)
{
    return byte > 0x20 && byte < 0x7F && byte != '"' && byte != '<' && byte != '>' && byte != '|' &&
           byte != '\\' && byte != '^' && byte != '`' && byte != '{' && byte != '}';
}

static bool is_domain_byte(unsigned char byte)
{
    return code_point_is_digit(byte) || (byte < 0x80 && code_point_is_latin(byte)) || byte == '-' ||
           byte == '.' || byte == '_';
}

/* Without the marks that end the sentence rather than the address. */
static size_t without_marks(const struct scanner *scanner, size_t from, size_t end)
{
    while (end > from && strchr(".,:;!?)]'", scanner->text.data[end - 1]))
        end--;
    return end;
}

static size_t skip_address_bytes(const struct scanner *scanner, size_t at)
{
    size_t limit = scanner->end - at > LONGEST_ADDRESS ? at + LONGEST_ADDRESS : scanner->end;
    while (at < limit && is_address_byte((unsigned char)scanner->text.data[at]))
        at++;
    return at;
}

/* The end of «@name» or «#тег» whose letters begin at from. */
static size_t scan_tag(const struct scanner *scanner, size_t from)
{
    struct span text = span_slice(scanner->text, 0, scanner->end);
    size_t at = from;
    while (at < text.size) {
        size_t next = at;
        uint32_t point = utf8_next(text, &next);
        if (!code_point_is_letter(point) && !code_point_is_digit(point) && point != '_')
            break;
        at = next;
    }
    return at;
}

static bool is_top_domain(struct span label)
{
    char folded[16];
    if (label.size > sizeof folded)
        return false;
    struct span lower = {folded, utf8_lower(label, folded, false)};
    for (size_t i = 0; i < sizeof top_domains / sizeof *top_domains; i++)
        if (span_equal(lower, span_of(top_domains[i])))
            return true;
    return false;
}

/* Whether the domain [from, end) ends in a known label behind a point. */
static bool is_domain(struct span domain)
{
    size_t point = domain.size;
    while (point > 0 && domain.data[point - 1] != '.')
        point--;
    return point > 1 && is_top_domain(span_slice(domain, point, domain.size));
}

size_t scan_address(struct scanner *scanner)
{
    size_t from = scanner->at, at = from;
    const char *data = scanner->text.data;
    if (data[from] == '@' || data[from] == '#') {
        size_t end = scan_tag(scanner, from + 1);
        return end - from > 2 ? end : from;
    }
    if (from < scanner->no_address)
        return from;
    size_t limit = scanner->end - at > LONGEST_DOMAIN ? at + LONGEST_DOMAIN : scanner->end;
    while (at < limit && is_domain_byte((unsigned char)data[at]))
        at++;
    if (at + 3 < scanner->end && memcmp(data + at, "://", 3) == 0)
        return without_marks(scanner, from, skip_address_bytes(scanner, at));
    if (at + 1 < scanner->end && data[at] == '@' && is_domain_byte((unsigned char)data[at + 1])) {
        size_t host = at + 1;
        while (at + 1 < scanner->end && is_domain_byte((unsigned char)data[at + 1]))
            at++;
        size_t end = without_marks(scanner, from, at + 1);
        return end > host && memchr(data + host, '.', end - host) ? end : from;
    }
    size_t end = without_marks(scanner, from, at);
    if (!is_domain(span_slice(scanner->text, from, end))) {
        scanner->no_address = at; /* a later start in this run would see the same end */
        return from;
    }
    if (end == at && at < scanner->end && (data[at] == '/' || data[at] == ':'))
        return without_marks(scanner, from, skip_address_bytes(scanner, at));
    return end;
}
