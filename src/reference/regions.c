/* The country, its federal districts, subjects, former subjects, provinces. */
#include "lines.h"
#include "parts.h"
#include "utf8.h"

/* ---- names ---- */

uint32_t region_number(struct span name)
{
    char lower[256];
    if (name.size > sizeof lower)
        name.size = sizeof lower;
    uint64_t hash = reference_hash(HASH_START, (struct span){lower, utf8_lower(name, lower, true)});
    uint32_t folded = (uint32_t)(hash ^ hash >> 32);
    return folded ? folded : 1;
}

static struct span number_key(struct arena *arena, uint32_t number)
{
    uint32_t *kept = ARENA_NEW(arena, uint32_t, 1);
    *kept = number;
    return (struct span){(const char *)kept, sizeof *kept};
}

/* The first region of a name keeps it. */
static void region_name_add(struct reference *reference, struct span name, size_t region)
{
    bool added;
    uint32_t *index =
        map_add(&reference->region_names, reference_fold(name, &reference->arena), &added);
    if (!added)
        return;
    *index = (uint32_t)region + 1;
    index = map_add(&reference->region_numbers, number_key(&reference->arena, region_number(name)),
                    &added);
    if (added)
        *index = (uint32_t)region + 1;
}

static void names_add(struct reference *reference, const struct reference_names *names,
                      size_t region)
{
    for (size_t i = 0; i < names->count; i++)
        region_name_add(reference, names->items[i], region);
}

/* ---- lines ---- */

static bool country_read(struct lines *lines, struct reference *reference, struct span name)
{
    struct reference_country *country = &reference->country;
    struct span property, values;
    *country = (struct reference_country){.name = name};
    while (lines_property(lines, &property, &values))
        if (span_equal(property, SPAN("en")))
            country->english = values;
        else if (!span_equal(property, SPAN("also")))
            return lines_complain(lines, "unknown_property", property);
        else if (!names_read(lines, values, &country->also))
            return false;
    return !lines->failed;
}

/* The seat and the first day are for those who read the file. */
static bool district_property(struct lines *lines, struct reference_district *district,
                              struct span property, struct span values)
{
    struct date from;
    if (span_equal(property, SPAN("code")))
        district->code = values;
    else if (span_equal(property, SPAN("also")))
        value_next(lines, &values, &district->short_name);
    else if (span_equal(property, SPAN("en")))
        district->english = values;
    else if (span_equal(property, SPAN("until")))
        return date_property(lines, values, &district->until);
    else if (span_equal(property, SPAN("from")))
        return date_property(lines, values, &from);
    else if (!span_equal(property, SPAN("capital")))
        return lines_complain(lines, "unknown_property", property);
    return true;
}

static bool district_read(struct lines *lines, struct reference *reference, struct span name)
{
    struct reference_district *district = ARRAY_PUSH(&reference->arena, &reference->districts);
    struct span property, values;
    *district = (struct reference_district){.name = name};
    while (lines_property(lines, &property, &values))
        if (!district_property(lines, district, property, values))
            return false;
    return !lines->failed;
}

static bool became_read(struct lines *lines, struct reference *reference, struct span values,
                        struct reference_region *region)
{
    struct span value;
    while (value_next(lines, &values, &value)) {
        const struct reference_region *later = reference_region_named(reference, value);
        if (!later)
            return lines_complain(lines, "unknown_place", value);
        *ARRAY_PUSH(&reference->arena, &region->became) = later;
    }
    return true;
}

static bool district_take(struct lines *lines, struct reference *reference, struct span values,
                          const struct reference_district **district)
{
    *district = reference_district_named(reference, values);
    return *district || lines_complain(lines, "unknown_place", values);
}

static bool region_property(struct lines *lines, struct reference *reference,
                            struct reference_region *region, struct span property,
                            struct span values, struct reference_names *towns)
{
    if (span_equal(property, SPAN("code")))
        region->code = values;
    else if (span_equal(property, SPAN("official")))
        region->official = values;
    else if (span_equal(property, SPAN("capital")))
        region->capital = values;
    else if (span_equal(property, SPAN("country")))
        region->country = values;
    else if (span_equal(property, SPAN("also")))
        return names_read(lines, values, &region->also);
    else if (span_equal(property, SPAN("towns")))
        return names_read(lines, values, towns);
    else if (span_equal(property, SPAN("was")))
        return formers_read(lines, values, &region->was);
    else if (span_equal(property, SPAN("from")))
        return date_property(lines, values, &region->from);
    else if (span_equal(property, SPAN("until")))
        return date_property(lines, values, &region->until);
    else if (span_equal(property, SPAN("became")))
        return became_read(lines, reference, values, region);
    else if (span_equal(property, SPAN("district")))
        return district_take(lines, reference, values, &region->district);
    else if (span_equal(property, SPAN("district-was"))) {
        /* Till when is for those who read the file: it must be a date all the same. */
        struct span bracket = value_bracket(&values);
        struct date until;
        return date_property(lines, bracket, &until) &&
               district_take(lines, reference, values, &region->district_before);
    } else
        return lines_complain(lines, "unknown_property", property);
    return true;
}

static bool region_read(struct lines *lines, struct reference *reference, struct span name,
                        enum reference_region_kind kind)
{
    struct reference_region region = {
        .kind = kind, .name = name, .official = name, .number = reference->regions.count};
    struct reference_names towns = {0};
    struct span property, values;
    while (lines_property(lines, &property, &values))
        if (!region_property(lines, reference, &region, property, values, &towns))
            return false;
    if (lines->failed)
        return false;
    *ARRAY_PUSH(&reference->arena, &reference->regions) = region;
    region_name_add(reference, region.name, region.number);
    region_name_add(reference, region.official, region.number);
    names_add(reference, &region.also, region.number);
    for (size_t i = 0; i < region.was.count; i++)
        region_name_add(reference, region.was.items[i].name, region.number);
    if (region.code.size)
        region_name_add(reference, region.code, region.number);
    if (region.capital.size)
        region_name_add(reference, region.capital, region.number);
    names_add(reference, &towns, region.number);
    return true;
}

bool regions_load(struct reference *reference, struct span folder, struct error *error)
{
    static const struct {
        struct span section;
        enum reference_region_kind kind;
    } sections[] = {{{"subject", 7}, REGION_SUBJECT},
                    {{"former", 6}, REGION_FORMER},
                    {{"province", 8}, REGION_PROVINCE}};
    enum { REGIONS_MOST = 256 };
    struct lines lines;
    struct span name;
    /* Regions point at regions: their array must not move. */
    reference->regions.items = ARENA_NEW(&reference->arena, struct reference_region, REGIONS_MOST);
    reference->regions.capacity = REGIONS_MOST;
    reference->districts.items =
        ARENA_NEW(&reference->arena, struct reference_district, REGIONS_MOST);
    reference->districts.capacity = REGIONS_MOST;
    if (!lines_open(&lines, &reference->arena, folder, "subjects.txt", ',', error))
        return false;
    while (lines_next(&lines, &name)) {
        size_t i = 0;
        while (i < 3 && !span_equal(lines.section, sections[i].section))
            i++;
        if (reference->regions.count == REGIONS_MOST || reference->districts.count == REGIONS_MOST)
            return lines_complain(&lines, "phrase", name);
        if (i < 3 ? !region_read(&lines, reference, name, sections[i].kind)
            : span_equal(lines.section, SPAN("district")) ? !district_read(&lines, reference, name)
            : span_equal(lines.section, SPAN("country"))
                ? !country_read(&lines, reference, name)
                : !lines_complain(&lines, "unknown_class", lines.section))
            return false;
    }
    return !lines.failed;
}

/* ---- finding ---- */

enum { FOLDED = 512 };

/* A name that somebody asks for, folded as those of the file are; no name is longer than FOLDED. */
static struct span fold_short(struct span text, char *out)
{
    text = span_trim(text);
    if (text.size > FOLDED)
        text.size = FOLDED;
    return reference_fold_into(text, out);
}

static const struct reference_region *region_at(const struct reference *reference,
                                                const uint32_t *index)
{
    return index ? &reference->regions.items[*index - 1] : NULL;
}

const struct reference_region *reference_region_of_number(const struct reference *reference,
                                                          uint32_t number)
{
    struct span key = {(const char *)&number, sizeof number};
    return region_at(reference, map_find(&reference->region_numbers, key));
}

const struct reference_region *reference_region_named(const struct reference *reference,
                                                      struct span name)
{
    char folded[FOLDED];
    return region_at(reference, map_find(&reference->region_names, fold_short(name, folded)));
}

static bool folded_equal(struct span folded, struct span name)
{
    char other[FOLDED];
    return span_equal(folded, fold_short(name, other));
}

static bool names_hold(const struct reference_names *names, struct span folded)
{
    for (size_t i = 0; i < names->count; i++)
        if (folded_equal(folded, names->items[i]))
            return true;
    return false;
}

const struct reference_country *reference_country(const struct reference *reference)
{
    return &reference->country;
}

uint32_t reference_country_number(const struct reference *reference)
{
    struct span name = reference ? reference->country.name : SPAN("");
    return name.size ? region_number(name) : 0;
}

bool reference_country_bears(const struct reference_country *country, struct span name)
{
    char text[FOLDED];
    struct span folded = fold_short(name, text);
    return folded.size &&
           (folded_equal(folded, country->name) || folded_equal(folded, country->english) ||
            names_hold(&country->also, folded));
}

bool reference_region_bears(const struct reference_region *region, struct span name)
{
    char text[FOLDED];
    struct span folded = fold_short(name, text);
    if (folded_equal(folded, region->name) || folded_equal(folded, region->official) ||
        names_hold(&region->also, folded))
        return true;
    for (size_t i = 0; i < region->was.count; i++)
        if (folded_equal(folded, region->was.items[i].name))
            return true;
    return false;
}

/* The words of addresses and forms, and what they mean; the empty ones say nothing. */
static struct span word_written(struct span word)
{
    static const char *const meanings[][2] = {
        {"обл", "область"},
        {"кр", "край"},
        {"респ", "республика"},
        {"ао", "автономный округ"},
        {"а.о", "автономный округ"},
        {"аобл", "автономная область"},
        {"г", ""},
        {"гор", ""},
        {"город", ""},
    };
    struct span bare = word;
    while (bare.size && bare.data[bare.size - 1] == '.')
        bare.size--;
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (span_is(bare, meanings[i][0]))
            return span_of(meanings[i][1]);
    return word;
}

/* «Иркутская обл.», «Респ. Татарстан», «Татарстан респ», «г. Иркутск». */
static const struct reference_region *part_written(const struct reference *reference,
                                                   struct span part)
{
    static const struct span republic = {"республика", sizeof "республика" - 1};
    enum { LONGEST = 128, ROOM = 1024 /* each of its words at its longest meaning */ };
    char folded[FOLDED], text[ROOM];
    size_t size = republic.size; /* before them there is room for it */
    struct span rest = fold_short(part, folded), word;
    const struct reference_region *region = reference_region_named(reference, part);
    if (region || rest.size > LONGEST)
        return region;
    while (span_next_part(&rest, ' ', &word)) {
        word = word_written(word);
        if (!word.size)
            continue;
        text[size++] = ' ';
        memcpy(text + size, word.data, word.size);
        size += word.size;
    }
    if (size == republic.size)
        return NULL;
    struct span words = {text + republic.size + 1, size - republic.size - 1};
    region = reference_region_named(reference, words);
    if (region || !span_ends_with(words, republic))
        return region;
    memcpy(text, republic.data, republic.size); /* before its name, not behind */
    return reference_region_named(reference, (struct span){text, size - republic.size - 1});
}

/* A part of an address that stands before the region: a postal code, or the country. */
static bool part_says_nothing(const struct reference *reference, struct span part)
{
    char folded[FOLDED];
    int64_t number;
    struct span text = fold_short(part, folded);
    return !text.size || span_to_integer(text, &number) ||
           reference_country_bears(&reference->country, part);
}

const struct reference_region *reference_region_written(const struct reference *reference,
                                                        struct span text)
{
    struct span rest = text, part;
    const struct reference_region *found = part_written(reference, text);
    if (found)
        return found;
    while (!found && span_next_part(&rest, ',', &part)) {
        found = part_written(reference, part);
        if (!found && !part_says_nothing(reference, part))
            return NULL;
    }
    while (found && span_next_part(&rest, ',', &part)) {
        const struct reference_region *other = part_written(reference, part);
        if (other && other != found && reference_region_bears(other, part))
            return NULL; /* two regions: nobody can say which is meant */
    }
    return found;
}

const struct reference_region *reference_subject(const struct reference_region *region)
{
    return region->kind == REGION_FORMER && region->became.count ? region->became.items[0] : region;
}

const struct reference_district *reference_district_named(const struct reference *reference,
                                                          struct span name)
{
    char text[FOLDED];
    struct span folded = fold_short(name, text);
    for (size_t i = 0; i < reference->districts.count; i++) {
        const struct reference_district *district = &reference->districts.items[i];
        if (folded_equal(folded, district->code) || folded_equal(folded, district->name) ||
            folded_equal(folded, district->short_name) || folded_equal(folded, district->english))
            return district;
    }
    return NULL;
}

const struct reference_region *reference_regions(const struct reference *reference, size_t *count)
{
    *count = reference->regions.count;
    return reference->regions.items;
}
